import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { contentDigest, digest, unreadable, wholeTree } from './file-digest.js';
import { executable, isCode, type Notebook } from './ipynb.js';
import { modulesOf, tslabVersion } from './modules.js';

/**
 * The key that decides whether a notebook runs again, in named parts, so that a rerun can say why.
 *
 * Text cells are in no part: editing prose runs nothing. `data`, `variables` and `queries` are what the last run read
 * and asked; code that would read something else has itself changed.
 */
export type Key = {
  /** Code cells in order, with the digest of their source. */
  cells: { id: string; digest: string }[];
  /** Modules that the cells reach: files with their digest, packages with their version. */
  modules: Record<string, string>;
  /** Files and folders that the last run read, with their digest. */
  data: Record<string, string>;
  /** Environment variables that the last run read, with the digest of their value; `*` stands for all of them. */
  variables: Record<string, string>;
  /** Count queries that the last run asked, with the digest of the answer. */
  queries: Asked[];
  kernel: { tslab: string; node: string };
  /** Digest of the outputs in the notebook file. */
  outputs: string;
  /**
   * What the last run did whose result nobody can know without doing it again, in words. Such a notebook always runs.
   */
  unseen: string[];
};

export type Asked = { corpus: string; query: string; answer: string };
/** What was noted while the notebook ran: by the library, and by the kernel (`in-kernel/reads.cjs`). */
export type Reads = { files: string[]; variables: string[]; asked: Asked[]; unseen: string[] };
/** The digest of the answer that a corpus gives to a query now, or `undefined` when it gives none. */
export type AnswerDigest = (corpus: string, query: string) => string | undefined;

/** The key of a notebook as its file has it, given what its last run read. */
export function keyOf(
  notebook: Notebook,
  options: { path: string; root: string; reads: Reads; answerDigest: AnswerDigest },
): Key {
  const { path, root, reads, answerDigest } = options;
  const modules = modulesOf(notebook, path, root);
  const files = reads.files.filter((file) => !(file in modules));
  return {
    cells: executable(notebook).map(({ id, source }) => ({ id, digest: digest(source) })),
    modules,
    data: Object.fromEntries(files.map((file) => [file, contentDigest(join(root, file))])),
    variables: Object.fromEntries(reads.variables.map((name) => [name, variableDigest(name)])),
    queries: reads.asked.map(({ corpus, query }) => ({ corpus, query, answer: answerDigest(corpus, query) ?? 'none' })),
    kernel: {
      tslab: tslabVersion(),
      node: process.version,
    },
    outputs: outputsDigest(notebook),
    unseen: [...unseenInCode(notebook), ...reads.unseen],
  };
}

/** A digest and not the value, which may be a key; the kernel has the variables of this process. */
function variableDigest(name: string): string {
  const value = name === '*' ? JSON.stringify(Object.entries(process.env).sort()) : process.env[name];
  return value === undefined ? 'missing' : digest(value);
}

/** What cells read that is another each time, and in no file. */
const clockOrChance: readonly (readonly [code: RegExp, what: string])[] = [
  [/\bnew Date\s*\(\s*\)|\bDate\.now\b|\bperformance\.now\b|\bprocess\.hrtime\b/, 'reads the clock'],
  [
    /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\brandomInt\b|\bgetRandomValues\b/,
    'draws random numbers without a seed',
  ],
];

const unseenInCode = (notebook: Notebook): string[] =>
  executable(notebook).flatMap(({ source }, at) =>
    clockOrChance.filter(([code]) => code.test(source)).map(([, what]) => `cell [${at + 1}] ${what}`),
  );

/** How a folder with all that is in it is named among the files. */
const treeName = (noted: Noted, root: string): string[] =>
  'tree' in noted ? [join(relative(root, noted.tree), wholeTree)] : [];

type Noted =
  | { readonly read: string }
  | { readonly tree: string }
  | { readonly asked: Asked }
  | { readonly variable: string }
  | { readonly unseen: { readonly cell: number; readonly what: string } };

/** The lines of the file that `RECOUNT_READS` names, without repetitions, paths relative to the project. */
export async function readReads(path: string, root: string): Promise<Reads> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((each) => each !== '');
  const noted = lines.map((line) => JSON.parse(line) as Noted);
  const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
  const asked = new Map(
    noted.flatMap((each) =>
      'asked' in each ? [[JSON.stringify([each.asked.corpus, each.asked.query]), each.asked] as const] : [],
    ),
  );
  return {
    files: sorted(noted.flatMap((each) => ('read' in each ? relative(root, each.read) : treeName(each, root)))),
    variables: sorted(noted.flatMap((each) => ('variable' in each ? [each.variable] : []))),
    asked: [...asked.entries()].sort().map(([, one]) => one),
    unseen: sorted(
      noted.flatMap((each) => ('unseen' in each ? [`cell [${each.unseen.cell}] ${each.unseen.what}`] : [])),
    ),
  };
}

/** What changed between two keys, in words; nothing when the notebook need not run. */
export function changes(last: Key | undefined, now: Key): string[] {
  if (!last) return ['never run here'];
  return [
    ...cellChanges(last.cells, now.cells),
    ...named('modules', last.modules, now.modules, 'no longer imported'),
    ...named('data', last.data, now.data, 'no longer read'),
    ...Object.keys(now.variables).flatMap((name) =>
      last.variables[name] === now.variables[name]
        ? []
        : `environment: ${name === '*' ? 'other variables' : `${name} has another value`}`,
    ),
    ...now.queries.flatMap(({ corpus, query, answer }) => {
      if (last.queries.some((one) => one.corpus === corpus && one.query === query && one.answer === answer)) return [];
      const short = query.length > 60 ? `${query.slice(0, 60)}…` : query;
      return `queries: ${corpus} ${answer === 'none' ? 'no longer answers' : 'answers differently to'} ${short}`;
    }),
    ...(['tslab', 'node'] as const)
      .filter((part) => last.kernel[part] !== now.kernel[part])
      .map((part) => `kernel: ${part} ${last.kernel[part]} → ${now.kernel[part]}`),
    ...(last.outputs === now.outputs ? [] : ['outputs: not as the last run left them']),
    ...Object.entries(now.data).flatMap(([name, content]) =>
      content === unreadable ? `cannot be remembered: it reads ${basename(name)}, which is no file` : [],
    ),
    ...last.unseen.map((what) => `cannot be remembered: ${what}`),
  ];
}

function cellChanges(last: Key['cells'], now: Key['cells']): string[] {
  const renamed = newIds(last, now);
  if (renamed.length > 0) {
    const [first = '', ...others] = renamed;
    const which =
      others.length === 0 ? `a cell has a new id (${first})` : `${renamed.length} cells have new ids (${first}, …)`;
    return [`cells: ${which}; links to them break (nbstripout keeps ids with --keep-id)`];
  }
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

/** The ids of cells that have another one than before, where nothing else about the cells has changed. */
function newIds(last: Key['cells'], now: Key['cells']): string[] {
  const isSameCode = last.length === now.length && now.every(({ digest }, at) => digest === last[at]?.digest);
  const before = new Set(last.map(({ id }) => id));
  const renamed = now.flatMap(({ id }, at) => (id === last[at]?.id ? [] : id));
  return isSameCode && !renamed.every((id) => before.has(id)) ? renamed : [];
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

/** Outputs and counts of the code cells alone, so that edited prose does not count as a change. */
const outputsDigest = ({ cells }: Notebook): string =>
  digest(
    JSON.stringify(cells.filter(isCode).map(({ id, execution_count, outputs }) => [id, execution_count, outputs])),
  );
