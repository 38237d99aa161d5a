import { EPSILON, single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { matchesOf, type ProseRule, prose, templateOf } from '../prose/template.js';
import type { Reading, ReadSentence } from '../reading.js';
import { grouped } from '../words.js';
import { allowedBy, saidAs } from './in-words.js';

/** A fraction in words, and two percentages in brackets that may be its parts. */
export const partsInWordsRules: readonly ProseRule<'f' | 'a' | 'b'>[] = [
  prose(
    '{f:F}[^⟦⟧.;()]{0,80}\\({a:S}[^⟦⟧();]{0,40}, ?{b:S}[^⟦⟧()]{0,40}\\)',
    'Three quarters of them use it (31% often, 41% now and then).',
    'Three quarters of them use it (13% often, 41% now and then).',
  ),
  prose(
    '{f:F}[^⟦⟧.;()]{0,80}\\({a:S}\\),? (?:and|or)[^⟦⟧.;()]{0,60}\\({b:S}\\)',
    'Two thirds use it alone (40%) or with others (26%).',
    'Two thirds use it alone (14%) or with others (26%).',
  ),
];

/** Further from their fraction two percentages are no parts of it. */
const FAR = 45;

/** `three quarters (31% often, 41% now and then)`: parts that the fraction before them cannot be made of. */
export function* partsInWords(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  for (const { f, a, b } of matchesOf(partsInWordsRules, templateOf(reading, sentence))) {
    const [one, other] = [single(a), single(b)];
    const [low, high] = allowedBy(f) ?? [];
    if (!one || !other || low === undefined || high === undefined) continue;
    const isIn = (value: number): boolean => value >= low - EPSILON && value <= high + EPSILON;
    const sum = one.value + other.value;
    if (isIn(sum)) yield agrees;
    else if (!isIn(one.value) && !isIn(other.value) && sum > low - FAR && sum < high + FAR && a.bound === 'exactly')
      yield note(
        { start: f.start, end: b.end },
        `${a.printed} and ${b.printed} are ${grouped(sum, Math.max(one.decimals, other.decimals))}%; ` +
          `${f.printed} is ${saidAs(f, low, high)}, if these are its parts`,
      );
  }
}
