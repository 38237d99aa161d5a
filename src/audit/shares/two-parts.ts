import { allowed, EPSILON, overlap, single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { matchesOf, type ProseRule, prose, templateOf } from '../prose/template.js';
import type { Reading, ReadSentence } from '../reading.js';
import { grouped } from '../words.js';

/** Two counts, each with its share of both. */
export const twoPartsRules: readonly ProseRule<'k' | 'a' | 'm' | 'b'>[] = [
  prose(
    '{k:C}<w4> \\({a:S}\\)<w4>,? (?:and|versus|vs\\.?|against)<w3> {m:C}<w4> \\({b:S}\\)',
    'We got 927 partial (54%) and 779 complete answers (46%).',
    'We got 927 partial (45%) and 779 complete answers (46%).',
  ),
];

/** `927 partial (54%) and 779 complete (46%)`: each share is that of its count among both, where one of them is. */
export function* twoParts(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  for (const { k, a, m, b } of matchesOf(twoPartsRules, templateOf(reading, sentence))) {
    const [one, other, first, second] = [k, m, a, b].map(single);
    if (!one || !other || !first || !second || one.value + other.value <= 0) continue;
    const all = one.value + other.value;
    // where both together are printed, each is held against that
    const counts = reading.within(sentence.start, sentence.end).filter(({ kind }) => kind === 'count');
    if (counts.some((count) => single(count)?.value === all)) continue;
    const [own, rest] = [(100 * one.value) / all, (100 * other.value) / all];
    const isFirst = overlap(allowed(a, first), { low: own, high: own });
    const isSecond = overlap(allowed(b, second), { low: rest, high: rest });
    const isAll = Math.abs(first.value + second.value - 100) <= (first.step + second.step) / 2 + EPSILON;
    if (isFirst && isSecond) yield agrees;
    else if (isFirst || isSecond || isAll)
      yield note(
        { start: k.start, end: b.end },
        `${grouped(one.value)} and ${grouped(other.value)} are ${own.toFixed(1)}% and ${rest.toFixed(1)}% of ` +
          `${grouped(all)}, if these are all; printed are ${a.printed} and ${b.printed}`,
      );
  }
}
