import { Option } from 'commander';
import { portNumber } from './options.js';
import type { AddCommand } from './reply.js';

export const addLab: AddCommand = (program, replying) => {
  program
    .command('lab')
    .description(
      'open the notebooks in JupyterLab, with the kernel of this project; installs JupyterLab here where it is missing',
    )
    .argument('[path]', 'a notebook or a folder, inside the project or not; by default notebooks/')
    .option('--check', 'only say what is there and what is missing; start and install nothing')
    .option('--no-browser', 'print the address, open no browser')
    .addOption(new Option('--port <port>', 'the port to try first').default(8888).argParser(portNumber))
    .action(
      replying(async (path: string | undefined, options: { check?: true; browser: boolean; port: number }) => {
        const { checkLab, openLab } = await import('./open-lab.js');
        return options.check ? checkLab() : openLab(path, options);
      }),
    );
};
