import type { LabelledItem } from '../../text/lists.js';
import { roundedFrom } from '../../text/printed-number.js';
import { EPSILON } from '../arithmetic.js';

/** The n that most counts and percentages of a list have in common. */
export interface CommonBase {
  /** The items that it does not explain. */
  readonly outliers: readonly LabelledItem[];
  readonly fitting: number;
  /** The bounds of n. */
  readonly low: number;
  readonly high: number;
}

/** Fewer items say nothing of an n that is not printed. */
const FEWEST = 4;

/**
 * The n that most of these counts and percentages have in common: undefined unless at least three items, and three in
 * four, agree on one.
 */
export function commonBase(items: readonly LabelledItem[]): CommonBase | undefined {
  const ranges = items.flatMap((item) => {
    if (!item.count || !item.share || item.count.value === 0 || item.share.value <= 0) return [];
    const { low, high } = roundedFrom(item.share);
    return [{ item, low: (100 * item.count.value) / high, high: low > 0 ? (100 * item.count.value) / low : Infinity }];
  });
  if (ranges.length < FEWEST) return undefined;
  let best = { fitting: 0, low: 0, high: 0 };
  for (const { low } of ranges) {
    const inside = ranges.filter((range) => range.low <= low + EPSILON && low <= range.high + EPSILON);
    if (inside.length > best.fitting)
      best = { fitting: inside.length, low, high: Math.min(...inside.map(({ high }) => high)) };
  }
  const isTight = best.high <= best.low * 1.1 && Math.floor(best.high + EPSILON) >= Math.ceil(best.low - EPSILON);
  if (best.fitting < 3 || best.fitting < 0.75 * ranges.length || !isTight) return undefined;
  const outliers = ranges.filter(({ low, high }) => low > best.low + EPSILON || high < best.low - EPSILON);
  return { ...best, outliers: outliers.map(({ item }) => item) };
}

/** `895`, or `890 to 899`. */
export function baseText({ low, high }: Pick<CommonBase, 'low' | 'high'>): string {
  const [from, to] = [Math.ceil(low - EPSILON), Math.floor(high + EPSILON)];
  return from === to
    ? from.toLocaleString('en-US')
    : `${from.toLocaleString('en-US')} to ${to.toLocaleString('en-US')}`;
}
