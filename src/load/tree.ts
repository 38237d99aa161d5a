import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../error.js';
import { digestOf, listDigest } from './digest.js';
import { unpackedBytes } from './formats/source.js';
import { filesBelow, fits } from './glob.js';
import { unreadable } from './problem.js';
import { shown } from './project.js';

/**
 * The files of a tarball, or of the folder that it was unpacked to, that fit some patterns: each with its name
 * and bytes. A host's tarball has one folder around everything; names are without it.
 */
export type Tree = ReadonlyMap<string, Uint8Array>;

/** Postings pack to a quarter or a tenth; what unpacks to more than this many times its size holds none. */
const mostUnpacked = 1000;

/** Reads a tree from a `.tar.gz`, which is not unpacked, or from a folder. @throws UserError as the two do. */
export const readTree = async (path: string, patterns: readonly string[]): Promise<Tree> =>
  isFolder(path) ? readFolder(path, patterns) : readTarball(path, patterns);

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** The digest of what is in a tree, however it was packed. */
export const treeDigest = (tree: Tree): string => listDigest([...tree].map(([name, bytes]) => [name, digestOf(bytes)]));

/**
 * Reads a tree from a folder. @throws UserError when one of its files is a link: it may lead anywhere.
 */
export function readFolder(folder: string, patterns: readonly string[]): Tree {
  const files = filesBelow(folder);
  const name = naming(
    files.map((file) => file.name),
    patterns,
  );
  const wanted = files.flatMap((file) => {
    const inside = name(file.name);
    if (inside === undefined) return [];
    if (!file.isFile) throw refusal(folder, file.name, 'is a link');
    return [[inside, readFileSync(join(folder, file.name))] as const];
  });
  return new Map(wanted);
}

/**
 * Reads a tree from a `.tar.gz` in memory: nothing is written, so nothing can be overwritten.
 *
 * @throws UserError when the tarball is broken or unpacks beyond measure, when an entry leads out of it (an absolute
 * path, or `..`), or when one of the files is a link.
 */
export async function readTarball(file: string, patterns: readonly string[]): Promise<Tree> {
  const { Parser } = await import('tar/parse');
  const names: string[] = [];
  const contents = new Map<string, { readonly type: string; readonly pieces: Buffer[] }>();
  const mayBeWanted = naming([], patterns);
  let refused: UserError | undefined;
  const parser = new Parser({
    strict: true,
    onReadEntry(entry) {
      const { path, type } = entry;
      if (leadsOut(path)) refused ??= refusal(file, path, 'leads out of it');
      if (type !== 'Directory') names.push(path);
      if (type === 'Directory' || !(mayBeWanted(path) ?? mayBeWanted(withoutTop(path)))) return void entry.resume();
      const pieces: Buffer[] = [];
      contents.set(path, { type, pieces });
      entry.on('data', (piece) => pieces.push(piece));
    },
  });
  const parsed = new Promise((resolve, reject) => parser.once('end', resolve).once('error', reject));
  try {
    // the same reader of compressed data as for every other format, which a page has too
    const write = async (): Promise<void> => {
      let left = mostUnpacked * statSync(file).size;
      for await (const piece of unpackedBytes(file)) {
        left -= piece.length;
        if (left < 0)
          throw new UserError(`${shown(file)} is refused: it unpacks to over ${mostUnpacked} times its size`);
        parser.write(piece);
      }
      parser.end();
    };
    await Promise.all([write(), parsed]);
  } catch (cause) {
    throw cause instanceof UserError ? cause : unreadable(shown(file), cause);
  }
  if (refused) throw refused;
  const name = naming(names, patterns);
  const wanted = [...contents].flatMap(([path, { type, pieces }]) => {
    const inside = name(path);
    if (inside === undefined) return [];
    if (type !== 'File' && type !== 'OldFile' && type !== 'ContiguousFile')
      throw refusal(file, path, 'is a link or a device');
    return [[inside, Buffer.concat(pieces)] as const];
  });
  return new Map(wanted);
}

/** Absolute, on either system, or with a step upwards. */
const leadsOut = (path: string): boolean => /^([/\\]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes('..');

const refusal = (archive: string, entry: string, why: string): UserError =>
  new UserError(`${shown(archive)} is refused: its entry ${JSON.stringify(entry)} ${why}; nothing of it was read`);

const withoutTop = (path: string): string => path.slice(path.indexOf('/') + 1);

/**
 * What a file is called inside the tree: its name, without the one folder that holds all of them, unless the patterns
 * begin with it; undefined when no pattern wants it.
 */
function naming(names: readonly string[], patterns: readonly string[]): (path: string) => string | undefined {
  const tops = new Set(names.map((name) => name.slice(0, name.indexOf('/') + 1)));
  const [top = ''] = tops;
  const wrapped = tops.size === 1 && top !== '' && !patterns.some((pattern) => pattern.startsWith(top));
  const wants = patterns.map(fits);
  return (path) => {
    const inside = wrapped ? withoutTop(path) : path;
    return wants.some((fit) => fit(inside)) ? inside : undefined;
  };
}
