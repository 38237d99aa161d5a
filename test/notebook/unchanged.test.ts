import { chmodSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type RunEvent, runNotebooks } from '../../src/notebook/run.js';
import { codeCells, notebookText, printed, scratchProject, whyAgain } from './scratch.js';

/** Runs notebooks, and says of each why it ran, or that it did not. */
async function whyEach(root: string, paths: readonly string[]): Promise<[notebook: string, reasons: string[]][]> {
  const found = new Map<string, string[]>();
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'started') found.set(event.notebook, event.reasons);
    if (event.kind === 'unchanged') found.set(event.notebook, ['unchanged']);
  };
  await runNotebooks(paths, { root, answerDigest: () => undefined, decidedBy: [], onEvent });
  return paths.map((path) => [path, found.get(path) ?? []]);
}

/** A project with one notebook of the cells given, and why it is run, or that it is not. */
function project(cells: readonly string[], files: Record<string, string> = {}) {
  const scratch = scratchProject(files);
  scratch.write('a.ipynb', notebookText(...cells));
  const why = async (): Promise<string[]> =>
    (await whyEach(scratch.root, ['a.ipynb'])).flatMap(([, reasons]) => reasons);
  const prints = () => codeCells(scratch.read('a.ipynb')).map(printed).join('');
  return {
    ...scratch,
    why,
    whyAgain: () => whyAgain('a.ipynb', { root: scratch.root, answerDigest: () => undefined }),
    prints,
  };
}

