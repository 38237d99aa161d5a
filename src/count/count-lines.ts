import { UserError } from '../error.js';
import { kindOfBytes } from '../load/formats/bytes-kind.js';
import { statedEncoding } from '../load/formats/encoding.js';
import { isCompressed, lineBlocks } from '../load/formats/line-blocks.js';
import { brokenOff } from '../load/formats/lines.js';
import { firstBytes, sourcesOf } from '../load/formats/source.js';
import { remarkMarkup } from '../load/load.js';
import { type Losses, noLosses } from '../load/losses.js';
import { cores, setImmediate, startThread, statSync } from '../load/machine.js';
import type { CorpusWithRows } from '../load/manifest.js';
import { inPackage, shown } from '../load/project.js';
import { compileScan } from '../tag/line-scanner.js';
import type { Counters } from './counters.js';
import type { OnProgress } from './engine.js';
import { HashSet } from './hash-set.js';
import { ChunkedFiles, chunkSize, countChunks, type LineFiles, type LineReply } from './line-chunks.js';
import { idWords, type LineChunk, LineCounter, type LineTask } from './line-counter.js';
import type { Query } from './query.js';
import { type ScanPlan, scanPlan } from './scan-plan.js';

const mostThreads = 8;

/** What of a corpus could not be read, and how many values of which field. */
export interface CorpusLosses {
  readonly all: Losses;
  readonly byField: ReadonlyMap<string, number>;
}

/** How the rows of a corpus can be counted so for some queries; undefined where they cannot. */
export function linePlan(
  manifest: CorpusWithRows,
  paths: readonly string[],
  queries: readonly Query[],
): ScanPlan | undefined {
  const { files, unique } = manifest;
  if (unique || files.format !== 'jsonl' || files.encoding !== undefined || new Set(paths).size < paths.length)
    return undefined;
  return paths.every(isScanned) ? scanPlan(manifest, queries) : undefined;
}

/** Whether a file is of bytes that the scan reads: UTF-8, compressed or not. */
function isScanned(path: string): boolean {
  const start = firstBytes(path, 64);
  return isCompressed(path) || (kindOfBytes(start) === 'text' && statedEncoding(start) === 'utf-8');
}

/**
 * Counts JSON lines on all cores, without parsing more of them than the queries ask for. The counts are those of the
 * rows read one by one.
 *
 * @param into takes the counts
 * @param options.meanwhile what else is to be done: this thread does it first, while the others count
 * @returns what was lost; undefined where a path of the manifest was not seen, so that the rows have to be read one
 *   by one
 * @throws UserError when a file cannot be read
 */
