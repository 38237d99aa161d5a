import { checkCount, checkObject, refuse } from './argument.js';
import type { ClusterCount } from './clustered-bootstrap.js';

/**
 * How many postings count as one, when postings of one employer are alike?
 *
 * The design effect of each group, 1 + (Σm²/Σm − 1)·ρ over the employers' numbers of postings m: an interval of a share
 * that takes postings as independent becomes right with n/effect in place of n (`wilson` and `newcombeDifference`
 * take it
 * as an option). ρ is how alike two postings of one employer are: the intraclass correlation, by analysis of variance
 * within the groups given, together, since one of few employers cannot tell; below 0 it counts as 0.
 *
 * Unlike `clusteredBootstrap` it also serves where a group has few employers, or none of its postings the property.
 *
 * Source: A. Donner & N. Klar, Design and Analysis of Cluster Randomization Trials (2000), 1.3 and 6.2;
 * M. S. Ridout, C. G. B. Demétrio & D. Firth, Biometrics 55 (1999) 137–148, equation 2.
 *
 * @param groups one list of employers' counts a group, at least two employers in all; employers without postings are
 *   passed over
 * @returns the design effect of each group, from 1 up
 * @throws UserError when counts are impossible, or a group has no postings
 * @example
 * const alike = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? { k: 5, n: 5 } : { k: 0, n: 5 }))
 * designEffect([alike]) // => [5]
 * wilson({ k: 50, n: 200 }, { designEffect: 5 }) // => { estimate: 0.25, low: 0.14, high: 0.402 }
 */
export function designEffect<const Groups extends readonly (readonly ClusterCount[])[]>(
  groups: Groups,
): { -readonly [Group in keyof Groups]: number } {
  return designEffects('designEffect', groups);
}

/** The same for a function that rests on it, whose name its messages bear. */
export function designEffects<const Groups extends readonly (readonly ClusterCount[])[]>(
  where: string,
  groups: Groups,
): { -readonly [Group in keyof Groups]: number } {
  if (!Array.isArray(groups) || groups.length === 0) refuse(where, 'groups', groups, 'a list of groups');
  const sums = groups.map((group, i) => sumsOf(where, `groups[${i}]`, group));
  const total = (part: (sums: Sums) => number) => sums.reduce((sum, each) => sum + part(each), 0);
  const between = total(({ employers }) => employers - 1);
  const within = total(({ n, employers }) => n - employers);
  if (between < 1) refuse(where, 'groups', groups, 'groups with at least two employers in one of them');
  const meanBetween = total(({ k, n, ownShares }) => ownShares - k ** 2 / n) / between;
  const meanWithin = within === 0 ? 0 : total(({ k, ownShares }) => k - ownShares) / within;
  const size = total(({ n, squares }) => n - squares / n) / between;
  const variance = meanBetween + (size - 1) * meanWithin;
  const correlation = variance > 0 && within > 0 ? Math.max(0, (meanBetween - meanWithin) / variance) : 0;
  const effects = sums.map(({ n, squares }) => 1 + (squares / n - 1) * correlation);
  return effects as { -readonly [Group in keyof Groups]: number };
}

/** Of a group: postings, those with the property, employers, Σ n² and Σ k²/n over employers. */
interface Sums {
  readonly k: number;
  readonly n: number;
  readonly employers: number;
  readonly squares: number;
  readonly ownShares: number;
}

function sumsOf(where: string, argument: string, group: readonly ClusterCount[]): Sums {
  if (!Array.isArray(group)) refuse(where, argument, group, 'a list of employers with their counts');
  group.forEach((cluster: ClusterCount, i) => {
    checkObject(where, `${argument}[${i}]`, cluster);
    checkCount(where, `${argument}[${i}].n`, cluster.n, 0);
    checkCount(where, `${argument}[${i}].k`, cluster.k, 0);
    if (cluster.k > cluster.n) refuse(where, `${argument}[${i}].k`, cluster.k, `at most n, which is ${cluster.n}`);
  });
  const posting = group.filter(({ n }: ClusterCount) => n > 0);
  if (posting.length === 0) refuse(where, argument, group, 'employers of which some have postings');
  const sum = (part: (cluster: ClusterCount) => number): number =>
    posting.reduce((total: number, cluster: ClusterCount) => total + part(cluster), 0);
  return {
    k: sum(({ k }) => k),
    n: sum(({ n }) => n),
    employers: posting.length,
    squares: sum(({ n }) => n ** 2),
    ownShares: sum(({ k, n }) => k ** 2 / n),
  };
}
