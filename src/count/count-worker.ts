// A thread that counts its share of the postings that another thread reads: see Threads.
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../error.js';
import { Counters } from './counters.js';
import { conceptTests } from './mentions.js';
import type { Asked, Share, Told } from './threads.js';

const { manifest, queries } = workerData as Asked;
const tell = (told: Told): void => parentPort?.postMessage(told);

try {
  const tests = conceptTests(manifest, queries);
  const counters = new Counters(
    queries,
    tests.map(({ mentions }) => mentions),
  );
  parentPort?.on('message', (share: Share) => {
    try {
      if (share === 'end') {
        tell({ groups: counters.take() });
        parentPort?.close();
        return;
      }
      for (const posting of share) counters.add(posting);
      tell('counted');
    } catch (error) {
      refuse(error);
    }
  });
} catch (error) {
  refuse(error);
}

/** A user's mistake is told as such: an error that leaves its thread loses its class. */
function refuse(error: unknown): void {
  if (!(error instanceof UserError)) throw error;
  tell({ refused: error.message });
  parentPort?.close();
}
