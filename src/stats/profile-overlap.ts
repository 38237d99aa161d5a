import { checkCount, checkFraction, refuse } from './argument.js';
import { jaccard } from './jaccard.js';
import { jensenShannon } from './jensen-shannon.js';
import { checkPatterns, type PatternCount, skillsIn } from './pattern-count.js';
import { indexDraws, quantile, shuffled } from './resampling.js';
import type { Estimate } from './types.js';

/** A measure of two profiles, corrected for the bias of samples, with its interval and what chance alone would give. */
export interface Overlap extends Estimate {
  /** The measure of the counts as they are, which chance moves towards "different". */
  readonly plain: number;
  /** The mean of the plain measure when the labels of the two groups are dealt out anew. */
  readonly byChance: number;
  /** The share of such dealings that are at least as far apart as the groups are. */
  readonly p: number;
}

export interface ProfileOverlap {
  /** The divergence in bits of the distributions of skill mentions, from 0 (the same) to 1. */
  readonly jensenShannon: Overlap;
  /** The weighted Jaccard index of the shares of postings with each skill, from 0 to 1 (the same). */
  readonly jaccard: Overlap;
  readonly employers: number;
}

/**
 * How alike are the skill profiles of two groups of postings?
 *
 * A profile is the share of the group's postings with each skill. Two samples of one population differ by
 * chance, so the plain divergence is too large and the plain overlap too small: the estimate is 2θ̂ less the
 * mean of the bootstrap's θ*, the interval runs from 2θ̂ less the upper to 2θ̂ less the lower percentile (the basic
 * bootstrap), cut at 0 and 1. Resampled are employers, with all their postings in both groups. The chance level comes from a permutation
 * of the groups' labels over the employers' shares of them.
 *
 * Seeded. Time grows with resamples · employers · skills: 2,000 · 400 · 25 take some two tenths of a second.
 *
 * Source: A. C. Davison & D. V. Hinkley, Bootstrap Methods and their Application (1997), 2.1.2, 4.3 and 5.2.1;
 * clusters as in `clusteredBootstrap`.
 *
 * @param a the patterns of the one group, of at least one posting
 * @param b those of the other
 * @param options.level coverage, between 0 and 1; 0.95 unless told
 * @param options.resamples of the bootstrap, and of the labels, at least 100; 2,000 unless told
 * @param options.seed a whole number; 1 unless told
 * @throws UserError when a group has no posting, or no skill
 * @example
 * const group = (skill) => Array.from({ length: 30 }, (_, i) => ({ has: ['Python', skill], postings: 2, cluster: `${skill} ${i}` }))
 * profileOverlap(group('RAG'), group('PyTorch')).jensenShannon // => { estimate: 0.5, low: 0.5, high: 0.5, p: 0.0005 }
 * profileOverlap(group('RAG'), group('PyTorch')).jaccard.estimate // => 0.333
 */
export function profileOverlap(
  a: readonly PatternCount[],
  b: readonly PatternCount[],
  { level = 0.95, resamples = 2000, seed = 1 }: { level?: number; resamples?: number; seed?: number } = {},
): ProfileOverlap {
  const where = 'profileOverlap';
  checkPatterns(where, 'a', a);
  checkPatterns(where, 'b', b);
  checkFraction(where, 'level', level);
  checkCount(where, 'resamples', resamples, 100);
  if (!Number.isSafeInteger(seed)) refuse(where, 'seed', seed, 'a whole number');
  const skills = skillsIn([...a, ...b]);
  for (const [name, group] of [
    ['a', a],
    ['b', b],
  ] as const) {
    if (group.every(({ has }) => has.length === 0))
      refuse(where, name, 'a group without any skill', 'patterns of which some have skills');
  }

  const blocks = [...employers(a, skills), ...employers(b, skills)];
  const inA = new Map(blocks.slice(0, employers(a, skills).length).map((block) => [block.cluster, block]));
  const inB = new Map(blocks.slice(inA.size).map((block) => [block.cluster, block]));
  const clusters = [...new Set(blocks.map(({ cluster }) => cluster))];
  const nothing = { cluster: '', postings: 0, counts: new Float64Array(skills.length) };
  const pairs = clusters.map((cluster) => [inA.get(cluster) ?? nothing, inB.get(cluster) ?? nothing] as const);

  const plain = measure(
    pairs.map(([first]) => first),
    pairs.map(([, second]) => second),
    skills.length,
  );
  if (!plain) throw new Error('two groups with skills have no profiles');
  const draw = indexDraws(pairs.length, seed);
  const resampled = collect(resamples, () => {
    const drawn = pairs.map(() => pairs[draw()] ?? ([nothing, nothing] as const));
    return measure(
      drawn.map(([first]) => first),
      drawn.map(([, second]) => second),
      skills.length,
    );
  });
  const permuted = collect(resamples, (i) => {
    const dealt = shuffled(blocks, seed + 1 + i);
    return measure(dealt.slice(0, inA.size), dealt.slice(inA.size), skills.length);
  });
  const summarize = (name: 'jensenShannon' | 'jaccard'): Overlap => {
    const found = plain[name];
    const values = resampled.map((each) => each[name]).sort((x, y) => x - y);
    const chance = permuted.map((each) => each[name]);
    const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
    const within = (value: number) => Math.min(1, Math.max(0, value));
    const asFar = chance.filter((value) => (name === 'jaccard' ? value <= found : value >= found)).length;
    return {
      estimate: within(2 * found - mean(values)),
      low: within(2 * found - quantile(values, (1 + level) / 2)),
      high: within(2 * found - quantile(values, (1 - level) / 2)),
      level,
      plain: found,
      byChance: mean(chance),
      p: (1 + asFar) / (1 + chance.length),
    };
  };
  return { jensenShannon: summarize('jensenShannon'), jaccard: summarize('jaccard'), employers: clusters.length };
}

/** The postings of one employer in one group, and how many of them have each skill. */
interface Block {
  readonly cluster: string;
  postings: number;
  readonly counts: Float64Array;
}

function employers(patterns: readonly PatternCount[], skills: readonly string[]): readonly Block[] {
  const blocks = new Map<string, Block>();
  for (const { has, postings, cluster } of patterns) {
    const block = blocks.get(cluster) ?? { cluster, postings: 0, counts: new Float64Array(skills.length) };
    blocks.set(cluster, block);
    block.postings += postings;
    for (const skill of has) block.counts[skills.indexOf(skill)]! += postings;
  }
  return [...blocks.values()];
}

/** Both measures of two groups; null where chance left a group empty. */
function measure(
  a: readonly Block[],
  b: readonly Block[],
  skills: number,
): { jensenShannon: number; jaccard: number } | null {
  const [profileA, profileB] = [profile(a, skills), profile(b, skills)];
  return (
    profileA && profileB && { jensenShannon: jensenShannon(profileA, profileB), jaccard: jaccard(profileA, profileB) }
  );
}

/** The share of postings with each skill; null where no posting has any. */
function profile(blocks: readonly Block[], skills: number): number[] | null {
  const sums = new Float64Array(skills);
  let postings = 0;
  for (const block of blocks) {
    postings += block.postings;
    const { counts } = block;
    for (let i = 0; i < skills; i++) sums[i]! += counts[i]!;
  }
  return sums.some((sum) => sum > 0) ? Array.from(sums, (sum) => sum / postings) : null;
}

function collect<T>(times: number, make: (i: number) => T | null): readonly T[] {
  return Array.from({ length: times }, (_, i) => make(i)).filter((each): each is T => each !== null) as readonly T[];
}
