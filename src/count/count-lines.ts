import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { UserError } from '../error.js';
import { type Losses, noLosses } from '../load/losses.js';
import type { CorpusWithRows } from '../load/manifest.js';
import { inPackage, shown } from '../load/project.js';
import { compileScan } from '../tag/line-scanner.js';
import type { Counters } from './counters.js';
import type { OnProgress } from './engine.js';
import { HashSet } from './hash-set.js';
import { ChunkedFiles, chunkSize, countChunks, type LineFiles, type LineReply } from './line-chunks.js';
import { idWords, type LineChunk, LineCounter } from './line-counter.js';
import type { Query } from './query.js';
import { type ScanPlan, scanPlan } from './scan-plan.js';

const mostThreads = 8;

/** What of a corpus could not be read, and how many values of which field. */
export interface CorpusLosses {
  readonly all: Losses;
  readonly byField: ReadonlyMap<string, number>;
}

/** How the rows of a corpus can be counted so for some queries; undefined where they cannot. */
export const linePlan = (
  manifest: CorpusWithRows,
  paths: readonly string[],
  queries: readonly Query[],
): ScanPlan | undefined =>
  new Set(paths).size === paths.length && paths.every((path) => !/\.(gz|zst|xz|zip|bz2)$/i.test(path))
    ? scanPlan(manifest, queries)
    : undefined;

/**
 * Counts JSON lines on all cores, without parsing more of them than the queries ask for. The counts are those of the
 * rows read one by one.
 *
 * @param into takes the counts
 * @returns what was lost; undefined where a path of the manifest was not seen, so that the rows have to be read one by one
 * @throws UserError when a file cannot be read
 */
export async function countLines(
  manifest: CorpusWithRows,
  paths: readonly string[],
  queries: readonly Query[],
  plan: ScanPlan,
  into: Counters,
  {
    threads = availableParallelism(),
    onProgress,
  }: { readonly threads?: number; readonly onProgress?: OnProgress } = {},
): Promise<CorpusLosses | undefined> {
  const files = new ChunkedFiles(paths);
  const task: LineFiles = {
    manifest,
    queries,
    plan,
    paths,
    module: compileScan(),
    seed: Math.floor(Math.random() * 2 ** 32),
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
  const total = new Total(task, files, into);
  const take = (chunk: number, counted: LineChunk): void => {
    total.take(chunk, counted);
    onProgress?.(Math.min(files.bytes, total.chunks * chunkSize), files.bytes);
  };
  const others = Math.max(0, Math.min(threads, mostThreads, files.count) - 1);
  const workers = Array.from({ length: others }, () => startWorker(task, take));
  try {
    const own = (async () => {
      for (const { chunk, counted } of countChunks(task)) {
        take(chunk, counted);
        await setImmediate(); // lets the others say what they have counted
      }
    })();
    await Promise.all([own, ...workers.map(({ ended }) => ended)]);
  } finally {
    await Promise.all(workers.map(({ worker }) => worker.terminate()));
    files.close();
  }
  return total.losses();
}

function startWorker(task: LineFiles, take: (chunk: number, counted: LineChunk) => void) {
  const worker = new Worker(inPackage('dist', 'count', 'line-worker.js'), { workerData: task, execArgv: [] });
  let refused: string | undefined;
  worker.on('message', (reply: LineReply) => {
    if ('refused' in reply) refused = reply.refused;
    else take(reply.chunk, reply.counted);
  });
  const ended = once(worker, 'exit').then(() => {
    if (refused !== undefined) throw new UserError(refused);
  });
  return { worker, ended };
}

/** Adds up chunks in their order, however they come in; a posting whose id stood before is taken out again. */
class Total {
  chunks = 0;
  private lines = 0;
  private file = 0;
  private sum: Losses = noLosses;
  private readonly ids = new HashSet(idWords);
  private readonly byField = new Map<string, number>();
  private readonly seen = new Set<string>();
  private readonly waiting = new Map<number, LineChunk>();
  private counter: LineCounter | undefined;

  constructor(
    private readonly task: LineFiles,
    private readonly files: ChunkedFiles,
    private readonly into: Counters,
  ) {}

  take(chunk: number, counted: LineChunk): void {
    this.waiting.set(chunk, counted);
    for (let next = this.waiting.get(this.chunks); next; next = this.waiting.get(this.chunks)) {
      this.waiting.delete(this.chunks);
      this.add(next);
      this.chunks += 1;
    }
  }

  private add(counted: LineChunk): void {
    const { number } = this.files.locate(this.chunks);
    if (number !== this.file) this.lines = 0;
    this.file = number;
    const repeats = new Set<number>();
    counted.idLines.forEach((line, i) => {
      if (!this.ids.add(counted.ids, idWords * i)) repeats.add(line);
    });
    const kept = repeats.size === 0 ? counted : this.without(repeats);
    this.into.merge(kept.groups);
    for (const [field, n] of kept.lostFields) this.byField.set(field, (this.byField.get(field) ?? 0) + n);
    for (const path of counted.seen) this.seen.add(path);
    this.sum = plus(this.sum, this.placed(kept.losses), repeats.size);
    this.lines += counted.lines;
  }

  /** The chunk at hand without the postings whose ids stood before it, or in it. */
  private without(repeats: ReadonlySet<number>): LineChunk {
    this.counter ??= new LineCounter(this.task);
    return this.files.counted(this.chunks, this.counter, repeats);
  }

  /** Losses with their first problem's place in the file. */
  private placed(losses: Losses): Losses {
    if (!losses.first) return losses;
    const file = shown(this.task.paths[this.file] ?? '');
    return { ...losses, first: { ...losses.first, file, line: (losses.first.line ?? 0) + this.lines } };
  }

  losses(): CorpusLosses | undefined {
    const { manifest } = this.task;
    const paths = Object.values(manifest.fields).flatMap((field) => ('from' in field ? field.from : []));
    return paths.every((path) => this.seen.has(path)) ? { all: this.sum, byField: this.byField } : undefined;
  }
}

const plus = (a: Losses, b: Losses, repeats: number): Losses => ({
  read: a.read + b.read,
  atLeast: a.atLeast + b.atLeast,
  atMost: a.atMost + b.atMost,
  fields: a.fields + b.fields,
  repeats: a.repeats + b.repeats + repeats,
  first: a.first ?? b.first,
});
