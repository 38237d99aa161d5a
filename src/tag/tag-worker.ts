// A thread that tags its share of a file's chunks: see tagFile.
import { parentPort, workerData } from 'node:worker_threads';
import { type Task, tagChunks } from './tag-file.js';

for (const done of tagChunks(workerData as Task)) parentPort?.postMessage(done);
