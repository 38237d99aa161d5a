import { setTimeout } from 'node:timers/promises';
import {
  type CodeCell,
  type ErrorOutput,
  executable,
  isCode,
  type Notebook,
  type Output,
  tslabMetadata,
} from './ipynb.js';
import {
  type CellError,
  Kernel,
  KernelNotStarted,
  type KernelOptions,
  type Reply,
  type StillRunning,
} from './kernel.js';

/**
 * Executes the code cells of one notebook, in order, in one kernel.
 *
 * A cell fails when its reply is not "ok", when it goes over its time limit, when the kernel dies, and
 * when work that it left running fails later (a rejection nobody awaits, a throw in a timer): during
 * later cells, or while the kernel settles after the last one. It also fails when that work does not end.
 * What a cell prints, be it "UncaughtException:" on stderr, is never read as an error.
 */

export type CellFailure = {
  /** Omitted when no cell is to blame: the kernel did not start, or the connection to it was lost. */
  cell?:
    | {
        id: string;
        /** As Jupyter shows it in brackets: executed cells, counted from 1. */
        number: number;
        /** The line in the cell, from 1, and its text, where the error has a place in the cell. */
        line?: number;
        source?: string;
      }
    | undefined;
  error: {
    name: string;
    message: string;
    /** Name, message and where it happened, in plain text. */
    text: string;
  };
};

export type Executed =
  | { kind: 'executed'; notebook: Notebook }
  | ({ kind: 'failed'; notebook: Notebook } & CellFailure);

/** So long after a failed cell tslab answers the next requests without executing them. */
const abortsMs = 400;
/** How long what does not end by itself (an interval, a server) may go on after the last cell. */
const graceMs = 1000;

/** Holds a kernel that has run a notebook and stands again as it started, for the next notebook. */
export type Spare = { kernel?: Kernel | undefined };

export async function executeNotebook(
  before: Notebook,
  options: Omit<KernelOptions, 'reusable'> & {
    /**
     * Where to take the kernel from, if the one there was started in the same folder, and where to leave it. Its
     * variables (`env`) are those that it was started with. Without this the kernel is a fresh one, and ends.
     */
    spare?: Spare | undefined;
    /** The time limit of each cell. */
    timeoutMs: number;
    /** The project's folder, which is left out of the paths in error messages. */
    root: string;
    onCell?: (cell: { id: string; number: number; of: number }) => void;
    /** Receives each cell that fails; the cells after it are executed all the same. */
    onFailure?: (failure: CellFailure) => void;
  },
): Promise<Executed> {
  const notebook = cleared(before);
  const cells = executable(notebook);
  if (cells.length === 0) return { kind: 'executed', notebook };

  const { spare, cwd } = options;
  let kernel: Kernel | undefined;
  try {
    // a notebook outside every workspace has the corpora of the one from which it is run
    const env = { RECOUNT_ROOT: options.root, ...options.env };
    kernel = takeSpare(spare, cwd) ?? (await Kernel.start({ ...options, env, reusable: spare !== undefined }));
    return await executeCells(notebook, cells, kernel, options);
  } catch (error) {
    if (error instanceof KernelNotStarted) return { kind: 'failed', notebook, ...withoutCell(error) };
    throw error;
  } finally {
    if (kernel && spare?.kernel !== kernel) kernel.kill();
  }
}

const withoutCell = ({ name, message }: { name: string; message: string }): CellFailure => ({
  error: { name, message, text: `${name}: ${message}` },
});

function takeSpare(spare: Spare | undefined, cwd: string): Kernel | undefined {
  const kernel = spare?.kernel;
  if (!spare || !kernel) return undefined;
  spare.kernel = undefined;
  if (kernel.cwd === cwd && !kernel.hasEnded) return kernel;
  kernel.kill();
  return undefined;
}

