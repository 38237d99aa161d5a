import { checkFraction, checkProportion } from './argument.js';
import { betaQuantile } from './incomplete-beta.js';
import type { Estimate, Proportion } from './types.js';
import { wilson } from './wilson.js';

/**
 * How large could the true share be, with the coverage guaranteed?
 *
 * The Clopper-Pearson interval inverts the exact binomial test: it covers the true share at least as
 * often as `level` says, for every n, and usually more often, so it is wider than Wilson's.
 * Its ends are quantiles of beta distributions: Beta(k, n−k+1) at α/2 and Beta(k+1, n−k) at 1−α/2.
 *
 * Source: C. J. Clopper & E. S. Pearson, Biometrika 26 (1934) 404–413.
 *
 * @param proportion k of n, whole numbers
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @returns the interval and the estimate k/n, as shares from 0 to 1
 * @throws UserError when k of n is impossible or the level is not between 0 and 1
 * @example
 * clopperPearson({ k: 137, n: 2795 }) // => { low: 0.0413, high: 0.0577 }
 */
export function clopperPearson(proportion: Proportion, { level = 0.95 }: { level?: number } = {}): Estimate {
  checkProportion('clopperPearson', proportion);
  const { k, n } = proportion;
  checkFraction('clopperPearson', 'level', level);
  const tail = (1 - level) / 2;
  const near = wilson({ k, n }, { level });
  return {
    estimate: k / n,
    low: k === 0 ? 0 : betaQuantile(tail, k, n - k + 1, 'lower', near.low),
    high: k === n ? 1 : betaQuantile(tail, k + 1, n - k, 'upper', near.high),
    level,
  };
}
