import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packageRoot, settledState } from '../load/machine.js';
import { programFile } from '../load/project.js';
import { digest, wholeTree } from './file-digest.js';
import type { Key } from './key.js';
import { tslabManifest } from './modules.js';

/**
 * All that decides whether notebooks run again, by the states of files instead of their contents: while it is the same
 * text as when they were found unchanged, they are. Undefined where states cannot tell: a notebook has never run here,
 * always runs, read a folder with all that is in it, or a file was written this very moment.
 *
 * @param notebooks the files, each with the record of its last run
 * @param decidedBy files, and folders with all in them, that decide besides what runs have read
 */
export function stateOfAll(
  notebooks: readonly { readonly file: string; readonly recordFile: string; readonly record: Key | undefined }[],
  { root, decidedBy }: { readonly root: string; readonly decidedBy: readonly string[] },
): string | undefined {
  const lines = new Set<string>([process.version]);
  const paths = new Set([programFile(), tslabManifest, ...decidedBy.flatMap(allIn)]);
  for (const { file, recordFile, record } of notebooks) {
    if (record === undefined || record.unseen.length > 0) return undefined;
    for (const path of [file, recordFile]) paths.add(path);
    for (const name of Object.keys(record.data)) {
      if (basename(name) === wholeTree) return undefined;
      paths.add(join(root, name));
    }
    for (const name of Object.keys(record.modules)) {
      const places = placesOf(name, root);
      if (!places.some((place) => existsSync(place))) return undefined;
      for (const place of places) paths.add(place);
    }
    for (const name of Object.keys(record.variables)) lines.add(`${name} ${variable(name)}`);
  }
  for (const path of paths) {
    const state = settledState(path);
    if (state === undefined && existsSync(path)) return undefined;
    lines.add(`${path} ${state ?? 'not there'}`);
  }
  return digest([...lines].join('\n'));
}

/** Where a module of a record may stand, which names a file from the project's folder, or a package. */
const placesOf = (name: string, root: string): string[] => [
  join(root, name),
  join(root, 'node_modules', name, 'package.json'),
  join(packageRoot, 'node_modules', name, 'package.json'),
  join(dirname(packageRoot), name, 'package.json'),
];

const variable = (name: string): string =>
  JSON.stringify(name === '*' ? Object.entries(process.env).sort() : (process.env[name] ?? null));

/** A path, and where it is a folder all paths below it. */
function allIn(path: string): string[] {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const below = isFolder ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
  return [path, ...below.map((name) => join(path, name))];
}
