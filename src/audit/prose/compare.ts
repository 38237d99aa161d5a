import type { NumberInText } from '../../text/number-in-text.js';
import {
  allowed,
  asPrinted,
  type Bounds,
  difference,
  EPSILON,
  overlap,
  quotient,
  single,
  unrounded,
  withUnit,
} from '../arithmetic.js';
import { agrees, error, note, type Outcome } from '../diagnostic.js';

/** Two values of one kind, and what is said of them. */
export interface Compared {
  readonly a: NumberInText;
  readonly b: NumberInText;
}

/** The bounds of two values, where both are single numbers of one kind. */
function boundsOf({ a, b }: Compared): { a: Bounds; b: Bounds } | undefined {
  const [x, y] = [single(a), single(b)];
  if (!x || !y || a.kind !== b.kind || a.form === 'words' || b.form === 'words') return undefined;
  if ([a, b].some(({ bound }) => bound !== 'exactly' && bound !== 'about')) return undefined;
  return { a: allowed(a, x), b: allowed(b, y) };
}

/** How much further than they say words go that are meant loosely. */
const LOOSELY = 2;

/** What a printed multiple allows: digits as they round, words a part to either side, bounds one side. */
function multipleAllows(multiple: NumberInText, ratio: Bounds, more: boolean, looser = 1): boolean {
  const [value, other] = multiple.values;
  if (!value) return true;
  if (other) return overlap(ratio, { low: value.value - value.step / 2, high: other.value + other.step / 2 });
  const loose =
    multiple.form === 'words' ? looser * Math.max(value.value < 1 ? 0.09 : 0.25, value.value * 0.15) : value.step / 2;
  const fits = (wanted: number): boolean => {
    // "more than halved" is less than a half
    const isLess = wanted < 1;
    switch (multiple.bound) {
      case 'above':
      case 'at least':
        return isLess ? ratio.low < wanted + EPSILON : ratio.high > wanted - EPSILON;
      case 'below':
      case 'at most':
        return isLess ? ratio.high > wanted - EPSILON : ratio.low < wanted + EPSILON;
      case 'about':
        return overlap(ratio, { low: wanted * 0.8, high: wanted * 1.2 });
      case 'exactly':
        return overlap(ratio, { low: wanted - loose, high: wanted + loose });
    }
  };
  // "three times more" is said of three times as many, and of four
  return fits(value.value) || (more && fits(value.value + 1));
}

/** Whether a multiple is that of two values, the larger by the smaller. */
export function checkRatio(values: Compared, multiple: NumberInText, after: string): Outcome | undefined {
  const bounds = boundsOf(values);
  const [x, y] = [single(values.a), single(values.b)];
  if (!bounds || !x || !y || multiple.kind === 'vague') return undefined;
  const isFirstLarger = x.value >= y.value;
  const [larger, smaller] = isFirstLarger ? [bounds.a, bounds.b] : [bounds.b, bounds.a];
  const ratio = quotient(larger, smaller);
  if (!ratio) return undefined;
  const below = (single(multiple)?.value ?? 1) < 1;
  const own = below ? quotient(smaller, larger) : ratio;
  const more = /^\s(?:more|higher|greater|larger|faster|likelier)/.test(after);
  if (!own || multipleAllows(multiple, own, more)) return agrees;
  const [top, bottom] = isFirstLarger === !below ? [x, y] : [y, x];
  // "halved" is loosely said of what fell by a third, and of what fell by two
  const isLoose = multiple.bound === 'exactly' && multipleAllows(multiple, own, more, LOOSELY);
  return (isLoose ? note : error)(
    multiple,
    `${withUnit(top, values.a.kind)} / ${withUnit(bottom, values.a.kind)} = ` +
      `${(top.value / bottom.value).toFixed(2)}; ` +
      `printed is ${asPrinted(multiple)}`,
  );
}

