import { UserError } from '../error.js';
import { longestLine } from '../load/formats/lines.js';
import { closeSync, fstatSync, openSync, readSync } from '../load/machine.js';
import { unreadable } from '../load/problem.js';
import { shown } from '../load/project.js';

const newline = 0x0a;

/** Where in a buffer the lines of a chunk are. */
export interface ChunkLines {
  readonly from: number;
  readonly to: number;
  /** After these lines, one begins that is too long to be read. */
  readonly endsTooLong?: true;
}

/** A file of lines that several threads read at once: cut into chunks, each with the lines that begin in it. */
export class Chunks {
  private readonly file: number;
  readonly bytes: number;
  readonly count: number;

  /** @throws UserError when the file cannot be opened, or is not a text file of lines */
  constructor(
    path: string,
    private readonly size: number,
  ) {
    try {
      this.file = openSync(path, 'r');
      const stat = fstatSync(this.file);
      if (stat.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
      if (!stat.isFile()) throw new Error('it is not a regular file; threads read different parts of it at once');
      this.bytes = stat.size;
    } catch (cause) {
      throw unreadable(shown(path), cause);
    }
    this.count = Math.ceil(this.bytes / size);
    const start = Buffer.alloc(2);
    readSync(this.file, start, 0, 2, 0);
    const kind = start.toString('hex');
    if (kind === 'fffe' || kind === 'feff')
      throw new UserError(`cannot read ${shown(path)}: it is UTF-16, as its first two bytes say; save it as UTF-8`);
    if (kind === '1f8b')
      throw new UserError(
        `cannot read ${shown(path)}: it is compressed; gunzip it first, since threads read different parts of it at ` +
          'once',
      );
  }

  /**
   * Reads the lines that begin in a chunk.
   *
   * @param place returns a buffer of at least so many bytes, with what the buffer before it held
   */
  read(chunk: number, place: (bytes: number) => Uint8Array): ChunkLines {
    const first = chunk * this.size;
    const last = Math.min(first + this.size, this.bytes);
    const start = first === 0 ? 0 : first - 1; // a line begins at `first` when a newline stands before it
    let want = Math.min(last - start + 65_536, this.bytes - start);
    let bytes = place(want);
    let length = 0;
    let from = 0;
    for (;;) {
      length += this.fill(bytes, length, want, start + length);
      if (first > 0 && from === 0) {
        const before = bytes.subarray(0, Math.min(length, last - 1 - start)).indexOf(newline);
        if (before === -1) return { from: 0, to: 0 }; // it lies within one long line
        from = before + 1;
      }
      const end = bytes.subarray(0, length).indexOf(newline, Math.max(from, last - 1 - start));
      const lastLine = Math.max(from, 1 + bytes.subarray(0, last - start).lastIndexOf(newline));
      const lastBytes = (end === -1 ? length : end) - lastLine;
      if (lastBytes > longestLine) return { from, to: lastLine, endsTooLong: true };
      if (end !== -1) return { from, to: end + 1 };
      if (start + length >= this.bytes || length < want) return { from, to: length };
      want = Math.min(2 * want, this.bytes - start);
      bytes = place(want);
    }
  }

  private fill(bytes: Uint8Array, from: number, to: number, position: number): number {
    let done = 0;
    while (from + done < to) {
      const read = readSync(this.file, bytes, from + done, to - from - done, position + done);
      if (read === 0) break;
      done += read;
    }
    return done;
  }

  close(): void {
    closeSync(this.file);
  }
}
