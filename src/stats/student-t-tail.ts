import { incompleteBeta } from './incomplete-beta.js';
import type { PValue } from './types.js';

/**
 * The two-sided tail of Student's t, P(|T| ≥ |t|) = I_x(df/2, 1/2) with x = df / (df + t²);
 * with t = √F also the upper tail of F on 1 and df degrees of freedom.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.7.1 and 26.6.2.
 */
export function studentTTail(t: number, df: number): PValue {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5, (t * t) / (df + t * t));
}
