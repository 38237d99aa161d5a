import type { AddCommand } from './reply.js';

export const addInit: AddCommand = (program, replying) => {
  program
    .command('init')
    .description('make a workspace of this folder: a first article with its postings and notebook, CI, editor settings')
    .action(
      replying(async () => {
        const { initWorkspace } = await import('./init-workspace.js');
        return { text: await initWorkspace(process.cwd()) };
      }),
    );
};
