import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { unreadable } from './problem.js';
import { shown } from './project.js';
import { digestOf } from './read.js';

/** `sha256:…` of a file's bytes, read piece by piece, so that its size does not matter. @throws UserError when it cannot be read. */
export function fileDigest(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) hash.update(piece.subarray(0, length));
  } catch (cause) {
    throw unreadable(shown(path), cause);
  } finally {
    if (file !== undefined) closeSync(file);
  }
  return `sha256:${hash.digest('hex')}`;
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
