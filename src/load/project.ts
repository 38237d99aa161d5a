import {
  dirname,
  existsSync,
  join,
  packageRoot,
  readdirSync,
  readFileSync,
  relative,
  resolve,
  sep,
} from './machine.js';

/** A path inside the package, for the files that it ships: compiled code, the kernel's helpers, the site's style. */
export const inPackage = (...parts: readonly string[]): string => join(packageRoot, ...parts);

/**
 * A file that is another whenever the program is: what the last build noted, or the manifest of an installed package.
 */
export const programFile = (): string =>
  existsSync(inPackage('dist', '.build.json')) ? inPackage('dist', '.build.json') : inPackage('package.json');

/**
 * The workspace: the folder with the articles, corpora and notebooks of its user.
 *
 * It is the nearest folder, from the working directory upwards, that holds a `recount.yaml`, or a `package.json`
 * with a `recount` entry. Where there is none, it is the one that RECOUNT_ROOT names (in a kernel: the one from which
 * the notebook is run), else the checkout of this project, if the code runs from one, and else the working directory.
 */
export const projectRoot =
  nearestWorkspace(process.cwd()) ?? process.env['RECOUNT_ROOT'] ?? (isInstalled() ? process.cwd() : packageRoot);

/** The nearest folder from here upwards that says it is a workspace. */
export function nearestWorkspace(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'recount.yaml')) || hasEntry(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function hasEntry(manifest: string): boolean {
  try {
    return Object.hasOwn(JSON.parse(readFileSync(manifest).toString()) as object, 'recount');
  } catch {
    return false;
  }
}

/** Whether the package is a dependency of another, and not a checkout of its own. */
function isInstalled(): boolean {
  return packageRoot.split(sep).includes('node_modules');
}

/** A path inside the workspace, from parts below its root. */
export const inProject = (...parts: readonly string[]): string => join(projectRoot, ...parts);

/** The names in a folder of the workspace, in alphabetical order; none where there is no such folder yet. */
export const namesIn = (...parts: readonly string[]): string[] =>
  existsSync(inProject(...parts)) ? readdirSync(inProject(...parts)).sort() : [];

/** How a path is shown to people and written to files: relative to the workspace, with forward slashes. */
export const shown = (path: string): string => {
  const below = relative(projectRoot, path);
  return below.startsWith('..') ? path : below.split(sep).join('/');
};
