import { emojiEnd } from './emoji.js';
import { wordEnd } from './word.js';
import { skipMarks, unitsAt, WordBreak, wordBreakAt } from './word-break.js';

/** A longer token is cut, and goes on as another: Lucene reads through a window of so many UTF-16 units. */
export const maxTokenLength = 255;

/**
 * Steps through the tokens of a text, as Lucene's StandardTokenizer does, without making strings of them.
 *
 * At each place the longest token wins; what begins none (spaces, punctuation) is skipped. Words and numbers
 * follow UAX #29. Where it leaves the choice open: each Han and each Hiragana character is a token, a run of
 * Thai, Lao, Khmer or Burmese is one, an emoji sequence is one. Classes are those of Unicode 12.1, as in
 * Lucene 9 and 10: characters that are younger begin no token.
 *
 * One difference: of a text that ends in half a surrogate pair Lucene drops the last tokens, a slip of its
 * reading through a window; here they count.
 */
export class StandardTokenizer {
  start = 0;
  end = 0;
  constructor(readonly text: string) {}

  /** Moves to the next token, or to the first at or after an offset; false where there is none. */
  next(from: number = this.end): boolean {
    const { text } = this;
    const { length } = text;
    for (let at = from; at < length; ) {
      const end = tokenEnd(text, at, windowEnd(text, at));
      if (end > at) {
        this.start = at;
        this.end = end;
        return true;
      }
      at += unitsAt(text, at, text.length);
    }
    return false;
  }
}

/** How far a token from `start` may reach; the window does not cut a surrogate pair. */
function windowEnd(text: string, start: number): number {
  const end = start + maxTokenLength;
  if (end >= text.length) return text.length;
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end - 1 : end;
}

/** The end of the longest token that begins at an offset; the offset itself where none does. */
function tokenEnd(text: string, start: number, limit: number): number {
  switch (wordBreakAt(text, start, limit)) {
    case WordBreak.Letter:
    case WordBreak.HebrewLetter:
    case WordBreak.Numeric:
    case WordBreak.Katakana:
    case WordBreak.ExtendNumLet:
      return wordEnd(text, start, limit);
    case WordBreak.LetterPictograph:
      return Math.max(wordEnd(text, start, limit), emojiEnd(text, start, limit));
    case WordBreak.Pictograph:
    case WordBreak.EmojiModifier:
    case WordBreak.ZeroWidthJoiner:
    case WordBreak.KeycapBase:
    case WordBreak.RegionalIndicator:
      return emojiEnd(text, start, limit);
    case WordBreak.Han:
    case WordBreak.Hiragana:
      return skipMarks(text, start + unitsAt(text, start, limit), limit);
    case WordBreak.SouthEastAsian:
    case WordBreak.SouthEastAsianExtend:
      return southEastAsianEnd(text, start, limit);
    default:
      return start;
  }
}

/** The end of a run of South East Asian characters with their marks. */
function southEastAsianEnd(text: string, start: number, limit: number): number {
  let at = start;
  while (at < limit) {
    const kind = wordBreakAt(text, at, limit);
    if (kind !== WordBreak.SouthEastAsian && kind < WordBreak.Extend) break;
    at += unitsAt(text, at, limit);
  }
  return at;
}
