import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { executeNotebook, type Spare } from '../../src/notebook/execute.js';
import { formatNotebook } from '../../src/notebook/format-notebook.js';
import type { Notebook } from '../../src/notebook/ipynb.js';
import { type RunEvent, type RunOptions, runNotebooks } from '../../src/notebook/run.js';
import { codeCells, isAlive, notebook, notebookText, printed, scratchProject } from './scratch.js';

/** A project with a package of its own that keeps a state, and can write files without the cell importing `fs`. */
const project = () =>
  scratchProject({
    'dist/index.js':
      'exports.state = { count: 0 }\n' +
      'exports.write = (name, text) => require("fs").appendFileSync(name, text)\n' +
      'exports.note = (reach) => exports.write(process.env.RECOUNT_READS, JSON.stringify(reach) + "\\n")',
    'dist/index.d.ts':
      'export declare const state: { count: number }\nexport declare function write(name: string, text: string): void\nexport declare function note(reach: object): void',
  });

const worker = ({ root }: { root: string }) => {
  const spare: Spare = {};
  onTestFinished(() => spare.kernel?.kill());
  const execute = (cells: string[], options: { spare?: Spare } = { spare }) =>
    executeNotebook(notebook(...cells), { cwd: root, root, timeoutMs: 60_000, ...options });
  return { spare, execute };
};
const text = (notebook: Notebook): string => codeCells(notebook).map(printed).join('');

describe('a kernel that starts again in place', { timeout: 240_000 }, () => {
  test('shows the next notebook nothing of the one before', async () => {
    const { spare, execute } = worker(project());
    const first = await execute([
      'import { state } from "scratch"\nconst secret = 1; let counter = 1; var old = 1\nfunction helper() { return secret }\ninterface Shape { side: number }',
      'state.count += 1\nObject.assign(globalThis, { leak: 1 })\nprocess.env.LEAK = "1"; process.env.PATH = "/nowhere"; process.exitCode = 3; process.chdir("/")',
      'await new Promise((done) => setTimeout(done, 10))\nsetTimeout(() => console.log("last"), 0).hasRef()',
      'await new Promise((done) => setTimeout(done, 50))',
    ]);
    expect(first.kind).toBe('executed');
    const { pid } = spare.kernel ?? {};
    expect(pid).toBeDefined();

    const probe = [
      'import { wilson } from "recount"\nimport { state } from "scratch"\nconst secret: string = "mine"; interface Shape { sides: string }\nwilson({ k: 1, n: 2 })',
      'const shape: Shape = { sides: "three" }\nconsole.log(state, secret, shape, Object.keys(globalThis).sort(), Object.keys((globalThis as any).__tslab__.exports))',
      'console.log(process.env.LEAK, process.env.PATH, process.exitCode, process.cwd(), new Error("here").stack!.split("\\n")[1])',
      'display()\nfunction display() { console.log(process.eventNames(), Object.keys(require.cache).filter((file) => file.includes("scratch"))) }',
    ];
    const second = await execute(probe);
    expect(second.kind).toBe('executed');
    expect(spare.kernel?.pid).toBe(pid);
    expect(text(second.notebook)).toContain('{ count: 0 } mine');
    expect(formatNotebook(second.notebook)).toBe(formatNotebook((await execute(probe, {})).notebook));

    const third = await execute(['1', 'throw new Error("in its own cell")']);
    expect(third).toMatchObject({
      kind: 'failed',
      cell: { number: 2, line: 1 },
      error: { message: 'in its own cell' },
    });
    expect(spare.kernel).toBeUndefined();
  });

  test('gives the same cells the same outputs again, and knows no name that the notebook before declared', async () => {
    const { spare, execute } = worker(project());
    const cells = [
      '1 + 1',
      '1 + 1',
      'const a = [1, 2]\na',
      'import { display } from "tslab"\ndisplay.html("<b>b</b>")',
    ];
    const runs = [await execute(cells), await execute(cells), await execute(cells)].map((run) =>
      formatNotebook(run.notebook),
    );
    expect(spare.kernel).toBeDefined();
    expect(new Set(runs).size).toBe(1);

    await execute(['const secret = 1']);
    expect(spare.kernel).toBeDefined();
    expect(await execute(['secret'])).toMatchObject({
      kind: 'failed',
      cell: { number: 1 },
      error: { message: "Cannot find name 'secret'." },
    });
  });

  test('is not used when it has died meanwhile, or was started in another folder', async () => {
    const scratch = project();
    const { spare, execute } = worker(scratch);
    await execute(['1']);
    const one = spare.kernel;
    one?.kill();
    await one?.ended;
    expect((await execute(['2'])).kind).toBe('executed');
    const two = spare.kernel;
    expect(two?.pid).not.toBe(one?.pid);

    const cwd = scratch.at('dist');
    const { notebook: elsewhere } = await executeNotebook(notebook('process.cwd()'), {
      cwd,
      root: scratch.root,
      timeoutMs: 60_000,
      spare,
    });
    expect(text(elsewhere)).toContain(cwd);
    await two?.ended;
    expect(spare.kernel?.cwd).toBe(cwd);
  });
});

