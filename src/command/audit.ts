import { jsonOption } from './options.js';
import type { AddCommand } from './reply.js';

export const addAudit: AddCommand = (program, replying) => {
  program
    .command('audit')
    .description(
      'check the numbers of any texts against each other: plain text, Markdown, HTML, PDF, Word, ' +
        'LaTeX, TEI and JATS XML, ' +
        'Jupyter and Quarto sources',
    )
    .argument('<files...>', 'articles, or folders of them')
    .addOption(jsonOption())
    .option('--csv', 'print CSV, a line for each finding')
    .option('--sarif <file>', 'write the findings as SARIF, for code hosts')
    .option('--html <file>', 'write a page in which each finding stands in its text, marked')
    .option(
      '--baseline <file>',
      'accept the findings that this file lists with a reason, and complain of those that are gone',
    )
    .option('--new-baseline <file>', 'write such a file from the errors of now; each still wants its reason')
    .option('--no-cache', 'audit again what has been audited before')
    .action(
      replying(async (files: string[], options: import('./audit-reply.js').AuditOptions) => {
        const { auditReply } = await import('./audit-reply.js');
        return auditReply(files, options);
      }),
    );
};
