import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { writeAtomically } from '../load/write.js';
import type { Transport } from './connection.js';
import { type CellFailure, executeNotebook, type Spare } from './execute.js';
import { formatNotebook } from './format-notebook.js';
import { executable, type Notebook, type TextCell } from './ipynb.js';
import { type AnswerDigest, type Asked, changes, type Key, keyOf, type Reads, readReads } from './key.js';
import { withSetting } from './parameters.js';
import { type NotebookFile, parseNotebook, readNotebook, readNotebookText } from './parse-notebook.js';
import { stateOfAll } from './settled.js';
import { temporaryFolder } from './temporary.js';

/**
 * Runs notebooks, as many at a time as the machine has cores.
 *
 * A kernel that a notebook leaves as it found it (`reuse.cjs`) runs the next one of the same folder, since
 * starting a kernel takes longer than most notebooks do. With `into` (`recount verify`, and so in CI) every
 * notebook has a fresh kernel of its own, so that comparing the outputs byte by byte proves that reuse changes nothing.
 *
 * Every file is written whole or not at all, so two runs at once corrupt nothing: both execute, and as
 * equal notebooks give equal bytes, the later write changes nothing. A notebook that somebody saves
 * while it runs is left as saved.
 */

/** How a notebook's run ended. Paths of notebooks are relative to the project. */
export type RunResult =
  | { kind: 'unchanged'; notebook: string }
  | { kind: 'executed'; notebook: string; ms: number; written: string | undefined; asked: Asked[] }
  /** The failed run is kept where it can be opened, if a cell failed. */
  | ({ kind: 'failed'; notebook: string; ms: number; kept?: string } & CellFailure)
  /** It was saved by somebody else while it ran, and left as it is. */
  | { kind: 'edited'; notebook: string; ms: number };

export type RunEvent =
  | { kind: 'started'; notebook: string; reasons: string[]; cells: number }
  | { kind: 'cell'; notebook: string; id: string; number: number; of: number }
  | RunResult;

export type RunOptions = {
  /** The project's folder; records and failed runs go to `.recount/` in it. */
  root: string;
  answerDigest: AnswerDigest;
  onEvent?: (event: RunEvent) => void;
  /** Run unchanged notebooks too. */
  force?: boolean;
  /** How many notebooks run at a time; as many as the machine has cores when omitted. */
  atOnce?: number;
  /** The time limit of each cell, and of the work that cells leave behind; 300 s when omitted. */
  timeoutMs?: number | undefined;
  /** How long a kernel may take to start; 120 s when omitted. */
  startLimitMs?: number | undefined;
  /** How kernels are reached; chosen by what the system offers when omitted. */
  transport?: Transport | undefined;
  /**
   * Write executed notebooks below this folder and leave the sources and their records as they are; implies `force`.
   */
  into?: string | undefined;
  /** Other values of the notebooks' parameters, as texts; only with `into`, since the notebook is another by them. */
  setting?: Readonly<Record<string, string>> | undefined;
  /**
   * Files and folders that decide about answers. Where they are given, notebooks found unchanged are so for as
   * long as no file behind them is written, and nothing is read to see it.
   */
  decidedBy?: readonly string[];
  /** Kills all kernels when it aborts; the run then rejects with the signal's reason. */
  signal?: AbortSignal;
};

const defaultTimeoutMs = 300_000;

/**
 * Runs the notebooks at `paths`; results come in the same order. A failing notebook does not stop the others.
 *
 * @throws UserError before anything runs, when a file is missing or is not a notebook
 */
