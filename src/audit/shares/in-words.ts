import type { NumberInText } from '../../text/number-in-text.js';
import { single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { matchesOf, type ProseRule, prose, templateOf } from '../prose/template.js';
import type { Reading, ReadSentence } from '../reading.js';
import { digits } from '../words.js';

/** A fraction in words, or a majority, and the percentage in brackets that it stands for. */
export const inWordsRules: readonly ProseRule<'f' | 's'>[] = [
  prose(
    '{f:F}[^⟦⟧.;,()]{0,70},? [([]{s:S}[)\\],;]',
    'Two-thirds (65%) of the firms agreed.',
    'Two-thirds (78%) of the firms agreed.',
  ),
  prose('{s:S} [([](?:about |nearly |almost |roughly )?{f:F}[)\\]]', '32% (a third) agreed.', '46% (a third) agreed.'),
  prose('{f:V}<w5>,? [([]{s:S}[)\\],;]', 'A majority (52%) agreed.', 'A majority (47%) agreed.'),
];

const almost = /\b(?:almost|nearly|just under)\b/i;

/** How far from its fraction a percentage may lie, in points: words are rough, and "nearly" makes them rougher. */
const [LOOSE, LOOSER] = [6, 9];

/** `three in four firms (68%)`, `a majority (47%)`: the percentage that the words before it cannot mean. */
export function* sharesInWords(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  for (const { f, s } of matchesOf(inWordsRules, templateOf(reading, sentence))) {
    const share = single(s);
    if (!share || s.bound !== 'exactly') continue;
    const [low, most] = allowedBy(f) ?? [];
    // "almost half" is less than a half
    const isLess = f.bound === 'about' && almost.test(reading.text.slice(Math.max(0, f.start - 12), f.start + 8));
    const high = most !== undefined && isLess ? most - LOOSER + 2 : most;
    if (low === undefined || high === undefined) continue;
    const isIn = share.value + share.step / 2 >= low && share.value - share.step / 2 <= high;
    if (isIn) yield agrees;
    else {
      const meant = isLess
        ? `almost ${f.printed} is at most ${(high - 2).toFixed(0)}%`
        : `${f.printed} is ${saidAs(f, low, high)}`;
      yield note(s, `${meant}; in brackets stands ${digits(share)}%`);
    }
  }
}

/** The percentages that the words leave open; undefined for words that say none. */
export function allowedBy(words: NumberInText): readonly [number, number] | undefined {
  if (words.kind === 'vague') {
    if (/\bmajority\b/i.test(words.printed)) return [50, 100];
    return /\bminority\b/i.test(words.printed) ? [0, 50] : undefined;
  }
  const fraction = single(words);
  if (!fraction) return undefined;
  const percent = 100 * fraction.value;
  switch (words.bound) {
    case 'above':
    case 'at least':
      return [percent, 100];
    case 'below':
    case 'at most':
      return [0, percent];
    case 'about':
      return [percent - LOOSER, percent + LOOSER];
    case 'exactly':
      return [percent - LOOSE, percent + LOOSE];
  }
}

export const saidAs = (words: NumberInText, low: number, high: number): string =>
  words.bound === 'exactly' || words.bound === 'about'
    ? words.kind === 'vague'
      ? `${high === 100 ? 'more' : 'less'} than 50%`
      : `${((low + high) / 2).toFixed(0)}%`
    : `${words.bound} ${(high === 100 ? low : high).toFixed(0)}%`;
