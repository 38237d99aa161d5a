// A thread that draws its share of the site's pictures: see drawPictures.
import { workerData } from 'node:worker_threads';
import { pngOf } from '../draft/figures.js';
import { writeAtomically } from '../load/write.js';
import type { Drawing } from './pictures.js';

async function draw(share: readonly Drawing[]): Promise<void> {
  for (const { svg, path } of share) await writeAtomically(path, await pngOf(svg));
}

void draw(workerData as readonly Drawing[]); // what it rejects with is the thread's error