export async function runNotebooks(paths: readonly string[], options: RunOptions): Promise<RunResult[]> {
  const root = resolve(options.root);
  const files = paths.map((path) => resolve(root, path));
  const settled = await settledSince(files, { ...options, root });
  if (settled.isUnchanged) {
    const results = files.map((file): RunResult => ({ kind: 'unchanged', notebook: nameOf(file, root) }));
    for (const result of results) options.onEvent?.(result);
    return results;
  }
  const asRead = await Promise.all(files.map(readNotebook));

  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([stop.signal, options.signal]) : stop.signal;
  const results: RunResult[] = [];
  const queue = files.entries();
  const work = async (): Promise<void> => {
    const temporary = temporaryFolder('recount-reads-');
    const spare: Spare | undefined = options.into === undefined ? {} : undefined;
    try {
      for (const [at, file] of queue) {
        signal.throwIfAborted();
        const result = await runNotebook(file, asRead[at], {
          ...options,
          root,
          signal,
          spare,
          readsFile: join(temporary, 'reads.jsonl'),
        });
        results[at] = result;
        options.onEvent?.(result);
      }
    } finally {
      spare?.kernel?.kill();
      await rm(temporary, { recursive: true, force: true });
    }
  };
  const workers = Array.from({ length: Math.min(files.length, options.atOnce ?? availableParallelism()) }, () =>
    work().catch((error: unknown) => {
      stop.abort(error); // the others end too: nothing is left running behind an error
      throw error;
    }),
  );
  await Promise.allSettled(workers);
  signal.throwIfAborted();
  if (results.every(({ kind }) => kind === 'unchanged')) await settled.keep();
  return results;
}

/** Whether notebooks stand as they were when they were last found unchanged; and how to keep that they are now. */
async function settledSince(
  files: readonly string[],
  { root, force, into, decidedBy }: RunOptions,
): Promise<{ isUnchanged: boolean; keep: () => Promise<void> }> {
  if (decidedBy === undefined || force || into !== undefined) return { isUnchanged: false, keep: async () => {} };
  const notebooks = files.map(async (file) => {
    const recordFile = recordFileOf(root, nameOf(file, root));
    return { file, recordFile, record: await readRecord(recordFile) };
  });
  const state = stateOfAll(await Promise.all(notebooks), { root, decidedBy });
  const kept = join(root, '.recount', 'unchanged');
  const isUnchanged = state !== undefined && state === (await readFile(kept, 'utf8').catch(() => undefined));
  return { isUnchanged, keep: async () => (state === undefined ? undefined : writeMaking(kept, state)) };
}

/** What a worker has for one notebook after another. */
type Worker = {
  signal: AbortSignal;
  spare: Spare | undefined;
  /** Where the library in the kernel notes what it reads. */
  readsFile: string;
};

async function runNotebook(
  file: string,
  asRead: NotebookFile | undefined,
  options: RunOptions & Worker & { root: string },
): Promise<RunResult> {
  const { root, signal, into, answerDigest, spare, readsFile } = options;
  const name = nameOf(file, root);
  const recordFile = recordFileOf(root, name);
  const failedFile = join(root, '.recount', 'failed', `${flatName(name)}.ipynb`);

  const text = await readNotebookText(file);
  const parsed = text === asRead?.text ? asRead.notebook : parseNotebook(text, name);
  const source = options.setting === undefined ? parsed : withSetting(parsed, options.setting, name).notebook;
  const last = await readRecord(recordFile);
  const before = keyOf(source, {
    path: file,
    root,
    reads: readsOf(last),
    answerDigest: askedFrom(file, answerDigest),
  });
  const reasons = changes(last, before);
  if (into === undefined && !options.force && reasons.length === 0) return { kind: 'unchanged', notebook: name };

  const started = performance.now();
  const cells = executable(source).length;
  options.onEvent?.({ kind: 'started', notebook: name, reasons: reasons.length > 0 ? reasons : ['asked for'], cells });
  await rm(readsFile, { force: true });
  const executed = await executeNotebook(source, {
    cwd: dirname(file),
    env: { RECOUNT_READS: readsFile },
    spare,
    signal,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    startLimitMs: options.startLimitMs,
    transport: options.transport,
    root,
    onCell: (cell) => options.onEvent?.({ kind: 'cell', notebook: name, ...cell }),
  });
  signal.throwIfAborted();
  const ms = Math.round(performance.now() - started);

  if (executed.kind === 'failed') {
    const { kind, notebook, cell, error } = executed;
    if (!cell) return { kind, notebook: name, ms, error };
    await writeMaking(failedFile, formatNotebook(marked(notebook, name, cell, error)));
    return { kind, notebook: name, ms, kept: relative(root, failedFile), cell, error };
  }
  const fresh = formatNotebook(executed.notebook);
  const reads = await readReads(readsFile, root);
  await rm(failedFile, { force: true });
  if (into !== undefined) {
    const written = join(into, name);
    await writeMaking(written, fresh);
    return { kind: 'executed', notebook: name, ms, written, asked: reads.asked };
  }
  if ((await readFile(file, 'utf8').catch(() => '')) !== text) return { kind: 'edited', notebook: name, ms };
  if (fresh !== text) await writeAtomically(file, fresh);
  const { data, variables, queries, outputs, unseen } = keyOf(parseNotebook(fresh, name), {
    path: file,
    root,
    reads,
    answerDigest: answered(reads),
  });
  const record: Key = { ...before, data, variables, queries, outputs, unseen };
  await writeMaking(recordFile, `${JSON.stringify(record, null, 1)}\n`);
  return { kind: 'executed', notebook: name, ms, written: fresh === text ? undefined : file, asked: reads.asked };
}

