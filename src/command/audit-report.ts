import { type Audit, audit } from '../audit/audit.js';
import type { Diagnostic } from '../audit/diagnostic.js';
import { shown } from '../load/project.js';
import { wrap } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { jsonList } from '../terminal/visible.js';
import { readArticleText } from '../text/read.js';
import type { Reply } from './reply.js';

/** Audits a file; an error among its diagnostics is unexpected. */
export async function auditFile(path: string, { json }: { json?: true }): Promise<Reply> {
  const result = audit(await readArticleText(path));
  const isWrong = result.diagnostics.some(({ severity }) => severity === 'error');
  return {
    text: json ? jsonList(result.diagnostics.map(asJson)) : auditText(result, shown(path)),
    ending: isWrong ? 'unexpected' : 'asExpected',
  };
}

/** A diagnostic without its offsets, which only the HTML report needs. */
const asJson = ({ line, column, kind, severity, text, arithmetic }: Diagnostic) => ({
  line,
  column,
  kind,
  severity,
  text,
  arithmetic,
});

/** Diagnostics with their place as editors open it, what they are about, their arithmetic; then what was checked at all. */
function auditText({ diagnostics, checked }: Audit, path: string): string {
  const blocks = diagnostics.map(({ line, column, kind, severity, text, arithmetic }) =>
    [
      `${path}:${line}:${column}  ${paint(severity === 'error' ? 'red' : 'yellow', severity)}  ${kind}`,
      wrap(`“${text}”`, '    '),
      wrap(arithmetic, '    '),
    ].join('\n'),
  );
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const notes = diagnostics.length - errors;
  const counts = checked.filter(({ count }) => count > 0).map(({ count, checks }) => `${count} ${checks}`);
  const looked =
    counts.length === 0 ? 'The text prints nothing that could be checked.' : `Checked: ${counts.join(', ')}.`;
  const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  return [...blocks, `${plural(errors, 'error')}, ${plural(notes, 'note')}.\n${wrap(looked, '')}`].join('\n\n');
}
