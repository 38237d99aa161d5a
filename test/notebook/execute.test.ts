import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { executeNotebook } from '../../src/notebook/execute.js';
import { formatNotebook } from '../../src/notebook/format-notebook.js';
import type { Cell } from '../../src/notebook/ipynb.js';
import { codeCells, markdown, notebook, printed, scratchProject } from './scratch.js';

const execute = async (cells: (string | Cell)[], timeoutMs = 60_000) => {
  const { root } = scratchProject();
  return executeNotebook(notebook(...cells), { cwd: root, root, timeoutMs });
};
const failed = async (cells: string[], timeoutMs?: number) => {
  const result = await execute(cells, timeoutMs);
  if (result.kind !== 'failed') throw new Error('it did not fail');
  return result;
};

describe('a notebook that runs', { timeout: 120_000 }, () => {
  test('has counts, prints, values and pictures in order, and variables reach later cells', async () => {
    const { kind, notebook } = await execute([
      markdown('# Title', 'title'),
      'import { display } from "tslab"\nconst x: number = 40',
      ' \n',
      'console.log("a"); console.error("b"); process.stdout.write("c"); display.html("<i>d</i>"); console.log("e"); x + 2',
    ]);
    expect(kind).toBe('executed');
    expect(codeCells(notebook).map((cell) => cell.execution_count)).toEqual([1, null, 2]);
    expect(codeCells(notebook)[2]?.outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: 'a\n' },
      { output_type: 'stream', name: 'stderr', text: 'b\n' },
      { output_type: 'stream', name: 'stdout', text: 'c' },
      { output_type: 'display_data', data: { 'text/html': '<i>d</i>' }, metadata: {} },
      { output_type: 'stream', name: 'stdout', text: 'e\n42\n' },
    ]);
  });

  test('may show a whole MIME bundle, and show anew what an earlier cell shows', async () => {
    const { notebook } = await execute([
      `import { newDisplay } from "tslab"
const send = require("tslab/dist/jupyter.js").lastWriteDisplayData
send({ data: { "text/plain": "x", "application/vnd.test+json": { p: 1e-9 } }, metadata: {}, transient: {} }, false)
const shown = newDisplay()
shown.text("first")`,
      'shown.text("second")',
    ]);
    const [first, second] = codeCells(notebook);
    expect(first?.outputs).toEqual([
      {
        output_type: 'display_data',
        data: { 'text/plain': 'x', 'application/vnd.test+json': { p: 1e-9 } },
        metadata: {},
      },
      { output_type: 'display_data', data: { 'text/plain': 'second' }, metadata: {} },
    ]);
    expect(second?.outputs).toEqual([]);
  });

  test('keeps every character of much output: thousands of writes, megabytes, emoji cut in two', async () => {
    const { notebook } = await execute([
      'for (let i = 0; i < 20000; i++) console.log(i)',
      'void process.stdout.write("日本語🎉é".repeat(400000))',
      'process.stdout.write("🎉"[0]!); process.stdout.write("🎉"[1]!); void process.stdout.write(Buffer.from("漢字"))',
    ]);
    const [many, much, cut] = codeCells(notebook).map(printed);
    expect(many).toBe(Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(''));
    expect(much === '日本語🎉é'.repeat(400_000)).toBe(true);
    expect(cut).toBe('🎉漢字');
  });

  test('is judged by what happens and not by what it prints', async () => {
    const { kind, notebook } = await execute([
      'console.error("UncaughtException: Error: only words\\nUnhandledPromiseRejection: words")',
      '1',
    ]);
    expect(kind).toBe('executed');
    expect(codeCells(notebook)[1]?.execution_count).toBe(2);
  });

  test('waits for what its last cell left running', async () => {
    const { kind, notebook } = await execute(['setTimeout(() => console.log("later"), 200)\nconsole.log("now")']);
    expect(kind).toBe('executed');
    expect(printed(codeCells(notebook)[0])).toMatch(/^now\n[^]*later\n$/);
  });

  test('is the same bytes again, with nothing of the machine or the clock', async () => {
    const cells = ['console.log([1, 2, { a: "b" }])', 'const p = await Promise.resolve(3)\np'];
    const [one, two] = [await execute(cells), await execute(cells)];
    expect(formatNotebook(one.notebook)).toBe(formatNotebook(two.notebook));
    expect(formatNotebook(one.notebook)).not.toMatch(/\/work|\/tmp|\d\d:\d\d/);
  });

  test('needs no kernel when it has no code', async () => {
    expect((await execute([])).kind).toBe('executed');
    expect((await execute([markdown('only text', 'a')])).kind).toBe('executed');
  });
});

