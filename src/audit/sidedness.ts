import { allMatches, latin } from '../text/rule.js';
import type { Sentence } from '../text/sentences.js';
import type { Reading } from './reading.js';

const tailed = '(?:one|1)[-\\s]?(?:tailed|sided|tail)\\b';
const oneSided = latin(
  new RegExp(
    `\\b${tailed}|(?<![\\p{L}-])(?<!(?:non|bi)[\\s-])directional\\b(?!\\s(?:encod|model|network))|` +
      `\\beinseitig(?:er|e|en)?\\b|\\bunilat[eé]ral(?:e|es|mente)?\\b`,
    'giu',
  ),
);
const negated =
  /\b(?:no|not|never|none|neither|nor|without|rather than|instead of|kein(?:e|en)?|nicht|than)\b[^.;]{0,40}$/i;
/** A sentence that says so of all tests of the text. */
const everyTest = latin(
  new RegExp(
    `\\b(?:all|these|the|our|every)\\s(?:\\p{L}+[\\s-]){0,4}(?:tests?|p[-\\s]values?|analyses|comparisons)\\s` +
      `(?:[^.]{0,40}\\s)?(?:were|are|was|is)\\s${tailed}` +
      `|\\b(?:used|using|use|ran|report(?:ed)?|conducted|performed|employed|applied)\\s(?:\\p{L}+\\s){0,3}${tailed}` +
      `|${tailed}\\s(?:\\p{L}+[\\s-]){0,3}tests?\\s(?:were|are)\\b` +
      `|\\balle\\s(?:\\p{L}+\\s){0,2}tests?\\ssind\\seinseitig`,
    'giu',
  ),
);

/** Without one of these words no text says so. */
const mention = new RegExp(`${tailed}|einseitig`, 'i');

/** Texts in which every test is said to be one-sided. */
const known = new WeakMap<Reading, boolean>();

/** Whether a sentence's p-values are said to be one-sided, in it, or by a sentence that speaks of all tests. */
export function isOneSided(reading: Reading, sentence: Sentence): boolean {
  if (says(sentence.text, oneSided)) return true;
  const all = known.get(reading) ?? (mention.test(reading.text) && says(reading.text, everyTest));
  known.set(reading, all);
  return all;
}

/** Whether a text says so, and not that it is not so. */
const says = (text: string, pattern: RegExp): boolean =>
  allMatches(pattern, text).some(({ index }) => !negated.test(text.slice(Math.max(0, index - 60), index)));
