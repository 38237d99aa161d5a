import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentAnswerDigest } from '../src/count/current-answer.js';
import { readManifest } from '../src/load/manifest.js';
import { inProject, projectRoot } from '../src/load/project.js';
import { pullCorpus } from '../src/load/pull.js';
import { checksType } from '../src/notebook/display.js';
import { isCode, type Output } from '../src/notebook/ipynb.js';
import { parseNotebook } from '../src/notebook/parse-notebook.js';
import { type RunResult, runNotebooks } from '../src/notebook/run.js';
import { notebookPaths } from '../src/trace/outputs.js';
import { readTraces } from '../src/trace/trace.js';
import { shared } from './shared.js';

/** The postings that are at hand, by their corpus. */
const tarballs = [
  ['field-guide', 'ee3ce790e0a306a2ea9c2f149c0ead46e4895491'],
  ['field-guide-march', '1961e786814ab362b38532bfd5faeef4231c9db7'],
].flatMap(([id = '', commit]) => {
  const path = shared(`data/ai-engineering-field-guide/ai-engineering-field-guide-${commit}.tar.gz`);
  return path === undefined ? [] : [{ id, path }];
});

/** The notebooks that ask a corpus whose rows are at hand. The others would answer from recordings all the same. */
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

describe.skipIf(tarballs.length < 2)(
  'every notebook that asks the field guide, run on its rows in a kernel of its own',
  { timeout: 600_000 },
  () => {
    const into = mkdtempSync(join(tmpdir(), 'recount-on-rows-'));
    let results: RunResult[] = [];
    beforeAll(async () => {
      for (const { id, path } of tarballs) await pullCorpus(readManifest(id), { from: path });
      process.env['RECOUNT_ENGINE'] = 'rows'; // kernels read it from the environment
      results = await runNotebooks(asking, { root: projectRoot, into, answerDigest: currentAnswerDigest });
    }, 600_000);
    afterAll(() => {
      delete process.env['RECOUNT_ENGINE'];
      rmSync(into, { recursive: true, force: true });
    });

    test('is executed to its end', () => {
      expect(asking.length).toBeGreaterThanOrEqual(7);
      expect(results.map(({ notebook, kind }) => [notebook, kind])).toEqual(asking.map((path) => [path, 'executed']));
    });

    test('gives every claim the same value and verdict as the recording does, with evidence rows', () => {
      const tracesOf = (fresh?: string) =>
        readTraces(fresh)
          .flatMap(({ traces }) => traces)
          .filter(({ notebook }) => notebook !== null && asking.includes(notebook));
      const fields = ({ id, computed, verdict }: ReturnType<typeof tracesOf>[number]) => ({ id, computed, verdict });
      const [recorded, counted] = [tracesOf(), tracesOf(into)];
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
      expect(shows(join(into, path), path)).toEqual(shows(inProject(path), path));
    });
  },
);
