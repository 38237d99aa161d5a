import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, extname, isAbsolute, join, relative, sep } from 'node:path';
import { whileUnchanged } from '../load/read.js';
import { executable } from './execute.js';
import { isCode, type Notebook } from './ipynb.js';

/**
 * The key that decides whether a notebook runs again, in named parts, so that a rerun can say why.
 *
 * Text cells are in no part: editing prose runs nothing. `data` and `queries` are what the last run
 * read and asked; code that would read something else has itself changed.
 */
export type Key = {
  /** Code cells in order, with the digest of their source. */
  cells: { id: string; digest: string }[];
  /** Modules that the cells reach: project files with their digest, packages with their version. */
  modules: Record<string, string>;
  /** Files that the last run read, with their digest. */
  data: Record<string, string>;
  /** Count queries that the last run asked, with the digest of the answer. */
  queries: Asked[];
  kernel: { tslab: string; node: string };
  /** Digest of the outputs in the notebook file. */
  outputs: string;
};

export type Asked = { corpus: string; query: string; answer: string };
/** What the library in the kernel noted while the notebook ran. */
export type Reads = { files: string[]; asked: Asked[] };
/** The digest of the answer that a corpus gives to a query now, or `undefined` when it gives none. */
export type AnswerDigest = (corpus: string, query: string) => string | undefined;

export const digest = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** The key of a notebook as its file has it, given what its last run read. */
export function keyOf(
  notebook: Notebook,
  options: { path: string; root: string; reads: Reads; answerDigest: AnswerDigest },
): Key {
  const { path, root, reads, answerDigest } = options;
  return {
    cells: executable(notebook).map(({ id, source }) => ({ id, digest: digest(source) })),
    modules: modulesOf(notebook, path, root),
    data: Object.fromEntries(reads.files.map((file) => [file, fileDigest(join(root, file))]).sort()),
    queries: reads.asked.map(({ corpus, query }) => ({ corpus, query, answer: answerDigest(corpus, query) ?? 'none' })),
    kernel: {
      tslab: versionIn(readFileSync(createRequire(import.meta.url).resolve('tslab/package.json'), 'utf8')),
      node: process.version,
    },
    outputs: outputsDigest(notebook),
  };
}

/** The lines of the file that `RECOUNT_READS` names, without repetitions, paths relative to the project. */
export async function readReads(path: string, root: string): Promise<Reads> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const files = new Set<string>();
  const asked = new Map<string, Asked>();
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const entry = JSON.parse(line) as { read: string } | { asked: Asked };
    if ('read' in entry) files.add(relative(root, entry.read));
    else asked.set(JSON.stringify([entry.asked.corpus, entry.asked.query]), entry.asked);
  }
  return { files: [...files].sort(), asked: [...asked.entries()].sort().map(([, one]) => one) };
}

/** What changed between two keys, in words; nothing when the notebook need not run. */
export function changes(last: Key | undefined, now: Key): string[] {
  if (!last) return ['never run here'];
  return [
    ...cellChanges(last.cells, now.cells),
    ...named('modules', last.modules, now.modules, 'no longer imported'),
    ...named('data', last.data, now.data, 'no longer read'),
    ...now.queries.flatMap(({ corpus, query, answer }) => {
      if (last.queries.some((one) => one.corpus === corpus && one.query === query && one.answer === answer)) return [];
      const short = query.length > 60 ? `${query.slice(0, 60)}…` : query;
      return `queries: ${corpus} ${answer === 'none' ? 'no longer answers' : 'answers differently to'} ${short}`;
    }),
    ...(['tslab', 'node'] as const)
      .filter((part) => last.kernel[part] !== now.kernel[part])
      .map((part) => `kernel: ${part} ${last.kernel[part]} → ${now.kernel[part]}`),
    ...(last.outputs === now.outputs ? [] : ['outputs: not as the last run left them']),
  ];
}

