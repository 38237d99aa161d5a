import canonicalize from 'canonicalize';
import { keepDigest, keptDigest } from './kept-digests.js';
import { closeSync, fileState, openSync, readSync, setImmediate, settledState, sha256, statSync } from './machine.js';
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
  if (!isLarge(path)) return ended(hashing(path));
  const state = fileState(path);
  const digest = known.get(state) ?? keptDigest(path) ?? ended(hashing(path));
  known.set(state, digest);
  return digest;
}

/**
 * Counts the digests of large files ahead, so that {@link fileDigest} knows them, and lets others go on meanwhile.
 *
 * @param anew whether the bytes are read, though a digest is kept of the file in its state
 *
 * @throws UserError when a file cannot be read
 */
export async function digestAhead(paths: readonly string[], anew = false): Promise<void> {
  for (const path of paths) {
    if (!isLarge(path)) continue;
    const state = fileState(path);
    const kept = known.get(state) ?? keptDigest(path);
    if (kept !== undefined && !anew) {
      known.set(state, kept);
      continue;
    }
    const hash = hashing(path);
    let step = hash.next();
    for (; !step.done; step = hash.next()) await setImmediate();
    known.set(state, step.value);
  }
}

const isLarge = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= large;

function ended(steps: Generator<void, string>): string {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Reads a file piece by piece, and gives its digest at the end. */
function* hashing(path: string): Generator<void, string> {
  const hash = sha256();
  const piece = Buffer.allocUnsafe(1 << 20);
  const before = settledState(path);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
      hash.update(piece.subarray(0, length));
      yield;
    }
  } catch (cause) {
    throw unreadable(shown(path), cause);
  } finally {
    if (file !== undefined) closeSync(file);
  }
  const digest = `sha256:${hash.digest().toString('hex')}`;
  // a file that was written meanwhile, or so lately that it could be again, has another digest now or soon
  if (before !== undefined && before === settledState(path) && isLarge(path)) keepDigest(before, digest);
  return digest;
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
