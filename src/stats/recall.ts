import { checkCount, checkFraction, checkObject, checkProportion, refuse } from './argument.js';
import type { Estimate, Proportion } from './types.js';
import { wilson } from './wilson.js';

/** What two samples say of a search: one of the postings that it finds, one of those that it does not. */
export interface Searched {
  /** How many postings match, and how many of a sample of them are right. */
  readonly matched: number;
  readonly right: Proportion;
  /** How many postings do not match, and how many of a sample of them should have. */
  readonly unmatched: number;
  readonly missed: Proportion;
}

/**
 * How many of the postings that mean a thing does a list of phrases find?
 *
 * Right matches over right matches and misses, each estimated from its own sample: with p right of the M that match and
 * q missed of the U that do not, M·p / (M·p + U·q). The interval is made of Wilson's two by the method of variance
 * estimates recovery for a ratio.
 *
 * Source: A. Donner & G. Y. Zou, Statistical Methods in Medical Research 21 (2012) 347–359, equations 9 and 10;
 * sampling both sides of a search: D. D. Lewis, SIGIR (1995) 246–254.
 *
 * @param searched `matched` and `unmatched`, whole numbers of postings; of a random sample of each, how many are
 *   `right` and how many were `missed`, k of n
 * @param options.level coverage, between 0 and 1; 0.95 by default
 * @returns the share that is found, from 0 to 1, with its interval
 * @throws UserError when counts are impossible, a sample is larger than what it is of, or none of the matches is right
 * @example
 * const right = { k: 57, n: 60 }
 * const missed = { k: 2, n: 60 }
 * recall({ matched: 200, right, unmatched: 700, missed }) // => { estimate: 0.891, low: 0.704, high: 0.967 }
 * recall({ matched: 200, right, unmatched: 700, missed: { k: 0, n: 60 } }) // => { estimate: 1, low: 0.818, high: 1 }
 */
export function recall(searched: Searched, { level = 0.95 }: { level?: number } = {}): Estimate {
  checkObject('recall', 'searched', searched);
  const { matched, right, unmatched, missed } = searched;
  checkFraction('recall', 'level', level);
  for (const [name, all, sample] of [
    ['matched', matched, right],
    ['unmatched', unmatched, missed],
  ] as const) {
    checkCount('recall', name, all, 0);
    checkProportion('recall', sample);
    if (sample.n > all) refuse('recall', name, all, `at least the ${sample.n} of its sample`);
  }
  if (right.k === 0) refuse('recall', 'right.k', 0, 'above 0: without a right match nothing is found');
  const [p, q] = [wilson(right, { level }), wilson(missed, { level })];
  const product = p.estimate * q.estimate;
  const root = (a: number, b: number) =>
    Math.sqrt(Math.max(0, product ** 2 - a * b * (2 * q.estimate - a) * (2 * p.estimate - b)));
  const isSure = p.high < 2 * p.estimate; // else the ratio has no lower end by this method; this one errs on its side
  const low = isSure ? (product - root(q.low, p.high)) / (p.high * (2 * p.estimate - p.high)) : q.low / p.high;
  const high = (product + root(q.high, p.low)) / (p.low * (2 * p.estimate - p.low));
  const share = (missedToRight: number) => matched / (matched + unmatched * Math.max(0, missedToRight));
  return { estimate: share(q.estimate / p.estimate), low: share(high), high: share(low), level };
}
