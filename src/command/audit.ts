import { jsonOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addAudit: AddCommand = (program, replying) => {
  program
    .command('audit')
    .description('check the numbers of any text against each other: plain text, Markdown, HTML, PDF')
    .argument('<file>', 'the article')
    .addOption(jsonOption())
    .action(
      replying(async (file: string, options: { json?: true }) => {
        const { auditFile } = await import('./audit-report.js');
        return auditFile(file, options);
      }),
    );
};
