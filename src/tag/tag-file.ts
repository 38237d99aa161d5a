import { once } from 'node:events';
import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { UserError } from '../error.js';
import { isCompressed, lineBlocks } from '../load/formats/line-blocks.js';
import { brokenOff, tooLong } from '../load/formats/lines.js';
import { sourcesOf } from '../load/formats/source.js';
import { unreadable } from '../load/problem.js';
import { inPackage, shown } from '../load/project.js';
import { Chunks } from './chunks.js';
import type { Lexicon } from './concepts.js';
import { FastScanner, type LineCounts } from './fast-scanner.js';
import { compileScan } from './line-scanner.js';

/** What was counted in a file of postings. */
export interface FileCounts {
  /** In the order of the lexicon: postings that mention the concept, and mentions. */
  readonly concepts: readonly { readonly concept: string; readonly postings: number; readonly mentions: number }[];
  readonly postings: number;
  /** Lines that hold no posting, blank ones aside. */
  readonly skipped: number;
  readonly lines: number;
  /** Of the lines, those that took the slow path: see FastScanner. */
  readonly exactLines: number;
  /** In the order of the fields: postings that have it. */
  readonly withField: readonly number[];
  /** The first of what could not be read, and how many there are. */
  readonly problems: readonly LineCounts['problems'][number][];
  readonly problemCount: number;
  readonly bytes: number;
}

