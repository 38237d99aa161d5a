import { type CodeCell, type ErrorOutput, isCode, type Notebook, type Output, tslabMetadata } from './ipynb.js';
import { type CellError, Kernel, type KernelOptions, type Reply } from './kernel.js';

/**
 * Executes the code cells of one notebook, in order, in one kernel.
 *
 * A cell fails when its reply is not "ok", when it goes over its time limit, when the kernel dies, and
 * when work that it left running fails later (a rejection nobody awaits, a throw in a timer): during
 * later cells, or while the kernel settles after the last one. Late errors are the kernel's own word
 * (`hook.cjs`), and carry the cell that began the work; what a cell prints, be it
 * "UncaughtException:" on stderr, is never read as an error.
 */

export type CellFailure = {
  cell: {
    id: string;
    /** As Jupyter shows it in brackets: executed cells, counted from 1. */
    number: number;
    /** The line in the cell, from 1, and its text, where the error has a place in the cell. */
    line?: number;
    source?: string;
  };
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

/** Blank cells are not executed and not counted, as in Jupyter. */
export const executable = (notebook: Notebook): CodeCell[] =>
  notebook.cells.filter(isCode).filter(({ source }) => source.trim() !== '');

/** How long work that the cells left behind may go on after the last cell. */
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
  },
): Promise<Executed> {
  const notebook = cleared(before);
  const cells = executable(notebook);
  if (cells.length === 0) return { kind: 'executed', notebook };

  const { spare, cwd } = options;
  const kernel = takeSpare(spare, cwd) ?? (await Kernel.start({ ...options, reusable: spare !== undefined }));
  try {
    return await executeCells(notebook, cells, kernel, options);
  } finally {
    if (spare?.kernel !== kernel) kernel.kill();
  }
}

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
  { timeoutMs, root, spare, onCell }: Parameters<typeof executeNotebook>[1],
): Promise<Executed> {
  let ran = 0;
  let failure: CellError | undefined;
  for (const cell of cells) {
    ran += 1;
    onCell?.({ id: cell.id, number: ran, of: cells.length });
    const { reply, outputs } = await kernel.execute(cell.source, { timeoutMs });
    cell.execution_count = ran;
    cell.outputs = outputs;
    failure = errorOf(reply, ran, timeoutMs, outputs);
    if (failure || kernel.lateErrors.length > 0) break;
  }
  if (spare && !failure && kernel.lateErrors.length === 0 && (await kernel.restart({ timeoutMs: graceMs })))
    spare.kernel = kernel;
  else if (!failure) failure = errorOf(await kernel.settle({ graceMs }), ran, timeoutMs, []);

  const errors = [...kernel.lateErrors, ...(failure ? [failure] : [])].sort((a, b) => a.cell - b.cell);
  const failures = errors.map((error) => {
    const cell = cells[error.cell - 1];
    if (!cell) throw new Error(`the kernel reports an error in cell ${error.cell}, which was not executed`);
    const described = describe(error, cell, root);
    cell.outputs.push(errorOutput(described));
    return described;
  });
  const first = failures[0];
  return first ? { kind: 'failed', notebook, ...first } : { kind: 'executed', notebook };
}

/** The notebook with no outputs, and with the metadata of the kernel alone: nothing of a clock or a machine. */
function cleared(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => {
    const { execution: _, ...metadata } = cell.metadata; // JupyterLab's timestamps
    return isCode(cell) ? { ...cell, metadata, execution_count: null, outputs: [] as Output[] } : { ...cell, metadata };
  });
  return { ...notebook, cells, metadata: { ...notebook.metadata, ...tslabMetadata } };
}

function errorOf(reply: Reply, cell: number, timeoutMs: number, outputs: Output[]): CellError | undefined {
  switch (reply.status) {
    case 'ok':
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
    case 'error': {
      if (reply.error) return reply.error;
      // Only a kernel of another tslab, found nearer to the notebook than ours, has no more to say than its stderr.
      const said = outputs.findLast((output) => output.output_type === 'stream' && output.name === 'stderr');
      const lines = said?.output_type === 'stream' ? said.text.trim().split('\n') : [];
      return { name: 'Error', message: lines[0] ?? 'the cell failed and said nothing', frames: lines.slice(1), cell };
    }
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
