import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { formatNotebook } from '../../src/notebook/format-notebook.js';
import { type Cell, type CodeCell, isCode, type Notebook } from '../../src/notebook/ipynb.js';
import { parseNotebook } from '../../src/notebook/parse-notebook.js';
import { type RunEvent, type RunOptions, runNotebooks } from '../../src/notebook/run.js';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** A project of its own inside `.recount/`, where imports reach our `node_modules`; gone after the test. */
export function scratchProject(files: Record<string, string> = {}) {
  const scratch = lastingProject(files);
  onTestFinished(scratch.remove);
  return scratch;
}

/** The same for several tests, which end by removing it. */
export function lastingProject(files: Record<string, string> = {}) {
  mkdirSync(join(project, '.recount'), { recursive: true });
  const root = mkdtempSync(join(project, '.recount', 'test-'));
  const at = (name: string): string => join(root, name);
  const write = (name: string, text: string): string => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
    return at(name);
  };
  write(
    'package.json',
    JSON.stringify({ name: 'scratch', version: '1.0.0', main: 'dist/index.js', types: 'dist/index.d.ts' }),
  );
  mkdirSync(at('node_modules'));
  symlinkSync('..', at('node_modules/scratch'));
  for (const [name, text] of Object.entries(files)) write(name, text);
  const remove = (): void => rmSync(root, { recursive: true, force: true });
  return { root, at, write, read: (name: string): string => readFileSync(at(name), 'utf8'), remove };
}

export const code = (source: string, id: string): CodeCell => ({
  cell_type: 'code',
  id,
  metadata: {},
  source,
  execution_count: null,
  outputs: [],
});
export const markdown = (source: string, id: string): Cell => ({ cell_type: 'markdown', id, metadata: {}, source });

/** A notebook of code cells with the ids `c1`, `c2`, …, or of the cells given. */
export const notebook = (...cells: (string | Cell)[]): Notebook => ({
  cells: cells.map((cell, at) => (typeof cell === 'string' ? code(cell, `c${at + 1}`) : cell)),
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

export const notebookText = (...cells: (string | Cell)[]): string => formatNotebook(notebook(...cells));

export const codeCells = (from: Notebook | string): CodeCell[] =>
  (typeof from === 'string' ? parseNotebook(from, 'notebook') : from).cells.filter(isCode);

/** Everything that a cell printed to stdout. */
export const printed = (cell: CodeCell | undefined): string =>
  (cell?.outputs ?? [])
    .map((output) => (output.output_type === 'stream' && output.name === 'stdout' ? output.text : ''))
    .join('');

/** Whether a process runs. One that has ended and waits to be reaped (state Z) does not; only Linux tells the two apart here. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}

/** Why a notebook would run again; it is stopped before it has a kernel. */
export async function whyAgain(path: string, options: Pick<RunOptions, 'root' | 'answerDigest'>): Promise<string[]> {
  const stop = new AbortController();
  let reasons = ['unchanged'];
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'started') reasons = event.reasons;
    stop.abort(new Error('it started'));
  };
  await expect(runNotebooks([path], { ...options, onEvent, signal: stop.signal })).rejects.toThrow('it started');
  return reasons;
}

/** The code of a cell that counts the postings of a corpus, and says half. */
export const countingCell = (corpus: string): string => `import { corpus, wilson } from 'recount';
const all = await corpus('${corpus}').count({ by: [] });
console.log(all.at({}).postings + ' postings, ' + wilson({ k: 1, n: 2 }).estimate);`;
