import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { cores, startThread } from '../load/machine.js';
import { inPackage, inProject } from '../load/project.js';

/** A picture as SVG, and the path of the PNG that it becomes. */
export interface Drawing {
  readonly svg: string;
  readonly path: string;
}

/**
 * Pictures as PNG: returns the path of the one drawn from each SVG. Drawing takes a fifth of a second, so each picture
 * is drawn once, and what is missing on all cores.
 */
export async function drawPictures(svgs: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const paths = new Map(Array.from(svgs, (svg) => [svg, pathOf(svg)]));
  const missing = [...paths].flatMap(([svg, path]) => (existsSync(path) ? [] : [{ svg, path }]));
  if (missing.length > 0) mkdirSync(dirname(missing[0]!.path), { recursive: true });
  const threads = Math.min(cores(), missing.length);
  const shares = Array.from({ length: threads }, (_, thread) => missing.filter((_, i) => i % threads === thread));
  await Promise.all(shares.map(drawIn));
  return paths;
}

const pathOf = (svg: string): string =>
  inProject('.recount', 'pictures', `${createHash('sha256').update(svg).digest('hex').slice(0, 32)}.png`);

/** Draws some pictures in a thread of their own. */
const drawIn = (share: readonly Drawing[]): Promise<void> =>
  new Promise((done, failed) => {
    const thread = startThread(inPackage('dist', 'bundle', 'picture-worker.js'), share);
    thread.once('exit', () => done()).once('error', failed);
  });
