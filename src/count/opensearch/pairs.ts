import { z } from 'zod';
import { UserError } from '../../error.js';
import type { Groups } from './buckets.js';
import type { Dsl } from './dsl.js';
import type { Leaf } from './pass.js';

/** So many items make a matrix: an index's default limit. */
export const mostInMatrix = 100;

/** The most frequent items of a list, and how many postings any other has at most. */
export interface Frequent {
  readonly items: readonly string[];
  readonly othersAtMost: number;
}

/** Chooses the items whose pairs are counted, from the groups of all items. */
export function frequentItems({ leaves, leftOut = 0 }: Groups): Frequent {
  const sorted = leaves.toSorted((a, b) => b.postings - a.postings);
  const others = sorted.slice(mostInMatrix).map(({ postings, atMostMore = 0 }) => postings + atMostMore);
  return {
    items: sorted.slice(0, mostInMatrix).map(({ keys: [item = ''] }) => item),
    othersAtMost: others.reduce((most, n) => Math.max(most, n), leftOut),
  };
}

/** Asks for every pair of some items at once, how many postings have both. */
export const pairsOf = (items: readonly string[], is: (item: string) => Dsl, columns: readonly Dsl[]): Dsl => ({
  pairs: {
    adjacency_matrix: { filters: Object.fromEntries(items.map((item, i) => [`${i}`, is(item)])) },
    ...(columns.length === 0 ? {} : { aggs: { columns: { filters: { filters: columns } } } }),
  },
});

const countSchema = z.looseObject({ doc_count: z.int().nonnegative() });
const matrixSchema = z.looseObject({
  buckets: z.array(
    countSchema.extend({ key: z.string(), columns: z.looseObject({ buckets: z.array(countSchema) }).optional() }),
  ),
});

/**
 * The pairs of a matrix, when the `top` largest of all pairs are certainly among them: a pair with an item that is not
 * in the matrix has at most as many postings as that item. Undefined when they may not be.
 */
export function largestPairs(
  matrix: unknown,
  { items, othersAtMost }: Frequent,
  top: number,
): readonly Leaf[] | undefined {
  const parsed = matrixSchema.safeParse(matrix);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(`the cluster's answer has no matrix of pairs: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const leaves = parsed.data.buckets.flatMap(({ key, doc_count: postings, columns }) => {
    const pair = key.split('&');
    if (pair.length !== 2 || postings === 0) return [];
    const keys = pair.map((i) => items[Number(i)] ?? '').sort((a, b) => (a < b ? -1 : 1));
    return [{ keys, times: 1, postings, columns: columns?.buckets.map(({ doc_count: n }) => n) ?? [] }];
  });
  const smallest = leaves.map(({ postings }) => postings).sort((a, b) => b - a)[top - 1] ?? 0;
  return othersAtMost === 0 || smallest > othersAtMost ? leaves : undefined;
}
