import { logBinomialMass } from './binomial-mass.js';
import { exp, log, log1p } from './elementary.js';
import { pValueOfLog } from './p-value.js';
import type { PValue } from './types.js';

/** The regularised incomplete beta function I_x(a, b) as a probability, also where it underflows. */
export const incompleteBeta = (x: number, a: number, b: number, y = 1 - x): PValue =>
  pValueOfLog(logIncompleteBeta(x, a, b, y));

/**
 * ln I_x(a, b), from the continued fraction of DiDonato and Morris on the side of the mean where it converges;
 * from the other side by 1 − I.
 *
 * Source: A. R. DiDonato & A. H. Morris, ACM Transactions on Mathematical Software 18 (1992) 360–373, equation 9.
 *
 * @param y 1 − x, given apart so that it keeps its digits where x is near 1
 */
export function logIncompleteBeta(x: number, a: number, b: number, y = 1 - x): number {
  if (x <= 0) return -Infinity;
  if (y <= 0) return 0;
  return distance(x, a, b, y) >= 0 ? logLowerTail(x, a, b, y) : log1p(-exp(logLowerTail(y, b, a, x)));
}

/** ln I_x(a, b) for x ≤ a/(a+b); which is xᵃ yᵇ / B(a, b) over the continued fraction. */
function logLowerTail(x: number, a: number, b: number, y: number): number {
  return logPower(x, a, b, y) - log(continuedFraction(x, a, b, y));
}

/** ln (xᵃ yᵇ / B(a, b)), which over x·y is the density of the beta distribution. */
const logPower = (x: number, a: number, b: number, y: number): number =>
  logBinomialMass(a, a + b, x, y) + log((a * b) / (a + b));

/**
 * The x that leaves the given probability in the lower or the upper tail of the beta distribution: Newton's method
 * on the
 * logarithm of the tail, by bisection where a step leaves the bracket.
 */
export function betaQuantile(
  probability: number,
  a: number,
  b: number,
  tail: 'lower' | 'upper',
  start: number,
): number {
  const sign = tail === 'lower' ? 1 : -1;
  let [least, most] = [0, 1];
  let x = start > 0 && start < 1 ? start : a / (a + b);
  for (let step = 0; step < 200; step++) {
    const y = 1 - x;
    const logTail = tail === 'lower' ? logIncompleteBeta(x, a, b, y) : logIncompleteBeta(y, b, a, x);
    const excess = logTail - log(probability);
    if (sign * excess > 0) most = x;
    else least = x;
    const newton = x - sign * excess * exp(logTail - logPower(x, a, b, y)) * x * y;
    const next = newton > least && newton < most ? newton : (least + most) / 2;
    if (Math.abs(next - x) <= 2 * Number.EPSILON * x) return next;
    x = next;
  }
  return x;
}

/** a − (a + b)x, from the smaller of x and y, which has more digits. */
const distance = (x: number, a: number, b: number, y: number): number => (x <= y ? a - (a + b) * x : (a + b) * y - b);

/** β₁ + α₂/(β₂ + α₃/(β₃ + …)), by the modified Lentz method. */
function continuedFraction(x: number, a: number, b: number, y: number): number {
  const c = 1 + distance(x, a, b, y);
  const beta = (n: number) => n + (n * (b - n) * x) / (a + 2 * n - 1) + ((a + n) / (a + 2 * n + 1)) * (c + n * (1 + y));
  let fraction = (a / (a + 1)) * c;
  let numerator = fraction;
  let denominator = 0;
  for (let n = 1; ; n++) {
    const alpha = ((a + n - 1) * (a + b + n - 1) * n * (b - n) * x * x) / (a + 2 * n - 1) ** 2;
    denominator = 1 / (beta(n) + alpha * denominator);
    numerator = beta(n) + alpha / numerator;
    const factor = numerator * denominator;
    fraction *= factor;
    if (!(Math.abs(factor - 1) > 8 * Number.EPSILON)) return fraction;
  }
}
