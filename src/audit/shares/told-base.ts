import type { LabelledItem } from '../../text/lists.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { roundedFrom } from '../../text/printed-number.js';
import { latin } from '../../text/rule.js';
import { EPSILON, isCount, single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import type { Reading } from '../reading.js';
import { grouped } from '../words.js';

/** A count with its percentage, and between which n must be of which it is that. */
interface Pair extends LabelledItem {
  readonly low: number;
  readonly high: number;
}

/** So many other counts with percentages make a printed number their n. */
const FEWEST = 3;
/** Below so many a percentage may be of anything. */
const SMALLEST = 10;
/** A text with more numbers is data. */
const MOST = 1500;
const between = latin(/^[ *]{0,3}(?:[\p{L}-]{2,20} ){0,2}[([](?:n\s?=\s?)?$/u);
/** `195/621 (31%)`, `88 of 120 (73%)`: the count is what the percentage is of. */
const isOf = /(?:\/|\bof(?:\s(?:the|all|our))?)\s?$/i;
/** What stands behind a percentage in brackets of everything: `56% of total`, but not `88% of them remote`. */
const ofAll = /^\s?(?:[)\]]|of (?:the )?(?:total|all|overall|data|sample|respon))/i;
const unit = latin(/^\s(\p{L}{4,30})/u);

/**
 * `47,933 layoffs (56% of total)`, where the text prints 86,207 layoffs at its top, of which the other counts are their
 * percentages: the pair that no number of the text is the n of; and the other way about, where no number is the n of
 * any, and one of the same things is near to it.
 */
export function* toldBase(reading: Reading): Generator<Outcome> {
  if (reading.numbers.length > MOST) return;
  const pairs = reading.quantified.flatMap((sentence) =>
    pairsOf(reading, reading.within(sentence.start, sentence.end)),
  );
  if (pairs.length < FEWEST) return;
  const counts = reading.numbers.filter((number) => isCount(number) && number.bound === 'exactly');
  const isBase = (number: NumberInText, { low, high, start, end }: Pair): boolean => {
    const n = single(number)?.value ?? 0;
    return n >= low - EPSILON && n <= high + EPSILON && !(number.start >= start && number.end <= end);
  };
  const of = pairs.map((pair) => counts.filter((number) => isBase(number, pair)));
  const support = new Map<number, number>();
  for (const some of of)
    for (const value of new Set(some.map((number) => single(number)?.value ?? 0)))
      support.set(value, (support.get(value) ?? 0) + 1);
  const bases = [...support].filter(([, times]) => times >= FEWEST).map(([value]) => value);
  const [base] = bases.sort((a, b) => (support.get(b) ?? 0) - (support.get(a) ?? 0));
  if (base === undefined) return yield* otherTotal(reading, pairs, counts);
  // where one in four is of another n that is not printed, any may be
  const odd = pairs.filter((_, i) => (of[i] ?? []).length === 0);
  if (odd.length * 4 > pairs.length) return;
  for (const _ of pairs.slice(odd.length)) yield agrees;
  // two that may be of one n are of one that is not printed
  const alone = odd.filter(({ low, high }, i) => !odd.some((one, j) => i !== j && one.low <= high && low <= one.high));
  for (const pair of alone)
    if (pair.count && pair.share && pair.count.value <= base)
      yield note(
        pair,
        `${support.get(base)} other percentages are of ${grouped(base)}; ${grouped(pair.count.value)} of that is ` +
          `${((100 * pair.count.value) / base).toFixed(pair.share.decimals + 1)}%, printed is ` +
          `${pair.share.value.toFixed(pair.share.decimals)}%, which it is of none of the numbers here`,
      );
}

/** A number of the same things near the n that all pairs have in common and nothing prints. */
function* otherTotal(reading: Reading, pairs: readonly Pair[], counts: readonly NumberInText[]): Generator<Outcome> {
  const low = Math.max(...pairs.map((pair) => pair.low));
  const high = Math.min(...pairs.map((pair) => pair.high));
  if (pairs.length < FEWEST || low > high || high > 1.1 * low) return;
  const units = new Set(pairs.flatMap((pair) => (pair.unit === '' ? [] : [pair.unit])));
  const [total, ...more] = counts.filter((number) => {
    const n = single(number)?.value ?? 0;
    const isOther = n < low - EPSILON || n > high + EPSILON;
    return isOther && n > 0.6 * low && n < 1.6 * high && units.has(unitOf(reading, number));
  });
  if (!total || more.length > 0 || pairs.some(({ start, end }) => total.start >= start && total.end <= end)) return;
  yield note(
    total,
    `the ${pairs.length} percentages that stand beside a count are of ${grouped(Math.ceil(low - EPSILON))} to ` +
      `${grouped(Math.floor(high + EPSILON))}; here it is ${total.printed}, if they are of all of these`,
  );
}

const unitOf = ({ text }: Reading, { end }: NumberInText): string =>
  (unit.exec(text.slice(end, end + 40))?.[1] ?? '').toLowerCase();

/** Each count of a sentence or item that stands right before its percentage in brackets, or the other way about. */
const pairsOf = (reading: Reading, numbers: readonly NumberInText[]): Pair[] =>
  numbers.flatMap((number, i): Pair[] => {
    const next = numbers[i + 1];
    if (!next || !between.test(reading.text.slice(number.end, next.start))) return [];
    const [k, s] = number.kind === 'count' ? [number, next] : [next, number];
    if (k === next && !/^\s?[)\]*,;]/.test(reading.text.slice(k.end, k.end + 3))) return [];
    const [count, share] = [single(k), single(s)];
    if (k.kind !== 'count' || s.kind !== 'share' || !count || !share || count.value < SMALLEST) return [];
    if (isOf.test(reading.text.slice(Math.max(0, k.start - 12), k.start))) return [];
    if (s === next && !ofAll.test(reading.text.slice(s.end, s.end + 16))) return [];
    const bounds = roundedFrom(share);
    if (k.bound !== 'exactly' || s.bound !== 'exactly' || bounds.low <= 0 || share.value > 100) return [];
    const [low, high] = [(100 * count.value) / bounds.high, (100 * count.value) / bounds.low];
    return [{ label: '', start: number.start, end: next.end, unit: unitOf(reading, k), count, share, low, high }];
  });
