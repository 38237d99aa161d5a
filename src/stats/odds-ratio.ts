import { checkChoice, checkFraction, checkProportion, refuse } from './argument.js';
import { logNormalInterval } from './log-normal-interval.js';
import type { Estimate, Proportion } from './types.js';

/**
 * How many times as large are the odds of the property in a as in b?
 *
 * The sample odds ratio k₁(n₂−k₂) / (k₂(n₁−k₁)). It is symmetric (swapping property and group leaves it)
 * but is larger than the risk ratio when the property is common: "odds 6.9 times as large" is not
 * "6.9 times as likely". Woolf's interval: the logarithm is nearly normal with standard error
 * √(1/k₁ + 1/(n₁−k₁) + 1/k₂ + 1/(n₂−k₂)).
 * A zero cell leaves no finite interval: the function refuses it, or `correction: 'haldane'` adds ½ to all
 * four cells (whether or not one is zero).
 *
 * Source: B. Woolf, Annals of Human Genetics 19 (1955) 251–253; the ½: J. B. S. Haldane, ibid. 20 (1956) 309–311.
 *
 * @param a the first proportion, k of n
 * @param b the second proportion, the one compared with
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @param options.correction 'none' (the default) or 'haldane'
 * @returns the ratio as `estimate` and its interval
 * @throws UserError when a proportion is impossible, a share is 0 or 1 and no correction is asked for, or
 *   the level is not between 0 and 1
 * @example
 * oddsRatio({ k: 292, n: 1114 }, { k: 137, n: 2795 }) // => { estimate: 6.89, low: 5.54, high: 8.57 }
 */
export function oddsRatio(
  a: Proportion,
  b: Proportion,
  { level = 0.95, correction = 'none' }: { level?: number; correction?: 'none' | 'haldane' } = {},
): Estimate {
  checkProportion('oddsRatio', a, 'a');
  checkProportion('oddsRatio', b, 'b');
  checkFraction('oddsRatio', 'level', level);
  checkChoice('oddsRatio', 'correction', correction, ['none', 'haldane']);
  if (correction === 'none') {
    for (const [name, { k, n }] of Object.entries({ a, b })) {
      if (k === 0 || k === n) {
        refuse(
          'oddsRatio',
          `${name}.k`,
          k,
          `more than 0 and less than ${name}.n, unless the option correction is 'haldane'`,
        );
      }
    }
  }
  const add = correction === 'haldane' ? 0.5 : 0;
  const [ka, ra, kb, rb] = [a.k + add, a.n - a.k + add, b.k + add, b.n - b.k + add];
  return logNormalInterval((ka * rb) / (kb * ra), Math.sqrt(1 / ka + 1 / ra + 1 / kb + 1 / rb), level);
}
