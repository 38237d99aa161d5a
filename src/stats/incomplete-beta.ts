import betainc from '@stdlib/math-base-special-betainc';
import gammaln from '@stdlib/math-base-special-gammaln';
import { pValue } from './p-value.js';
import type { PValue } from './types.js';

/** The regularised incomplete beta function I_x(a, b) as a probability, also where it underflows. */
export const incompleteBeta = (x: number, a: number, b: number): PValue =>
  pValue(betainc(x, a, b), () => logIncompleteBeta(x, a, b));

/** ln I_x(a, b) from I_x(a, b) = xᵃ (1−x)ᵇ / (a B(a, b)) · Σ xⁱ Π (a+b+j)/(a+1+j), all terms positive (Abramowitz & Stegun, 26.5.4). */
function logIncompleteBeta(x: number, a: number, b: number): number {
  let term = 1;
  let sum = 1;
  for (let i = 0; term > sum * Number.EPSILON; i++) {
    term *= (x * (a + b + i)) / (a + 1 + i);
    sum += term;
  }
  const logBeta = gammaln(a) + gammaln(b) - gammaln(a + b);
  return a * Math.log(x) + b * Math.log1p(-x) - Math.log(a) - logBeta + Math.log(sum);
}