describe('a cell that fails', { timeout: 120_000 }, () => {
  test('by a throw is named with its line, and the cells after it are not executed', async () => {
    const { cell, error, notebook } = await failed([
      'type Shape = { a: number }\n\nfunction check(shape: Shape): void {\n  if (shape.a > 1) throw new RangeError("too big: " + shape.a)\n}',
      'interface Unused { b: string }\n\n// a comment\nconst shape: Unused & { a: number } = { a: 2, b: "" }\nconsole.log("before")\ncheck(shape)',
      'console.log("never")',
    ]);
    expect(cell).toEqual({ id: 'c2', number: 2, line: 6, source: 'check(shape)' });
    expect(error.name).toBe('RangeError');
    expect(error.message).toBe('too big: 2');
    expect(error.text).toMatch(/^RangeError: too big: 2\n +at .*check \(cell \[1\], line 4\)\n +at cell \[2\], line 6/);
    expect(codeCells(notebook)[1]?.outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: 'before\n' },
      { output_type: 'error', ename: 'RangeError', evalue: 'too big: 2', traceback: error.text.split('\n') },
    ]);
    expect(codeCells(notebook)[2]).toMatchObject({ execution_count: null, outputs: [] });
  });

  test('by its types or its grammar is named with its line', async () => {
    const { cell, error } = await failed(['// first\nconst a: string = 1\nnowhere()']);
    expect(cell).toEqual({ id: 'c1', number: 1, line: 2, source: 'const a: string = 1' });
    expect(error).toEqual({
      name: 'TypeScript',
      message: "Type 'number' is not assignable to type 'string'.",
      text: "TypeScript: Type 'number' is not assignable to type 'string'.\n2:7 - Type 'number' is not assignable to type 'string'.\n3:1 - Cannot find name 'nowhere'.",
    });
    expect((await failed(['const = 3'])).error.message).toMatch(/expected/);
  });

  test('by a rejected await is named with its line', async () => {
    const { cell, error } = await failed([
      'const a = 1\nawait Promise.resolve()\nawait Promise.reject(new TypeError("no"))',
    ]);
    expect(cell).toEqual({ id: 'c1', number: 1, line: 3, source: 'await Promise.reject(new TypeError("no"))' });
    expect(error.message).toBe('no');
  });

  test('by a thrown value that is no Error is shown as the value', async () => {
    const { error } = await failed(['throw { code: 7 }']);
    expect(error).toEqual({ name: 'Thrown', message: '{ code: 7 }', text: 'Thrown: { code: 7 }' });
  });

  test('after its reply, by a rejection that nobody awaits, is that cell and not a later one', async () => {
    const { cell, error, notebook } = await failed([
      'const ok = 1',
      'void Promise.reject(new Error("unseen"))',
      'console.log(ok)',
    ]);
    expect(cell).toMatchObject({ id: 'c2', line: 1 });
    expect(error.message).toBe('unseen');
    expect(codeCells(notebook)[1]?.outputs.at(-1)).toMatchObject({ output_type: 'error', evalue: 'unseen' });
  });

  test('during a later cell, by a throw in a timer, is the cell that set the timer', async () => {
    const { cell } = await failed([
      '1',
      'setTimeout(() => {\n  throw new Error("tick")\n}, 50)',
      'await new Promise((done) => setTimeout(done, 500))',
    ]);
    expect(cell).toEqual({ id: 'c2', number: 2, line: 2, source: 'throw new Error("tick")' });
  });

  test('after the last cell still fails the notebook', async () => {
    const { cell, error } = await failed(['setTimeout(() => { throw new Error("tick") }, 300)']);
    expect(cell?.id).toBe('c1');
    expect(error.message).toBe('tick');
  });

  test('by hanging is stopped at its time limit, in a loop and in an await, with what it printed', async () => {
    const loop = await failed(['1', 'console.log("in")\nwhile (true) {}'], 3_000);
    expect(loop.cell).toEqual({ id: 'c2', number: 2 });
    expect(loop.error).toMatchObject({
      name: 'TimeLimit',
      message: 'the cell went over its time limit of 3 s and was stopped',
    });
    expect(printed(codeCells(loop.notebook)[1])).toBe('in\n');
    expect((await failed(['await new Promise(() => {})'], 3_000)).error.name).toBe('TimeLimit');
  });

  test('by ending its kernel is told with the exit code, and with what it printed', async () => {
    const { cell, error, notebook } = await failed(['1', 'console.log("bye")\nprocess.exit(3)', '2']);
    expect(cell).toEqual({ id: 'c2', number: 2 });
    expect(error).toMatchObject({ name: 'KernelDied', message: 'the kernel ended while the cell ran (exit code 3)' });
    expect(printed(codeCells(notebook)[1])).toBe('bye\n');
  });

  test('shows no path of this machine', async () => {
    const { error } = await failed([
      'import { readFileSync } from "node:fs"\nimport { resolve } from "node:path"\nreadFileSync(resolve("none.json"))',
    ]);
    expect(error.message).toBe("ENOENT: no such file or directory, open 'none.json'");
    expect(error.text).not.toContain('/work');
  });
});

test('kernels leave nothing in the folder for temporary files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'test-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  await execute(['1']);
  await failed(['process.exit(1)']);
  expect(readdirSync(folder)).toEqual([]);

  vi.stubEnv('TMPDIR', join(folder, 'missing'));
  await expect(execute(['1'])).rejects.toThrow(/no temporary folder can be made in .*missing \(ENOENT\); set TMPDIR/);
}, 60_000);
