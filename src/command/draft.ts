import { jsonOption } from './options.js';
import type { AddCommand } from './reply.js';
import type { DraftOptions } from './write-draft.js';

export const addDraft: AddCommand = (program, replying) => {
  program
    .command('draft')
    .description('turn a Markdown draft into a page whose numbers come from cells, and report those that do not')
    .argument('<file>', 'the draft, in Markdown')
    .option('--out <folder>', 'where the page and the filled Markdown go (default: .recount/drafts)')
    .option('--docx', 'make a Word document too, where pandoc is installed')
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
