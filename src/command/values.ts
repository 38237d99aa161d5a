import { jsonOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addValues: AddCommand = (program, replying) => {
  program
    .command('values')
    .description('list what a writer may use: named values, figures and tables of the executed notebooks')
    .argument('[words...]', 'only those that have all of these words')
    .addOption(jsonOption())
    .action(
      replying(async (search: string[], options: { json?: true }) => {
        const { valuesText } = await import('./values-list.js');
        return { text: await valuesText(search, options) };
      }),
    );
};
