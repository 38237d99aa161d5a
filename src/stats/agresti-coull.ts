import { checkFraction, checkProportion } from './argument.js';
import { criticalZ } from './normal.js';
import type { Estimate, Proportion } from './types.js';

/**
 * How large could the true share be, by a formula for the back of an envelope?
 *
 * The Agresti-Coull interval adds z²/2 successes and z²/2 failures (about two of each at 95 %) and takes
 * the usual p̃ ± z·√(p̃(1−p̃)/ñ) of what results. It has Wilson's centre and is never narrower.
 * Ends beyond 0 and 1 are cut off.
 *
 * Source: A. Agresti & B. A. Coull, The American Statistician 52 (1998) 119–126.
 *
 * @param proportion k of n, whole numbers
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @returns the interval and the estimate k/n (not p̃), as shares from 0 to 1
 * @throws UserError when k of n is impossible or the level is not between 0 and 1
 * @example
 * agrestiCoull({ k: 292, n: 1114 }) // => { low: 0.2371, high: 0.2887 }
 */
export function agrestiCoull(proportion: Proportion, { level = 0.95 }: { level?: number } = {}): Estimate {
  checkProportion('agrestiCoull', proportion);
  const { k, n } = proportion;
  checkFraction('agrestiCoull', 'level', level);
  const z = criticalZ(level);
  const size = n + z ** 2;
  const centre = (k + z ** 2 / 2) / size;
  const half = z * Math.sqrt((centre * (1 - centre)) / size);
  return { estimate: k / n, low: Math.max(0, centre - half), high: Math.min(1, centre + half), level };
}
