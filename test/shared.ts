import { existsSync } from 'node:fs';
import { inProject } from '../src/load/project.js';

/**
 * A file of the material beside the project, which is never committed: the articles' texts and their data.
 * Undefined, with a message, where that folder is not there; the test that wants it is then skipped.
 */
export function shared(path: string): string | undefined {
  const file = inProject('..', 'shared', path);
  if (existsSync(file)) return file;
  console.warn(`skipped: ../shared/${path} is not there, so what it says cannot be compared`);
  return undefined;
}
