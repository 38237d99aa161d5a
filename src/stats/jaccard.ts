import { refuse } from './argument.js';
import { checkWeights } from './jensen-shannon.js';

/**
 * How much do two profiles share?
 *
 * Σ min(aᵢ, bᵢ) / Σ max(aᵢ, bᵢ): of zeros and ones this is Jaccard's index, the common things over all things;
 * of shares it is its weighted form (Ružička's), which needs no threshold for what counts as asked for.
 *
 * Source: P. Jaccard, The distribution of the flora in the alpine zone, New Phytologist 11 (1912) 37–50;
 * weighted: M. Ružička, Biológia 13 (1958) 647–661.
 *
 * @param a weights from 0 up, one for each thing: 1 where it is there, or the share of postings that have it
 * @param b the same of the other, in the same order
 * @returns 1 when both are equal, 0 when they share nothing
 * @throws UserError when the lists differ in length, a weight is negative, or all are 0
 * @example
 * jaccard([1, 1, 0, 1], [1, 0, 1, 1]) // => 0.5
 * jaccard([0.9, 0.4, 0], [0.6, 0.4, 0.2]) // => 0.667
 */
export function jaccard(a: readonly number[], b: readonly number[]): number {
  checkWeights('jaccard', a, b);
  let shared = 0;
  let all = 0;
  for (let i = 0; i < a.length; i++) {
    shared += Math.min(a[i] ?? 0, b[i] ?? 0);
    all += Math.max(a[i] ?? 0, b[i] ?? 0);
  }
  if (all === 0) refuse('jaccard', 'a and b', 0, 'not 0 throughout');
  return shared / all;
}
