// A thread that counts its share of a file's chunks: see countLines.
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../error.js';
import { countChunks, type LineFiles, type LineReply } from './line-chunks.js';

const reply = (said: LineReply): void => parentPort?.postMessage(said);

try {
  for (const counted of countChunks(workerData as LineFiles)) reply(counted);
} catch (error) {
  // an error that leaves its thread loses its class
  if (!(error instanceof UserError)) throw error;
  reply({ refused: error.message });
}
