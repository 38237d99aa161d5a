import gammainc from '@stdlib/math-base-special-gammainc';
import gammaln from '@stdlib/math-base-special-gammaln';
import { checkAtLeast, checkCount } from './argument.js';
import { exp, log, log1p } from './elementary.js';
import { pValue, pValueOfLog } from './p-value.js';
import type { PValue } from './types.js';

/** Beyond this the library's incomplete gamma function drifts when df is large; measured against mpmath. */
const LIBRARY_REACH = 2000;

/**
 * Which p-value belongs to this χ²?
 *
 * The upper tail of the χ² distribution, P(X ≥ statistic) = Q(df/2, statistic/2), with Q the regularised
 * upper incomplete gamma function. It turns a printed "χ² = 371, df = 2" into the p that should stand
 * beside it. Far out, where libraries give 0, the continued fraction of Q is evaluated in logarithms.
 *
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.4.19, 6.5.29 and 6.5.31;
 * modified Lentz method: Press et al., Numerical Recipes (3rd ed., 2007), 5.2 and 6.2.
 *
 * @param statistic χ², zero or more
 * @param df degrees of freedom, a whole number of at least 1
 * @returns the upper-tail p-value
 * @throws UserError when the statistic is negative or not finite, or df is no whole number from 1 up
 * @example
 * chiSquareTail(3.841459, 1).p // => 0.0500
 * chiSquareTail(10000, 2).log10P // => -2171.4724
 */
export function chiSquareTail(statistic: number, df: number): PValue {
  checkAtLeast('chiSquareTail', 'statistic', statistic, 0);
  checkCount('chiSquareTail', 'df', df, 1);
  const x = statistic / 2;
  const a = df / 2;
  if (statistic > LIBRARY_REACH) {
    return pValueOfLog(x > a + 1 ? logUpperGamma(a, x) : log1p(-exp(logLowerGamma(a, x))));
  }
  return pValue(gammainc(x, a, true, true), () => logUpperGamma(a, x));
}

/**
 * ln Q(a, x) for x > a + 1, from Γ(a, x) = e⁻ˣ xᵃ · 1/(x+1−a− 1(1−a)/(x+3−a− 2(2−a)/(x+5−a− …))).
 */
function logUpperGamma(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1, factor = 0; Math.abs(factor - 1) > 4 * Number.EPSILON; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    factor = c * d;
    fraction *= factor;
  }
  return a * log(x) - x - gammaln(a) + log(fraction);
}

/**
 * ln P(a, x) for x ≤ a + 1, from γ(a, x) = e⁻ˣ xᵃ Σ xⁱ / (a(a+1)…(a+i)); P stays near ½ or below, so 1 − P keeps its
 * digits.
 */
function logLowerGamma(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let i = 1; term > sum * Number.EPSILON; i++) {
    term *= x / (a + i);
    sum += term;
  }
  return a * log(x) - x - gammaln(a) + log(sum);
}
