import betainc from '@stdlib/math-base-special-betainc';
import gammaln from '@stdlib/math-base-special-gammaln';
import { pValue } from './p-value.js';
import type { PValue } from './types.js';

/**
 * The two-sided tail of Student's t, P(|T| ≥ |t|) = I_x(df/2, 1/2) with x = df / (df + t²);
 * with t = √F also the upper tail of F on 1 and df degrees of freedom.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.7.1 and 26.6.2.
 */
export function studentTTail(t: number, df: number): PValue {
  const x = df / (df + t * t);
  return pValue(betainc(x, df / 2, 0.5), () => logIncompleteBeta(x, df / 2, 0.5));
}

/** ln I_x(a, b) from I_x(a, b) = xᵃ (1−x)ᵇ / (a B(a, b)) · Σ xⁱ Π (a+b+j)/(a+1+j), all terms positive (ibid., 26.5.4). */
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
