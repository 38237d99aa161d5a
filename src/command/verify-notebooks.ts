import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../load/project.js';
import { temporaryFolder } from '../notebook/temporary.js';
import { paint } from '../terminal/paint.js';
import { json as asJson } from '../terminal/visible.js';
import { readTraces } from '../trace/trace.js';
import type { Timeouts } from './options.js';
import type { Reply } from './reply.js';
import { checkedBy, runWithProgress } from './run-notebooks.js';
import { endingOf, runSummary } from './run-summary.js';

/**
 * Runs the notebooks afresh into a temporary folder and compares each with the committed one, byte by byte;
 * the committed files are left alone. A stale output is as unexpected as a changed verdict.
 */
export async function verifyAndReport(named: readonly string[], options: { json?: true } & Timeouts): Promise<Reply> {
  const into = temporaryFolder('recount-verify-');
  try {
    const results = await runWithProgress(named, { ...options, into });
    const stale = results
      .filter((result) => result.kind === 'executed')
      .filter(({ notebook }) => !readFileSync(inProject(notebook)).equals(readFileSync(join(into, notebook))))
      .map(({ notebook }) => notebook);
    const articles = checkedBy(readTraces(into), named.length === 0 ? undefined : results);
    const fresh = endingOf(results, articles);
    const ending = fresh === 'asExpected' && stale.length > 0 ? 'unexpected' : fresh;
    if (options.json)
      return { text: asJson({ notebooks: results, stale, asExpected: ending === 'asExpected' }), ending };

    const lines = stale.map((notebook) =>
      paint('red', `stale: ${notebook} does not hold what its cells give; npx recount run --force ${notebook}`),
    );
    if (stale.length === 0 && ending !== 'notebookFailed')
      lines.push(`${results.length} notebooks give the committed outputs, byte for byte.`);
    return { text: [runSummary(results, articles), ...lines].join('\n'), ending };
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}
