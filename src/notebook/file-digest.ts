import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { whileSettled } from '../load/read.js';

/** The hexadecimal SHA-256 of some content. */
export const digest = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** The bytes of a file; undefined when there is none. */
export function bytesAt(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** What stands for the content of a device, or of what may not be read. */
export const unreadable = 'unreadable';

/** What a path ends with that stands for a folder with all that is in it. */
export const wholeTree = '**';

/**
 * What stands for the content of a file, or for the names in a folder, when a rerun asks whether it is as it was: its
 * digest, `missing`, or {@link unreadable}.
 */
export function contentDigest(path: string): string {
  if (basename(path) === wholeTree) return treeDigest(dirname(path));
  try {
    const stats = statSync(path);
    if (stats.isFile()) return digestAt(path);
    return stats.isDirectory() ? `folder ${digest(readdirSync(path).sort().join('\n'))}` : unreadable;
  } catch (error) {
    return isAbsence(error) ? 'missing' : unreadable;
  }
}

function treeDigest(folder: string): string {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
  return digest(JSON.stringify(names.map((name) => [name, contentDigest(join(folder, name))])));
}

const isAbsence = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Many notebooks read the same recordings. */
const digestAt = whileSettled(digestInParts);

/** A file of rows may be larger than memory. */
function digestInParts(path: string): string {
  const hash = createHash('sha256');
  const part = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, 'r');
  try {
    for (let length = readSync(file, part); length > 0; length = readSync(file, part))
      hash.update(part.subarray(0, length));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
