import { UserError } from '../../error.js';
import { isUtf8 } from '../machine.js';

/** Turns the bytes of a line into text. @throws TypeError for bytes that are not of the encoding */
export type Decode = (bytes: Uint8Array) => string;

/** What Windows writes at 80 to 9f where ISO 8859-1 has control characters; `\0` stands where it writes nothing. */
const windows1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';

/**
 * The decoder of an encoding, by any of its names (`gb18030`, `windows-1252`, `latin1`, `shift_jis`).
 *
 * Node's own decoder of windows-1252 reads 80 to 9f as control characters in several of its releases.
 *
 * @throws UserError for a name that is not an encoding's
 */
export function decoderOf(name: string): Decode {
  const decoder = new TextDecoder(nameOf(name), { fatal: true });
  return decoder.encoding === 'windows-1252' ? decodeWindows1252 : (bytes) => decoder.decode(bytes);
}

const decodeWindows1252: Decode = (bytes) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (control) => {
      const character = windows1252[control.charCodeAt(0) - 0x80];
      if (character === '\0' || character === undefined) throw new TypeError('not valid windows-1252');
      return character;
    });

/** The encoding that a file's first bytes tell: UTF-16 by its byte order mark or its zero bytes, else UTF-8. */
export function statedEncoding(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [a, b] = start;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const looked = start.subarray(0, start.length - (start.length % 2));
  looked.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const most = looked.length / 4; // half of the units are ASCII
  if ((zeros[1] ?? 0) > most && zeros[0] === 0) return 'utf-16le';
  if ((zeros[0] ?? 0) > most && zeros[1] === 0) return 'utf-16be';
  return 'utf-8';
}

/** The encodings that are proposed for bytes that are not UTF-8; the first that fits comes first. */
const proposed = ['gb18030', 'shift_jis', 'euc-kr', 'big5', 'windows-1252', 'windows-1251'];

/** Letters of the alphabets that an encoding is for: text of another encoding rarely reads as these alone. */
const fitting: Readonly<Record<string, RegExp>> = {
  gb18030: /^[\x00-\x7f\u4e00-\u9fa5\u3000-\u303f\uff00-\uffef]*$/,
  shift_jis: /^[\x00-\x7f\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]*$/,
  'euc-kr': /^[\x00-\x7f\uac00-\ud7a3\u3000-\u303f\uff00-\uffef]*$/,
  big5: /^[\x00-\x7f\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]*$/,
  'windows-1252': /^[\x00-\x7fÀ-ÖØ-öø-ÿŒœŠšŽžŸ€‘’“”•–—…™©®°«»¡¿§·£\u00a0]*$/,
  'windows-1251': /^[\x00-\x7f\u0400-\u045f№«»‘’“”•–—…\u00a0]*$/,
};

const isSingle = (encoding: string): boolean => encoding.startsWith('windows-');

/** Whether most characters beyond ASCII are single bytes between ASCII, as accented letters are. */
function hasLoneBytes(bytes: Uint8Array): boolean {
  const runs =
    Buffer.from(bytes)
      .toString('latin1')
      .match(/[\x80-\xff]+/g) ?? [];
  return runs.filter((run) => run.length === 1).length > runs.length / 2;
}

/** How bytes that are not UTF-8 read in the encodings that they may be of, for a person to choose. */
export function readings(bytes: Uint8Array): { readonly encoding: string; readonly text: string }[] {
  const order = hasLoneBytes(bytes) ? proposed.toSorted((a, b) => Number(isSingle(b)) - Number(isSingle(a))) : proposed;
  return order.flatMap((encoding) => {
    try {
      const text = decoderOf(encoding)(bytes);
      return fitting[encoding]?.test(text) ? [{ encoding, text }] : [];
    } catch {
      return [];
    }
  });
}

/** Why bytes are not valid, with the line of a manifest that mends it where an encoding fits. */
export function notUtf8(bytes: Uint8Array): string {
  const fits = readings(bytes.subarray(0, 4096)).slice(0, 4);
  if (fits.length === 0) return 'not valid UTF-8';
  const choices = fits.map(({ encoding, text }) => `encoding: ${encoding} reads "${excerpt(text)}"`);
  return `not valid UTF-8; ${choices.join(', ')}; state the right one under files in the manifest`;
}

/** The part of a text around its first character that is not ASCII. */
function excerpt(text: string): string {
  const at = Math.max(0, text.search(/[^\x00-\x7f]/) - 12);
  return text.slice(at, at + 30).trim();
}

/** Decodes UTF-8 that is known to be valid, or says that it is not. */
export const utf8: Decode = (bytes) => {
  if (!isUtf8(bytes)) throw new TypeError('not valid UTF-8');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
};

/** Pieces of a file, and the encoding that they are of: none for UTF-8. */
interface EncodedPiece {
  readonly bytes: Buffer;
  readonly encoding: string | undefined;
}

/**
 * Converts UTF-16, whose newlines are not single bytes, to UTF-8, whether it is stated or the first bytes say so. Other
 * encodings stay as they are.
 */
export async function* withoutUtf16(
  pieces: AsyncGenerator<Buffer>,
  stated: string | undefined,
): AsyncGenerator<EncodedPiece> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let isFirst = true;
  for await (const bytes of pieces) {
    if (isFirst) {
      const named = stated === undefined ? statedEncoding(bytes.subarray(0, 4096)) : nameOf(stated);
      if (named.startsWith('utf-16')) decoder = new TextDecoder(named);
    }
    isFirst = false;
    yield decoder
      ? { bytes: Buffer.from(decoder.decode(bytes, { stream: true })), encoding: undefined }
      : { bytes, encoding: stated };
  }
}

/** Converts a file of any encoding to UTF-8; by default it is UTF-8 or UTF-16. What is not valid becomes U+FFFD. */
export async function* asUtf8(pieces: AsyncGenerator<Buffer>, stated: string | undefined): AsyncGenerator<Buffer> {
  const name = stated === undefined ? 'utf-8' : nameOf(stated);
  const isSingleByte = name === 'windows-1252';
  const decoder = new TextDecoder(name);
  for await (const { bytes, encoding } of withoutUtf16(pieces, stated)) {
    if (encoding === undefined || name === 'utf-8') yield bytes;
    else yield Buffer.from(isSingleByte ? decodeWindows1252(bytes) : decoder.decode(bytes, { stream: true }));
  }
}

/** The standard's name of an encoding. @throws UserError when it is not one */
function nameOf(encoding: string): string {
  try {
    return new TextDecoder(encoding).encoding;
  } catch {
    throw new UserError(
      `"${encoding}" is not the name of an encoding; for example utf-8, windows-1252, gb18030, shift_jis`,
    );
  }
}
