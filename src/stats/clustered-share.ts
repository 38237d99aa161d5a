import { UserError } from '../error.js';
import { checkFraction } from './argument.js';
import { criticalZ } from './normal.js';
import type { Estimate } from './types.js';

/** A cluster of units of which k have a property, such as the skills that one posting lists; `times`: how many alike. */
export interface Cluster {
  readonly k: number;
  readonly n: number;
  readonly times?: number;
}

/**
 * How large could the true share be, when the units came in clusters?
 *
 * The skills of one posting, or the postings of one employer, resemble each other, so they tell less than as
 * many independent ones. The share is p = Σk/Σn; its variance is that of a ratio of two totals,
 * m/(m−1) · Σ(k − p·n)² / (Σn)² over m clusters, and the interval p ± z·√variance, kept within 0 to 1.
 * It wants many clusters, some thirty at least.
 *
 * Source: W. G. Cochran, Sampling Techniques, 3rd edition (1977), chapter 6; with clusters of one unit it is
 * Wald's interval, but for m−1.
 *
 * @param clusters k of n for each, whole numbers; those without units say nothing and are left out
 * @param options.level coverage, between 0 and 1; 0.95 unless told
 * @returns the interval and the estimate, as shares from 0 to 1
 * @throws UserError when k of n is impossible, or fewer than two clusters have units
 * @example
 * clusteredShare([{ k: 9, n: 10, times: 20 }, { k: 2, n: 10, times: 20 }]) // => { estimate: 0.55, low: 0.4402, high: 0.6598 }
 */
export function clusteredShare(clusters: readonly Cluster[], { level = 0.95 }: { readonly level?: number } = {}): Estimate {
  checkFraction('clusteredShare', 'level', level);
  for (const { k, n, times = 1 } of clusters) {
    const whole = [k, n, times].every(Number.isInteger);
    if (!whole || k < 0 || k > n || times < 0) throw new UserError(`clusteredShare: a cluster has k = ${k} of n = ${n}, ${times} times; whole numbers with 0 ≤ k ≤ n are needed`);
  }
  const filled = clusters.filter(({ n }) => n > 0);
  const total = (of: (cluster: Cluster) => number) => filled.reduce((sum, each) => sum + (each.times ?? 1) * of(each), 0);
  const m = total(() => 1);
  if (m < 2) throw new UserError(`clusteredShare: ${m} clusters have units; at least two are needed`);
  const n = total((each) => each.n);
  const estimate = total(({ k }) => k) / n;
  const variance = ((m / (m - 1)) * total((each) => (each.k - estimate * each.n) ** 2)) / n ** 2;
  const half = criticalZ(level) * Math.sqrt(variance);
  return { estimate, low: Math.max(0, estimate - half), high: Math.min(1, estimate + half), level };
}
