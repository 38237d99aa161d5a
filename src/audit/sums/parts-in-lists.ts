import type { LabelledList } from '../../text/lists.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { roundedFrom } from '../../text/printed-number.js';
import { addition, EPSILON, total } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import type { Reading } from '../reading.js';
import { grouped } from '../words.js';

/** Parts further from the whole than this were not meant to be all of it. */
const NEAR = 0.12;
const selection = new RegExp(
  String.raw`\b(?:includ(?:es?|ing)|such as|top|most|mostly|common|popular|largest|biggest|notably|led by|` +
    String.raw`overlap|multiple|several)\b`,
  'i',
);
const intoParts =
  /\b(?:by|break(?:s|ing)?\s?down|breakdown|split|divided|categories|consists?|of (?:these|those|them|which))\b/i;

/** Lists and headings that look like all parts of a whole and fall short of it, or go beyond: worth a look, no more. */
export function* partsOfList(reading: Reading, list: LabelledList): Generator<Outcome> {
  const { items, heading } = list;
  const counts = items.flatMap(({ count }) => count ?? []);
  const shares = items.flatMap(({ share }) => share ?? []);
  if (counts.length !== items.length || items.length < 3) return;
  if (shares.length === items.length) yield* besideShares(list);
  else if (heading === '' && shares.length === 0) yield* belowWhole(reading, list);
}

/** With percentages that add to about everything, their common n is the whole. */
function* besideShares({ items, intro }: LabelledList): Generator<Outcome> {
  const counts = items.flatMap(({ count }) => count ?? []);
  const sumOfShares = total(items.flatMap(({ share }) => share ?? []));
  const [first] = items;
  if (!first || sumOfShares < 95 || sumOfShares > 105) return;
  const ranges = items.flatMap(({ count, share }) => {
    if (!count || !share || share.value <= 0) return [];
    const { low, high } = roundedFrom(share);
    return [{ low: (100 * count.value) / high, high: (100 * count.value) / low }];
  });
  const low = Math.ceil(Math.max(...ranges.map((range) => range.low)) - EPSILON);
  const high = Math.floor(Math.min(...ranges.map((range) => range.high)) + EPSILON);
  const sum = total(counts);
  if (low > high || sum > high || selection.test(intro.text)) return;
  if (sum >= low) return yield agrees;
  const of = low === high ? grouped(low) : `${grouped(low)} to ${grouped(high)}`;
  yield note(
    first,
    `${counts.map(({ value }) => grouped(value)).join(' + ')} = ${grouped(sum)}, while the percentages are of ${of}: ` +
      `${grouped(low - sum)} are in none of the ${items.length}`,
  );
}

/** "By category:" below a number of the same things. */
function* belowWhole(reading: Reading, { items, intro }: LabelledList): Generator<Outcome> {
  const [first, last] = [items[0], items.at(-1)];
  const counts = items.flatMap(({ count }) => count ?? []);
  if (!first || !last || first.unit === '' || !intoParts.test(intro.text) || selection.test(intro.text)) return;
  const whole = reading
    .within(Math.max(0, intro.start - 400), first.start)
    .filter(({ kind, bound, values }) => kind === 'count' && bound === 'exactly' && values.length === 1)
    .findLast((number) => unitAfter(reading, number) === first.unit && number.start < first.start);
  const [value] = whole?.values ?? [];
  if (!whole || !value) return;
  const gap = Math.abs(total(counts) - value.value);
  if (gap === 0) return yield agrees;
  if (gap > NEAR * value.value) return;
  yield note({ start: first.start, end: last.end }, `${addition(counts, value)} (line ${reading.lineOf(whole.start)})`);
}

const unitAfter = ({ text }: Reading, { end }: NumberInText): string =>
  /^\s(\p{L}[\p{L}-]{0,30})/u.exec(text.slice(end, end + 32))?.[1] ?? '';
