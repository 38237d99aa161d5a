import { timeoutOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addRecord: AddCommand = (program, replying) => {
  program
    .command('record')
    .description('store the answers to all that the notebooks ask of a corpus, counted from its rows')
    .argument('<corpus>', 'an id, or the path of a manifest')
    .addOption(timeoutOption())
    .action(
      replying(async (corpus: string, options: { timeout: number }) => {
        const { recordCorpus } = await import('./record-corpus.js');
        return { text: await recordCorpus(corpus, options) };
      }),
    );
};
