import { startTimeoutOption, type Timeouts, timeoutOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addRecord: AddCommand = (program, replying) => {
  program
    .command('record')
    .description(
      'store the answers to all that the notebooks ask of a corpus, counted from its rows, ' +
        'or read from published counts',
    )
    .argument('<corpus>', 'an id, or the path of a manifest')
    .option('--from <files...>', 'the published files of counts that the manifest names under counts')
    .addOption(timeoutOption())
    .addOption(startTimeoutOption())
    .action(
      replying(async (corpus: string, options: Timeouts & { from?: string[] }) => {
        const { recordCorpus } = await import('./record-corpus.js');
        return { text: await recordCorpus(corpus, options) };
      }),
    );
};
