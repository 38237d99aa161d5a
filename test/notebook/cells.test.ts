import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Execution, Kernel } from '../../src/notebook/kernel.js';
import { lastingProject, scratchProject } from './scratch.js';

const { root, remove } = lastingProject();
let spare: Kernel | undefined; // one that starts again in place, as for one notebook after another
afterAll(() => {
  spare?.kill();
  remove();
});

/** Runs cells in one kernel, as in JupyterLab: after one that fails, the next runs all the same. */
async function run(...cells: string[]): Promise<string[]> {
  const kernel = spare ?? (await Kernel.start({ cwd: root, reusable: true }));
  spare = undefined;
  const executions: Execution[] = [];
  for (const cell of cells) executions.push(await kernel.execute(cell, { timeoutMs: 60_000 }));
  if (await kernel.restart({ graceMs: 5_000, limitMs: 5_000 })) spare = kernel;
  else kernel.kill();
  return executions.map(told);
}

/** What a cell printed, or the error that it ended with. */
const told = ({ reply, outputs }: Execution): string =>
  reply.status === 'error'
    ? `${reply.error?.name}: ${reply.error?.message}`
    : outputs.map((output) => ('text' in output ? output.text.trimEnd() : output.output_type)).join('\n');

const shares = 'const shares = [0.4, 0.7, 0.95];\n';

test('a cell that ends in a promise shows what that comes to, or fails as it does', { timeout: 120_000 }, async () => {
  const cells = await run(
    'Promise.resolve({ postings: 3 })',
    'const later = new Promise<number>((done) => setTimeout(done, 20, 7))',
    'later',
    'Promise.resolve(undefined)',
    'console.log("before")\nPromise.reject(new RangeError("no such week"))',
    'await later',
  );
  expect(cells).toEqual(['{ postings: 3 }', '', '7', '', 'RangeError: no such week', '7']);
});

test('a cell may export what it declares, as a file would: later cells see it all the same', {
  timeout: 120_000,
}, async () => {
  const cells = await run(
    'export const share: number = 0.5;\nexport function twice(n: number) { return 2 * n }\nexport type Row = { n: number }',
    'const row: Row = { n: twice(share) };\nrow',
    'export const wrong: string = share',
    'export let count = 1',
    'count += 1;\ncount',
  );
  expect(cells).toEqual(['', '{ n: 1 }', "TypeScript: Type 'number' is not assignable to type 'string'.", '', '2']);
});

describe('a variable is one variable in all cells', { timeout: 120_000 }, () => {
  test('a function sees what a later cell assigns: a threshold, a total, a loop over values', async () => {
    const cells = await run(
      `${shares}let threshold = 0.5;\nfunction above() { return shares.filter((share) => share > threshold).length }`,
      'threshold = 0.9;\nabove()',
      'let total = 3;\nfunction add(n: number) { total += n; return total }',
      'total = 0;\nadd(5)',
      'console.log(total)',
      'let bar = 0;\nconst over = () => shares.filter((share) => 100 * share > bar).length',
      'for (bar of [50, 90]) console.log(over())',
      'bar = 0; bar += 50; bar++; bar',
      'let next = 3; const before = next++; `${before} ${next}`',
    );
    expect(cells).toEqual(['', '1', '', '5', '5', '', '2\n1', '51', '3 4']);
  });

  test('so does a class, a method of an object, and a function of a function', async () => {
    const cells = await run(
      'var factor = 2;\nclass Scale { of(n: number) { return n * factor } }\nconst scale = { of: (n: number) => n * factor };\nfunction twice(n: number) { return scale.of(scale.of(n)) }',
      'factor = 10;\nconsole.log(new Scale().of(1), scale.of(1), twice(1))',
      'class Wider extends Scale { more(n: number) { return this.of(n) + factor } }\nfactor = 3;\nnew Wider().more(1)',
    );
    expect(cells).toEqual(['', '10 10 100', '6']);
  });

  test('several are assigned at once, by lists and by properties', async () => {
    const cells = await run(
      'let [low, high] = [1, 2];\nconst range = () => `${low}–${high}`',
      '[low, high] = [high, low];\nrange()',
      '({ low, high } = { low: 5, high: 6 });\nrange()',
      '({ low, high = 9 } = { low: 7 } as { low: number; high?: number });\nrange()',
    );
    expect(cells).toEqual(['', '2–1', '5–6', '7–9']);
  });

  test('a name of an earlier cell may be a property, and a property may be called like one', async () => {
    const cells = await run(
      'const row = { n: 3, k: { deep: 4 } };\nconst n = 1;',
      'const { n: count, k: { deep } } = row;\nconsole.log({ n }, count, deep)',
      'const first = ({ n: each }: typeof row) => each * n;\nfirst(row)',
    );
    expect(cells).toEqual(['', '{ n: 1 } 3 4', '3']);
  });

  test('a cell may await what another await gives', async () => {
    const cells = await run(
      'const later = async (n: number) => n',
      'const sum = await (await later(1), await (later(2)));\nsum',
      'for await (const n of [later(3)]) console.log(n)',
    );
    expect(cells).toEqual(['', '2', '3']);
  });

  test('a cell that fails has declared nothing', async () => {
    const cells = await run(
      'let total = 5;\nconst see = () => total',
      'let total = 7;\nthrow new Error("no")',
      'total',
      'total = 6;\nsee()',
    );
    expect(cells).toEqual(['', 'Error: no', '5', '6']);
  });
});

