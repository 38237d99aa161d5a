import { Option } from 'commander';
import { wholeNumber } from './options.js';
import type { AddCommand } from './reply.js';

export const addBench: AddCommand = (program, replying) => {
  program
    .command('bench')
    .description('measure this project beside others that do the same, on this machine')
    .option(
      '--only <tasks...>',
      'only these: tag, count, memory, run, bootstrap, audit; tag:<contender> for one of the contenders',
    )
    .addOption(
      new Option('--size <megabytes>', 'of the postings that are tagged; they are generated')
        .argParser(wholeNumber)
        .default(200),
    )
    .option('--install', 'install the contenders that come as Python packages or Rust crates, under .recount/bench')
    .option('--json <file>', 'write a line of JSON a measurement there')
    .action(
      replying(async (options: object) => {
        const { measureAll } = await import('./measurements.js');
        return { ending: (await measureAll(options)) ? 'asExpected' : 'unexpected' };
      }),
    );
};
