import { runs } from './word-break-data.js';

/**
 * What a code point is to the standard tokenizer. The names are those of the Word_Break property (UAX #29),
 * and, where that property leaves a gap, of the property that Lucene's grammar takes instead: the script for
 * Han and Hiragana, Line_Break = Complex_Context for South East Asian scripts, the emoji properties.
 *
 * From `Extend` on, all are marks that cling to what stands before them (rule WB4).
 */
export const WordBreak = {
  Other: 0,
  Letter: 1,
  LetterPictograph: 2,
  HebrewLetter: 3,
  Numeric: 4,
  Katakana: 5,
  ExtendNumLet: 6,
  MidLetter: 7,
  MidNum: 8,
  MidNumLet: 9,
  SingleQuote: 10,
  DoubleQuote: 11,
  Han: 12,
  Hiragana: 13,
  SouthEastAsian: 14,
  Pictograph: 15,
  RegionalIndicator: 16,
  KeycapBase: 17,
  Extend: 18,
  SouthEastAsianExtend: 19,
  EmojiModifier: 20,
  Tag: 21,
  TagEnd: 22,
  Keycap: 23,
  TextPresentation: 24,
  EmojiPresentation: 25,
  ZeroWidthJoiner: 26,
} as const;

const classes = new Uint8Array(0x110000);
for (const [name, numbers] of Object.entries(runs) as [keyof typeof runs, string][]) {
  let next = 0;
  numbers.split(' ').forEach((number, i) => {
    const first = next;
    next += parseInt(number, 36);
    if (i % 2 === 1) classes.fill(WordBreak[name], first, next);
  });
}

/** The class of each code point, for the scan in WebAssembly. */
export const classTable = (): Uint8Array => classes.slice();

/**
 * The class of the code point that begins at an offset; a surrogate without its partner is `Other`, and so is
 * one whose partner stands at `end` or beyond.
 */
export function wordBreakAt(text: string, offset: number, end: number): number {
  const unit = text.charCodeAt(offset);
  const isHalf = (unit & 0xf800) === 0xd800 && offset + 1 < end;
  return classes[isHalf ? (text.codePointAt(offset) ?? 0) : unit] ?? 0;
}

/** How many UTF-16 units the code point at an offset takes, within a text that ends at `end`. */
export function unitsAt(text: string, offset: number, end: number): number {
  if ((text.charCodeAt(offset) & 0xfc00) !== 0xd800 || offset + 1 >= end) return 1;
  return (text.charCodeAt(offset + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
}

/** The end of the run of clinging marks that begins at an offset. */
export function skipMarks(text: string, offset: number, end: number): number {
  let at = offset;
  while (at < end && wordBreakAt(text, at, end) >= WordBreak.Extend) at += unitsAt(text, at, end);
  return at;
}

/** The end of the run of one class that begins at an offset, as far as its characters take one UTF-16 unit each. */
export function skipClass(text: string, kind: number, offset: number, end: number): number {
  let at = offset;
  while (at < end && classes[text.charCodeAt(at)] === kind) at += 1;
  return at;
}
