import type { Reading, ReadSentence } from '../reading.js';
import type { Reported } from '../reported/reported.js';
import { digits } from '../words.js';

/**
 * What is wrong with an effect size beyond 1; undefined for one within its range, and `not an effect` where the letter
 * names something else: a bare V is Wilcoxon's too, φ may be the golden ratio, and r a radius.
 */
export function outOfRange(reading: Reading, sentence: ReadSentence, effect: Reported): string | undefined {
  const { name, value, start, end, df } = effect;
  const printed = reading.text.slice(start, end);
  const hasTest = sentence.reported.some(({ name }) => name === 'χ²');
  if (name === 'φ' && !hasTest) return 'not an effect';
  if (name === 'V' && !hasTest && value.value > 1 && !/^cram/i.test(printed)) return 'not an effect';
  if (Math.abs(value.value) <= 1) return undefined;
  if ((name === 'r' || name === 'ρ') && df.length === 0 && !/correlat/i.test(sentence.text)) return 'not an effect';
  // a whole number has lost its point, and a percentage is none
  if (value.decimals === 0 || effect.percent) return 'not an effect';
  const from = name === 'r' || name === 'ρ' ? '−1' : '0';
  return `${name} lies between ${from} and 1; printed is ${digits(value)}`;
}
