import { jsonOption, startTimeoutOption, type Timeouts, timeoutOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addLive: AddCommand = (program, replying) => {
  program
    .command('live')
    .description(
      'rerun an article on the index behind its published counts, as it is today; published and live side by side',
    )
    .argument('<article>', "its id, or its text's file name")
    .addOption(timeoutOption())
    .addOption(startTimeoutOption())
    .addOption(jsonOption())
    .action(
      replying(async (article: string, options: { json?: true } & Timeouts) => {
        const { rerunLive } = await import('./live-rerun.js');
        return rerunLive(article, options);
      }),
    );
};
