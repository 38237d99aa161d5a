import type { EngineName } from '../count/engine.js';
import {
  engineOption,
  type Given,
  jsonOption,
  setOption,
  startTimeoutOption,
  type Timeouts,
  timeoutOption,
  useEngine,
} from './options.js';
import type { AddCommand } from './reply.js';

type RunOptions = { force?: true; set?: Given; engine?: EngineName; json?: true } & Timeouts;

export const addRun: AddCommand = (program, replying) => {
  program
    .command('run')
    .description('run the notebooks that changed, and print the board')
    .argument('[notebooks...]', 'only these; by default, all of notebooks/')
    .option('--force', 'run unchanged notebooks too')
    .addOption(setOption())
    .addOption(engineOption())
    .addOption(timeoutOption())
    .addOption(startTimeoutOption())
    .addOption(jsonOption())
    .action(
      replying(async (named: string[], options: RunOptions) => {
        useEngine(options.engine);
        if (options.set !== undefined) {
          const { runSettings } = await import('./run-settings.js');
          return runSettings(named, { ...options, set: options.set });
        }
        const { runAndReport } = await import('./run-notebooks.js');
        return runAndReport(named, options);
      }),
    );
};
