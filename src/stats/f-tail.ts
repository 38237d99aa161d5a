import { incompleteBeta } from './incomplete-beta.js';
import type { PValue } from './types.js';

/**
 * The upper tail of F on df1 and df2 degrees of freedom, P(F ≥ f) = I_x(df2/2, df1/2) with x = df2 / (df2 + df1·f).
 * Degrees of freedom may be fractions, as corrections for sphericity make them.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.6.2.
 */
export function fTail(f: number, df1: number, df2: number): PValue {
  return incompleteBeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2, (df1 * f) / (df2 + df1 * f));
}
