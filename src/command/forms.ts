import type { TextOptions } from './concept-texts.js';
import { conceptOptions } from './options.js';
import type { AddCommand } from './reply.js';

export const addForms: AddCommand = (program, replying) => {
  conceptOptions(program.command('forms'), { limit: 40 })
    .description('list the words in which concepts are found, with how often')
    .action(
      replying(async (corpus: string, concepts: string[], options: TextOptions) => {
        const { formsText } = await import('./concept-texts.js');
        return { text: await formsText(corpus, concepts, options) };
      }),
    );
};
