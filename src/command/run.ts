import type { EngineName } from '../count/engine.js';
import { engineOption, jsonOption, startTimeoutOption, type Timeouts, timeoutOption, useEngine } from './options.js';
import type { AddCommand } from './reply.js';

export const addRun: AddCommand = (program, replying) => {
  program
    .command('run')
    .description('run the notebooks that changed, and print the board')
    .argument('[notebooks...]', 'only these; by default, all of notebooks/')
    .option('--force', 'run unchanged notebooks too')
    .addOption(engineOption())
    .addOption(timeoutOption())
    .addOption(startTimeoutOption())
    .addOption(jsonOption())
    .action(
      replying(async (named: string[], options: { force?: true; engine?: EngineName; json?: true } & Timeouts) => {
        useEngine(options.engine);
        const { runAndReport } = await import('./run-notebooks.js');
        return runAndReport(named, options);
      }),
    );
};
