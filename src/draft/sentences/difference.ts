import { newcombeDifference } from '../../stats/newcombe.js';
import type { Facts } from './facts.js';

/** Whether two values differ beyond chance; undefined where what is known of them cannot tell. */
export interface Apart {
  readonly is: boolean | undefined;
  readonly why: string;
}

/** Two shares of one set of postings go together, and a test for two samples does not fit them. */
const ofOneSample = (x: Facts, y: Facts): boolean =>
  x.n === y.n && x.corpora.length > 0 && x.corpora.join() === y.corpora.join();

/**
 * Whether two shares differ beyond chance, by Newcombe's interval of their difference. Shares of one sample are
 * apart for certain only where their own intervals do not meet, however they go together.
 */
export function apart(x: Facts, y: Facts): Apart {
  if (x.k === undefined || x.n === undefined || y.k === undefined || y.n === undefined) {
    if (x.low === undefined || x.high === undefined || y.low === undefined || y.high === undefined)
      return {
        is: undefined,
        why: `it takes k and n of both values, and ${x.k === undefined ? x.name : y.name} has none`,
      };
    const disjoint = x.low > y.high || y.low > x.high;
    return { is: disjoint ? true : undefined, why: disjoint ? 'their intervals do not meet' : 'their intervals meet' };
  }
  const { low, high } = newcombeDifference({ k: x.k, n: x.n }, { k: y.k, n: y.n });
  const [from, to] = [low, high].map((end) => (end * 100).toFixed(1));
  const why = `the 95% interval of the difference runs from ${from} to ${to} points`;
  const is = low > 0 || high < 0;
  if (!ofOneSample(x, y) || !is) return { is, why };
  const disjoint = (x.low ?? 0) > (y.high ?? 1) || (y.low ?? 0) > (x.high ?? 1);
  return { is: disjoint ? true : undefined, why };
}

/** Whether the difference of two values may be nothing but chance. */
export const mayBeEqual = (x: Facts, y: Facts): boolean => apart(x, y).is !== true;
