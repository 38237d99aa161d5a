import { checkCount, checkFraction, checkObject, refuse } from './argument.js';
import { criticalZ, normalCdf } from './normal.js';

/**
 * How likely is it that two samples of this size show a difference that is there?
 *
 * The power of the two-sided z test of two proportions (χ² without correction is its square):
 * Φ((|δ| − z·σ₀)/σ₁) + Φ((−|δ| − z·σ₀)/σ₁) with δ = p₁ − p₂, z the two-sided critical value of α,
 * σ₀² = p̄(1−p̄)(1/n₁ + 1/n₂), p̄ = (n₁p₁ + n₂p₂)/(n₁+n₂), and σ₁² = p₁(1−p₁)/n₁ + p₂(1−p₂)/n₂.
 * For n₁ = n₂ it is R's `power.prop.test(strict = TRUE)`, otherwise statsmodels' `power_proportions_2indep`.
 *
 * Source: J. L. Fleiss, B. Levin & M. C. Paik, Statistical Methods for Rates and Proportions (3rd ed., 2003),
 * 4.3 and 4.4, with the tail on the wrong side kept.
 *
 * @param design the true shares p1 and p2, between 0 and 1, and the sample sizes n1 and n2
 * @param options.alpha two-sided significance level, between 0 and 1; 0.05 by default
 * @returns the probability of a significant result
 * @throws UserError when a share or alpha is not between 0 and 1, or a size is no whole number from 1 up
 * @example
 * twoProportionPower({ p1: 0.26, n1: 1114, p2: 0.18, n2: 2893 }) // => 1.000
 * twoProportionPower({ p1: 0.20, n1: 337, p2: 0.18, n2: 444 }) // => 0.11
 */
export function twoProportionPower(
  design: { p1: number; n1: number; p2: number; n2: number },
  { alpha = 0.05 }: { alpha?: number } = {},
): number {
  checkObject('twoProportionPower', 'design', design);
  const { p1, n1, p2, n2 } = design;
  checkFraction('twoProportionPower', 'p1', p1);
  checkCount('twoProportionPower', 'n1', n1, 1);
  checkFraction('twoProportionPower', 'p2', p2);
  checkCount('twoProportionPower', 'n2', n2, 1);
  checkFraction('twoProportionPower', 'alpha', alpha);
  return power(p1, n1, p2, n2, alpha);
}

/** How far the second share must lie above and below the first; null where even 100 % or 0 % is too near. */
export interface DetectableDifference {
  readonly upward: number | null;
  readonly downward: number | null;
}

/**
 * How large must a difference be, so that two samples of this size would most likely show it?
 *
 * The distance in percentage points from p₁ to the nearest p₂, above and below, at which
 * `twoProportionPower` reaches `power`. A comparison that "found no difference" has ruled out, at best, those
 * beyond it. The two directions differ, since shares nearer to 50 % scatter more.
 *
 * Source: as `twoProportionPower`, solved for p₂ by bisection.
 *
 * @param design the first share p1, between 0 and 1, and the sample sizes n1 and n2
 * @param options.power the wanted power, above alpha and below 1; 0.8 by default
 * @param options.alpha two-sided significance level, between 0 and 1; 0.05 by default
 * @returns `upward` and `downward` in percentage points, both positive; null where no share reaches the power
 * @throws UserError when p1, power or alpha is not between 0 and 1, power is not above alpha, or a size is no
 *   whole number from 1 up
 * @example
 * smallestDetectableDifference({ p1: 0.18, n1: 444, n2: 337 }) // => { upward: 8.4, downward: 7.1 }
 */
export function smallestDetectableDifference(
  design: { p1: number; n1: number; n2: number },
  { power: wanted = 0.8, alpha = 0.05 }: { power?: number; alpha?: number } = {},
): DetectableDifference {
  const where = 'smallestDetectableDifference';
  checkObject(where, 'design', design);
  const { p1, n1, n2 } = design;
  checkFraction(where, 'p1', p1);
  checkCount(where, 'n1', n1, 1);
  checkCount(where, 'n2', n2, 1);
  checkFraction(where, 'alpha', alpha);
  checkFraction(where, 'power', wanted);
  if (wanted <= alpha) refuse(where, 'power', wanted, `more than alpha, which is ${alpha}`);
  const distanceTo = (end: number): number | null => {
    if (power(p1, n1, end, n2, alpha) < wanted) return null;
    let tooNear = 0;
    let enough = Math.abs(end - p1);
    for (let middle = enough / 2; middle > tooNear && middle < enough; middle = (tooNear + enough) / 2) {
      if (power(p1, n1, p1 + Math.sign(end - p1) * middle, n2, alpha) < wanted) tooNear = middle;
      else enough = middle;
    }
    return 100 * enough;
  };
  return { upward: distanceTo(1), downward: distanceTo(0) };
}

function power(p1: number, n1: number, p2: number, n2: number, alpha: number): number {
  const pooled = (n1 * p1 + n2 * p2) / (n1 + n2);
  const underNull = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  const underAlternative = Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
  const threshold = criticalZ(1 - alpha) * underNull;
  const difference = Math.abs(p1 - p2);
  return (
    normalCdf((difference - threshold) / underAlternative) + normalCdf((-difference - threshold) / underAlternative)
  );
}
