import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../load/project.js';
import { paint, print } from '../terminal/terminal.js';
import { readTraces } from '../trace/trace.js';
import { board } from './board.js';
import { type Outcome, outcome, runWithProgress } from './run.js';

/**
 * Runs the notebooks afresh into a temporary folder and compares each with the committed one, byte by byte;
 * the committed files are left alone. A stale output is as unexpected as a changed verdict.
 */
export async function verifyAndReport(
  named: readonly string[],
  options: { timeout: number; json?: true },
): Promise<Outcome> {
  const into = mkdtempSync(join(tmpdir(), 'recount-verify-'));
  try {
    const results = await runWithProgress(named, { into, timeout: options.timeout });
    const stale = results
      .filter((result) => result.kind === 'executed')
      .filter(({ notebook }) => !readFileSync(inProject(notebook)).equals(readFileSync(join(into, notebook))))
      .map(({ notebook }) => notebook);
    const articles = readTraces(into);
    const expected = outcome(results, articles);

    if (options.json) {
      print(
        JSON.stringify(
          { notebooks: results, stale, asExpected: expected === 'asExpected' && stale.length === 0 },
          null,
          2,
        ),
      );
    } else {
      print(`\n${board(articles)}`);
      for (const notebook of stale)
        print(
          paint('red', `stale: ${notebook} does not hold what its cells give; npx recount run --force ${notebook}`),
        );
      if (stale.length === 0 && expected !== 'notebookFailed')
        print(`${results.length} notebooks give the committed outputs, byte for byte.`);
    }
    return expected === 'asExpected' && stale.length > 0 ? 'unexpected' : expected;
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}