function cellChanges(last: Key['cells'], now: Key['cells']): string[] {
  const before = new Map(last.map(({ id, digest }) => [id, digest]));
  const present = new Set(now.map(({ id }) => id));
  const found = [
    ...now.flatMap(({ id, digest }, at) =>
      before.get(id) === digest ? [] : `cells: cell ${at + 1} (${id}) ${before.has(id) ? 'changed' : 'is new'}`,
    ),
    ...last.flatMap(({ id }, at) => (present.has(id) ? [] : `cells: cell ${at + 1} (${id}) is gone`)),
  ];
  const moved = last.some(({ id }, at) => now[at]?.id !== id);
  return found.length === 0 && moved ? ['cells: their order changed'] : found;
}

function named(
  part: 'modules' | 'data',
  last: Record<string, string>,
  now: Record<string, string>,
  gone: string,
): string[] {
  return [
    ...Object.entries(now).flatMap(([name, digest]) => {
      const before = last[name];
      if (before === digest) return [];
      if (digest === 'missing') return `${part}: ${name} is missing`;
      const isVersion = /^\d/.test(digest) && digest.length < 40;
      return `${part}: ${name}${isVersion ? ` ${before === undefined ? digest : `${before} → ${digest}`}` : ''}`;
    }),
    ...Object.keys(last).flatMap((name) => (name in now ? [] : `${part}: ${name} ${gone}`)),
  ];
}

function bytesAt(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function fileDigest(path: string): string {
  const bytes = bytesAt(path);
  return bytes ? digest(bytes) : 'missing';
}

/** Outputs and counts of the code cells alone, so that edited prose does not count as a change. */
const outputsDigest = ({ cells }: Notebook): string =>
  digest(
    JSON.stringify(cells.filter(isCode).map(({ id, execution_count, outputs }) => [id, execution_count, outputs])),
  );

// ---- modules --------------------------------------------------------------------------------

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`, `require('x')`. */
const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\s$]+)\1/g;
const importsIn = (source: string): string[] => [...source.matchAll(specifier)].flatMap(([, , name]) => name ?? []);

const versionIn = (packageJson: string): string =>
  (JSON.parse(packageJson) as { version?: string }).version ?? 'no version';

/** A file's digest and imports, found out once for all notebooks that reach it, as long as it is as it was. */
const moduleIn = whileUnchanged((bytes, file) => ({
  digest: digest(bytes),
  imports: /^\.[cm]?[jt]sx?$/.test(extname(file)) ? importsIn(bytes.toString()) : [],
}));

function modulesOf(notebook: Notebook, path: string, root: string): Record<string, string> {
  const self = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name?: string; main?: string };
  const main = join(root, self.main ?? 'index.js');
  const found = new Map<string, string>();

  const visit = (file: string): void => {
    const name = relative(file.startsWith(dirname(main) + sep) ? dirname(main) : root, file);
    if (found.has(name)) return;
    const bytes = bytesAt(file);
    const module = bytes && moduleIn(file, bytes);
    found.set(name, module?.digest ?? 'missing');
    if (module) follow(module.imports, dirname(file));
  };
  const followed = new Set<string>();
  const follow = (names: readonly string[], folder: string): void => {
    for (const name of names) {
      if (isBuiltin(name) || name === 'tslab') continue; // both are in `kernel`
      const path = isAbsolute(name) ? name : join(folder, name);
      if (followed.has(path)) continue;
      followed.add(path);
      if (name === self.name) visit(main);
      else if (name.startsWith('.') || isAbsolute(name)) visit(resolveFile(path));
      else {
        const package_ = name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/');
        found.set(package_, packageVersion(package_, folder));
      }
    }
  };

  for (const { source } of executable(notebook)) follow(importsIn(source), dirname(path));
  return Object.fromEntries([...found].sort());
}

const resolveFile = (path: string): string =>
  [path, `${path}.ts`, `${path}.js`, `${path}.json`, join(path, 'index.ts'), join(path, 'index.js')].find(
    (each) => extname(each) !== '' && existsSync(each),
  ) ?? path;

function packageVersion(name: string, folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'node_modules', name, 'package.json');
    if (basename(at) !== 'node_modules' && existsSync(file)) return versionIn(readFileSync(file, 'utf8'));
    if (dirname(at) === at) return 'missing';
  }
}
