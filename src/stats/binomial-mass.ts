import gammaln from '@stdlib/math-base-special-gammaln';
import { log, log1p } from './elementary.js';

/**
 * ln of the binomial probability C(n, k) pᵏ (1−p)ⁿ⁻ᵏ, right to some 15 digits of its size at any n.
 *
 * Differences of ln Γ lose all digits from n = 10⁸ on. So the probability is split into Stirling's errors, which are
 * small, and the deviances from the mean: ln = δ(n) − δ(k) − δ(n−k) − D(k, np) − D(n−k, nq) + ½ ln(n / (2π k(n−k))).
 * k and n need not be whole: beta distributions use fractions.
 *
 * Source: C. Loader, Fast and accurate computation of binomial probabilities (2000); as R's `dbinom`.
 *
 * @param q 1 − p, given apart so that it keeps its digits where p is near 1
 */
export function logBinomialMass(k: number, n: number, p: number, q = 1 - p): number {
  if (p === 0) return k === 0 ? 0 : -Infinity;
  if (q === 0) return k === n ? 0 : -Infinity;
  if (k === 0) return q < 0.9 ? n * log(q) : n * log1p(-p);
  if (k === n) return p < 0.9 ? n * log(p) : n * log1p(-q);
  const distance = p <= q ? k - n * p : n * q - (n - k);
  return (
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * p, distance) -
    deviance(n - k, n * q, -distance) -
    log(2 * Math.PI * k * ((n - k) / n)) / 2
  );
}

/** δ(n) = ln n! − ((n + ½) ln n − n + ½ ln 2π), by its series from 16 on. */
function stirlingError(n: number): number {
  if (n < 16) return gammaln(n + 1) - (n + 0.5) * log(n) + n - log(2 * Math.PI) / 2;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/**
 * D(x, m) = x ln(x/m) + m − x, without cancellation where x is near m; x − m is given, since the caller knows it
 * better.
 */
function deviance(x: number, mean: number, distance: number): number {
  if (Math.abs(distance) > 0.1 * (x + mean)) return x * log(x / mean) - distance;
  const v = distance / (x + mean);
  let sum = distance * v;
  let term = 2 * x * v;
  for (let i = 3; ; i += 2) {
    term *= v * v;
    sum += term / i;
    if (!(Math.abs(term) > Math.abs(sum) * Number.EPSILON)) return sum;
  }
}
