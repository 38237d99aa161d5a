import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, extname, isAbsolute, join, relative, sep } from 'node:path';
import { packageRoot } from '../load/machine.js';
import { whileSettled } from '../load/read.js';
import { bytesAt, digest } from './file-digest.js';
import { executable, type Notebook } from './ipynb.js';

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`, `require('x')`. */
const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\s$]+)\1/g;

/** What a file imports: built-in modules aside, files by their place, and packages by their name. */
interface Imports {
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

function importsIn(source: string, folder: string): Imports {
  const names = [...source.matchAll(specifier)].flatMap(([, , name]) => name ?? []);
  const others = [...new Set(names)].filter((name) => !isBuiltin(name) && name !== 'tslab'); // both are in `kernel`
  const isFile = (name: string): boolean => name.startsWith('.') || isAbsolute(name);
  return {
    files: others.filter(isFile).map((name) => resolveFile(isAbsolute(name) ? name : join(folder, name))),
    packages: [...new Set(others.filter((name) => !isFile(name)).map(packageName))],
  };
}

/** A file's digest and imports, found out once for all notebooks that reach it, as long as it is as it was. */
const moduleAt = whileSettled((file) => {
  const bytes = bytesAt(file);
  const isCode = /^\.[cm]?[jt]sx?$/.test(extname(file));
  const imports = bytes && isCode ? importsIn(bytes.toString(), dirname(file)) : { files: [], packages: [] };
  return bytes && { digest: digest(bytes), imports };
});

/** What the `package.json` of a package says, and the file that it begins with where it is a linked folder. */
const packageAt = whileSettled((manifest) => {
  const { version = 'no version', main = 'index.js' } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
  const folder = realpathSync(dirname(manifest));
  const isLinked = !folder.split(sep).includes('node_modules');
  return { version, main: isLinked ? resolveFile(join(folder, main)) : undefined };
});
type Manifest = { readonly name?: string; readonly main?: string; readonly version?: string };

/** The version of the kernel. */
export const tslabVersion = (): string => packageAt(tslabManifest).version;
/** The file that says it. */
export const tslabManifest = createRequire(import.meta.url).resolve('tslab/package.json');

/**
 * The modules that a notebook's cells reach: files with their digest, packages with their version. A package that is a
 * link to a folder is files as well, since its version stays when they change.
 */
export function modulesOf(notebook: Notebook, path: string, root: string): Record<string, string> {
  const own = join(root, 'package.json');
  const self = (existsSync(own) ? JSON.parse(readFileSync(own, 'utf8')) : {}) as Manifest;
  const main = join(root, self.main ?? 'index.js');
  const found = new Map<string, string>();
  const visited = new Set<string>();

  const visit = (file: string): void => {
    if (visited.has(file)) return;
    visited.add(file);
    const module = moduleAt(file);
    found.set(relative(root, file), module?.digest ?? 'missing');
    if (module) follow(module.imports, dirname(file));
  };
  const visitPackage = (name: string, folder: string): void => {
    if (name === self.name) return void visit(main);
    const manifest = manifestOf(name, folder) ?? manifestOf(name, packageRoot); // as `in-kernel/elsewhere.cjs` has it
    if (manifest === undefined) return void found.set(name, 'missing');
    const { version, main: linked } = packageAt(manifest);
    found.set(name, version);
    if (linked !== undefined) visit(linked);
  };
  const follow = ({ files, packages }: Imports, folder: string): void => {
    for (const file of files) if (!visited.has(file)) visit(existsSync(file) ? file : resolveFile(file));
    for (const name of packages) {
      const asked = join(folder, name);
      if (!visited.has(asked)) visitPackage(name, folder);
      visited.add(asked);
    }
  };

  for (const { source } of executable(notebook)) follow(importsIn(source, dirname(path)), dirname(path));
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

/** The `package.json` of a package, as a module of a folder finds it. */
function manifestOf(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const manifest = join(at, 'node_modules', name, 'package.json');
    if (basename(at) !== 'node_modules' && existsSync(manifest)) return manifest;
    if (dirname(at) === at) return undefined;
  }
}
