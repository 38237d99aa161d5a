import { Option } from 'commander';
import { printMessage } from '../terminal/print.js';
import type { CountOptions } from './count-answer.js';
import { engineOption, jsonOption, matchOption, shares, whereOption, wholeNumber } from './options.js';
import type { AddCommand } from './reply.js';

/** What `--query` says whole, so that it cannot stand beside them. */
const parts = ['by', 'where', 'concept', 'match', 'lexicon', 'distinct', 'pairs', 'mentions', 'top', 'quantile'];
/** What quantiles of a field leave no place for. */
const columns = ['concept', 'distinct', 'pairs', 'mentions', 'top'];

export const addCount: AddCommand = (program, replying) => {
  program
    .command('count')
    .description('ask a corpus a count query')
    .argument('<corpus>', 'an id, or the path of a manifest')
    .option('--by <fields...>', 'group by these fields; a day also by week, month, quarter or year: posted:month')
    .addOption(whereOption())
    .option('--concept <concepts...>', 'count the postings that mention these concepts')
    .addOption(matchOption())
    .option('--lexicon <lexicon>', 'look for the concepts of this lexicon, an id or a path, not of the corpus’s own')
    .addOption(
      new Option('--quantile <field>', 'the median of a number, with its 95 % interval; --at for others').conflicts(
        columns,
      ),
    )
    .addOption(new Option('--at <shares...>', 'which quantiles, such as 0.25 0.5 0.9').argParser(shares))
    .option('--with-reposts', 'count those too that the manifest leaves out as reposts (unique)')
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
