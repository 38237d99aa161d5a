import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../error.js';
import { shown } from './project.js';

/**
 * A file that is written piece by piece and is there whole or not at all: the pieces go to a temporary file beside it,
 * which takes its name at the end. A link is followed, and stays one. A device or a pipe has no name to take: the
 * pieces go straight into it.
 */
export class AtomicFile {
  readonly #target: string;
  readonly #temporary: string | undefined;
  #file: number | undefined;

  /** @throws UserError when the path names a folder, or nothing can be written there */
  constructor(readonly path: string) {
    try {
      const there = statSync(path, { throwIfNoEntry: false });
      // what is no regular file is opened by the path as given: /dev/stdout leads to a pipe that has no path
      this.#target = there === undefined || there.isFile() ? followed(resolve(path)) : resolve(path);
      if (there?.isDirectory()) throw new UserError(`cannot write ${shown(path)}: it is a folder; name a file`);
      const isSpecial = there !== undefined && !there.isFile();
      this.#temporary = isSpecial ? undefined : temporaryBeside(this.#target);
      this.#file = openSync(this.#temporary ?? this.#target, isSpecial ? 'w' : 'wx');
      if (there && !isSpecial) fchmodSync(this.#file, there.mode & 0o7777);
    } catch (error) {
      this.drop();
      throw unwritable(path, error);
    }
  }

  /** Appends to what is not yet kept. @throws UserError when it cannot be written; nothing is left behind then */
  write(content: string | Uint8Array): void {
    if (this.#file === undefined) throw new Error(`${this.path} is closed`);
    try {
      writeFileSync(this.#file, content);
    } catch (error) {
      this.drop();
      throw unwritable(this.path, error);
    }
  }

  /** Gives what was written its name. */
  keep(): void {
    try {
      this.#close();
      if (this.#temporary !== undefined) renameSync(this.#temporary, this.#target);
    } catch (error) {
      this.drop();
      throw unwritable(this.path, error);
    }
  }

  /** Removes what was not kept. Harmless afterwards. */
  drop(): void {
    this.#close();
    if (this.#temporary !== undefined) rmSync(this.#temporary, { force: true });
  }

  #close(): void {
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) closeSync(file);
  }
}

/** Writes a file whole or not at all, as {@link AtomicFile} does. @throws UserError when it cannot be written */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const file = new AtomicFile(path);
  file.write(content);
  file.keep();
}

/** Where a path leads, through links, also one that leads to nothing yet. */
function followed(path: string, links = 40): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || links === 0) throw error;
  }
  let target: string;
  try {
    target = readlinkSync(path);
  } catch {
    return path; // there is nothing yet, not even a link
  }
  return followed(resolve(dirname(path), target), links - 1);
}

const temporaryBeside = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it, or its folder, is read-only',
  EPERM: 'it, or its folder, is read-only',
  EROFS: 'its folder is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder; name a file',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENXIO: 'nobody reads from this socket or pipe',
  EPIPE: 'its reader has closed it',
  EIO: 'the device failed',
};

function unwritable(path: string, cause: unknown): unknown {
  const { code = '' } = cause as NodeJS.ErrnoException;
  const reason = reasons[code];
  return reason === undefined ? cause : new UserError(`cannot write ${shown(path)}: ${reason} (${code})`, { cause });
}