/** A notebook names a corpus of its own by the path of its manifest from the notebook's folder. */
const askedFrom =
  (file: string, answerDigest: AnswerDigest): AnswerDigest =>
  (corpus, query) =>
    answerDigest(/\.ya?ml$/.test(corpus) ? resolve(dirname(file), corpus) : corpus, query);

const nameOf = (file: string, root: string): string => relative(root, file).split(sep).join('/');
const flatName = (notebook: string): string => notebook.replaceAll('/', '--').replace(/\.ipynb$/, '');
const recordFileOf = (root: string, notebook: string): string =>
  join(root, '.recount', 'runs', `${flatName(notebook)}.json`);

/**
 * Why a notebook that holds the outputs of its last run here would have others now: its cells, or the data or answers
 * that they read, have changed since. Nothing where they have not, or where the last run was elsewhere.
 */
export async function staleReasons(
  file: string,
  { root, answerDigest }: Pick<RunOptions, 'root' | 'answerDigest'>,
): Promise<string[]> {
  const name = nameOf(file, root);
  const last = await readRecord(recordFileOf(root, name));
  if (!last) return [];
  const notebook = parseNotebook(await readFile(file, 'utf8'), name);
  const now = keyOf(notebook, {
    path: file,
    root,
    reads: readsOf(last),
    answerDigest: askedFrom(file, answerDigest),
  });
  if (now.outputs !== last.outputs) return [];
  // claims are read anew whenever a verdict is shown
  return changes(last, now).filter((reason) => /^(?:cells|data|queries): (?!data\/articles\/)/.test(reason));
}

const readsOf = (record: Key | undefined): Reads => ({
  files: Object.keys(record?.data ?? {}),
  variables: Object.keys(record?.variables ?? {}),
  asked: record?.queries ?? [],
  unseen: record?.unseen ?? [],
});

/** The digests that the library noted during the run itself. */
const answered =
  ({ asked }: Reads): AnswerDigest =>
  (corpus, query) =>
    asked.find((one) => one.corpus === corpus && one.query === query)?.answer;

const parts = [
  'cells',
  'modules',
  'data',
  'variables',
  'queries',
  'kernel',
  'outputs',
  'unseen',
] as const satisfies readonly (keyof Key)[];

/** The record of the last run; one that cannot be read counts as none. */
async function readRecord(file: string): Promise<Key | undefined> {
  try {
    const record = JSON.parse(await readFile(file, 'utf8')) as Partial<Key>;
    return parts.every((part) => record[part] !== undefined) ? (record as Key) : undefined;
  } catch {
    return undefined;
  }
}

async function writeMaking(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeAtomically(file, text);
}

/** The failed run as it is kept: a note at the top that leads to the failing cell, and one right above that cell. */
function marked(
  notebook: Notebook,
  name: string,
  cell: NonNullable<CellFailure['cell']>,
  error: CellFailure['error'],
): Notebook {
  const note = (id: string, source: string): TextCell => ({ cell_type: 'markdown', id, metadata: {}, source });
  const line = cell.line === undefined ? '' : `, line ${cell.line}`;
  const message = `${error.name}: ${error.message}`.replace(/^/gm, '    ');
  return {
    ...notebook,
    cells: [
      note(
        'recount-failed',
        `**This run of \`${name}\` failed** in ` +
          `[cell [${cell.number}] (${cell.id})${line}](#Failing-cell):\n\n${message}`,
      ),
      ...notebook.cells.flatMap((each) =>
        each.id === cell.id
          ? [
              note(
                'recount-failing-cell',
                '### Failing cell\n\nThe cell below failed; those after it were not executed.',
              ),
              each,
            ]
          : [each],
      ),
    ],
  };
}
