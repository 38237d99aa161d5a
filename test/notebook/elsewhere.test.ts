import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inProject } from '../../src/load/project.js';
import { codeCells, countingCell, notebookText, printed } from './scratch.js';

/** A folder that leads to no package `recount`. */
function elsewhere(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recount-elsewhere-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ['jobs.yaml', 'jobs.jsonl']) cpSync(inProject('test/examples', name), join(folder, name));
  return folder;
}

const run = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, [inProject('src/bin.mjs'), 'run', ...args], { cwd, encoding: 'utf8' });

test('a notebook outside every project imports the Recount that runs it, and what that one has', () => {
  const folder = elsewhere();
  const notebook = join(folder, 'mine.ipynb');
  const others = "import { from } from 'arquero';\nconsole.log(from([{ a: 1 }]).numRows());";
  writeFileSync(notebook, notebookText(countingCell('jobs.yaml'), countingCell('field-guide'), others));
  const { status, stdout, stderr } = run(inProject(), notebook);
  expect(status, stdout + stderr).toBe(0);
  const cells = codeCells(readFileSync(notebook, 'utf8')).map(printed);
  expect(cells).toEqual(['3 postings, 0.5\n', '895 postings, 0.5\n', '1\n']); // of its own folder, and of the project
  expect(run(inProject(), notebook).stdout).toContain('unchanged');

  writeFileSync(notebook, notebookText("import { nothing } from 'recount';", "import 'no-such-package';"));
  const wrong = run(folder, 'mine.ipynb');
  expect([wrong.status, wrong.stdout]).toEqual([3, expect.stringMatching(/has no exported member 'nothing'/)]);
}, 240_000);
