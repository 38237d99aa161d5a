import jStat from 'jstat';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { exp, log, log1p } from './elementary.js';

/**
 * Endless draws of how many of n have a property of probability p, one number for each pair of n and p;
 * the same seed gives the same draws. By inversion: the first count whose cumulative probability exceeds a
 * uniform number (L. Devroye, Non-Uniform Random Variate Generation, 1986, III.2).
 */
export function binomialDraws(samples: readonly { n: number; p: number }[], seed: number): () => number[] {
  const random = xoroshiro128plus(seed);
  const distributions = samples.map(({ n, p }) => cumulative(n, p));
  return () => distributions.map((distribution) => firstAbove(distribution, uniformFloat64(random)));
}

function cumulative(n: number, p: number): number[] {
  let sum = 0;
  return Array.from({ length: n + 1 }, (_, k) => {
    sum += exp(jStat.combinationln(n, k) + k * log(p) + (n - k) * log1p(-p));
    return sum;
  });
}

/** The first index whose entry exceeds the value; the last index when rounding leaves none. */
function firstAbove(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 1) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
