import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, extname, isAbsolute, join, relative, sep } from 'node:path';
import { whileUnchanged } from '../load/read.js';
import { bytesAt, digest } from './file-digest.js';
import { executable, type Notebook } from './ipynb.js';

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`, `require('x')`. */
const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\s$]+)\1/g;
const importsIn = (source: string): string[] => [...source.matchAll(specifier)].flatMap(([, , name]) => name ?? []);

/** The version that the text of a `package.json` names. */
export const versionIn = (packageJson: string): string =>
  (JSON.parse(packageJson) as { version?: string }).version ?? 'no version';

/** A file's digest and imports, found out once for all notebooks that reach it, as long as it is as it was. */
const moduleIn = whileUnchanged((bytes, file) => ({
  digest: digest(bytes),
  imports: /^\.[cm]?[jt]sx?$/.test(extname(file)) ? importsIn(bytes.toString()) : [],
}));

/**
 * The modules that a notebook's cells reach: files with their digest, packages with their version. A package that is a
 * link to a folder is files as well, since its version stays when they change.
 */
export function modulesOf(notebook: Notebook, path: string, root: string): Record<string, string> {
  const self = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name?: string; main?: string };
  const main = join(root, self.main ?? 'index.js');
  const found = new Map<string, string>();

  const visit = (file: string): void => {
    const name = relative(file.startsWith(dirname(main) + sep) ? dirname(main) : root, file);
    if (found.has(name)) return;
    const bytes = bytesAt(file);
    const module = bytes && moduleIn(file, bytes);
    found.set(name, module?.digest ?? 'missing');
    if (module) follow(module.imports, dirname(file));
  };
  const visitPackage = (name: string, folder: string): void => {
    const at = packageFolder(name, folder);
    if (at === undefined) return void found.set(name, 'missing');
    const manifest = readFileSync(join(at, 'package.json'), 'utf8');
    found.set(name, versionIn(manifest));
    const linked = realpathSync(at);
    if (linked.split(sep).includes('node_modules')) return;
    visit(resolveFile(join(linked, (JSON.parse(manifest) as { main?: string }).main ?? 'index.js')));
  };
  const followed = new Set<string>();
  const follow = (names: readonly string[], folder: string): void => {
    for (const name of names) {
      if (isBuiltin(name) || name === 'tslab') continue; // both are in `kernel`
      const path = isAbsolute(name) ? name : join(folder, name);
      if (followed.has(path)) continue;
      followed.add(path);
      if (name === self.name) visit(main);
      else if (name.startsWith('.') || isAbsolute(name)) visit(resolveFile(path));
      else visitPackage(packageName(name), folder);
    }
  };

  for (const { source } of executable(notebook)) follow(importsIn(source), dirname(path));
  return Object.fromEntries([...found].sort());
}

/** The package of a module: `@scope/name` of `@scope/name/part`. */
const packageName = (module: string): string =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');

const resolveFile = (path: string): string =>
  [path, `${path}.ts`, `${path}.js`, `${path}.json`, join(path, 'index.ts'), join(path, 'index.js')].find(
    (each) => extname(each) !== '' && existsSync(each),
  ) ?? path;

function packageFolder(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (basename(at) !== 'node_modules' && existsSync(join(found, 'package.json'))) return found;
    if (dirname(at) === at) return undefined;
  }
}
