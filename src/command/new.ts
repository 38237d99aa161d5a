import { UserError } from '../error.js';
import type { NewOptions } from './new-article.js';
import type { AddCommand } from './reply.js';

export const addNew: AddCommand = (program, replying) => {
  program
    .command('new')
    .description(
      'begin an article: a claims file, a corpus and lexicon for its postings, and a first notebook that runs',
    )
    .argument('<article>', 'its id, lower-case words joined by hyphens')
    .option('--title <title>', 'as it is printed')
    .option(
      '--corpus <file>',
      'a file of postings, a pattern such as "jobs/*.jsonl", or an address: ' +
        'JSON lines, JSON, CSV, TSV, Parquet, Excel, SQLite, DuckDB or HTML, also packed',
    )
    .option('--encoding <name>', 'the encoding of the postings, where their bytes do not tell: gb18030, windows-1252')
    .option('--table <name>', 'the table of a database that has several')
    .option('--concept <concepts...>', 'what to look for in their text')
    .option('--from <file>', 'the article: its numbers go into the claims file, to be read one by one')
    .option('--remove', 'undo it: remove the files that were written for the article, if they are as they were')
    .option('--force', 'with --remove: also those that were changed since')
    .action(
      replying(async (id: string, options: NewOptions & { remove?: true; force?: true }) => {
        const { newArticle, refuseId } = await import('./new-article.js');
        refuseId(id);
        if (options.remove) {
          const { removeArticle } = await import('./remove-article.js');
          return { text: removeArticle(id, options) };
        }
        if (options.force) throw new UserError('--force goes with --remove; recount new overwrites nothing');
        return { text: await newArticle(id, options) };
      }),
    );
};
