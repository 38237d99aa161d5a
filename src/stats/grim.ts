import { checkCount, checkObject, refuse } from './argument.js';

/** What whole counts make of a printed percentage. */
export interface Grim {
  /** Whether any count gives the printed percentage. */
  readonly possible: boolean;
  /** The counts k, of n, that are printed as this percentage, in ascending order. */
  readonly counts: readonly number[];
  /** The share, above 0 and up to 1, of all percentages at that precision that some count of n gives. */
  readonly reachable: number;
  /** Whether the test can fail at all: whether some percentages at that precision are out of reach. */
  readonly informative: boolean;
}

/**
 * Could this percentage come from n postings?
 *
 * A count is whole, so only n + 1 shares are possible, and a percentage printed to some decimals that none of
 * them rounds to is wrong (or its n is). Which counts do, rounding half up or half to even? With n at or above
 * the number of percentages that the precision can tell apart (100 without decimals, 1,000 with one), every
 * one of them is reachable: then passing says nothing, and `informative` is false.
 *
 * Source: N. J. L. Brown & J. A. J. Heathers, The GRIM test, Social Psychological and Personality Science 8
 * (2017) 363–369, for means of whole numbers; here of zeros and ones, in whole-number arithmetic throughout.
 *
 * @param printed `percent`: the printed percentage, from 0 to 100, with no more than `decimals` (0 to 6) digits
 *   after the point; `n`: of how many, a whole number from 1 up
 * @returns whether it is possible, the counts that give it, and how much that says
 * @throws UserError when the percentage is not from 0 to 100 or has more decimals, or n is no whole number
 *   from 1 up
 * @example
 * const printed = { percent: 18.2, decimals: 1, n: 33 }
 * grim(printed) // => { possible: true, counts: [6], reachable: 0.034, informative: true }
 * grim({ percent: 18, decimals: 0, n: 7 }) // => { possible: false, counts: [], informative: true }
 * grim({ percent: 18, decimals: 0, n: 150 }) // => { possible: true, counts: [27], informative: false }
 */
export function grim(printed: { percent: number; decimals: number; n: number }): Grim {
  checkObject('grim', 'printed', printed);
  const { percent, decimals, n } = printed;
  checkCount('grim', 'n', n, 1);
  checkCount('grim', 'decimals', decimals, 0);
  if (decimals > 6) refuse('grim', 'decimals', decimals, 'at most 6');
  if (!(Number.isFinite(percent) && percent >= 0 && percent <= 100))
    refuse('grim', 'percent', percent, 'a number from 0 to 100');
  const units = 100 * 10 ** decimals;
  const target = Math.round(percent * 10 ** decimals);
  if (Math.abs(percent * 10 ** decimals - target) > 1e-6)
    refuse('grim', 'percent', percent, `a number of ${decimals} decimals`);

  const nearest = Math.floor((target * n) / units);
  const around = Math.ceil(n / units) + 1;
  const counts: number[] = [];
  for (let k = Math.max(0, nearest - around); k <= Math.min(n, nearest + around); k++) {
    if (roundings(k, n, units).includes(target)) counts.push(k);
  }
  const reachable = n >= units ? 1 : reached(n, units) / (units + 1);
  return { possible: counts.length > 0, counts, reachable, informative: reachable < 1 };
}

/** The share k/n in units, rounded half up and, where that differs, half to even. */
function roundings(k: number, n: number, units: number): readonly number[] {
  const below = Number((BigInt(units) * BigInt(k)) / BigInt(n));
  const rest = 2n * (BigInt(units) * BigInt(k) - BigInt(below) * BigInt(n));
  if (rest < BigInt(n)) return [below];
  return rest === BigInt(n) && below % 2 === 0 ? [below + 1, below] : [below + 1];
}

/** How many of the percentages from 0 to 100 some count of n gives. */
function reached(n: number, units: number): number {
  const seen = new Set<number>();
  for (let k = 0; k <= n; k++) for (const rounded of roundings(k, n, units)) seen.add(rounded);
  return seen.size;
}
