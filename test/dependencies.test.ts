import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inPackage } from '../src/load/project.js';

interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = manifestOf(inPackage());
const named = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies }).filter(
  (name) => name !== 'recount',
);

/** The rows of the tables in docs/dependencies.md, with the package of each. */
const rows = [
  ...readFileSync(inPackage('docs', 'dependencies.md'), 'utf8').matchAll(/^\| `([^`]+)` \| (.*) \|$/gm),
].map(([, name = '', rest = '']) => [name, rest.split(' | ')] as const);

test('every dependency has one row, and every row a dependency', () => {
  expect(rows.map(([name]) => name).sort()).toEqual([...named].sort());
});

describe('a row says the licence and the size', () => {
  test.each(rows)('%s', (name, [, licence, size = '']) => {
    const folder = folderOf(name, inPackage());
    if (folder === undefined) return expect(peerDependencies).toHaveProperty([name]); // only where a user wants it
    expect(licence).toBe(manifestOf(folder).license ?? 'MIT');
    // megabytes with all that it brings; a platform may differ by a part
    const measured = [...closureOf(folder)].reduce((sum, each) => sum + bytesOf(each), 0) / 1e6;
    expect(Number(size)).toBeGreaterThan(measured * 0.7 - 0.1);
    expect(Number(size)).toBeLessThan(measured * 1.3 + 0.1);
  });
});

/** The folder that a package gets when a folder asks for it, as Node looks it up. */
function folderOf(name: string, from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(at) === at) return undefined;
  }
}

/** A package with all that it brings. */
function closureOf(folder: string, found: Set<string> = new Set()): Set<string> {
  if (found.has(folder)) return found;
  found.add(folder);
  const { dependencies = {}, optionalDependencies = {} } = manifestOf(folder);
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const brought = folderOf(name, folder);
    if (brought !== undefined) closureOf(brought, found);
  }
  return found;
}

/** The bytes of a package's own files, without those of packages inside it. */
const bytesOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? sum : sum + bytesOf(path);
    return entry.isFile() ? sum + statSync(path).size : sum;
  }, 0);
