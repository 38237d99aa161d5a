import { jsonOption, startTimeoutOption, type Timeouts, timeoutOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addVerify: AddCommand = (program, replying) => {
  program
    .command('verify')
    .description('run the notebooks afresh beside the committed ones, and compare every output and verdict')
    .argument('[notebooks...]', 'only these; by default, all of notebooks/')
    .addOption(timeoutOption())
    .addOption(startTimeoutOption())
    .addOption(jsonOption())
    .action(
      replying(async (named: string[], options: { json?: true } & Timeouts) => {
        const { verifyAndReport } = await import('./verify-notebooks.js');
        return verifyAndReport(named, options);
      }),
    );
};
