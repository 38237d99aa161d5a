import type { ParsedTarEntry } from 'modern-tar';
import { UserError } from '../error.js';
import { digestOf, listDigest } from './digest.js';
import { unpackedBytes } from './formats/source.js';
import { itemsOf, streamOf } from './formats/web-stream.js';
import { fits } from './glob.js';
import { filesBelow, join, readFileSync, statSync } from './machine.js';
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
  const names: string[] = [];
  const contents = new Map<string, { readonly isFile: boolean; readonly bytes: Uint8Array }>();
  const mayBeWanted = naming([], patterns);
  try {
    for await (const { header, body } of entriesOf(file)) {
      const { name, type } = header;
      if (leadsOut(name)) throw refusal(file, name, 'leads out of it');
      if (type !== 'directory') names.push(name);
      if (type === 'directory' || !(mayBeWanted(name) ?? mayBeWanted(withoutTop(name)))) await body.cancel();
      else contents.set(name, { isFile: type === 'file', bytes: await bytesOf(body) });
    }
  } catch (cause) {
    throw cause instanceof UserError ? cause : unreadable(shown(file), cause);
  }
  const name = naming(names, patterns);
  const wanted = [...contents].flatMap(([path, { isFile, bytes }]) => {
    const inside = name(path);
    if (inside === undefined) return [];
    if (!isFile) throw refusal(file, path, 'is a link or a device');
    return [[inside, bytes] as const];
  });
  return new Map(wanted);
}

/** The entries of a tarball. Each is to be read, or cancelled, before the next one is asked for. */
async function* entriesOf(file: string): AsyncGenerator<ParsedTarEntry> {
  const { createTarDecoder } = await import('modern-tar');
  // the same reader of compressed data as for every other format, which a page has too
  yield* itemsOf(streamOf(unpackedWithin(file)).pipeThrough(createTarDecoder({ strict: true })));
}

/** The bytes of a tarball without its compression. @throws UserError when it unpacks beyond measure */
async function* unpackedWithin(file: string): AsyncGenerator<Buffer> {
  let left = mostUnpacked * statSync(file).size;
  for await (const piece of unpackedBytes(file)) {
    left -= piece.length;
    if (left < 0) throw new UserError(`${shown(file)} is refused: it unpacks to over ${mostUnpacked} times its size`);
    yield piece;
  }
}

async function bytesOf(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of itemsOf(body)) pieces.push(piece);
  return Buffer.concat(pieces);
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