describe('a variable that is declared again', { timeout: 120_000 }, () => {
  const stale = (user: string, name: string, cell: number, other: string) =>
    `TypeScript: ${user} of cell [${cell}] uses the ${name} of that cell, and does not see the one of ${other}. Declare ${user} again too, or assign to ${name} (${name} = …) instead of declaring it again.`;

  test('makes calling a function an error that keeps the old one, in its own cell and in later ones', async () => {
    const cells = await run(
      `${shares}const threshold = 0.5;\nfunction above() { return shares.filter((share) => share > threshold).length }\nconst counted = () => above()`,
      'const threshold = 0.9;\nabove()',
      'const threshold = 0.9;',
      'counted()',
      'function above() { return shares.filter((share) => share > threshold).length }',
      'above()',
    );
    expect(cells).toEqual([
      '',
      stale('above', 'threshold', 1, 'this cell'),
      '',
      stale('counted', 'threshold', 1, 'cell [3]'),
      '',
      '1',
    ]);
  });

  test('is behind a function of another cell as well', async () => {
    const cells = await run(
      'let rate = 2;\nconst times = (n: number) => n * rate',
      'const price = (n: number) => times(n) + 1',
      'price(1)',
      'let rate = 3;',
      'price(1)',
    );
    expect(cells).toEqual(['', '', '3', '', stale('times', 'rate', 1, 'cell [4]')]);
  });

  test('harms no number, table or name of a parameter', async () => {
    const cells = await run(
      `${shares}const threshold = 0.5;\nconst high = shares.filter((share) => share > threshold);\nconst count = (shares: number[]) => shares.length`,
      'const threshold = 0.9, shares = [1];\nconsole.log(high, count(shares))',
    );
    expect(cells).toEqual(['', '[ 0.7, 0.95 ] 1']);
  });

  test('is found by functions that reach it from a later cell', async () => {
    const cells = await run(
      'const rows = [1, 2]',
      'const size = () => rows.length',
      'const rows = [1, 2, 3]',
      'size()',
    );
    expect(cells.at(-1)).toBe('3');
  });
});

describe('cells are checked as strictly as sources', { timeout: 120_000 }, () => {
  test('what may be missing is no number', async () => {
    const cells = await run(
      "const counts = new Map([['AI', 3]])",
      "const k: number = counts.get('ML');\nconsole.log('share', k / 10)",
      'const list = [1];\nlist[1].toFixed()',
      'function half(n) { return n / 2 }',
    );
    expect(cells.slice(1)).toEqual([
      "TypeScript: Type 'number | undefined' is not assignable to type 'number'.",
      "TypeScript: Object is possibly 'undefined'.",
      "TypeScript: Parameter 'n' implicitly has an 'any' type.",
    ]);
  });

  test('what cannot be changed is not changed in silence', async () => {
    const [cell] = await run('const frozen: { n: number } = Object.freeze({ n: 1 });\nfrozen.n = 2');
    expect(cell).toBe("TypeError: Cannot assign to read only property 'n' of object '#<Object>'");
  });

  test('a cell that is a module fails with its types', async () => {
    const [cell] = await run('/** @module part */\nexport const n: number = "1"');
    expect(cell).toBe("TypeScript: Type 'string' is not assignable to type 'number'.");
  });

  test('a package without types may be used', async () => {
    const { root, write } = scratchProject();
    write('node_modules/untyped/package.json', '{ "name": "untyped", "version": "1.0.0", "main": "index.js" }');
    write('node_modules/untyped/index.js', 'exports.three = 3');
    write('beside.js', 'exports.add = (a, b) => a + b');
    const kernel = await Kernel.start({ cwd: root });
    onTestFinished(() => kernel.kill());
    const run = async (code: string) => told(await kernel.execute(code, { timeoutMs: 60_000 }));
    expect(await run('import { three } from "untyped"\nimport { add } from "./beside"\nadd(three, 1)')).toBe('4');
  });
});

describe('what a cell prints, shows or throws later is its own', { timeout: 120_000 }, () => {
  test('from a timer, a promise and a picture', async () => {
    const cells = await run(
      'import { display } from "tslab";\nsetTimeout(() => { console.log("timer"); display.html("<i>late</i>") }, 50);\nvoid (async () => { await new Promise((done) => setTimeout(done, 60)); console.error("promise") })();',
      'await new Promise((done) => setTimeout(done, 300));\nconsole.log("second")',
    );
    expect(cells).toEqual(['timer\ndisplay_data\npromise', 'second']);
  });

  test('text that was cut within a character is put together', async () => {
    const cells = await run(
      'const bytes = Buffer.from("漢字🎉");\nfor (const byte of bytes) void process.stdout.write(Buffer.of(byte))',
      'void process.stdout.write("🎉"[0]!)',
      'await new Promise<void>((done) => process.stdout.write("6869", "hex", () => done()))',
    );
    expect(cells).toEqual(['漢字🎉', '\ufffd', 'hi']);
  });
});
