import { checkAtLeast, checkBoolean, checkFraction, checkProportion } from './argument.js';
import { criticalZ } from './normal.js';
import type { Estimate, Proportion } from './types.js';

/**
 * How large could the true share be, when k of n were seen?
 *
 * Wilson's score interval: all shares p that the score test would not reject,
 * (k + z²/2 ± z·√(k(n−k)/n + z²/4)) / (n + z²). It never leaves 0 to 1, and its coverage lies near the
 * nominal one even for small n or rare properties: the interval to use for a single share.
 * With `continuity`, ½ is taken off the count on each side, which makes it wider and nearly exact.
 *
 * Source: E. B. Wilson, JASA 22 (1927) 209–212; the continuity-corrected form:
 * R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, methods 3 and 4.
 *
 * @param proportion k of n, whole numbers
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @param options.designEffect how many postings count as one where they are alike, from 1 up (see `designEffect`); 1
 *   by default
 * @param options.continuity whether to correct for continuity; false by default
 * @returns the interval and the estimate k/n, as shares from 0 to 1
 * @throws UserError when k of n is impossible or the level is not between 0 and 1
 * @example
 * wilson({ k: 526, n: 2893 }) // => { estimate: 0.1818, low: 0.1682, high: 0.1963 }
 * wilson({ k: 137, n: 2795 }, { continuity: true }).low // => 0.0414
 */
export function wilson(
  proportion: Proportion,
  {
    level = 0.95,
    continuity = false,
    designEffect = 1,
  }: { level?: number; continuity?: boolean; designEffect?: number } = {},
): Estimate {
  checkProportion('wilson', proportion);
  const { k, n } = proportion;
  checkFraction('wilson', 'level', level);
  checkBoolean('wilson', 'continuity', continuity);
  checkAtLeast('wilson', 'designEffect', designEffect, 1);
  const z = criticalZ(level);
  const [some, all] = [k / designEffect, n / designEffect];
  const { low, high } = continuity ? corrected(some, all, z) : plain(some, all, z);
  return { estimate: k / n, low: k === 0 ? 0 : low, high: k === n ? 1 : high, level };
}

function plain(k: number, n: number, z: number): { low: number; high: number } {
  const centre = k + z ** 2 / 2;
  const half = z * Math.sqrt((k * (n - k)) / n + z ** 2 / 4);
  return { low: (centre - half) / (n + z ** 2), high: (centre + half) / (n + z ** 2) };
}

function corrected(k: number, n: number, z: number): { low: number; high: number } {
  const p = k / n;
  const below = z * Math.sqrt(z ** 2 - 2 - 1 / n + 4 * p * (n - k + 1));
  const above = z * Math.sqrt(z ** 2 + 2 - 1 / n + 4 * p * (n - k - 1));
  return {
    low: Math.max(0, (2 * k + z ** 2 - 1 - below) / (2 * (n + z ** 2))),
    high: Math.min(1, (2 * k + z ** 2 + 1 + above) / (2 * (n + z ** 2))),
  };
}
