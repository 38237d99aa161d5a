import { UserError } from '../error.js';
import { cores, setImmediate, startThread, type Thread as Worker } from '../load/machine.js';
import type { Manifest } from '../load/manifest.js';
import type { Posting } from '../load/posting.js';
import { inPackage } from '../load/project.js';
import type { Counters } from './counters.js';
import type { Query } from './query.js';
import type { Group } from './rows.js';

/** What a thread is given to begin with, what it is given to count, and what it says. */
export interface Asked {
  readonly manifest: Manifest;
  readonly queries: readonly Query[];
}
export type Share = readonly Posting[] | 'end';
export type Told = 'counted' | { readonly groups: readonly (readonly Group[])[] } | { readonly refused: string };

/** Postings that go to a thread at once, and how many such shares may wait there. */
const share = 64;
const mostWaiting = 2;
const mostThreads = 8;

interface Thread {
  readonly worker: Worker;
  readonly ended: Promise<void>;
  waiting: number;
  /** Whether it has said what it counted. */
  isDone: boolean;
}

/**
 * Counts postings on all cores. One thread reads them, and counts a share itself whenever the others have enough to do,
 * so that no more than some hundred postings are in memory, however many there are.
 */
export class Threads {
  private readonly threads: Thread[];
  private postings: Posting[] = [];
  private failure: { readonly error: unknown } | undefined;

  constructor(
    asked: Asked,
    private readonly own: Counters,
  ) {
    this.threads = Array.from({ length: Math.min(cores(), mostThreads) - 1 }, () => this.start(asked));
  }

  private start(asked: Asked): Thread {
    const worker = startThread(inPackage('dist', 'bundle', 'count-worker.js'), asked);
    const fail = (error: unknown): void => void (this.failure ??= { error });
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const thread: Thread = { worker, ended, waiting: 0, isDone: false };
    worker.once('error', fail).on('message', (told: Told) => {
      if (told === 'counted') thread.waiting -= 1;
      else if ('groups' in told) {
        this.own.merge(told.groups);
        thread.isDone = true;
      } else fail(new UserError(told.refused));
    });
    return thread;
  }

  /** Counts a posting, at once or later. */
  async add(posting: Posting): Promise<void> {
    this.postings.push(posting);
    if (this.postings.length < share) return;
    const { postings } = this;
    this.postings = [];
    await setImmediate(); // lets the others say what they have counted
    if (this.failure) throw this.failure.error;
    const [free] = this.threads.filter(({ waiting }) => waiting < mostWaiting).sort((a, b) => a.waiting - b.waiting);
    if (!free) return postings.forEach((each) => this.own.add(each));
    free.waiting += 1;
    free.worker.postMessage(postings satisfies Share);
  }

  /** Waits until all is counted. */
  async end(): Promise<void> {
    for (const each of this.postings) this.own.add(each);
    for (const { worker } of this.threads) worker.postMessage('end' satisfies Share);
    await Promise.all(this.threads.map(({ ended }) => ended));
    if (this.failure) throw this.failure.error;
    if (!this.threads.every(({ isDone }) => isDone))
      throw new Error('a thread ended before it said what it had counted');
  }

  /** Ends the threads, whatever they are doing. */
  async stop(): Promise<void> {
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()));
  }
}
