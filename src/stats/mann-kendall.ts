import { checkChoice, checkCount, checkSeries, refuse } from './argument.js';
import { discordantPairs } from './kendall-distribution.js';
import { kendallVariance } from './kendall-variance.js';
import { normalTail } from './normal.js';
import type { PValue, TestResult } from './types.js';

/** The exact distribution beyond this length takes seconds, and the normal one is then as good. */
const LONGEST_EXACT = 100;

/** 'normal': approximation with continuity correction; 'exact': every order of the values counted. */
export type MannKendallMethod = 'normal' | 'exact';

/** What the Mann-Kendall test found; `statistic` is z for the normal method and S for the exact one. */
export interface MannKendall extends TestResult {
  /** Pairs in which the later value is higher, minus pairs in which it is lower. */
  readonly s: number;
  /** S as a share of all pairs, from −1 to 1 (Kendall's τ-a). */
  readonly tau: number;
  /** The variance of S under no trend, ties taken into account. */
  readonly variance: number;
}

/**
 * Does a series rise or fall over time?
 *
 * The Mann-Kendall test compares every value with every later one: S = (higher) − (lower). It asks only for
 * an order, not for a line, and ignores how many postings stand behind each value. Under no trend S has mean
 * 0 and variance (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 over groups of t ties; z = (S ∓ 1)/√variance.
 * `method: 'exact'` counts the orders themselves (no ties, up to 100 values): the right choice below some
 * 10 values, where the normal p is only approximate. Five weeks cannot say much: see `mannKendallMinimumP`.
 *
 * Source: H. B. Mann, Econometrica 13 (1945) 245–259; M. G. Kendall, Rank Correlation Methods (4th ed., 1975).
 *
 * Time grows with the square of the length (exact: its fourth power).
 *
 * @param values the series in order of time, at least 2 values
 * @param options.method 'normal' (the default) or 'exact'
 * @returns S, τ, the variance of S, the statistic and the two-sided p-value
 * @throws UserError when the series is too short, holds something that is no number, or has ties (or more
 *   than 100 values) and the exact method is asked for
 * @example
 * mannKendall([0.195, 0.139, 0.144, 0.194, 0.211]) // => { s: 4, tau: 0.4, p: 0.462 }
 * mannKendall([1, 2, 3, 4, 5], { method: 'exact' }).p // => 0.0167
 */
export function mannKendall(
  values: readonly number[],
  { method = 'normal' }: { method?: MannKendallMethod } = {},
): MannKendall {
  checkSeries('mannKendall', 'values', values, 2);
  checkChoice('mannKendall', 'method', method, ['normal', 'exact']);
  const n = values.length;
  const s = score(values);
  const variance = kendallVariance(n, values);
  const tau = s / pairs(n);
  if (method === 'exact') {
    if (n > LONGEST_EXACT)
      refuse('mannKendall', 'the length of values', n, `at most ${LONGEST_EXACT} for the exact method`);
    if (new Set(values).size < n) refuse('mannKendall', 'values', values, 'free of ties for the exact method');
    return { s, tau, variance, statistic: s, ...exactTail(s, n) };
  }
  const z = s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, tau, variance, statistic: z, ...normalTail(z) };
}

/**
 * How small can the p-value of a Mann-Kendall test become with n values?
 *
 * The p of a series that rises at every step. When this is above the significance level, no series of that
 * length can be significant, and "no trend was found" says nothing. Five weeks reach 0.027 (exact: 0.017).
 *
 * Source: as `mannKendall`, with S = n(n−1)/2; the exact value is 2/n!.
 *
 * @param n how many values, at least 2 (exact: at most 100)
 * @param options.method 'normal' (the default) or 'exact'
 * @returns the smallest two-sided p-value
 * @throws UserError when n is no whole number from 2 up, or above 100 for the exact method
 * @example
 * mannKendallMinimumP(5).p // => 0.0275
 * mannKendallMinimumP(3).p // => 0.296
 */
export function mannKendallMinimumP(n: number, { method = 'normal' }: { method?: MannKendallMethod } = {}): PValue {
  checkCount('mannKendallMinimumP', 'n', n, 2);
  checkChoice('mannKendallMinimumP', 'method', method, ['normal', 'exact']);
  if (method === 'exact') {
    if (n > LONGEST_EXACT) refuse('mannKendallMinimumP', 'n', n, `at most ${LONGEST_EXACT} for the exact method`);
    return exactTail(pairs(n), n);
  }
  return normalTail((pairs(n) - 1) / Math.sqrt(kendallVariance(n)));
}

function score(values: readonly number[]): number {
  return values.reduce(
    (s, later, i) => values.slice(0, i).reduce((sum, earlier) => sum + Math.sign(later - earlier), s),
    0,
  );
}

function pairs(n: number): number {
  return (n * (n - 1)) / 2;
}

/** P(|S| ≥ |s|): twice the probability of as few discordant pairs, (pairs − |s|)/2, at most 1. */
function exactTail(s: number, n: number): PValue {
  const discordant = (pairs(n) - Math.abs(s)) / 2;
  const tail = discordantPairs(n)
    .slice(0, discordant + 1)
    .reduce((sum, probability) => sum + probability, 0);
  const p = Math.min(1, 2 * tail);
  return { p, log10P: Math.log10(p) };
}
