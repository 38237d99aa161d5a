import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../error.js';
import { type Problem, unreadable } from './problem.js';
import { shown } from './project.js';

/** A line of a file, numbered from 1: its text, or why it cannot be read; the last may lack a newline. */
export type Line = { readonly number: number; readonly end: '\n' | '' } & (
  | { readonly text: string }
  /** `bytes` are left out when the line is too long. */
  | { readonly unread: string; readonly bytes: Uint8Array }
);

/** Receives how many more bytes of a file were read, before decompression. */
export type OnBytes = (bytes: number) => void;

const newline = 0x0a;

/** A longer line is not a posting, and is not kept in memory. */
export const longestLine = 1 << 26;
export const tooLong = `the line has more than ${longestLine >> 20} MB; is it JSON with a posting a line?`;

/**
 * The lines of a text file, gunzipped when its name ends in `.gz`, one at a time however large the file is. A
 * byte order mark is left out; a carriage return stays at the line's end. Ours rather than `readline`, which takes
 * U+2028 for the end of a line, though it may stand inside a JSON string, and hides bytes that are not UTF-8.
 *
 * @throws UserError when the file cannot be opened, or is UTF-16. {@link brokenOff} turns what gzip throws when data
 * end early into a problem.
 */
export async function* lines(path: string, onBytes?: OnBytes): AsyncGenerator<Line> {
  const asLine = (number: number, bytes: Buffer, end: Line['end']): Line =>
    isUtf8(bytes) ? { number, end, text: withoutMark(bytes.toString()) } : { number, end, unread: notUtf8, bytes };
  let number = 0;
  let rest: Buffer[] = [];
  let length = 0; // of the rest
  /** The line that ends with a piece. */
  const line = (last: Buffer, end: Line['end']): Line => {
    number += 1;
    const whole = rest.length === 0 ? last : Buffer.concat([...rest, last]);
    const isTooLong = length + last.length > longestLine;
    rest = [];
    length = 0;
    return isTooLong ? { number, end, unread: tooLong, bytes: new Uint8Array() } : asLine(number, whole, end);
  };
  let isFirst = true;
  try {
    for await (const piece of bytesOf(path, onBytes)) {
      if (isFirst && isUtf16(piece))
        throw new UserError(`cannot read ${shown(path)}: it is UTF-16, as its first two bytes say; save it as UTF-8`);
      isFirst = false;
      let from = 0;
      for (let to = piece.indexOf(newline); to !== -1; to = piece.indexOf(newline, from)) {
        yield line(piece.subarray(from, to), '\n');
        from = to + 1;
      }
      length += piece.length - from;
      if (length > longestLine) rest = [];
      else if (from < piece.length) rest.push(piece.subarray(from));
    }
  } catch (cause) {
    throw cause instanceof Error && 'syscall' in cause ? unreadable(shown(path), cause) : cause;
  }
  if (length > 0) yield line(Buffer.alloc(0), '');
}

const notUtf8 = 'not valid UTF-8';

/** Spreadsheets write a byte order mark before UTF-8 too. */
const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);

/** Whether a file begins with the byte order mark of UTF-16, as spreadsheets write "Unicode text". */
const isUtf16 = (start: Buffer): boolean => ['fffe', 'feff'].includes(start.toString('hex', 0, 2));

async function* bytesOf(path: string, onBytes: OnBytes | undefined): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const bytes: Readable = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file;
  let told = 0;
  for await (const piece of bytes) {
    onBytes?.(file.bytesRead - told);
    told = file.bytesRead;
    yield piece as Buffer; // a stream without an encoding gives buffers
  }
}

/** The problem of a gzip file that is damaged or ends early. Any other error is thrown again. */
export function brokenOff(path: string, afterLine: number, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!(error instanceof Error) || !code.startsWith('Z_')) throw error;
  const reason = `the gzip data break off here (${error.message}); what follows is not read`;
  return { file: shown(path), line: afterLine + 1, reason, lost: 'posting', atMost: Number.POSITIVE_INFINITY };
}
