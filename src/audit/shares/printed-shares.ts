import type { NumberInText } from '../../text/number-in-text.js';
import type { PrintedNumber } from '../../text/printed-number.js';
import type { Range } from '../diagnostic.js';
import { matchesOf, type ProseRule, prose, templateOf } from '../prose/template.js';
import type { Reading } from '../reading.js';

/** k of n as a percentage. */
export interface PrintedShare extends Range {
  readonly k: number;
  readonly n: number;
  readonly share: PrintedNumber;
  readonly bound: NumberInText['bound'];
}

/** How sentences print a count, what it is of, and the percentage. */
export const shareRules: readonly ProseRule<'k' | 'n' | 's'>[] = [
  prose(
    '{k:C}<w3> <of> <the>{n:C}<w5>,? ?[([](?:[^⟦⟧()]{0,12} )?{s:S}',
    '14 of the 52 clinics (26.9%)',
    '14 of the 52 clinics (29.6%)',
  ),
  prose(
    '{k:C}<w3> <of> <the>{n:C}<w5>(?:, or| or|,? i\\.e\\.,?| [–—-]| =) (?:about |roughly )?{s:S}',
    '88 out of 120 firms, or 73%',
    '88 out of 120 firms, or 63%',
  ),
  prose('{k:C} ?/ ?{n:C}<w3> ?[([=] ?(?:about |roughly |~ ?)?{s:S}', '14/52 (26.9%)', '14/52 (29.6%)'),
  prose(
    '{s:S}<w5>,? [([](?:[nk] ?= ?)?{k:C} ?(?:<of>|/) ?<the>{n:C}',
    '34% of postings (123 of 362)',
    '34% of postings (123 of 281)',
  ),
  prose(
    '{k:C}<w3> <of> <the>{n:C}<w5>,? (?:putting (?:it|them|this) at|making up|which (?:is|represents)|' +
      'that is|representing|accounting for|comprising)(?: about| roughly| some)? {s:S}',
    '158 of the 358 answers, putting it at 44%',
    '158 of the 358 answers, putting it at 54%',
  ),
  prose('{s:S},? or {k:C}<w2> <of> <the>{n:C}', '25%, or 13 of the 52', '35%, or 13 of the 52'),
  prose(
    '{k:C}<w2> [([]{s:S}[)\\]]<w2> <of> <the>{n:C}',
    '14 (26.9%) of the 52 clinics',
    '14 (29.6%) of the 52 clinics',
  ),
  prose(
    '(?:^|[.;:] |\\()<of> <the>{n:C}<w5>,<gap> {k:C}<w2> [([]{s:S}',
    'Of 425 adverts, 155 (36%) say so.',
    'Of 425 adverts, 155 (46%) say so.',
  ),
  prose(
    '(?:^|[.;:] )Von <the>{n:C}<w4> {k:C}<w1> [([]{s:S}',
    'Von 425 Anzeigen nennen 155 (36 %) Python.',
    'Von 425 Anzeigen nennen 155 (46 %) Python.',
  ),
  prose('{s:S} <of> <the>{n:C}<w4> \\({k:C}\\)', '26.9% of the 52 clinics (14)', '29.6% of the 52 clinics (14)'),
  prose(
    '(?:^|[.;:] |\\()<of> <the>{n:C}<w4>,[^.;]{0,160}(?<!of | in | to |/){k:C}<w2> [([]{s:S}',
    'Of 64 schools, 9 (14%) had none and 55 (86%) had one.',
    'Of 64 schools, 9 (14%) had none and 55 (68%) had one.',
  ),
];

/** Every k of n with its percentage, wherever sentences print one. */
export function printedShares(reading: Reading): PrintedShare[] {
  const before = known.get(reading);
  if (before) return before;
  const found = reading.quantified.flatMap((sentence) =>
    [...matchesOf(shareRules, templateOf(reading, sentence))].flatMap(({ k, n, s }): PrintedShare[] => {
      const [count, of, share] = [k.values[0], n.values[0], s.values[0]];
      if (!count || !of || !share || [k, n, s].some(({ values }) => values.length > 1)) return [];
      if (!Number.isInteger(count.value) || !Number.isInteger(of.value) || of.value <= 0) return [];
      // another count of the sentence is what the percentage is of: "Of the 10, 8 ended in the last 3 s (80%)"
      const isOf = (other: number): boolean =>
        Math.abs((100 * other) / of.value - share.value) <= share.step / 2 + 1e-9;
      const others = reading
        .within(sentence.start, sentence.end)
        .filter((each) => each !== k && each !== n && each.kind === 'count');
      if (!isOf(count.value) && others.some(({ values: [other] }) => other && isOf(other.value))) return [];
      const [start, end] = [Math.min(k.start, n.start, s.start), Math.max(k.end, n.end, s.end)];
      return [{ k: count.value, n: of.value, share, bound: s.bound, start, end }];
    }),
  );
  known.set(reading, found);
  return found;
}

const known = new WeakMap<Reading, PrintedShare[]>();
