import { checkAtLeast, checkFraction, checkProportion, checkSeries } from './argument.js';
import { hypot } from './elementary.js';
import type { Estimate, Proportion } from './types.js';
import { wilson } from './wilson.js';

/**
 * How far apart are two shares?
 *
 * Newcombe's hybrid score interval for the difference a − b: the distances from each share to the ends of
 * its own Wilson interval, squared and added,
 * low = a − b − √((p₁−l₁)² + (u₂−p₂)²), high = a − b + √((u₁−p₁)² + (p₂−l₂)²).
 * It stays within −1 to 1 and keeps its coverage where Wald's does not.
 *
 * Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10.
 *
 * @param a the first proportion, k of n
 * @param b the second proportion, taken from the first
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @param options.designEffect of a and of b, how many postings count as one where they are alike (see
 *   `designEffect`); 1 by default
 * @returns the interval and the estimate a − b, as differences of shares (0.08 is 8 points)
 * @throws UserError when a proportion is impossible or the level is not between 0 and 1
 * @example
 * newcombeDifference({ k: 292, n: 1114 }, { k: 526, n: 2893 }) // => { estimate: 0.0803, low: 0.0514, high: 0.1102 }
 */
export function newcombeDifference(
  a: Proportion,
  b: Proportion,
  { level = 0.95, designEffect = [1, 1] }: { level?: number; designEffect?: readonly [number, number] } = {},
): Estimate {
  checkProportion('newcombeDifference', a, 'a');
  checkProportion('newcombeDifference', b, 'b');
  checkFraction('newcombeDifference', 'level', level);
  checkSeries('newcombeDifference', 'designEffect', designEffect, 2);
  const [ofA, ofB] = designEffect;
  checkAtLeast('newcombeDifference', 'designEffect[0]', ofA, 1);
  checkAtLeast('newcombeDifference', 'designEffect[1]', ofB, 1);
  const first = wilson(a, { level, designEffect: ofA });
  const second = wilson(b, { level, designEffect: ofB });
  const estimate = first.estimate - second.estimate;
  return {
    estimate,
    low: estimate - hypot(first.estimate - first.low, second.high - second.estimate),
    high: estimate + hypot(first.high - first.estimate, second.estimate - second.low),
    level,
  };
}
