import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { inProject } from '../src/load/project.js';
import { apiPages } from '../src/site/api-page.js';
import { inPage } from '../src/site/run/in-page.mjs';

/** The pipeline: each stage imports only from those before it, and every file may report a user's mistake. */
const stages = [
  'error.ts',
  'load',
  'stats',
  'text',
  'tag',
  'count',
  'audit',
  'claims',
  'notebook',
  'index.ts',
  'trace',
  'draft',
  'site',
  'terminal',
  'command',
  'cli.ts',
];

const src = inProject('src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const stageOf = (file: string): number => stages.indexOf(file.split('/')[0] ?? '');

test('every source file belongs to a stage of the pipeline', () => {
  expect(files.filter((file) => stageOf(file) === -1)).toEqual([]);
});

test('imports point one way along the pipeline', () => {
  const backwards = files.flatMap((file) =>
    [...readFileSync(inProject('src', file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
      .map(([, path = '']) => relative(src, resolve(src, dirname(file), path)))
      .filter((imported) => stageOf(imported.replace(/\.js$/, '.ts')) > stageOf(file))
      .map((imported) => `${file} imports ${imported}`),
  );
  expect(backwards).toEqual([]);
});

/** What a file imports when it runs: not its types. */
const importsOf = (path: string): string[] =>
  [
    ...readFileSync(path, 'utf8').matchAll(
      /^(?:import|export)\s(?!type\b)(?:[^;']*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map(([, stated, later]) => stated ?? later ?? '');

test('what a page of the site runs imports nothing of Node', () => {
  const reached = new Map<string, readonly string[]>();
  const reach = (path: string): void => {
    if (reached.has(path)) return;
    const imports = importsOf(path).filter((id) => id.startsWith('.') || isBuiltin(id));
    reached.set(path, imports);
    for (const id of imports) {
      const own = inPage(id, path);
      if (own) reach(own);
      else if (id.startsWith('.')) reach(resolve(dirname(path), id).replace(/\.js$/, '.ts'));
    }
  };
  for (const entry of ['worker', 'page', 'start']) reach(join(src, 'site', 'run', `${entry}.ts`));
  expect([...reached.keys()].map((path) => relative(src, path))).toEqual(
    expect.arrayContaining(['count/line-counter.ts', 'load/formats/parquet.ts', 'site/run/machine/files.ts']),
  );
  const ofNode = [...reached].flatMap(([path, imports]) =>
    imports.filter(isBuiltin).map((id) => `${relative(src, path)} imports ${id}`),
  );
  expect(ofNode).toEqual([]);
});

/** The packages that a file of the build leads to as it is loaded, or its declarations as they are read. */
function packagesBehind(entry: string): string[] {
  const reached = new Map<string, readonly string[]>();
  const reach = (path: string): void => {
    if (reached.has(path)) return;
    const stated = readFileSync(path, 'utf8').matchAll(/^(?:import|export)\b(?:[^;"']*?\bfrom)?\s*["']([^"']+)["']/gm);
    const imports = [...stated].map(([, id = '']) => id);
    reached.set(path, imports);
    for (const id of imports.filter((each) => each.startsWith('.')))
      reach(resolve(dirname(path), path.endsWith('.d.ts') ? id.replace(/\.js$/, '.d.ts') : id));
  };
  reach(entry);
  expect(reached.size).toBeGreaterThan(1);
  return [...reached.values()].flat().filter((id) => !id.startsWith('.') && !isBuiltin(id));
}

test('what a notebook imports as recount leads to no package: every kernel loads it, and reads its declarations', () => {
  const { main, types } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as Record<string, string>;
  expect(packagesBehind(inProject(main ?? ''))).toEqual([]);
  expect(packagesBehind(inProject(types ?? ''))).toEqual([]);
});

test('the top level holds the folders of the design and no other, but for those of tools, which begin with a dot', () => {
  const ignored = readFileSync(inProject('.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/$/, ''));
  const folders = readdirSync(inProject(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !ignored.includes(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  expect(folders.sort()).toEqual(['data', 'docs', 'findings', 'notebooks', 'src', 'test']);
});

test('the API reference finds the declaration of all that a notebook imports', { timeout: 60_000 }, () => {
  expect(() => apiPages()).not.toThrow();
});

test('no line of src is over 120 columns', () => {
  const names = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(?:[cm]?[jt]s|css|json|py)$/.test(name) && !name.startsWith('notebook/lab/labextensions/'),
  );
  const long = names.flatMap((name) =>
    readFileSync(inProject('src', name), 'utf8')
      .split('\n')
      .flatMap((line, i) => ([...line].length > 120 ? [`${name}:${i + 1} has ${[...line].length} columns`] : [])),
  );
  expect(long).toEqual([]);
});

/** Who else writes to stdout or stderr, and why. */
const printsToo: Readonly<Record<string, string>> = {
  'bin.mjs': 'runs before anything is built',
  'prepare.mjs': 'runs before anything is built',
  'prepare-lock.mjs': 'runs before anything is built',
  'notebook/display.ts': 'runs in the kernel, where what is written becomes an output of the cell',
  'notebook/in-kernel/cells.cjs': 'runs in the kernel, where what is written becomes an output of the cell',
  'notebook/in-kernel/start.cjs': 'runs in the kernel, where Node opens these streams at their first use',
  'notebook/lab/kernels/tslab/launch.cjs': 'starts the kernel for JupyterLab, before anything is built',
  'notebook/lab/labextensions/recount/static/remoteEntry.js': 'runs in the browser',
  'site/client/charts.ts': 'runs in the browser',
};

test('only src/terminal prints, and so makes control characters visible', () => {
  const names = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[cm]?[jt]s$/.test(name));
  const printing = names.filter(
    (name) =>
      !name.startsWith('terminal/') &&
      /\bconsole\.\w|\bprocess\.(?:stdout|stderr)\b|\b(?:stdout|stderr)\b.*= process\b/.test(
        readFileSync(inProject('src', name), 'utf8'),
      ),
  );
  expect(printing.filter((name) => !(name in printsToo))).toEqual([]);
});
