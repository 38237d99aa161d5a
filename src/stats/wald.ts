import { checkFraction, checkProportion } from './argument.js';
import { criticalZ } from './normal.js';
import type { Estimate, Proportion } from './types.js';

/**
 * How far apart are two shares, by the textbook interval?
 *
 * Wald's interval for a difference: a − b ± z·√(p₁(1−p₁)/n₁ + p₂(1−p₂)/n₂). It is what most articles
 * print. With small samples or shares near 0 or 1 it is too narrow (and of width 0 when both shares are
 * 0 or 1), and it may leave −1 to 1: prefer `newcombeDifference`.
 *
 * Source: A. Agresti, Categorical Data Analysis (3rd ed., 2013), 3.1.2.
 *
 * @param a the first proportion, k of n
 * @param b the second proportion, taken from the first
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @returns the interval and the estimate a − b, as differences of shares (0.08 is 8 points)
 * @throws UserError when a proportion is impossible or the level is not between 0 and 1
 * @example
 * waldDifference({ k: 292, n: 1114 }, { k: 526, n: 2893 }) // => { estimate: 0.0803, low: 0.0509, high: 0.1097 }
 */
export function waldDifference(a: Proportion, b: Proportion, { level = 0.95 }: { level?: number } = {}): Estimate {
  checkProportion('waldDifference', a, 'a');
  checkProportion('waldDifference', b, 'b');
  checkFraction('waldDifference', 'level', level);
  const pa = a.k / a.n;
  const pb = b.k / b.n;
  const half = criticalZ(level) * Math.sqrt((pa * (1 - pa)) / a.n + (pb * (1 - pb)) / b.n);
  return { estimate: pa - pb, low: pa - pb - half, high: pa - pb + half, level };
}
