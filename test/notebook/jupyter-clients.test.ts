import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inPackage, inProject } from '../../src/load/project.js';
import { formatNotebook } from '../../src/notebook/format-notebook.js';
import { type Cell, type Output, tslabMetadata } from '../../src/notebook/ipynb.js';
import { parseNotebook } from '../../src/notebook/parse-notebook.js';
import { runNotebooks } from '../../src/notebook/run.js';
import { installClients, missingPython, runClient } from './jupyter-clients.js';
import { countLarge, writeLargeCorpus } from './large-corpus.js';
import { codeCells, lastingProject, notebook, printed, scratchProject } from './scratch.js';

if (missingPython && process.env['CI']) throw new Error(`the tests with Jupyter's own runners need ${missingPython}`);
if (missingPython) console.warn(`skipped, since the tests with Jupyter's own runners need ${missingPython}`);

/** A notebook that names its kernel, as these runners want it. */
const tslabNotebook = (...cells: (string | Cell)[]): string =>
  formatNotebook({ ...notebook(...cells), metadata: tslabMetadata });

interface Executed {
  readonly raised: { readonly ename: string; readonly evalue: string } | null;
  readonly cells: readonly { readonly count: number | null; readonly outputs: readonly Output[] }[];
}

/** What nbclient makes of notebooks, one after another in one process of Python, which takes long to begin. */
function nbclient(folder: string, cases: readonly { readonly path: string; readonly allow_errors: boolean }[]) {
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
  const script = inPackage('test', 'notebook', 'jupyter-clients.py');
  const { status, stdout, stderr } = runClient(folder, script, 'cases.json');
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Executed[];
}

const text = ({ outputs }: Executed['cells'][number]): string =>
  outputs.map((output) => ('text' in output ? output.text : output.output_type)).join('');

const throwing = ['console.log("before")', 'const n = 1\nthrow new RangeError("too big")', 'console.log("after")'];

