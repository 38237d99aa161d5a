import type { ClusterCount } from '../stats/clustered-bootstrap.js';

/** How few postings a result rests on. */
export interface Fragility {
  /** The fewest postings that would turn the result if they were otherwise; null where none of one group would. */
  readonly fewest: number | null;
  /** The postings of all groups. */
  readonly postings: number;
}

/**
 * How few postings would turn a result, if they had the property and not lacked it, or lacked it and not had it?
 *
 * The fragility index, of any result of counts: in one group after the other postings are changed one way, then the
 * other, as few as turn the result; the least of these numbers. They are taken from the employers in turn, one posting
 * of each, so that a result that respects employers is asked of counts that are as spread as before.
 *
 * Source: M. Walsh et al., The statistical significance of randomized controlled trial results is frequently fragile,
 * Journal of Clinical Epidemiology 67 (2014) 622–628.
 *
 * @param groups the groups of postings that the result compares, each as the counts of its employers
 * @param turns whether the result is another for these groups
 * @returns the fewest postings, and the postings of all groups
 * @example
 * const share = ([group]) => group.reduce((sum, { k }) => sum + k, 0) / 425
 * const groups = [[{ k: 20, n: 20 }, { k: 1, n: 405 }]]
 * fragility(groups, (groups) => share(groups) >= 0.05) // => { fewest: 1, postings: 425 }
 */
export function fragility(
  groups: readonly (readonly ClusterCount[])[],
  turns: (groups: readonly (readonly ClusterCount[])[]) => boolean,
): Fragility {
  const options = groups.flatMap((group, at) => [1, -1].map((way) => ({ at, way, room: roomOf(group, way) })));
  const isTurned = (m: number): boolean =>
    options.some(
      ({ at, way, room }) => m <= room && turns(groups.map((group, i) => (i === at ? changed(group, m, way) : group))),
    );
  const most = Math.max(0, ...options.map(({ room }) => room));
  const postings = groups.flat().reduce((sum, { n }) => sum + n, 0);
  for (let m = 1; m <= most; m += 1) if (isTurned(m)) return { fewest: m, postings };
  return { fewest: null, postings };
}

/** How few postings a result rests on, in words; nothing where no change of one group would turn it. */
export const describeFragility = ({ fewest, postings }: Fragility): string | undefined =>
  fewest === null
    ? undefined
    : `${fewest.toLocaleString('en')} of ${postings.toLocaleString('en')} postings would turn it, were they otherwise`;

/** How many postings of a group can still be given the property, or lose it. */
const roomOf = (group: readonly ClusterCount[], way: number): number =>
  group.reduce((sum, { k, n }) => sum + (way > 0 ? n - k : k), 0);

/** A group in which so many postings are otherwise: one of each employer in turn, as long as there is one. */
function changed(group: readonly ClusterCount[], postings: number, way: number): ClusterCount[] {
  const moved = group.map(() => 0);
  let left = postings;
  while (left > 0)
    for (const [i, each] of group.entries()) {
      if (left === 0 || (moved[i] ?? 0) >= roomOf([each], way)) continue;
      moved[i] = (moved[i] ?? 0) + 1;
      left -= 1;
    }
  return group.map(({ k, n }, i) => ({ k: k + way * (moved[i] ?? 0), n }));
}
