import type { Problem } from '../problem.js';
import { BrokenOff } from './decompress.js';
import { type Decode, decoderOf, notUtf8, utf8, withoutUtf16 } from './encoding.js';
import type { OnBytes, Source } from './source.js';

/** A line of a file, numbered from 1: its text, or why it cannot be read; the last may lack a newline. */
export type Line = { readonly number: number; readonly end: '\n' | '' } & (
  | { readonly text: string }
  /** `bytes` are left out when the line is too long. */
  | { readonly unread: string; readonly bytes: Uint8Array }
);

const newline = 0x0a;

/** A longer line is not a posting, and is not kept in memory. */
export const longestLine = 1 << 26;
export const tooLong = `the line has more than ${longestLine >> 20} MB; is it JSON with a posting a line?`;

export interface Reading {
  /** By default UTF-8, or UTF-16 where the first bytes say so. */
  readonly encoding?: string | undefined;
  readonly onBytes?: OnBytes | undefined;
}

/**
 * The lines of a text, one at a time however large it is. A byte order mark is left out; a carriage return stays at the
 * line's end. Ours rather than `readline`, which takes U+2028 for the end of a line, though it may stand inside a JSON
 * string, and hides bytes that are not UTF-8.
 *
 * @throws UserError when the file cannot be opened; BrokenOff where compressed data end early
 */
export async function* lines(source: Source, { encoding, onBytes }: Reading = {}): AsyncGenerator<Line> {
  let decode: Decode | undefined;
  let number = 0;
  let rest: Buffer[] = [];
  let length = 0; // of the rest
  const textOf = (bytes: Buffer, end: Line['end']): Line => {
    try {
      const text = (decode ?? utf8)(bytes);
      return { number, end, text: number === 1 && text.startsWith('\ufeff') ? text.slice(1) : text };
    } catch {
      const unread = encoding === undefined ? notUtf8(bytes) : `not valid ${encoding}`;
      return { number, end, unread, bytes };
    }
  };
  /** The line that ends with a piece. */
  const line = (last: Buffer, end: Line['end']): Line => {
    number += 1;
    const whole = rest.length === 0 ? last : Buffer.concat([...rest, last]);
    const isTooLong = length + last.length > longestLine;
    rest = [];
    length = 0;
    return isTooLong ? { number, end, unread: tooLong, bytes: new Uint8Array() } : textOf(whole, end);
  };
  for await (const { bytes, encoding: found } of withoutUtf16(source.open(onBytes), encoding)) {
    decode ??= found === undefined ? utf8 : decoderOf(found);
    let from = 0;
    for (let to = bytes.indexOf(newline); to !== -1; to = bytes.indexOf(newline, from)) {
      yield line(bytes.subarray(from, to), '\n');
      from = to + 1;
    }
    length += bytes.length - from;
    if (length > longestLine) rest = [];
    else if (from < bytes.length) rest.push(bytes.subarray(from));
  }
  if (length > 0) yield line(Buffer.alloc(0), '');
}

/** The problem of compressed data that are damaged or end early. Any other error is thrown again. */
export function brokenOff(file: string, afterLine: number, error: unknown): Problem {
  if (!(error instanceof BrokenOff)) throw error;
  const reason = `${error.message}; what follows is not read`;
  return { file, line: afterLine + 1, reason, lost: 'posting', atMost: Number.POSITIVE_INFINITY };
}
