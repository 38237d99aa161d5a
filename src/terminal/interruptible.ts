import { Interrupted } from '../error.js';

const stopping = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does work that Ctrl-C, a terminal that is closed, or the system may stop: its signal is aborted then, and the error
 * says what is left.
 *
 * @param left what the message says of that; by default, what a run of notebooks leaves
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>, left?: string): Promise<T> {
  const stop = new AbortController();
  const stopped = (signal: NodeJS.Signals): void => stop.abort(new Interrupted(signal, left));
  for (const signal of stopping) process.once(signal, stopped);
  try {
    return await work(stop.signal);
  } finally {
    for (const signal of stopping) process.off(signal, stopped);
  }
}
