import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProject } from '../src/load/project.js';
import { checksType } from '../src/notebook/display.js';
import { isCode, type Output } from '../src/notebook/ipynb.js';
import { parseNotebook } from '../src/notebook/parse-notebook.js';
import { notebookPaths } from '../src/trace/outputs.js';
import { readTraces } from '../src/trace/trace.js';
import { copyProject } from './project-copy.js';
import { shared } from './shared.js';

/** The postings that are at hand, by their corpus. */
const tarballs = [
  ['field-guide', 'ee3ce790e0a306a2ea9c2f149c0ead46e4895491'],
  ['field-guide-march', '1961e786814ab362b38532bfd5faeef4231c9db7'],
].flatMap(([id = '', commit]) => {
  const path = shared(`data/ai-engineering-field-guide/ai-engineering-field-guide-${commit}.tar.gz`);
  return path === undefined ? [] : [{ id, path }];
});

/** The notebooks that ask a corpus whose rows are at hand. The others answer from recordings all the same. */
const asking = notebookPaths().filter((path) =>
  /corpus\(\s*['"`]field-guide['"`]/.test(readFileSync(inProject(path), 'utf8')),
);

/** What a notebook shows besides its checks: text, tables, charts and audits, but for what these say of their evidence. */
const shows = (file: string, name: string) =>
  parseNotebook(readFileSync(file, 'utf8'), name)
    .cells.filter(isCode)
    .map(({ id, outputs }) => ({
      id,
      outputs: outputs.filter((output) => !('data' in output && checksType in output.data)).map(withoutEvidence),
    }));

const withoutEvidence = (output: Output): unknown =>
  JSON.parse(JSON.stringify(output, (key, value: unknown) => (key === 'evidence' ? undefined : value)));

describe('every notebook, run in a copy of the project, from rows where they are at hand', { timeout: 600_000 }, () => {
  const { root, remove } = copyProject();
  afterAll(remove);
  const recount = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'src/bin.mjs'), ...args], { encoding: 'utf8', cwd: root });
  const lines = ({ stdout, stderr }: { stdout: string; stderr: string }): string[] =>
    `${stdout}${stderr}`.trimEnd().split('\n');
  const runAll = () => recount('run', '--engine', tarballs.length > 0 ? 'rows' : 'recording');
  let run: ReturnType<typeof recount>;

  beforeAll(() => {
    for (const { id, path } of tarballs) expect(recount('data', 'pull', id, '--from', path).status).toBe(0);
    run = runAll();
  }, 600_000);

  test('is executed to its end, and its claims have the verdicts that their files expect', () => {
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).toContain(`${notebookPaths().length} notebooks: ${notebookPaths().length} ran\n`);
  });

  test('is told in at most 40 lines, the board with them, and in 20 where nothing changed', () => {
    const claims = readTraces().flatMap(({ traces }) => traces);
    expect(run.stdout.replaceAll(',', '')).toMatch(new RegExp(`^all +${claims.length} `, 'm'));
    expect(lines(run).length).toBeLessThanOrEqual(40);
    const again = runAll();
    expect(again.stdout).toContain(`: ${notebookPaths().length} unchanged\n`);
    expect(lines(again).length).toBeLessThanOrEqual(20);
  });

  describe.skipIf(tarballs.length < 2)('of the field guide', () => {
    test('gives every claim the same value and verdict as the recording does, with evidence rows', () => {
      expect(asking.length).toBeGreaterThanOrEqual(7);
      const tracesOf = (fresh?: string) =>
        readTraces(fresh)
          .flatMap(({ traces }) => traces)
          .filter(({ notebook }) => notebook !== null && asking.includes(notebook));
      const fields = ({ id, computed, verdict }: ReturnType<typeof tracesOf>[number]) => ({ id, computed, verdict });
      const [recorded, counted] = [tracesOf(), tracesOf(root)];
      expect(counted.map(fields)).toEqual(recorded.map(fields));

      const onItAlone = counted.filter(
        ({ sources }) => sources.length > 0 && sources.every(({ corpus }) => corpus === 'field-guide'),
      );
      expect(onItAlone.length).toBeGreaterThan(350);
      expect(
        onItAlone.filter(({ evidence }) => evidence !== 'rows').map(({ id, evidence }) => `${id}: ${evidence}`),
      ).toEqual([]);
    });

    test.each(asking)('shows the same tables and charts as committed: %s', (path) => {
      expect(shows(join(root, path), path)).toEqual(shows(inProject(path), path));
    });
  });
});
