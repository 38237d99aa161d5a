import { jsonOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addData: AddCommand = (program, replying) => {
  const data = program.command('data').description('the corpora: what they are, and what of them is here');
  data
    .command('list', { isDefault: true })
    .description('list corpora: postings, period, licence, rows, recording')
    .argument('[corpora...]', 'ids, or paths of manifests; by default, all of data/corpora')
    .addOption(jsonOption())
    .action(
      replying(async (corpora: string[], options: { json?: true }) => {
        const { listData } = await import('./data-list.js');
        return { text: listData(corpora, options) };
      }),
    );
  data
    .command('pull')
    .description('bring the published rows of a corpus here, checked against the digest that its manifest pins')
    .argument('<corpus>', 'an id, or the path of a manifest')
    .option('--from <file or URL>', 'take them from here instead of the pinned address')
    .addOption(jsonOption())
    .action(
      replying(async (corpus: string, options: { from?: string; json?: true }) => {
        const { pullData } = await import('./data-pull.js');
        return { text: await pullData(corpus, options) };
      }),
    );
  data
    .command('verify')
    .description('compute the digests again, and list what cannot be read')
    .argument('[corpora...]', 'ids, or paths of manifests; by default, all of data/corpora')
    .option('--strict', 'make the first problem an error')
    .addOption(jsonOption())
    .action(
      replying(async (corpora: string[], options: { strict?: true; json?: true }) => {
        const { verifyData } = await import('./data-verify.js');
        return verifyData(corpora, options);
      }),
    );
};
