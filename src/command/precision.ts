import type { PrecisionOptions } from './marked-precision.js';
import { jsonOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addPrecision: AddCommand = (program, replying) => {
  program
    .command('precision')
    .description('read the marks of a sample: the share of right matches, with its interval')
    .argument('<file>', 'a file that recount sample wrote')
    .option('--save [file]', 'store the tally (counts and digests, no text); by default in data/samples')
    .option('--reader <who>', 'who marked, for the tally', 'one reader')
    .option('--means <words>', 'what a match had to mean to be right, for the tally', 'what the concept is named for')
    .addOption(jsonOption())
    .action(
      replying(async (file: string, options: PrecisionOptions) => {
        const { readPrecision } = await import('./marked-precision.js');
        return { text: await readPrecision(file, options) };
      }),
    );
};