export async function countLines(
  manifest: CorpusWithRows,
  paths: readonly string[],
  queries: readonly Query[],
  plan: ScanPlan,
  into: Counters,
  {
    threads = cores(),
    meanwhile = async () => {},
    onProgress,
  }: { readonly threads?: number; readonly meanwhile?: () => Promise<unknown>; readonly onProgress?: OnProgress } = {},
): Promise<CorpusLosses | undefined> {
  const { id, files: source, fields } = manifest;
  const seed = Math.floor(Math.random() * 2 ** 32);
  const task: LineTask = { manifest: { id, files: source, fields }, queries, plan, module: compileScan(), seed };
  if (paths.some(isCompressed)) {
    await meanwhile();
    return countBlocks(task, paths, into, onProgress);
  }
  const files = new ChunkedFiles(paths);
  const others = Math.max(0, Math.min(threads, mostThreads, files.count) - 1);
  // a page, which counts on one thread, may share no memory
  const next = new Int32Array(others > 0 ? new SharedArrayBuffer(4) : new ArrayBuffer(4));
  const shared: LineFiles = { ...task, paths, next };
  const total = new Total(task.manifest, into);
  /** A chunk without the postings whose ids stood before it, or in it. */
  const recount = (chunk: number, repeats: ReadonlySet<number>): LineChunk =>
    files.counted(chunk, (counter ??= new LineCounter(task)), repeats);
  let counter: LineCounter | undefined;
  const waiting = new Map<number, LineChunk>();
  /** Takes chunks in their order, however they come in. */
  const take = (chunk: number, counted: LineChunk): void => {
    waiting.set(chunk, counted);
    for (let next = waiting.get(total.chunks); next; next = waiting.get(total.chunks)) {
      const at = total.chunks;
      waiting.delete(at);
      total.add(next, paths[files.locate(at).number] ?? '', (repeats) => recount(at, repeats));
    }
    onProgress?.(Math.min(files.bytes, total.chunks * chunkSize), files.bytes);
  };
  const workers = Array.from({ length: others }, () => startWorker(shared, take));
  try {
    const own = (async () => {
      await meanwhile();
      for (const { chunk, counted } of countChunks(shared)) {
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

/** Counts compressed files: the decompressor has a thread of its own, and this one keeps up with it. */
async function countBlocks(
  task: LineTask,
  paths: readonly string[],
  into: Counters,
  onProgress: OnProgress | undefined,
): Promise<CorpusLosses | undefined> {
  const of = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  let read = 0;
  const total = new Total(task.manifest, into);
  const counter = new LineCounter(task);
  try {
    for (const path of paths) {
      for await (const source of sourcesOf(path)) {
        let isFirst = true;
        for await (const { bytes, endsTooLong } of lineBlocks(source, (more) => onProgress?.((read += more), of))) {
          const lines = { from: 0, to: bytes.length, isFirst, endsTooLong };
          const count = (repeats?: ReadonlySet<number>): LineChunk => {
            counter.place(bytes.length).set(bytes);
            return counter.count(lines, repeats);
          };
          total.add(count(), path, count);
          isFirst = false;
        }
      }
    }
  } catch (error) {
    brokenOff('', 0, error); // data that end early are told as they are read line by line; any other error is thrown
    return undefined;
  }
  return total.losses();
}

function startWorker(task: LineFiles, take: (chunk: number, counted: LineChunk) => void) {
  const worker = startThread(inPackage('dist', 'bundle', 'line-worker.js'), task);
  let refused: string | undefined;
  worker.on('message', (reply: LineReply) => {
    if ('refused' in reply) refused = reply.refused;
    else take(reply.chunk, reply.counted);
  });
  const ended = new Promise((done, failed) => worker.once('exit', done).once('error', failed)).then(() => {
    if (refused !== undefined) throw new UserError(refused);
  });
  return { worker, ended };
}

/** Adds up chunks, in their order; a posting whose id stood before is taken out again. */
class Total {
  chunks = 0;
  private lines = 0;
  private path = '';
  private sum: Losses = noLosses;
  private readonly ids = new HashSet(idWords);
  private readonly byField = new Map<string, number>();
  private readonly markup = new Map<string, number>();
  private readonly seen = new Set<string>();

  constructor(
    private readonly manifest: LineTask['manifest'],
    private readonly into: Counters,
  ) {}

  /** @param recount counts the chunk again without some of its lines */
  add(counted: LineChunk, path: string, recount: (repeats: ReadonlySet<number>) => LineChunk): void {
    if (path !== this.path) this.lines = 0;
    this.path = path;
    const repeats = new Set<number>();
    counted.idLines.forEach((line, i) => {
      if (!this.ids.add(counted.ids, idWords * i)) repeats.add(line);
    });
    const kept = repeats.size === 0 ? counted : recount(repeats);
    this.into.merge(kept.groups);
    for (const [field, n] of kept.lostFields) this.byField.set(field, (this.byField.get(field) ?? 0) + n);
    for (const [field, n] of kept.markup) this.markup.set(field, (this.markup.get(field) ?? 0) + n);
    for (const each of counted.seen) this.seen.add(each);
    this.sum = plus(this.sum, this.placed(kept.losses), repeats.size);
    this.lines += counted.lines;
    this.chunks += 1;
  }

  /** Losses with their first problem's place in the file. */
  private placed(losses: Losses): Losses {
    if (!losses.first) return losses;
    const line = (losses.first.line ?? 0) + this.lines;
    return { ...losses, first: { ...losses.first, file: shown(this.path), line } };
  }

  losses(): CorpusLosses | undefined {
    const paths = Object.values(this.manifest.fields).flatMap((field) => ('from' in field ? field.from : []));
    if (!paths.every((path) => this.seen.has(path))) return undefined;
    remarkMarkup(this.manifest.id, this.markup, this.sum.read);
    return { all: this.sum, byField: this.byField };
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
