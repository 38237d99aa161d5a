import { skipClass, skipMarks, unitsAt, WordBreak, wordBreakAt } from './word-break.js';

const { Letter, LetterPictograph, HebrewLetter, Numeric, Katakana, ExtendNumLet } = WordBreak;
const { MidLetter, MidNum, SingleQuote, DoubleQuote } = WordBreak;

/** After a Hebrew letter with its quote mark: a letter, digit or underscore may follow, another mark may not. */
const Closed = WordBreak.Other;

/**
 * The end of the longest word or number that begins at an offset; the offset itself where none does.
 *
 * Rules WB5 to WB13 of UAX #29 as Lucene's grammar writes them: letters and digits join; a point, colon or
 * apostrophe joins two letters; a point, comma or apostrophe joins two digits; an underscore joins anything, but
 * is no word alone; Katakana joins only itself. A Hebrew letter also keeps a quote mark.
 */
export function wordEnd(text: string, start: number, limit: number): number {
  let end = start;
  let last: number = ExtendNumLet;
  for (let at = start; at < limit; ) {
    const kind = letterAt(text, at, limit);
    if (kind === WordBreak.Other || kind > DoubleQuote) return end;
    const first = at + unitsAt(text, at, limit);
    const after = skipMarks(text, kind === Letter ? skipClass(text, Letter, first, limit) : first, limit);
    if (kind === ExtendNumLet) {
      at = after;
      last = kind;
      if (end > start) end = after;
      continue;
    }
    if (kind === Letter || kind === HebrewLetter || kind === Numeric) {
      if (last === Katakana) return end;
      at = after;
      last = kind;
    } else if (kind === Katakana) {
      if (last !== Katakana && last !== ExtendNumLet) return end;
      at = after;
      last = kind;
    } else {
      const next = after < limit ? letterAt(text, after, limit) : WordBreak.Other;
      const joined = join(last, kind, next);
      if (joined !== undefined) {
        at = skipMarks(text, after + unitsAt(text, after, limit), limit);
        last = joined;
      } else if (last === HebrewLetter && kind === SingleQuote) {
        at = after;
        last = Closed;
      } else return end;
    }
    end = at;
  }
  return end;
}

/** What the word has last after a mark has joined `next` to it; undefined where the mark joins nothing. */
function join(last: number, mark: number, next: number): number | undefined {
  const letters = (last === Letter || last === HebrewLetter) && (next === Letter || next === HebrewLetter);
  if (mark === DoubleQuote) return last === HebrewLetter && next === HebrewLetter ? Closed : undefined;
  if (mark === SingleQuote && last === HebrewLetter && letters) return next;
  if (letters && mark !== MidNum) return Letter;
  if (last === Numeric && next === Numeric && mark !== MidLetter) return Numeric;
  return undefined;
}

/** The class of a code point, a letter that is also an emoji (ℹ) being a letter. */
function letterAt(text: string, offset: number, limit: number): number {
  const kind = wordBreakAt(text, offset, limit);
  return kind === LetterPictograph ? Letter : kind;
}
