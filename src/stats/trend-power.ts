import { checkCount, checkFinite, checkFraction, checkObject, checkSeed, refuse } from './argument.js';
import { binomialDraws } from './binomial-draws.js';
import { cochranArmitage } from './cochran-armitage.js';
import { mannKendall } from './mann-kendall.js';

/** The simulated power of both trend tests; `standardError` is the largest that chance gives either. */
export interface TrendPower {
  readonly mannKendall: number;
  readonly cochranArmitage: number;
  readonly standardError: number;
}

/**
 * How likely is it that weeks of these sizes show a trend that is there?
 *
 * Simulates the weeks many times: week i has the share p_i on a straight line around `mean` that changes by
 * `slope` points a week, and its count is a binomial draw from n_i postings. Each simulated series goes
 * through `mannKendall` (on the weekly shares) and `cochranArmitage` (on the counts, unscaled); the power is
 * the share of simulations with p ≤ alpha. With `slope: 0` it is the rate of false alarms. Seeded: the same
 * call gives the same numbers. A standard error of 1/(2√simulations) at most remains.
 *
 * Real weeks scatter more than binomially (see `cochranArmitage`), so this power is an upper bound.
 *
 * Source: T. P. Morris, I. R. White & M. J. Crowther, Using simulation studies to evaluate statistical
 * methods, Statistics in Medicine 38 (2019) 2074–2102; generator xoroshiro128+ (D. Blackman & S. Vigna, ACM
 * Transactions on Mathematical Software 47 (2021) 36).
 *
 * Time grows with simulations · weeks².
 *
 * @param design `n`: postings of each week, at least 3 weeks; `mean`: the share at the middle week, between 0
 *   and 1; `slope`: percentage points a week, of either sign
 * @param options.alpha two-sided significance level, between 0 and 1; 0.05 by default
 * @param options.simulations how many, at least 1; 10,000 by default
 * @param options.seed a whole number; 1 by default
 * @returns the power of either test, and the standard error of the simulation
 * @throws UserError when an argument is out of its range, or the line leaves 0 to 1 within the weeks
 * @example
 * trendPower({ n: [904, 519, 494, 444, 337], mean: 0.18, slope: 2 }) // => { mannKendall: 0.32, cochranArmitage: 0.97 }
 */
export function trendPower(
  design: { n: readonly number[]; mean: number; slope: number },
  { alpha = 0.05, simulations = 10_000, seed = 1 }: { alpha?: number; simulations?: number; seed?: number } = {},
): TrendPower {
  const where = 'trendPower';
  checkObject(where, 'design', design);
  const { n, mean, slope } = design;
  if (!Array.isArray(n) || n.length < 3) refuse(where, 'n', n, 'a list of at least 3 sample sizes');
  n.forEach((size, i) => checkCount(where, `n[${i}]`, size, 1));
  checkFraction(where, 'mean', mean);
  checkFinite(where, 'slope', slope);
  checkFraction(where, 'alpha', alpha);
  checkCount(where, 'simulations', simulations, 1);
  checkSeed(where, seed);
  const weeks = n.map((size, i) => ({ n: size, p: mean + (slope / 100) * (i - (n.length - 1) / 2) }));
  const outside = weeks.find(({ p }) => !(p > 0 && p < 1));
  if (outside)
    refuse(where, 'slope', slope, `such that every week's share is between 0 and 1 (one would be ${outside.p})`);

  const draw = binomialDraws(weeks, seed);
  let mannKendalls = 0;
  let cochranArmitages = 0;
  for (let i = 0; i < simulations; i++) {
    const groups = draw().map((k, week) => ({ k, n: n[week] ?? 0 }));
    if (mannKendall(groups.map((group) => group.k / group.n)).p <= alpha) mannKendalls++;
    if (!isConstant(groups) && cochranArmitage(groups).p <= alpha) cochranArmitages++;
  }
  return {
    mannKendall: mannKendalls / simulations,
    cochranArmitage: cochranArmitages / simulations,
    standardError: 0.5 / Math.sqrt(simulations),
  };
}

/** Whether no posting or every posting has the property, which leaves nothing to test. */
function isConstant(groups: readonly { k: number; n: number }[]): boolean {
  return groups.every(({ k }) => k === 0) || groups.every(({ k, n }) => k === n);
}
