import { expect, onTestFinished, test } from 'vitest';
import { Kernel } from '../../src/notebook/kernel.js';
import { scratchProject } from './scratch.js';

/** What each cell printed, or what the compiler says of it, all in one kernel. */
async function run(...cells: string[]): Promise<string[]> {
  const { root, write } = scratchProject({
    'node_modules/bytes/index.js': 'exports.bytes = () => Buffer.from("ab");',
    'node_modules/bytes/index.d.ts': 'export declare function bytes(): Buffer;',
    'node_modules/streams/index.js': 'exports.stream = () => require("stream").Readable.from(["a"]);',
    'node_modules/streams/index.d.ts':
      'import { Readable } from "stream";\nexport declare function stream(): Readable;',
  });
  write('node_modules/@types/mine/index.d.ts', 'declare const notThere: number;');
  const kernel = await Kernel.start({ cwd: root });
  onTestFinished(() => kernel.kill());
  const told: string[] = [];
  for (const cell of cells) {
    const { reply, outputs } = await kernel.execute(cell, { timeoutMs: 60_000 });
    const printed = outputs.map((output) => ('text' in output ? output.text.trimEnd() : '')).join();
    told.push(reply.status === 'error' ? (reply.error?.message ?? '') : printed);
  }
  return told;
}

test('a cell names what is of Node, or of @types, and is checked as strictly as where it had been there at first', async () => {
  const cells = await run(
    'console.log(1 + 1)',
    'const folder: number = process.cwd()',
    'const size = Buffer.from("abc").length\nconsole.log(size)',
    'const wrong: string = size',
    'console.log(typeof notThere)',
    'nowhere',
  );
  expect(cells).toEqual([
    '2',
    "Type 'string' is not assignable to type 'number'.",
    '3',
    "Type 'number' is not assignable to type 'string'.",
    'undefined',
    "Cannot find name 'nowhere'.",
  ]);
}, 60_000);

test.each([
  ['names one of its types', 'import { bytes } from "bytes"\nconst size: string = bytes().length'],
  ['imports a module of it', 'import { stream } from "streams"\nconst size: string = stream().readableLength'],
])(
  'what a package gives is no "any" where its declaration %s',
  async (_, cell) => {
    expect(await run('1', cell)).toEqual(['1', "Type 'number' is not assignable to type 'string'."]);
  },
  60_000,
);
