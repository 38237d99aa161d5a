import { allMatches } from './rule.js';

const small = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const large: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, dozen: 12 };
const letters = /[a-z]+/g;
/** The words of which cardinals are made. */
export const cardinalWords: readonly string[] = [...small, ...tens.slice(2), ...Object.keys(large)];
const cardinal = `(?:${cardinalWords.join('|')})`;

/** The source of a pattern for words that make up whole numbers, one or several: `two hundred and five`. */
export const cardinals =
  `(?:a\\s(?:hundred|thousand|million|billion|dozen)|${cardinal})` + `(?:(?:-|\\s(?:and\\s)?)${cardinal}){0,15}`;

/**
 * The first whole number of such words: all of them, or those before another one begins.
 *
 * A number goes on with smaller parts, and with `and` only behind hundreds and more. Where a hundred or a thousand is
 * one too many, it belongs to the words before it, and they to the next number.
 *
 * @example
 * firstCardinal('three hundred and five hundred') // => 'three hundred'
 */
export function firstCardinal(words: string): string {
  let [end, beforeGroup, beforeTail] = [0, 0, 0];
  let [below, scaleBelow, hasHundred] = [1000, Infinity, false];
  for (const { 0: word, index } of allMatches(letters, words.toLowerCase())) {
    if (word === 'and') {
      if (below < 100) break;
      continue;
    }
    const scale = large[word];
    if (scale === undefined) {
      const value = belowHundred(word) ?? Infinity;
      if (value >= below) break;
      if (below >= 100) beforeTail = end;
      below = value >= 20 ? 10 : 0;
    } else if (scale === 100) {
      if (hasHundred) return words.slice(0, below < 100 ? beforeTail : end);
      [hasHundred, below] = [true, 100];
    } else {
      if (scale >= scaleBelow) return words.slice(0, beforeGroup);
      [scaleBelow, hasHundred, below] = [scale, false, scale === 12 ? 0 : 1000];
      beforeGroup = index + word.length;
    }
    end = index + word.length;
  }
  return words.slice(0, end);
}

/** The value of a word below a hundred; `a` is one. */
function belowHundred(word: string): number | undefined {
  const unit = word === 'a' ? 1 : small.indexOf(word);
  if (unit >= 0) return unit;
  const ten = tens.indexOf(word);
  return ten > 0 ? ten * 10 : undefined;
}

/**
 * The whole number that English words say; undefined for words that say none, or several.
 *
 * @example
 * cardinalValue('two hundred and five') // => 205
 */
export function cardinalValue(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '' || firstCardinal(text) !== text) return undefined;
  let total = 0;
  let group = 0;
  for (const word of text.toLowerCase().split(/[\s-]+/)) {
    const scale = large[word];
    if (scale === undefined) group += belowHundred(word) ?? 0;
    else {
      group = (group === 0 ? 1 : group) * scale;
      if (scale >= 1000) {
        total += group;
        group = 0;
      }
    }
  }
  return total + group;
}