/** Whether a number of points, or of things, is the difference of two values. */
export function checkDifference(values: Compared, gap: NumberInText): Outcome | undefined {
  const bounds = boundsOf(values);
  const [x, y, printed] = [single(values.a), single(values.b), single(gap)];
  if (!bounds || !x || !y || !printed) return undefined;
  const { low, high } = difference(bounds.a, bounds.b);
  const sizes: Bounds =
    low <= 0 && high >= 0
      ? { low: 0, high: Math.max(-low, high) }
      : { low: Math.min(Math.abs(low), Math.abs(high)), high: Math.max(Math.abs(low), Math.abs(high)) };
  if (overlap(sizes, allowed(gap, { ...printed, value: Math.abs(printed.value) }))) return agrees;
  const decimals = Math.max(x.decimals, y.decimals);
  const unit = values.a.kind === 'share' ? ' points' : '';
  return error(
    gap,
    `${withUnit(x, values.a.kind)} and ${withUnit(y, values.a.kind)} are ` +
      `${Math.abs(x.value - y.value).toFixed(decimals)}${unit} apart; ` +
      `printed is ${asPrinted(gap)}`,
  );
}

/** Whether a change in percent, or in points, is that from one value to another. */
export function checkChange(values: Compared, change: NumberInText): Outcome | undefined {
  if (change.kind === 'points' || (change.kind === values.a.kind && change.kind !== 'share'))
    return checkDifference(values, change);
  const bounds = boundsOf(values);
  const [from, to, printed] = [single(values.a), single(values.b), single(change)];
  if (!bounds || !from || !to || !printed || change.kind !== 'share' || bounds.a.low <= 0) return undefined;
  const ratio = quotient(bounds.b, bounds.a);
  if (!ratio) return undefined;
  const [one, other] = [100 * (ratio.low - 1), 100 * (ratio.high - 1)];
  const sizes =
    one * other < 0
      ? { low: 0, high: Math.max(-one, other) }
      : { low: Math.min(Math.abs(one), Math.abs(other)), high: Math.max(Math.abs(one), Math.abs(other)) };
  if (overlap(sizes, allowed(change, { ...printed, value: Math.abs(printed.value) }))) return agrees;
  const relative = Math.abs(100 * (to.value / from.value - 1));
  const points = Math.abs(to.value - from.value);
  const isShare = values.a.kind === 'share';
  const meant = isShare && Math.abs(points - Math.abs(printed.value)) <= (from.step + to.step + printed.step) / 2;
  return error(
    change,
    `${withUnit(from, values.a.kind)} to ${withUnit(to, values.b.kind)} is a change of ${relative.toFixed(1)}%` +
      `${isShare ? `, or of ${points.toFixed(from.decimals)} percentage points` : ''}; ` +
      `printed is ${asPrinted(change)}${meant ? ', which are points' : ''}`,
  );
}

/** Whether a value lies on the side of another that the words between them say: "up from", "followed by". */
export function checkDirection(values: Compared, words: string): Outcome | undefined {
  const bounds = boundsOf(values);
  if (!bounds) return undefined;
  const isDown = /\b(?:down|decrease|fall|drop) from/i.test(words);
  const { low, high } = difference(bounds.a, bounds.b);
  if (isDown ? low < -EPSILON : high > EPSILON) return agrees;
  return error(
    { start: values.a.start, end: values.b.end },
    `${asPrinted(values.a)} is ${low === 0 && high === 0 ? 'as much as' : isDown ? 'more than' : 'less than'} ` +
      `${asPrinted(values.b)}, from which it is said to be ${isDown ? 'down' : 'up'}`,
  );
}

/** Whether a rate is a total by its number of periods. */
export function checkRate(total: NumberInText, periods: NumberInText, rate: NumberInText): Outcome | undefined {
  const [n, k, printed] = [single(total), single(periods), single(rate)];
  if (!n || !k || !printed || k.value <= 1) return undefined;
  const own = quotient(allowed(total, n), unrounded(k, 'count'));
  if (!own || overlap(own, allowed(rate, printed))) return agrees;
  return error(
    rate,
    `${withUnit(n, 'count')} / ${withUnit(k, 'count')} = ${(n.value / k.value).toFixed(1)}; ` +
      `printed is ${asPrinted(rate)}`,
  );
}
