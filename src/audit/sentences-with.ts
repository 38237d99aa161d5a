import { allMatches } from '../text/rule.js';
import type { Reading, ReadSentence } from './reading.js';

/** What every claim of significance holds, in whatever form. */
export const significance = /signifi[ck]/gi;

const known = new WeakMap<Reading, Map<RegExp, readonly ReadSentence[]>>();

/** The sentences in which a global pattern of a word begins to match, by one look at the whole text. */
export function sentencesWith(reading: Reading, word: RegExp): readonly ReadSentence[] {
  const before = known.get(reading)?.get(word);
  if (before) return before;
  const found: ReadSentence[] = [];
  let i = 0;
  for (const { index } of allMatches(word, reading.text)) {
    while ((reading.sentences[i]?.end ?? Infinity) <= index) i += 1;
    const sentence = reading.sentences[i];
    if (sentence && sentence.start <= index && found.at(-1) !== sentence) found.push(sentence);
  }
  known.set(reading, (known.get(reading) ?? new Map<RegExp, readonly ReadSentence[]>()).set(word, found));
  return found;
}
