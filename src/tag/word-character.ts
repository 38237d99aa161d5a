const ascii = Uint8Array.from({ length: 128 }, (_, unit) => Number(/[0-9A-Z_a-z]/.test(String.fromCharCode(unit))));
const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;

/** Whether the character that begins at an offset makes words: a letter with its marks, a digit, an underscore. */
export function startsInWord(text: string, offset: number): boolean {
  if (offset >= text.length) return false;
  const unit = text.charCodeAt(offset);
  if (unit < 128) return ascii[unit] === 1;
  return wordCharacter.test(String.fromCodePoint(text.codePointAt(offset) ?? 0));
}

/** The same of the character that ends at an offset. */
export function endsInWord(text: string, offset: number): boolean {
  if (offset <= 0) return false;
  return startsInWord(text, previous(text, offset));
}

/** Where the character begins that ends at an offset. */
export function previous(text: string, offset: number): number {
  const pair =
    offset >= 2 &&
    (text.charCodeAt(offset - 1) & 0xfc00) === 0xdc00 &&
    (text.charCodeAt(offset - 2) & 0xfc00) === 0xd800;
  return offset - (pair ? 2 : 1);
}
