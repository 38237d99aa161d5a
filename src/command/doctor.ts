import { jsonOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addDoctor: AddCommand = (program, replying) => {
  program
    .command('doctor')
    .description('say what is missing on this machine and in this workspace, with the next step; changes nothing')
    .addOption(jsonOption())
    .action(
      replying(async ({ json }: { json?: true }) => {
        const { examine } = await import('./examine-machine.js');
        return examine({ json: json ?? false });
      }),
    );
};
