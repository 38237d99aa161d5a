import { pathToFileURL } from 'node:url';
import { inProject } from '../src/load/project.js';

/** Does some work while no other file of tests does what is locked at the same path. */
export async function locked(path: string, work: () => Promise<void>): Promise<void> {
  const own = (await import(pathToFileURL(inProject('src', 'prepare-lock.mjs')).href)) as { locked: typeof locked };
  await own.locked(path, work);
}