describe.skipIf(missingPython)("the kernel under Jupyter's own runners", { timeout: 400_000 }, () => {
  beforeAll(installClients, 400_000);

  describe('nbclient', () => {
    const errors = [
      ['a type that is not right', ['const n: number = "1"'], /^Type 'string' is not assignable/],
      ['what may be missing', ['const n: number = new Map([["a", 1]]).get("b")'], /^Type 'number \| undefined'/],
      ['a promise that nobody awaits', ['void Promise.reject(new Error("unseen"))'], /^unseen$/],
      [
        'a timer of an earlier cell',
        [
          'void setTimeout(() => { throw new Error("tick") }, 50)',
          'await new Promise((done) => setTimeout(done, 300))',
        ],
        /^tick$/,
      ],
      [
        'a function that keeps a variable declared again',
        ['let a = 1\nconst f = () => a', 'let a = 2\nf()'],
        /^f of cell \[1\] uses the a of that cell/,
      ],
    ] as const;
    const notebooks: Record<string, readonly (string | Cell)[]> = {
      lines: ['for (let i = 0; i < 1000; i++) console.log(i)', '1 + 1', 'console.log("🎉"[0])'],
      stopped: throwing,
      allowed: throwing,
      large: [countLarge.cell],
      ...Object.fromEntries(errors.map(([name, cells]) => [name, cells])),
    };
    const executed = new Map<string, Executed>();
    const of = (name: string): Executed => executed.get(name) ?? { raised: null, cells: [] };

    beforeAll(() => {
      const { root, at, write, remove } = lastingProject();
      try {
        writeLargeCorpus(at, write);
        const names = Object.keys(notebooks);
        for (const [i, name] of names.entries()) write(`${i}.ipynb`, tslabNotebook(...(notebooks[name] ?? [])));
        const cases = names.map((name, i) => ({ path: `${i}.ipynb`, allow_errors: name === 'allowed' }));
        for (const [i, each] of nbclient(root, cases).entries()) executed.set(names[i] ?? '', each);
      } finally {
        remove();
      }
    }, 400_000);

    test('gets every line and count', () => {
      const { raised, cells } = of('lines');
      expect(raised).toBeNull();
      expect(cells.map(({ count }) => count)).toEqual([1, 2, 3]);
      expect(cells.map(text)).toEqual([Array.from({ length: 1000 }, (_, i) => `${i}\n`).join(''), '2\n', '\ufffd\n']);
    });

    test('stops at an error, or, with errors allowed, goes on and keeps it', () => {
      const stopped = of('stopped');
      expect(stopped.raised).toEqual({ ename: 'RangeError', evalue: 'too big' });
      expect(stopped.cells.map(({ count }) => count)).toEqual([1, 2, null]);

      const { raised, cells } = of('allowed');
      expect(raised).toBeNull();
      expect(cells.map(({ count }) => count)).toEqual([1, 2, 3]);
      expect(cells[1]?.outputs).toEqual([
        {
          output_type: 'error',
          ename: 'RangeError',
          evalue: 'too big',
          traceback: ['RangeError: too big', '    at cell [2], line 2', '    at cell [2]'],
        },
      ]);
      expect(cells[2] && text(cells[2])).toBe('after\n');
    });

    test.each(errors)('sees an error in %s', (name, _, message) => {
      expect(of(name).raised?.evalue).toMatch(message);
    });

    test('gets the counts of a corpus that does not stay in memory', () => {
      expect(of('large').cells.map(text)).toEqual([countLarge.prints]);
    });
  });

  test('nbmake fails the notebook that throws and passes the other', () => {
    const { root, write } = scratchProject();
    write('bad.ipynb', tslabNotebook(...throwing));
    write('good.ipynb', tslabNotebook('1 + 1'));
    const { status, stdout } = runClient(
      root,
      '-m',
      'pytest',
      '--nbmake',
      '-p',
      'no:cacheprovider',
      'bad.ipynb',
      'good.ipynb',
    );
    expect(stdout).toMatch(/1 failed, 1 passed/);
    expect(stdout).toContain('RangeError: too big');
    expect(status).toBe(1);
  });

  test('papermill ends with an error and marks the cell', () => {
    const { root, write, read } = scratchProject();
    write('bad.ipynb', tslabNotebook(...throwing));
    const { status, stderr } = runClient(root, '-m', 'papermill', '--no-progress-bar', 'bad.ipynb', 'out.ipynb');
    expect(status).toBe(1);
    expect(stderr).toContain('RangeError: too big');
    const outputs = (JSON.parse(read('out.ipynb')) as { cells: { outputs?: Output[] }[] }).cells.flatMap(
      (cell) => cell.outputs ?? [],
    );
    expect(outputs.filter((output) => output.output_type === 'error')).toMatchObject([{ ename: 'RangeError' }]);
    expect(outputs.some((output) => 'text' in output && [output.text].flat().join('').includes('after'))).toBe(false);
  });

  test('nbconvert ends with an error, or, with errors allowed, goes on', () => {
    const { root, write, read } = scratchProject();
    write('bad.ipynb', tslabNotebook(...throwing));
    const convert = (...more: readonly string[]) =>
      runClient(
        root,
        '-m',
        'nbconvert',
        '--to',
        'notebook',
        '--execute',
        '--output',
        'out.ipynb',
        'bad.ipynb',
        ...more,
      );
    const stopped = convert();
    expect(stopped.status).toBe(1);
    expect(stopped.stderr).toContain('RangeError: too big');
    expect(convert('--allow-errors').status).toBe(0);
    const executed = codeCells(parseNotebook(read('out.ipynb'), 'out.ipynb'));
    expect(executed.map((cell) => cell.execution_count)).toEqual([1, 2, 3]);
    expect(executed.map(printed)).toEqual(['before\n', '', 'after\n']);
  });

  test('nbconvert gives the outputs of a committed notebook that `recount run` gives', async () => {
    const path = 'notebooks/fine-tuning-4-power.ipynb';
    const { root, at, read, write } = scratchProject();
    write('a.ipynb', readFileSync(inProject(path), 'utf8'));
    expect(
      runClient(root, '-m', 'nbconvert', '--to', 'notebook', '--execute', '--output', 'out.ipynb', 'a.ipynb').status,
    ).toBe(0);
    await runNotebooks(['a.ipynb'], { root, answerDigest: () => undefined, into: at('fresh') });
    const outputs = (file: string) => codeCells(parseNotebook(read(file), file)).map((cell) => cell.outputs);
    expect(outputs('out.ipynb')).toEqual(outputs('fresh/a.ipynb'));
  });
});
