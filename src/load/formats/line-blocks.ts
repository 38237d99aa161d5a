import { kindOfBytes } from './bytes-kind.js';
import { longestLine } from './lines.js';
import { firstBytes, type OnBytes, type Source } from './source.js';

/** Some whole lines of a file; the last of the file may lack its newline. */
export interface LineBlock {
  readonly bytes: Uint8Array;
  /** After these lines, one follows that is too long to be read. */
  readonly endsTooLong: boolean;
}

const newline = 0x0a;
const blockSize = 1 << 20;

/** Whether a file is read through a decompressor, so that threads cannot read different parts of it at once. */
export const isCompressed = (path: string): boolean =>
  ['gzip', 'zstd', 'xz'].includes(kindOfBytes(firstBytes(path, 64)));

/**
 * The lines of a source in blocks of about a megabyte. Its decompressor works in a thread of its own, so that it goes
 * on while the reader works on a block.
 */
export async function* lineBlocks(source: Source, onBytes?: OnBytes): AsyncGenerator<LineBlock> {
  let pieces: Buffer[] = [];
  let length = 0;
  let isTooLong = false; // whether the line at hand is, and its bytes are passed over
  for await (const piece of source.open(onBytes)) {
    let rest = piece;
    if (isTooLong) {
      const end = piece.indexOf(newline);
      if (end === -1) continue;
      isTooLong = false;
      rest = piece.subarray(end + 1);
    }
    const last = rest.lastIndexOf(newline);
    if (last === -1 || length + last < blockSize) {
      pieces.push(rest);
      length += rest.length;
      if (length <= longestLine) continue;
      const bytes = Buffer.concat(pieces);
      const end = bytes.lastIndexOf(newline) + 1;
      isTooLong = true;
      yield { bytes: bytes.subarray(0, end), endsTooLong: true };
      pieces = [];
    } else {
      yield { bytes: Buffer.concat([...pieces, rest.subarray(0, last + 1)]), endsTooLong: false };
      pieces = [rest.subarray(last + 1)];
    }
    length = pieces.reduce((sum, each) => sum + each.length, 0);
  }
  if (length > 0) yield { bytes: Buffer.concat(pieces), endsTooLong: false };
}
