import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';
import logCdf from '@stdlib/stats-base-dists-normal-logcdf';
import { checkFraction, refuse } from './argument.js';
import { pValue } from './p-value.js';
import type { PValue } from './types.js';

/**
 * Which p-value belongs to this z?
 *
 * The two-sided tail of the standard normal distribution, P(|Z| ≥ |z|) = erfc(|z| / √2). It turns a
 * printed z into the p that should stand beside it, however far out: past z = 37, where p underflows,
 * `log10P` goes on.
 *
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.2.29 and 7.1.2.
 *
 * @param z a standardised statistic, of either sign
 * @returns the two-sided p-value
 * @throws UserError when z is not a number
 * @example
 * normalTail(1.96).p // => 0.0500
 * normalTail(-40).log10P // => -349.1360
 */
export function normalTail(z: number): PValue {
  if (typeof z !== 'number' || Number.isNaN(z)) refuse('normalTail', 'z', z, 'a number');
  return pValue(erfc(Math.abs(z) / Math.SQRT2), () => logCdf(-Math.abs(z), 0, 1) + Math.LN2);
}

/** Φ(z), the standard normal distribution function; right in the lower tail, so ask for Φ(−z), never for 1 − Φ(z). */
export function normalCdf(z: number): number {
  return erfc(-z / Math.SQRT2) / 2;
}

/**
 * Which z has this much probability below it?
 *
 * The inverse of the standard normal distribution function, Φ⁻¹(p) = −√2 · erfc⁻¹(2p).
 * A 95 % interval uses `normalQuantile(0.975)`, the familiar 1.96.
 *
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.2.
 *
 * @param p the probability below, between 0 and 1, both excluded
 * @returns z
 * @throws UserError when p is not between 0 and 1
 * @example
 * normalQuantile(0.975) // => 1.959964
 */
export function normalQuantile(p: number): number {
  checkFraction('normalQuantile', 'p', p);
  return p < 0.5 ? -Math.SQRT2 * erfcinv(2 * p) : Math.SQRT2 * erfcinv(2 * (1 - p));
}

/** The z that leaves `1 − level` outside ±z: 1.96 for 0.95. */
export function criticalZ(level: number): number {
  return Math.SQRT2 * erfcinv(1 - level);
}
