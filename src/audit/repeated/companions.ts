import { groupedBy } from '../../load/grouped-by.js';
import { allowed, overlap } from '../arithmetic.js';
import { note, type Outcome } from '../diagnostic.js';
import { isDuration } from '../duration.js';
import { type Quantity, quantitiesOf, reportWords } from '../quantities/quantities.js';
import type { Reading } from '../reading.js';
import { severalStudies } from './same-words.js';

/** A text with more quantities is data. */
const MOST = 1500;
/** A text with more results of tests is a paper. */
const FEW = 5;
/** Sentences of more values are lists of data. */
const LONGEST = 12;
/** Two sentences that share so many values tell of the same. */
const SHARED = 2;
/** Further apart two numbers were never meant to be the same. */
const FURTHEST = 1.8;
/** A value of so many digits is seldom that of two things. */
const DIGITS = 2;

/**
 * `The north had the lowest rate, 13.8% (133 of 961)`, and elsewhere `133 of its 961 people left, 23.8%`: two sentences
 * that have two values in common, and one each of a kind that differ, which stand beside the same words.
 *
 * @param found where a number stands that was found already: it is not told again
 */
export function* companions(reading: Reading, found: ReadonlySet<number>): Generator<Outcome> {
  // results of tests are told beside the same numbers again and again
  if (severalStudies.test(reading.text) || reading.reporting.length > FEW) return;
  const quantities = quantitiesOf(reading).filter(({ inTable, number }) => !inTable && number.kind !== 'measure');
  if (quantities.length > MOST) return;
  const places = new Map<number, Quantity[]>();
  for (const one of quantities) places.set(one.place, [...(places.get(one.place) ?? []), one]);
  const byValue = groupedBy(quantities.filter(isTelling), keyOf);
  const seen = new Set<Quantity>();
  for (const [place, own] of places) {
    if (!hasSome(own)) continue;
    for (const [other, shared] of sharing(place, own, byValue)) {
      const its = places.get(other) ?? [];
      if (shared < SHARED || !hasSome(its)) continue;
      const [first, second] = oddPair(reading, own, its) ?? [];
      if (!first || !second || seen.has(second) || [first, second].some(({ number }) => found.has(number.start)))
        continue;
      seen.add(second);
      yield note(
        second.number,
        `line ${reading.lineOf(first.number.start)} prints ${first.number.printed} ` +
          `beside ${shared} other numbers that stand here too; here it is ${second.number.printed}`,
      );
    }
  }
}

const hasSome = (some: readonly Quantity[]): boolean => some.length > SHARED && some.length <= LONGEST;

const keyOf = ({ number, value }: Quantity): string => `${number.kind} ${value.value}`;

const isTelling = ({ value }: Quantity): boolean =>
  value.value.toFixed(value.decimals).replace(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '').length >= DIGITS;

/** The later places that print values of one, and how many of them. */
function sharing(
  place: number,
  own: readonly Quantity[],
  byValue: ReadonlyMap<string, readonly Quantity[]>,
): Map<number, number> {
  const shared = new Map<number, number>();
  for (const key of new Set(own.filter(isTelling).map(keyOf)))
    for (const other of new Set((byValue.get(key) ?? []).map((one) => one.place)))
      if (other > place) shared.set(other, (shared.get(other) ?? 0) + 1);
  return shared;
}

/** The only two of a kind that the other does not print, if the same words stand beside both. */
function oddPair(
  { text }: Reading,
  own: readonly Quantity[],
  its: readonly Quantity[],
): readonly [Quantity, Quantity] | undefined {
  const without = (some: readonly Quantity[], others: readonly Quantity[]): Quantity[] =>
    some.filter((one) => !others.some((other) => isSame(one, other)));
  const [left, right] = [without(own, its), without(its, own)];
  for (const a of left) {
    const [b, ...more] = right.filter(({ number }) => number.kind === a.number.kind);
    if (!b || more.length > 0 || left.some((one) => one !== a && one.number.kind === a.number.kind)) continue;
    const isOther = [a, b].some(({ number }) => number.bound !== 'exactly' || isDuration(text, number));
    const times = a.value.value / b.value.value;
    const ofYears = a.years.length > 0 && b.years.length > 0 && !a.years.some((year) => b.years.includes(year));
    if (isOther || ofYears || !(times < FURTHEST && times > 1 / FURTHEST)) continue;
    const words = [...a.words.keys()].filter((word) => !word.startsWith('#') && !reportWords.has(word));
    if (words.some((word) => b.words.has(word))) return [a, b];
  }
  return undefined;
}

const isSame = (a: Quantity, b: Quantity): boolean =>
  a.number.kind === b.number.kind && overlap(allowed(a.number, a.value), allowed(b.number, b.value));
