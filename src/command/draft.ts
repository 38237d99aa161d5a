import { jsonOption } from './options.js';
import type { AddCommand } from './reply.js';
import type { DraftOptions } from './write-draft.js';

export const addDraft: AddCommand = (program, replying) => {
  program
    .command('draft')
    .description('turn a Markdown draft into a page whose numbers come from cells, and report those that do not')
    .argument('<file>', 'the draft, in Markdown')
    .option('--out <folder>', 'where the page and the filled Markdown go (default: .recount/drafts)')
    .option('--docx', 'make a Word document too, each number a link to its source')
    .option('--pdf', 'make a PDF too')
    .option('--fragment', 'make one piece of HTML too, to be pasted into WordPress, Substack or Medium')
    .option('--site <address>', 'where the site is published; the numbers of the fragment link to it')
    .option('--allow-errors', 'write the files in spite of errors, which are marked in them below a banner')
    .option('--watch', 'build again whenever the draft or a notebook changes')
    .option('--diff', 'build nothing, but say which numbers of the built page would change')
    .addOption(jsonOption())
    .action(
      replying(async (file: string, options: DraftOptions) => {
        const { draft } = await import('./write-draft.js');
        return draft(file, options);
      }),
    );
};
