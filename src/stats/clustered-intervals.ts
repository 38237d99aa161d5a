import { checkFraction } from './argument.js';
import type { ClusterCount } from './clustered-bootstrap.js';
import { designEffects } from './design-effect.js';
import { newcombeDifference } from './newcombe.js';
import type { Estimate, Proportion } from './types.js';
import { wilson } from './wilson.js';

/**
 * How large could the true share be, when postings of one employer are alike?
 *
 * Wilson's interval with n divided by the design effect (see `designEffect`). Unlike `clusteredBootstrap` it serves for
 * few employers, for a count of none, and at the high levels that a correction for many tests asks for.
 *
 * Source: K. K. Saha, D. Miller & S. Wang, International Journal of Biostatistics 12 (2016) 20150024, 2.4;
 * E. L. Korn & B. I. Graubard, Survey Methodology 24 (1998) 193–201.
 *
 * @param employers the counts of each employer, at least two of them with postings
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @returns the interval and the share of all employers' postings, from 0 to 1
 * @throws UserError when counts are impossible or employers too few
 * @example
 * const alike = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? { k: 5, n: 5 } : { k: 0, n: 5 }))
 * clusteredShare(alike) // => { estimate: 0.25, low: 0.14, high: 0.402 }
 */
export function clusteredShare(
  employers: readonly ClusterCount[],
  { level = 0.95 }: { level?: number } = {},
): Estimate {
  checkFraction('clusteredShare', 'level', level);
  const [effect] = designEffects('clusteredShare', [employers]);
  return wilson(sum(employers), { level, designEffect: effect });
}

/**
 * How far apart are two shares, when postings of one employer are alike?
 *
 * Newcombe's interval with each n divided by its design effect (see `designEffect`). An employer that stands in both
 * groups is taken as two, which errs on the side of a wider interval.
 *
 * Source: as `clusteredShare`; the difference from two intervals: G. Y. Zou & A. Donner, Statistics in Medicine 27
 * (2008)
 * 1693–1702.
 *
 * @param a the counts of each employer in the first group
 * @param b those in the second, whose share is taken from the first
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @returns the interval and the difference a − b of the shares (0.08 is 8 points)
 * @throws UserError when counts are impossible or a group has no postings
 * @example
 * const group = (k) => Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? { k, n: 4 } : { k: 0, n: 4 }))
 * clusteredDifference(group(4), group(1)) // => { estimate: 0.25, low: 0.0663 }
 */
export function clusteredDifference(
  a: readonly ClusterCount[],
  b: readonly ClusterCount[],
  { level = 0.95 }: { level?: number } = {},
): Estimate {
  checkFraction('clusteredDifference', 'level', level);
  const effects = designEffects('clusteredDifference', [a, b]);
  return newcombeDifference(sum(a), sum(b), { level, designEffect: effects });
}

const sum = (employers: readonly ClusterCount[]): Proportion => ({
  k: employers.reduce((total, { k }) => total + k, 0),
  n: employers.reduce((total, { n }) => total + n, 0),
});
