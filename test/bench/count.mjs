// @ts-check
// Counting beside the build before counting used the scan, and beside DuckDB: the same questions, with equal counts.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from './measure.mjs';

/** @typedef {import('./measure.mjs').Measurement} Measurement */
/** @typedef {{ kept: (...parts: string[]) => string, project: (...parts: string[]) => string, here: (...parts: string[]) => string, say: (text: string) => void, python: string }} Places */

/** What counts by the scan: the commit before it is the build that this one is measured beside. */
const firstOfScan = 'src/count/line-counter.ts';
const concepts = ['LLM', 'RAG', 'fine-tuning', 'Python', 'Kubernetes', 'AWS', 'PyTorch', 'agents'];
/** RE2 has no look-around: LLM’s counts as LLM there, and in tokens it is one word. */
const mayDiffer = new Set(['LLM', 'AWS']);

/** Builds the commit before, beside this one, with this one's dependencies; false where that cannot be done. */
function buildBefore(/** @type {Places} */ { kept, project, say }) {
  const folder = kept('before');
  if (existsSync(join(folder, 'dist', 'cli.js'))) return true;
  say('building the commit before counting used the scan');
  const run = (/** @type {string} */ cwd, /** @type {string[]} */ ...[command = '', ...args]) =>
    spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] }).status === 0;
  const log = ['log', '--diff-filter=A', '--format=%P', '--', firstOfScan];
  const before = spawnSync('git', log, { cwd: project(), encoding: 'utf8' }).stdout.trim();
  if (!run(project(), 'git', 'worktree', 'add', '--detach', '--force', folder, before)) return false;
  if (!existsSync(join(folder, 'node_modules'))) symlinkSync(project('node_modules'), join(folder, 'node_modules'));
  rmSync(join(folder, 'test'), { recursive: true, force: true }); // a test run here is not to find its tests
  const scan = ['src/tag/wasm/scan.ts', '-o', 'dist/tag/scan.wasm'];
  const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
  return (
    run(folder, process.execPath, 'node_modules/assemblyscript/bin/asc.js', ...scan, ...options) &&
    run(folder, process.execPath, 'node_modules/typescript/bin/tsc', '-p', '.')
  );
}

/** @returns {{ rows: Measurement[], notes: string[], agree: boolean }} */
export function countPostings(/** @type {string} */ path, /** @type {string} */ lexicon, /** @type {Places} */ places) {
  const { kept, project, here, say, python } = places;
  const manifest = kept('count.yaml');
  const fields = Object.fromEntries(
    Object.entries({
      title: 'name',
      location: 'name',
      remote: 'flag',
      posted: 'day',
      skills: 'names',
      description: 'text',
    }).map(([name, kind]) => [name, { kind, from: name }]),
  );
  const files = { format: 'jsonl', path, id: 'id' };
  writeFileSync(
    manifest,
    JSON.stringify({ id: 'bench', title: 'Generated', files, lexicon: here('lexicon.yaml'), fields }),
  );

  const counts = (/** @type {string} */ out) =>
    Object.fromEntries(
      JSON.parse(out).rows.flatMap((/** @type {Record<string, string | number>} */ { location, ...rest }) =>
        Object.entries(rest).map(([name, n]) => [`${location}: ${name}`, n]),
      ),
    );
  const main = (/** @type {string} */ cli) =>
    `import(${JSON.stringify(cli)}).then(async ({ main }) => { process.exitCode = await main(process.argv.slice(1)); })`;
  // a digest that was kept of the file is a second count's: the first one reads all of it
  const recount = (/** @type {string} */ cli, /** @type {readonly string[]} */ asked, isFirst = true) => ({
    env: isFirst ? { RECOUNT_DIGESTS: 'anew' } : {},
    command: [
      process.execPath,
      '-e',
      main(cli),
      '--',
      'count',
      manifest,
      '--by',
      'location',
      '--json',
      ...(asked.length > 0 ? ['--concept', ...asked] : []),
    ],
    counts,
  });
  const threads = 2;
  const duckdb = (/** @type {readonly string[]} */ asked, /** @type {string[]} */ ...options) => ({
    command: [python, here('count_duckdb.py'), ...options, path, lexicon, String(threads), ...asked],
    counts: JSON.parse,
  });
  const questions = /** @type {const} */ ([
    ['groups', []],
    [`groups and ${concepts.length} concepts`, concepts],
  ]);
  const hasBefore = buildBefore(places);
  const hasDuckdb = existsSync(python) && spawnSync(python, ['-c', 'import duckdb']).status === 0;

  /** @type {Measurement[]} */
  const rows = [];
  const notes = [];
  let agree = true;
  for (const [question, asked] of questions) {
    const contenders = /** @type {[string, boolean, import('./measure.mjs').Program][]} */ ([
      ['recount count', true, recount(project('dist', 'bundle', 'cli.js'), asked)],
      ['recount count, again', true, recount(project('dist', 'bundle', 'cli.js'), asked, false)],
      ['recount count, before', hasBefore, recount(kept('before', 'dist', 'cli.js'), asked)],
      ['duckdb', hasDuckdb, duckdb(asked)],
      ['duckdb, and SHA-256 of the file', hasDuckdb, duckdb(asked, '--digest')],
    ]);
    /** @type {Record<string, number>} */
    let truth = {};
    const present = contenders.filter(([contender, there]) => {
      if (!there) notes.push(`${contender}: skipped, not there (--install)`);
      return there;
    });
    // in turns, so that what slows the machine for a while slows all of them
    say(`  ${question}: ${present.map(([contender]) => contender).join(', ')} …`);
    /** @type {Map<string, Measurement | { failed: string }>} */
    const best = new Map();
    for (let turn = 0; turn < 7; turn += 1)
      for (const [contender, , program] of present) {
        const earlier = best.get(contender);
        if (earlier && 'failed' in earlier) continue;
        const row = measure({ task: 'count', contender: `${contender}: ${question}`, threads }, program, 1);
        if ('failed' in row || !earlier || row.seconds < earlier.seconds) best.set(contender, row);
      }
    for (const [contender, row] of best) {
      if ('failed' in row) {
        notes.push(`${contender}: failed: ${row.failed}`);
        agree = false;
        continue;
      }
      rows.push(row);
      if (Object.keys(truth).length === 0) truth = row.counts ?? {};
      const differing = Object.keys(truth).filter((name) => row.counts?.[name] !== truth[name]);
      if (differing.length > 0)
        notes.push(`${contender}: ${differing.length} counts differ: ${differing.slice(0, 3).join(', ')}`);
      agree &&= differing.every((name) => contender.startsWith('duckdb') && mayDiffer.has(name.split(': ')[1] ?? ''));
    }
  }
  return { rows, notes, agree };
}