/** Sets a variable of the environment until the test has finished. */
function setVariable(name: string, value: string): void {
  vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

describe('a notebook runs again when what it read has changed', { timeout: 240_000 }, () => {
  test('the rows of a corpus, through the library', async () => {
    const { why, write, prints } = project(
      [
        'import { corpus, loadCorpus, readManifest } from "recount";\nconst { postings } = await loadCorpus(readManifest("jobs.yaml"));\nconsole.log(postings.length);',
      ],
      {
        'jobs.yaml':
          'id: mine\ntitle: Mine\nfiles: { format: jsonl, path: jobs.jsonl, id: id }\nfields:\n  role: { kind: name, from: role }\n',
        'jobs.jsonl': '{"id": 1, "role": "A"}\n{"id": 2, "role": "B"}\n',
      },
    );
    expect(await why()).toEqual(['never run here']);
    expect(await why()).toEqual(['unchanged']);
    write('jobs.jsonl', '{"id": 1, "role": "A"}\n');
    expect(await why()).toEqual(['data: jobs.jsonl']);
    expect(prints()).toBe('1\n');
    expect(await why()).toEqual(['unchanged']);
  });

  test('files and folders, however a cell reads them', async () => {
    const { why, write } = project(
      [
        'import { createReadStream, existsSync, promises, readdirSync, readFileSync } from "node:fs";\nimport { open } from "node:fs/promises";',
        'console.log(readFileSync("table.csv", "utf8").length, await promises.readFile("second.csv", "utf8"));',
        'for await (const part of createReadStream("stream.csv")) console.log(String(part));\nconst file = await open("opened.csv");\nconsole.log(await file.readFile("utf8"));\nawait file.close();',
        'console.log(readdirSync("folder"), existsSync("perhaps.csv"));\nimport { writeFileSync } from "node:fs";\nwriteFileSync("written.csv", "w");',
        'const part = "./part.js";\nconsole.log(require(part).n);',
      ],
      {
        'table.csv': 'a',
        'second.csv': 'b',
        'stream.csv': 'c',
        'opened.csv': 'd',
        'folder/one.csv': 'e',
        'part.js': 'exports.n = JSON.parse(require("fs").readFileSync(__dirname + "/part.data", "utf8"))',
        'part.data': '5',
      },
    );
    await why();
    expect(await why()).toEqual(['unchanged']);
    for (const name of ['table.csv', 'second.csv', 'stream.csv', 'opened.csv', 'part.data', 'perhaps.csv'])
      write(name, '7');
    write('folder/two.csv', 'g');
    expect(await why()).toEqual([
      'data: folder',
      'data: opened.csv',
      'data: part.data',
      'data: perhaps.csv',
      'data: second.csv',
      'data: stream.csv',
      'data: table.csv',
    ]);
    write('written.csv', 'other');
    write('folder/two.csv', 'h');
    expect(await why()).toEqual(['unchanged']);
  });

  test('variables of the environment, of which the record keeps a digest', async () => {
    setVariable('THRESHOLD', 'secret-1');
    const { why, whyAgain, read } = project(['console.log(process.env.THRESHOLD?.length, "ABSENT" in process.env)']);
    await why();
    expect(await why()).toEqual(['unchanged']);
    expect(read('.recount/runs/a.json')).not.toContain('secret');
    setVariable('THRESHOLD', 'secret-2');
    setVariable('UNREAD', '1');
    expect(await why()).toEqual(['environment: THRESHOLD has another value']);
    setVariable('ABSENT', '');
    expect(await whyAgain()).toEqual(['environment: ABSENT has another value']);
  });

  test('a package that is a link to a folder', async () => {
    const { why, whyAgain, at, write } = project(['import { n } from "linked";\nconsole.log(n);'], {
      'packages/linked/package.json': '{ "name": "linked", "version": "1.0.0", "main": "index.js" }',
      'packages/linked/index.js': 'exports.n = 1',
    });
    symlinkSync('../packages/linked', at('node_modules/linked'));
    await why();
    expect(await why()).toEqual(['unchanged']);
    write('packages/linked/index.js', 'exports.n = 2');
    expect(await whyAgain()).toEqual(['modules: packages/linked/index.js']);
  });
});

test('a notebook prints the same in any time zone and language', async () => {
  const { why, prints } = project([
    'console.log(new Date("2026-03-29T00:30:00Z").getDay(), new Date(2026, 2, 29).toISOString(), (1234.5).toLocaleString(), new Date(0).toLocaleDateString(), ["z", "ä", "a"].sort((a, b) => a.localeCompare(b)).join(""), Intl.DateTimeFormat().resolvedOptions().timeZone)',
  ]);
  setVariable('TZ', 'America/New_York');
  setVariable('LANG', 'de_DE.UTF-8');
  setVariable('LC_ALL', 'tr_TR.UTF-8');
  await why();
  expect(prints()).toBe('0 2026-03-29T00:00:00.000Z 1,234.5 1/1/1970 aäz UTC\n');
  setVariable('TZ', 'Asia/Tokyo');
  expect(await why()).toEqual(['unchanged']);
}, 60_000);

test('a notebook is never taken as unchanged, and says why, that runs a program or a thread, reads a clock, chance, a device or the network', async () => {
  const server = createServer((_, response) => response.end('5')).listen(0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const reasons: Readonly<Record<string, readonly [cell: string, reason: string]>> = {
    'runs-a-program': [
      'import { execFileSync } from "node:child_process";\nexecFileSync("true")',
      'cell [1] runs another program (true)',
    ],
    'starts-one': [
      'import { spawn } from "node:child_process";\nawait new Promise((done) => spawn("true").on("close", done))',
      'cell [1] runs another program (true)',
    ],
    'reads-the-clock': ['const now = Date.now()', 'cell [1] reads the clock'],
    'draws-without-a-seed': ['const n = Math.random()', 'cell [1] draws random numbers without a seed'],
    'reads-a-device': [
      'import { openSync, readSync, closeSync } from "node:fs";\nconst file = openSync("/dev/urandom", "r"); readSync(file, Buffer.alloc(4)); closeSync(file)',
      'it reads urandom, which is no file',
    ],
    'starts-a-thread': [
      'import { Worker } from "node:worker_threads";\nawait new Promise((done) => new Worker("1", { eval: true }).on("exit", done))',
      'cell [1] runs a thread of its own',
    ],
    'asks-the-network': [
      `console.log(await (await fetch("http://127.0.0.1:${port}/")).text())`,
      'cell [1] asks the network',
    ],
  };
  const { root, write } = scratchProject();
  for (const [name, [cell]] of Object.entries(reasons)) write(`${name}.ipynb`, notebookText(cell));
  const names = Object.keys(reasons);
  const paths = names.map((name) => `${name}.ipynb`);
  expect(await whyEach(root, paths)).toEqual(paths.map((path) => [path, ['never run here']]));
  for (const [name, [, reason]] of Object.entries(reasons))
    expect(await whyAgain(`${name}.ipynb`, { root, answerDigest: () => undefined }), name).toEqual([
      `cannot be remembered: ${reason}`,
    ]);
}, 120_000);

test('new ids of cells are named, since links to them break', async () => {
  const { why, whyAgain, read, write } = project(['1', '2', '3']);
  await why();
  const stripped = ['c1', 'c2', 'c3'].reduce(
    (text, id, at) => text.replace(`"id": "${id}"`, `"id": "${at}"`),
    read('a.ipynb'),
  );
  write('a.ipynb', stripped);
  expect((await whyAgain())[0]).toBe(
    'cells: 3 cells have new ids (0, …); links to them break (nbstripout keeps ids with --keep-id)',
  );
}, 60_000);

test('its permissions stay, and so do numbers of its metadata that JavaScript writes otherwise', async () => {
  const { at, why, read, write } = project(['1 + 1']);
  chmodSync(at('a.ipynb'), 0o640);
  const kept = '{\n  "big": 12345678901234567890,\n  "float": 1.0\n },\n "nbformat"';
  write(
    'a.ipynb',
    read('a.ipynb')
      .replace('{},\n "nbformat"', kept)
      .replace('"metadata": {},\n   "outputs"', '"metadata": {\n    "id": 9007199254740993\n   },\n   "outputs"'),
  );
  await why();
  expect(read('a.ipynb')).toContain('"big": 12345678901234567890,\n  "float": 1.0');
  expect(read('a.ipynb')).toContain('"id": 9007199254740993');
  expect(statSync(at('a.ipynb')).mode & 0o777).toBe(0o640);
}, 60_000);