async function executeCells(
  notebook: Notebook,
  cells: CodeCell[],
  kernel: Kernel,
  { timeoutMs, root, spare, onCell, onFailure }: Parameters<typeof executeNotebook>[1],
): Promise<Executed> {
  const errors = new Set<CellError>();
  const told = new Set<CellError>(); // to onFailure
  let lost: string | undefined;
  let ran = 0;
  const take = (reply: Reply): void => {
    const error = errorOf(reply, ran, timeoutMs);
    if (error) errors.add(error);
    for (const late of kernel.lateErrors) if (!told.has(late)) errors.add(late);
    if (reply.status === 'lost') lost = reply.reason;
  };
  for (const cell of cells) {
    ran += 1;
    onCell?.({ id: cell.id, number: ran, of: cells.length });
    const { reply, outputs } = await kernel.execute(cell.source, { timeoutMs });
    cell.execution_count = ran;
    cell.outputs = outputs;
    take(reply);
    if (onFailure && errors.size > 0 && lost === undefined) {
      for (const failure of markErrors(errors, cells, root)) onFailure(failure);
      for (const error of errors) told.add(error);
      errors.clear();
      await setTimeout(abortsMs);
    }
    if (errors.size > 0 || lost !== undefined) break;
  }
  const limits = { graceMs, limitMs: timeoutMs };
  const isWell = errors.size === 0 && lost === undefined;
  if (isWell && spare && (await kernel.restart(limits))) spare.kernel = kernel;
  else if (isWell) {
    const { reply, stillRunning } = await kernel.settle(limits);
    take(reply);
    for (const error of stillRunningErrors(stillRunning)) errors.add(error);
  }
  const failures = markErrors(errors, cells, root);
  if (lost !== undefined) failures.push(withoutCell({ name: 'KernelLost', message: `the kernel was lost: ${lost}` }));
  const [first] = failures;
  return first ? { kind: 'failed', notebook, ...first } : { kind: 'executed', notebook };
}

/** Puts errors into the outputs of their cells, and describes them in the order of the cells. */
function markErrors(errors: Iterable<CellError>, cells: readonly CodeCell[], root: string): CellFailure[] {
  return [...errors]
    .sort((a, b) => a.cell - b.cell)
    .map((error) => {
      const cell = cells[error.cell - 1];
      if (!cell) throw new Error(`the kernel reports an error in cell ${error.cell}, which was not executed`);
      const described = describe(error, cell, root);
      cell.outputs.push(errorOutput(described));
      return described;
    });
}

/** An error for each cell that began what does not end. */
function stillRunningErrors(stillRunning: readonly StillRunning[]): CellError[] {
  return [...new Set(stillRunning.map(({ cell }) => cell))].map((cell) => {
    const things = stillRunning.filter((each) => each.cell === cell).map(({ what }) => what);
    const names = [...new Set(things)].join(' and ');
    const message =
      `after the last cell, ${names} that this cell began still ran, and nobody knows how that ends; ` +
      'await it, or end it (clearInterval, close, kill)';
    return { name: 'StillRunning', message, frames: [], cell };
  });
}

/** The notebook with no outputs, and with the metadata of the kernel alone: nothing of a clock or a machine. */
function cleared(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => {
    const { execution: _, ...metadata } = cell.metadata; // JupyterLab's timestamps
    return isCode(cell) ? { ...cell, metadata, execution_count: null, outputs: [] as Output[] } : { ...cell, metadata };
  });
  return { ...notebook, cells, metadata: { ...notebook.metadata, ...tslabMetadata } };
}

function errorOf(reply: Reply, cell: number, timeoutMs: number): CellError | undefined {
  switch (reply.status) {
    case 'ok':
    case 'lost':
      return undefined;
    case 'timeout':
      return {
        name: 'TimeLimit',
        message: `the cell went over its time limit of ${timeoutMs / 1000} s and was stopped`,
        frames: [],
        cell,
      };
    case 'died':
      return { name: 'KernelDied', message: `the kernel ended while the cell ran (${reply.reason})`, frames: [], cell };
    case 'error':
      return reply.error ?? { name: 'Error', message: 'the cell failed and said nothing', frames: [], cell };
  }
}

function describe({ name, message, frames, line }: CellError, cell: CodeCell, root: string): CellFailure {
  const plain = (text: string): string => text.replaceAll(`${root}/`, '');
  const source = line === undefined ? undefined : cell.source.split('\n')[line - 1];
  const heading = `${name}: ${plain(message)}`;
  return {
    cell: {
      id: cell.id,
      number: cell.execution_count ?? 0,
      ...(line === undefined || source === undefined ? {} : { line, source: source.trim() }),
    },
    error: { name, message: plain(message), text: [heading, ...frames.map(plain)].join('\n') },
  };
}

const errorOutput = ({ error }: CellFailure): ErrorOutput => ({
  output_type: 'error',
  ename: error.name,
  evalue: error.message,
  traceback: error.text.split('\n'),
});
