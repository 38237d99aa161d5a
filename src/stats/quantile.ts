import { checkCount, checkFinite, checkFraction, checkObject, refuse } from './argument.js';
import { exp } from './elementary.js';
import { logIncompleteBeta } from './incomplete-beta.js';
import type { Estimate } from './types.js';

/** A value, and how many postings have it. */
export interface CountedValue {
  readonly value: number;
  readonly n: number;
}

/** A quantile with its interval, and how many postings it rests on. */
export interface Quantile extends Estimate {
  readonly n: number;
}

/**
 * Below which value lies this share of the postings?
 *
 * The quantile, linear between neighbours (R's type 7, pandas' default), with an interval between two of the values
 * themselves, whatever their distribution: how many of n values lie below the true quantile is binomial, so the values
 * at the ends of that range enclose it at least as often as `level` says. Where n is too small for one end, that end is
 * infinite. Postings are taken as independent; those of one employer are alike, and then it is too narrow.
 *
 * Source: W. J. Conover, Practical Nonparametric Statistics (3rd edition, 1999), 3.2; R. J. Hyndman & Y. Fan, The
 * American Statistician 50 (1996) 361–365.
 *
 * @param counts values, in any order and unit, each with the number of postings that have it: the rows of a count by a
 *   number
 * @param share the share below, between 0 and 1: 0.5 for the median
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @returns the quantile, the interval around it in the unit of the values, and n
 * @throws UserError when there are no values, a count or a value is impossible, or a share is not between 0 and 1
 * @example
 * const pay = [{ value: 90, n: 2 }, { value: 100, n: 5 }, { value: 120, n: 4 }, { value: 200, n: 1 }]
 * quantile(pay, 0.5) // => { estimate: 100, low: 100, high: 120, n: 12 }
 * quantile(pay, 0.9) // => { estimate: 120, low: 120, high: Infinity }
 */
export function quantile(
  counts: readonly CountedValue[],
  share: number,
  { level = 0.95 }: { level?: number } = {},
): Quantile {
  const where = 'quantile';
  checkFraction(where, 'share', share);
  checkFraction(where, 'level', level);
  if (!Array.isArray(counts)) refuse(where, 'counts', counts, 'a list of values with their numbers');
  for (const [i, each] of counts.entries()) {
    checkObject(where, `counts[${i}]`, each);
    const { value, n } = each;
    checkFinite(where, `counts[${i}].value`, value);
    checkCount(where, `counts[${i}].n`, n, 0);
  }
  const ascending = counts.toSorted((a, b) => a.value - b.value);
  const n = counts.reduce((sum, each) => sum + each.n, 0);
  if (n === 0) refuse(where, 'counts', counts, 'at least one value');
  const below = (n - 1) * share;
  const [under, over] = [valueAt(ascending, Math.floor(below)), valueAt(ascending, Math.ceil(below))];
  const tail = (1 - level) / 2;
  const first = smallest(n, (k) => binomialAtMost(k, n, share) >= tail);
  const last = smallest(n, (k) => binomialAtMost(k, n, share) >= 1 - tail);
  return {
    estimate: under + (over - under) * (below - Math.floor(below)),
    low: first === 0 ? -Infinity : valueAt(ascending, first - 1),
    high: last >= n ? Infinity : valueAt(ascending, last),
    level,
    n,
  };
}

/** The value at a place, from 0, of all values in ascending order. */
function valueAt(ascending: readonly CountedValue[], place: number): number {
  let before = 0;
  for (const { value, n } of ascending) {
    before += n;
    if (place < before) return value;
  }
  return ascending.at(-1)?.value ?? NaN;
}

/** P(B ≤ k) for B of n trials with probability p. */
const binomialAtMost = (k: number, n: number, p: number): number =>
  k >= n ? 1 : exp(logIncompleteBeta(1 - p, n - k, k + 1, p));

/** The smallest whole number from 0 to n for which a condition holds, which holds from there on. */
function smallest(n: number, holds: (k: number) => boolean): number {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
