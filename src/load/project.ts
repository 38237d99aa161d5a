import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root, the folder that holds package.json; the same from `src/` and from `dist/`. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path inside the project, from parts below its root. */
export const inProject = (...parts: readonly string[]): string => join(projectRoot, ...parts);

/** How a path is shown to people and written to files: relative to the project, with forward slashes. */
export const shown = (path: string): string => {
  const below = relative(projectRoot, path);
  return below.startsWith('..') ? path : below.split(sep).join('/');
};
