import { Interrupted } from '../error.js';

/**
 * Does work that Ctrl-C, or the system, may stop: its signal is aborted then, and the error says what is left.
 *
 * @param left what the message says of that; by default, what a run of notebooks leaves
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>, left?: string): Promise<T> {
  const stop = new AbortController();
  const stopped = (signal: NodeJS.Signals): void => stop.abort(new Interrupted(signal, left));
  process.once('SIGINT', stopped).once('SIGTERM', stopped);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', stopped).off('SIGTERM', stopped);
  }
}
