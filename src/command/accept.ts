import type { AcceptOptions } from './accept-verdicts.js';
import type { AddCommand } from './reply.js';

export const addAccept: AddCommand = (program, replying) => {
  program
    .command('accept')
    .description('take over verdicts that are not the expected ones into the claims files, one by one')
    .argument('[claims...]', 'claim ids, or articles; by default, all claims with another verdict than expected')
    .option('--yes', 'take over the claims that are named without asking')
    .option('--why <sentence>', 'with --yes: why they do not hold')
    .action(
      replying(async (named: string[], options: AcceptOptions) => {
        const { acceptVerdicts } = await import('./accept-verdicts.js');
        return { text: await acceptVerdicts(named, options) };
      }),
    );
};
