import { checkChoice, checkFraction, checkProportion, refuse } from './argument.js';
import { logNormalInterval } from './log-normal-interval.js';
import type { Estimate, Proportion } from './types.js';

/**
 * How many times as common is the property in a as in b?
 *
 * The risk ratio (k₁/n₁) / (k₂/n₂): 5.3 means "5.3 times as likely to mention it". Its logarithm is nearly
 * normal with standard error √(1/k₁ − 1/n₁ + 1/k₂ − 1/n₂), which gives the interval.
 * A count of zero leaves no ratio: the function refuses it, or `correction: 'haldane'` adds ½ to all four
 * cells (whether or not one is zero).
 *
 * Source: D. Katz et al., Biometrics 34 (1978) 469–474; the ½: J. B. S. Haldane, Annals of Human Genetics
 * 20 (1956) 309–311.
 *
 * @param a the first proportion, k of n
 * @param b the second proportion, the one compared with
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @param options.correction 'none' (the default) or 'haldane'
 * @returns the ratio as `estimate` and its interval
 * @throws UserError when a proportion is impossible, a k is zero or both shares are 1 and no correction is
 *   asked for, or the level is not between 0 and 1
 * @example
 * riskRatio({ k: 292, n: 1114 }, { k: 137, n: 2795 }) // => { estimate: 5.35, low: 4.42, high: 6.47 }
 */
export function riskRatio(
  a: Proportion,
  b: Proportion,
  { level = 0.95, correction = 'none' }: { level?: number; correction?: 'none' | 'haldane' } = {},
): Estimate {
  checkProportion('riskRatio', a, 'a');
  checkProportion('riskRatio', b, 'b');
  checkFraction('riskRatio', 'level', level);
  checkChoice('riskRatio', 'correction', correction, ['none', 'haldane']);
  if (correction === 'none') {
    if (a.k === 0) refuse('riskRatio', 'a.k', 0, "at least 1, unless the option correction is 'haldane'");
    if (b.k === 0) refuse('riskRatio', 'b.k', 0, "at least 1, unless the option correction is 'haldane'");
    if (a.k === a.n && b.k === b.n) {
      refuse('riskRatio', 'a.k', a.k, "less than a.n when b.k is b.n, unless the option correction is 'haldane'");
    }
  }
  const add = correction === 'haldane' ? 0.5 : 0;
  const [ka, na, kb, nb] = [a.k + add, a.n + 2 * add, b.k + add, b.n + 2 * add];
  return logNormalInterval(ka / na / (kb / nb), Math.sqrt(1 / ka - 1 / na + 1 / kb - 1 / nb), level);
}
