import { Option } from 'commander';
import type { TextOptions } from './concept-texts.js';
import { conceptOptions, wholeNumber } from './options.js';
import type { AddCommand } from './reply.js';

export const addKwic: AddCommand = (program, replying) => {
  conceptOptions(program.command('kwic'), { limit: 20 })
    .description('show where concepts are found, in their context')
    .addOption(new Option('--width <n>', 'characters to either side').argParser(wholeNumber).default(40))
    .action(
      replying(async (corpus: string, concepts: string[], options: TextOptions & { width: number }) => {
        const { kwicText } = await import('./concept-texts.js');
        return { text: await kwicText(corpus, concepts, options) };
      }),
    );
};