describe('a kernel does not start again in place after a notebook that', { timeout: 120_000 }, () => {
  test.each([
    ['changed a prototype', 'Object.assign(Array.prototype, { last: 1 })'],
    ['replaced a built-in function', 'Math.random = () => 0.5'],
    ['counted in the console', 'console.count()'],
    ['set a global that cannot be removed', 'void Object.defineProperty(globalThis, "fixed", { value: 1 })'],
    ['listens to the process', 'process.on("warning", () => {})'],
    ['left a timer running that nobody waits for', 'setInterval(() => {}, 20).unref()'],
    ["imported a module of Node's own", 'import { tmpdir } from "os"\ntmpdir()'],
    ["imported a part of the kernel's", 'require("tslab/dist/jupyter.js")'],
    ['imported a file beside it', 'import { side } from "./side"\nside'],
    ['took only a type from a file beside it', 'import type { Side } from "./side"\nconst side: Side = 4'],
    ['imported an ES module', 'require("es")'],
  ])('%s', async (_, cell) => {
    const scratch = project();
    scratch.write('side.ts', 'export type Side = number\nexport const side: Side = 3');
    scratch.write('node_modules/es/package.json', '{ "type": "module", "main": "index.js" }');
    scratch.write('node_modules/es/index.js', 'export const nothing = 0');
    const { spare, execute } = worker(scratch);
    expect((await execute([cell])).kind).toBe('executed');
    expect(spare.kernel).toBeUndefined();
  });
});

describe('one notebook after another', { timeout: 240_000 }, () => {
  const runner = (root: string, defaults: Partial<RunOptions> = {}) => {
    return (paths: string[], options: Partial<RunOptions> = {}) =>
      // one at a time, so that every notebook but the first may find a used kernel
      runNotebooks(paths, { root, answerDigest: () => undefined, atOnce: 1, ...defaults, ...options });
  };

  test('each has the outputs and the record of a fresh kernel, also behind one that fails or dies', async () => {
    const { root, write, read, at } = project();
    const notebooks = {
      a: notebookText(
        'import { note } from "scratch"\nnote({ read: process.cwd() + "/a.json" })\nconst a = 1',
        'void Object.assign(globalThis, { a: a })',
      ),
      b: notebookText(
        'import { note } from "scratch"\nnote({ read: process.cwd() + "/b.json" })\nconst a = "b"',
        'console.log(a, "a" in globalThis)',
      ),
      c: notebookText('process.exit(1)'),
      d: notebookText('const a = "d"', 'console.log(a, "a" in globalThis)'),
      e: notebookText('throw new Error("wrong")'),
      f: notebookText('Object.assign(Object.prototype, { everywhere: 1 })'),
      g: notebookText('const a = "g"', 'const keys = []\nfor (const key in {}) keys.push(key)\nconsole.log(a, keys)'),
    };
    const paths = Object.keys(notebooks).map((name) => `${name}.ipynb`);
    Object.entries(notebooks).forEach(([name, content]) => write(`${name}.ipynb`, content));
    const kinds = ['executed', 'executed', 'failed', 'executed', 'failed', 'executed', 'executed'];
    const run = runner(root);
    expect((await run(paths, { into: at('fresh') })).map(({ kind }) => kind)).toEqual(kinds);
    expect((await run(paths)).map(({ kind }) => kind)).toEqual(kinds);
    for (const name of ['a', 'b', 'd', 'f', 'g']) expect(read(`${name}.ipynb`)).toBe(read(`fresh/${name}.ipynb`));
    const data = (name: string) =>
      Object.keys((JSON.parse(read(`.recount/runs/${name}.json`)) as { data: object }).data);
    expect([data('a'), data('b'), data('d')]).toEqual([['a.json'], ['b.json'], []]);
  });

  test('shares a kernel, but for outputs written elsewhere, which come from fresh ones; and the end leaves none', async () => {
    const { root, write, read, at } = project();
    for (const name of ['a', 'b', 'c'])
      write(`${name}.ipynb`, notebookText('import { write } from "scratch"\nwrite("pids", `${process.pid}\\n`)'));
    const pids = () => read('pids').trim().split('\n').map(Number);
    const paths = ['a.ipynb', 'b.ipynb', 'c.ipynb'];
    await runner(root)(paths);
    expect([pids().length, new Set(pids()).size]).toEqual([3, 1]);
    write('pids', '');
    await runner(root)(paths, { into: at('fresh') });
    expect(new Set(pids()).size).toBe(3);
    await vi.waitFor(() => expect(pids().filter(isAlive)).toEqual([]));
  });

  test('stopping while a used kernel hangs leaves none', async () => {
    const { root, write, read } = project();
    write('a.ipynb', notebookText('import { write } from "scratch"\nwrite("pids", `${process.pid}\\n`)'));
    write(
      'b.ipynb',
      notebookText('import { write } from "scratch"\nwrite("pids", `${process.pid}\\n`)', 'while (true) {}'),
    );
    const stop = new AbortController();
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'cell' && event.number === 2) stop.abort(new Error('Ctrl-C'));
    };
    await expect(runner(root)(['a.ipynb', 'b.ipynb'], { signal: stop.signal, onEvent })).rejects.toThrow('Ctrl-C');
    const [one = 0, two] = read('pids').trim().split('\n').map(Number);
    expect(two).toBe(one);
    await vi.waitFor(() => expect(isAlive(one)).toBe(false));
  });
});
