import { checkProportion, checkSeries, refuse } from './argument.js';
import { chiSquareTail } from './chi-square-tail.js';
import { studentTTail } from './student-t-tail.js';
import type { Proportion, TestResult } from './types.js';

/** What the trend test found, and whether the binomial model behind it holds. */
export interface CochranArmitage extends TestResult {
  readonly df: 1;
  /** The signed root of the statistic: negative when the share falls. */
  readonly z: number;
  /** Change of the share per unit of score, by weighted least squares; times 100 it is points. */
  readonly slope: number;
  /** χ² of the groups about the line, on groups − 2 degrees of freedom: small p means overdispersion or a bend. */
  readonly lackOfFit: TestResult & { readonly df: number };
  /** The factor by which the scatter about the line exceeds the binomial one: lack of fit ÷ its df. */
  readonly dispersion: number;
  /** The trend test scaled by the dispersion: F on 1 and `df` degrees of freedom. */
  readonly scaled: TestResult & { readonly df: number };
}

/**
 * Does a share rise or fall over ordered groups, such as weeks?
 *
 * The Cochran-Armitage test weighs each group by its size: with scores s, p̄ = Σk/Σn and s̄ = Σns/Σn,
 * χ² = (Σ k(s−s̄))² / (p̄(1−p̄) Σ n(s−s̄)²) on 1 degree of freedom. It is what R's `prop.trend.test` gives.
 *
 * It trusts that each group scatters binomially about the line. Weeks rarely do, since employers post in
 * batches: then p is far too small. So the χ² of the table is split into trend and lack of fit,
 * Σ n(p−fit)² / (p̄(1−p̄)) on groups − 2 degrees of freedom; their quotient is the dispersion φ, and
 * `scaled` tests the trend by F = χ²/max(1, φ) on 1 and groups − 2 degrees of freedom (quasi-likelihood; for
 * φ above 1 the same F as in the weighted regression of share on score). Less scatter than binomial is luck, not
 * evidence, so that a φ below 1 counts as 1.
 *
 * Source: W. G. Cochran, Biometrics 10 (1954) 417–451; P. Armitage, Biometrics 11 (1955) 375–386;
 * A. Agresti, Categorical Data Analysis (3rd ed., 2013), 5.3.5; for φ: P. McCullagh & J. A. Nelder,
 * Generalized Linear Models (2nd ed., 1989), 4.5.
 *
 * @param groups at least 3 proportions in order, k of n
 * @param options.scores where the groups stand; 1, 2, 3, … by default
 * @returns χ² as `statistic`, its p-value, z, the slope, and the check for overdispersion
 * @throws UserError when there are fewer than 3 groups, a proportion is impossible, all shares are 0 or all
 *   are 1, or the scores do not fit the groups or are all equal
 * @example
 * const weeks = [{ k: 176, n: 904 }, { k: 72, n: 519 }, { k: 71, n: 494 }, { k: 86, n: 444 }, { k: 71, n: 337 }]
 * cochranArmitage(weeks) // => { statistic: 0.38, p: 0.54, dispersion: 4.7 }
 */
export function cochranArmitage(
  groups: readonly Proportion[],
  options: { scores?: readonly number[] } = {},
): CochranArmitage {
  const where = 'cochranArmitage';
  if (!Array.isArray(groups)) refuse(where, 'groups', groups, 'a list of at least 3 proportions');
  if (groups.length < 3) refuse(where, 'the number of groups', groups.length, 'at least 3');
  const { scores = groups.map((_, i) => i + 1) } = options;
  groups.forEach((group, i) => checkProportion(where, group, `groups[${i}]`));
  checkSeries(where, 'scores', scores, 3);
  if (scores.length !== groups.length) {
    refuse(where, 'the length of scores', scores.length, `that of groups, which is ${groups.length}`);
  }
  if (new Set(scores).size === 1) refuse(where, 'scores', scores, 'a list with at least two different numbers');
  const points = groups.map(({ k, n }, i) => ({ k, n, score: scores[i] ?? NaN }));
  const total = sum(points, ({ n }) => n);
  const share = sum(points, ({ k }) => k) / total;
  if (share === 0 || share === 1) {
    refuse(where, 'the share of all groups together', share, 'more than 0 and less than 1');
  }
  const variance = share * (1 - share);
  const middle = sum(points, ({ n, score }) => n * score) / total;
  const spread = sum(points, ({ n, score }) => n * (score - middle) ** 2);
  const slope = sum(points, ({ k, n, score }) => n * (score - middle) * (k / n - share)) / spread;
  const statistic = (slope ** 2 * spread) / variance;
  const distance = sum(points, ({ k, n, score }) => n * (k / n - share - slope * (score - middle)) ** 2) / variance;
  const df = groups.length - 2;
  const dispersion = distance / df;
  const f = statistic / Math.max(1, dispersion);
  return {
    statistic,
    df: 1,
    ...chiSquareTail(statistic, 1),
    z: Math.sign(slope) * Math.sqrt(statistic),
    slope,
    lackOfFit: { statistic: distance, df, ...chiSquareTail(distance, df) },
    dispersion,
    scaled: { statistic: f, df, ...studentTTail(Math.sqrt(f), df) },
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
