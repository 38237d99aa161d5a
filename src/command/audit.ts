import { type Audit, audit } from '../audit/audit.js';
import { shown } from '../load/project.js';
import { paint, wrap } from '../terminal/terminal.js';
import { readArticleText } from '../text/read.js';

/** Audits a file: what to print, and whether any finding is an error. */
export async function auditFile(path: string, { json }: { json?: true }): Promise<{ text: string; errors: boolean }> {
  const result = audit(await readArticleText(path));
  return {
    text: json ? auditJson(result) : auditText(result, shown(path)),
    errors: result.findings.some(({ severity }) => severity === 'error'),
  };
}

/** The findings as JSON for machines, one a line. */
const auditJson = ({ findings }: Audit): string =>
  findings.length === 0 ? '[]' : `[\n${findings.map((finding) => JSON.stringify(finding)).join(',\n')}\n]`;

/** Findings with their place as editors open it, what they are about, their arithmetic; then what was checked at all. */
function auditText({ findings, checked }: Audit, path: string): string {
  const blocks = findings.map(({ line, column, kind, severity, text, arithmetic }) =>
    [
      `${path}:${line}:${column}  ${paint(severity === 'error' ? 'red' : 'yellow', severity)}  ${kind}`,
      wrap(`“${text}”`, '    '),
      wrap(arithmetic, '    '),
    ].join('\n'),
  );
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const notes = findings.length - errors;
  const counts = checked.filter(({ count }) => count > 0).map(({ count, checks }) => `${count} ${checks}`);
  const looked =
    counts.length === 0 ? 'The text prints nothing that could be checked.' : `Checked: ${counts.join(', ')}.`;
  const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  return [...blocks, `${plural(errors, 'error')}, ${plural(notes, 'note')}.\n${wrap(looked, '')}`].join('\n\n');
}