export interface TagFileOptions {
  readonly fields: readonly string[] | undefined;
  readonly threads: number;
  /** Takes each posting's line and concepts, in the order of the file. */
  readonly onSet?: (line: number, concepts: readonly string[]) => void;
  /** Receives how many bytes are done. */
  readonly onProgress?: (bytes: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/** Bytes of a chunk: it stays in a core's cache, and there are enough to share. */
export const chunkSize = 1 << 20;
const listedProblems = 1000;

/** What a thread is given to begin with, and what it gives back for each chunk. */
export interface Task {
  readonly path: string;
  readonly lexicon: Lexicon;
  readonly fields: readonly string[] | undefined;
  readonly keepSets: boolean;
  readonly module: WebAssembly.Module;
  /** The next chunk that no thread has taken. */
  readonly next: Int32Array;
}
export interface Done {
  readonly chunk: number;
  readonly counts: LineCounts;
}

/** Tags the chunks of a file that no other thread has taken, one after the other. */
export function* tagChunks({ path, lexicon, fields, keepSets, module, next }: Task): Generator<Done> {
  const chunks = new Chunks(path, chunkSize);
  try {
    const scanner = new FastScanner(lexicon, fields, { keepSets, module });
    for (let chunk = Atomics.add(next, 0, 1); chunk < chunks.count; chunk = Atomics.add(next, 0, 1)) {
      const { from, to, endsTooLong } = chunks.read(chunk, (bytes) => scanner.place(bytes));
      const counts = scanner.count(from, to);
      if (endsTooLong) addTooLong(counts);
      yield { chunk, counts };
    }
  } finally {
    chunks.close();
  }
}

/**
 * Tags the postings of a JSONL file and counts, on several threads; this thread is one of them. Memory does not grow
 * with the file: each thread holds one chunk.
 *
 * @throws UserError when the file cannot be read.
 */
export async function tagFile(path: string, lexicon: Lexicon, options: TagFileOptions): Promise<FileCounts> {
  if (isCompressed(path)) return tagBlocks(path, lexicon, options);
  const { fields, threads, onSet, onProgress, signal } = options;
  const file = new Chunks(path, chunkSize);
  file.close();
  const task: Task = {
    path,
    lexicon,
    fields,
    keepSets: onSet !== undefined,
    module: compileScan(),
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
  const total = new Total(lexicon, fields?.length ?? 1, file.bytes, onSet);
  const take = (done: Done): void => {
    total.take(done);
    onProgress?.(Math.min(file.bytes, total.chunks * chunkSize), file.bytes);
  };

  const others = Math.min(threads, file.count) - 1;
  const workers = Array.from(
    { length: Math.max(0, others) },
    () => new Worker(inPackage('dist', 'bundle', 'tag-worker.js'), { workerData: task }),
  );
  const ends = workers.map(async (worker) => {
    worker.on('message', take);
    await once(worker, 'exit'); // an error of the worker's rejects
  });
  try {
    const own = (async () => {
      for (const done of tagChunks(task)) {
        take(done);
        await setImmediate();
        signal?.throwIfAborted();
      }
    })();
    await Promise.all([own, ...ends]);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return total.counts();
}

/**
 * Tags a compressed file: the decompressor has a thread of its own, and this one keeps up with it.
 *
 * @throws UserError when the file cannot be read, or ends early
 */
async function tagBlocks(
  path: string,
  lexicon: Lexicon,
  { fields, onSet, onProgress, signal }: TagFileOptions,
): Promise<FileCounts> {
  const of = fileSize(path);
  const total = new Total(lexicon, fields?.length ?? 1, of, onSet);
  const scanner = new FastScanner(lexicon, fields, { keepSets: onSet !== undefined });
  let read = 0;
  let chunk = 0;
  try {
    for await (const source of sourcesOf(path)) {
      for await (const { bytes, endsTooLong } of lineBlocks(source, (more) => onProgress?.((read += more), of))) {
        scanner.place(bytes.length).set(bytes);
        const counts = scanner.count(0, bytes.length);
        if (endsTooLong) addTooLong(counts);
        total.take({ chunk: chunk++, counts });
        signal?.throwIfAborted();
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    const { line, reason } = brokenOff(shown(path), total.lines, error);
    throw new UserError(`${shown(path)}:${line}: ${reason}`);
  }
  return total.counts();
}

function fileSize(path: string): number {
  try {
    return statSync(path).size;
  } catch (cause) {
    throw unreadable(shown(path), cause);
  }
}

function addTooLong(counts: LineCounts): void {
  counts.lines += 1;
  counts.skipped += 1;
  counts.problems.push({ line: counts.lines, reason: tooLong, lost: 'posting' });
}

/** Adds up chunks, in their order, however they come in. */
class Total {
  chunks = 0;
  lines = 0;
  private postings = 0;
  private skipped = 0;
  private exactLines = 0;
  private problemCount = 0;
  private readonly problems: LineCounts['problems'][number][] = [];
  private readonly withConcept: number[];
  private readonly mentions: number[];
  private readonly withField: number[];
  private readonly waiting = new Map<number, LineCounts>();
  private readonly names: readonly string[];

  constructor(
    lexicon: Lexicon,
    fields: number,
    private readonly bytes: number,
    private readonly onSet: TagFileOptions['onSet'],
  ) {
    this.names = lexicon.concepts.map(({ name }) => name);
    this.withConcept = this.names.map(() => 0);
    this.mentions = this.names.map(() => 0);
    this.withField = new Array<number>(fields).fill(0);
  }

  take({ chunk, counts }: Done): void {
    this.waiting.set(chunk, counts);
    for (let next = this.waiting.get(this.chunks); next; next = this.waiting.get(this.chunks)) {
      this.waiting.delete(this.chunks);
      this.chunks += 1;
      this.add(next);
    }
  }

  private add(counts: LineCounts): void {
    const plus = (sums: number[], more: Float64Array): void =>
      more.forEach((n, i) => void (sums[i] = (sums[i] ?? 0) + n));
    plus(this.withConcept, counts.withConcept);
    plus(this.mentions, counts.mentions);
    plus(this.withField, counts.withField);
    this.postings += counts.postings;
    this.skipped += counts.skipped;
    this.exactLines += counts.exact;
    this.problemCount += counts.problems.length;
    for (const problem of counts.problems.slice(0, listedProblems - this.problems.length))
      this.problems.push({ ...problem, line: problem.line + this.lines });
    if (this.onSet) {
      const words = 1 + Math.ceil(this.names.length / 32);
      for (let at = 0; at < counts.sets.length; at += words) {
        const isIn = (concept: number): boolean =>
          (((counts.sets[at + 1 + (concept >>> 5)] ?? 0) >>> (concept & 31)) & 1) === 1;
        this.onSet(
          (counts.sets[at] ?? 0) + this.lines,
          this.names.filter((_, concept) => isIn(concept)),
        );
      }
    }
    this.lines += counts.lines;
  }

  counts(): FileCounts {
    const { postings, skipped, lines, exactLines, withField, problems, problemCount, bytes } = this;
    const concepts = this.names.map((concept, i) => ({
      concept,
      postings: this.withConcept[i] ?? 0,
      mentions: this.mentions[i] ?? 0,
    }));
    return { concepts, postings, skipped, lines, exactLines, withField, problems, problemCount, bytes };
  }
}
