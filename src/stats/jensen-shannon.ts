import { checkAtLeast, refuse } from './argument.js';
import { log2 } from './elementary.js';

/**
 * How far apart are two profiles?
 *
 * The Jensen-Shannon divergence in bits: H((p+q)/2) − (H(p) + H(q))/2 with Shannon's H to base 2, where p and q
 * are the weights divided by their sum. 0 when the profiles are proportional, 1 when they share nothing. It is
 * the divergence; its square root is the distance, which `scipy.spatial.distance.jensenshannon` gives.
 *
 * From samples it is too large: two samples of one population differ by chance (see `profileOverlap`).
 *
 * Source: J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37
 * (1991) 145–151.
 *
 * @param a weights from 0 up, one for each thing (postings with the skill), at least one of them above 0
 * @param b the same of the other, in the same order
 * @returns the divergence, from 0 to 1
 * @throws UserError when the lists differ in length, a weight is negative, or all of a list are 0
 * @example
 * jensenShannon([10, 5, 0], [20, 10, 0]) // => 0
 * jensenShannon([10, 5, 0], [2, 2, 8]) // => 0.4696
 * jensenShannon([1, 0], [0, 1]) // => 1
 */
export function jensenShannon(a: readonly number[], b: readonly number[]): number {
  checkWeights('jensenShannon', a, b);
  const [sumA, sumB] = [total(a), total(b)];
  if (sumA === 0) refuse('jensenShannon', 'a', a, 'not 0 throughout');
  if (sumB === 0) refuse('jensenShannon', 'b', b, 'not 0 throughout');
  let divergence = 0;
  for (let i = 0; i < a.length; i++) {
    const p = (a[i] ?? 0) / sumA;
    const q = (b[i] ?? 0) / sumB;
    const middle = (p + q) / 2;
    if (p > 0) divergence += (p * log2(p / middle)) / 2;
    if (q > 0) divergence += (q * log2(q / middle)) / 2;
  }
  return Math.min(1, Math.max(0, divergence));
}

/** Refuses weights that are none, or two lists of different things. */
export function checkWeights(where: string, a: readonly number[], b: readonly number[]): void {
  for (const [name, list] of [
    ['a', a],
    ['b', b],
  ] as const) {
    if (!Array.isArray(list) || list.length === 0) refuse(where, name, list, 'a list of weights');
    list.forEach((weight: number, i) => {
      checkAtLeast(where, `${name}[${i}]`, weight, 0);
    });
  }
  if (a.length !== b.length) refuse(where, 'the length of b', b.length, `that of a, which is ${a.length}`);
}

const total = (weights: readonly number[]): number => weights.reduce((sum, weight) => sum + weight, 0);
