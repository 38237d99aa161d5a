import jStat from 'jstat';
import { checkFraction, checkSeries, refuse } from './argument.js';
import { kendallVariance } from './kendall-variance.js';
import { criticalZ } from './normal.js';
import type { Interval } from './types.js';

/** A robust line; `low` and `high` bound the slope. */
export interface TheilSen extends Interval {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * How steep is a trend, unmoved by a few wild values?
 *
 * The Theil-Sen slope is the median of the slopes between all pairs of points; the intercept is
 * median(y) − slope · median(x). The interval takes the slopes that stand z·√Var(S) pairs apart around the
 * middle one, with the variance of Kendall's S less the ties in x and in y: the same choices as scipy's
 * `theilslopes`. It goes with the Mann-Kendall test, and is coarse for few points.
 *
 * Source: P. K. Sen, JASA 63 (1968) 1379–1389, equation 2.6; H. Theil, Proceedings of the Koninklijke
 * Nederlandse Akademie van Wetenschappen 53 (1950) 386–392, 521–525, 1397–1412.
 *
 * Time and memory grow with the square of the number of points.
 *
 * @param y the values, at least 2
 * @param options.x where they stand; 0, 1, 2, … by default, so that the slope is per step
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @returns slope (units of y per unit of x), its interval, and the intercept
 * @throws UserError when a series is too short or holds something that is no number, x and y differ in
 *   length, all x are equal, or the level is not between 0 and 1
 * @example
 * theilSen([19.5, 13.9, 14.4, 19.4, 21.1]) // => { slope: 1.1, intercept: 17.2, low: -5.6, high: 5.0 }
 */
export function theilSen(y: readonly number[], options: { x?: readonly number[]; level?: number } = {}): TheilSen {
  checkSeries('theilSen', 'y', y, 2);
  const { x = y.map((_, i) => i), level = 0.95 } = options;
  checkSeries('theilSen', 'x', x, 2);
  if (x.length !== y.length) refuse('theilSen', 'the length of x', x.length, `that of y, which is ${y.length}`);
  checkFraction('theilSen', 'level', level);
  const slopes = pairSlopes(x, y);
  if (slopes.length === 0) refuse('theilSen', 'x', x, 'a list with at least two different numbers');
  const slope = jStat.median(slopes);
  const half = criticalZ(level) * Math.sqrt(Math.max(0, kendallVariance(y.length, x, y)));
  const last = slopes.length - 1;
  return {
    slope,
    intercept: jStat.median([...y]) - slope * jStat.median([...x]),
    low: slopes[Math.max(0, Math.round((slopes.length - half) / 2) - 1)] ?? slope,
    high: slopes[Math.min(last, Math.round((slopes.length + half) / 2))] ?? slope,
    level,
  };
}

/** The slopes between all pairs of points that differ in x, smallest first. */
function pairSlopes(x: readonly number[], y: readonly number[]): number[] {
  const slopes: number[] = [];
  for (const [i, xi] of x.entries()) {
    for (let j = 0; j < i; j++) {
      const dx = xi - (x[j] ?? NaN);
      if (dx !== 0) slopes.push(((y[i] ?? NaN) - (y[j] ?? NaN)) / dx);
    }
  }
  return slopes.sort((a, b) => a - b);
}
