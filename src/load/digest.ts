import canonicalize from 'canonicalize';
import { closeSync, fileState, openSync, readSync, sha256, statSync } from './machine.js';
import { unreadable } from './problem.js';
import { shown } from './project.js';

/** `sha256:` and the hexadecimal SHA-256 of a text's UTF-8 bytes, or of the bytes given. */
export const digestOf = (content: string | Uint8Array): string =>
  `sha256:${sha256().update(content).digest().toString('hex')}`;

/** JSON with sorted keys and no spaces (RFC 8785): equal values have equal text, so it serves as a key. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('only JSON values have a canonical form');
  return text;
}

/** Digests of large files, by what changes when one is written: several commands of one run ask for the same. */
const known = new Map<string, string>();
const large = 1 << 26;

/**
 * `sha256:…` of a file's bytes, read piece by piece, so that its size does not matter.
 *
 * @throws UserError when the file cannot be read
 */
export function fileDigest(path: string): string {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size < large) return digestOfFile(path);
  const state = fileState(path);
  const digest = known.get(state) ?? digestOfFile(path);
  known.set(state, digest);
  return digest;
}

function digestOfFile(path: string): string {
  const hash = sha256();
  const piece = Buffer.allocUnsafe(1 << 20);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece))
      hash.update(piece.subarray(0, length));
  } catch (cause) {
    throw unreadable(shown(path), cause);
  } finally {
    if (file !== undefined) closeSync(file);
  }
  return `sha256:${hash.digest().toString('hex')}`;
}

/**
 * One digest for several files: that of the lines that `sha256sum` prints of them, in the order of their names. So
 * anyone can count it again: `sha256sum $(find jobs -name '*.yaml' | LC_ALL=C sort) | sha256sum`.
 */
export function listDigest(digests: Iterable<readonly [name: string, digest: string]>): string {
  const lines = [...digests]
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, digest]) => `${digest.replace('sha256:', '')}  ${name}\n`);
  return digestOf(lines.join(''));
}
