import { Chunks } from '../tag/chunks.js';
import { type LineChunk, LineCounter, type LineTask } from './line-counter.js';

/** Bytes of a chunk: it stays in a core's cache, and there are enough chunks to share. */
export const chunkSize = 1 << 20;
/** What a thread is given to begin with: the files, and the number of the next chunk that no thread has taken. */
export interface LineFiles extends LineTask {
  readonly paths: readonly string[];
  readonly next: Int32Array;
}

/** What a thread says: a chunk, or that a question is a user's mistake. */
export type LineReply = { readonly chunk: number; readonly counted: LineChunk } | { readonly refused: string };

/** Files of lines as one row of chunks. */
export class ChunkedFiles {
  private readonly files: readonly Chunks[];
  readonly count: number;
  readonly bytes: number;

  constructor(paths: readonly string[]) {
    this.files = paths.map((path) => new Chunks(path, chunkSize));
    this.count = this.files.reduce((sum, { count }) => sum + count, 0);
    this.bytes = this.files.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Counts the lines of a chunk, without some of them. */
  counted(chunk: number, counter: LineCounter, without?: ReadonlySet<number>): LineChunk {
    const { file, index } = this.locate(chunk);
    const lines = file.read(index, (bytes) => counter.place(bytes));
    return counter.count({ ...lines, isFirst: index === 0 }, without);
  }

  /** Whether a chunk is the first of a file, and of which. */
  locate(chunk: number): { readonly file: Chunks; readonly index: number; readonly number: number } {
    let index = chunk;
    for (const [number, file] of this.files.entries()) {
      if (index < file.count) return { file, index, number };
      index -= file.count;
    }
    throw new Error(`there is no chunk ${chunk}`);
  }

  close(): void {
    for (const file of this.files) file.close();
  }
}

/** Counts the chunks that no other thread has taken, one after the other. */
export function* countChunks({ paths, next, ...task }: LineFiles): Generator<{ chunk: number; counted: LineChunk }> {
  const files = new ChunkedFiles(paths);
  try {
    const counter = new LineCounter(task);
    for (let chunk = Atomics.add(next, 0, 1); chunk < files.count; chunk = Atomics.add(next, 0, 1))
      yield { chunk, counted: files.counted(chunk, counter) };
  } finally {
    files.close();
  }
}
