import { Option } from 'commander';
import { printMessage } from '../terminal/print.js';
import type { CountOptions } from './count-answer.js';
import { engineOption, jsonOption, matchOption, whereOption, wholeNumber } from './options.js';
import type { AddCommand } from './reply.js';

/** What `--query` says whole, so that it cannot stand beside them. */
const parts = ['by', 'where', 'concept', 'match', 'distinct', 'pairs', 'mentions', 'top'];

export const addCount: AddCommand = (program, replying) => {
  program
    .command('count')
    .description('ask a corpus a count query')
    .argument('<corpus>', 'an id, or the path of a manifest')
    .option('--by <fields...>', 'group by these fields')
    .addOption(whereOption())
    .option('--concept <concepts...>', 'count the postings that mention these concepts')
    .addOption(matchOption())
    .option('--distinct <field>', 'count the different values of a field')
    .option('--pairs <field>', 'count pairs of items of a list field')
    .option('--mentions', 'count items of lists too, not postings alone')
    .addOption(new Option('--top <n>', 'only the largest groups').argParser(wholeNumber))
    .addOption(new Option('--query <json>', 'a whole query as JSON, as notebooks write them').conflicts(parts))
    .addOption(engineOption())
    .addOption(jsonOption())
    .action(
      replying(async (corpus: string, options: CountOptions) => {
        const { countText, recordingRemark } = await import('./count-answer.js');
        const [text, changed] = [await countText(corpus, options), recordingRemark(corpus, options.engine)];
        if (changed !== undefined) printMessage(changed);
        return { text, ending: changed === undefined ? 'asExpected' : 'unexpected' };
      }),
    );
};
