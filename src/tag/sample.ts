import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { type Context, kwic } from './kwic.js';
import type { Mention, Tagger } from './tag.js';

/** A text of a posting, and which of its texts it is. */
export interface SampledText {
  readonly posting: string;
  readonly field: string;
  readonly text: string;
}

/** A match that was drawn, in its context. */
export interface DrawnMatch extends Context {
  readonly posting: string;
  readonly field: string;
  /** The phrase of the lexicon that matched. */
  readonly phrase: string;
  readonly start: number;
}

/** A sample of matches, and what it was drawn from. */
export interface Sample {
  readonly matches: number;
  readonly postings: number;
  readonly drawn: readonly DrawnMatch[];
}

/**
 * Draws postings with a match, and of each one of its matches, for a person to judge.
 *
 * The counts of an article are of postings, and the matches of one posting resemble each other; so postings are
 * drawn, each as likely as any, and then a match in each. The share of right ones is the probability that a
 * match of a counted posting is right. Where fewer postings match than are asked for, all are drawn.
 *
 * @param texts the texts to look through, in an order that does not change: the seed draws by place
 * @param concept the concept of the lexicon whose matches are drawn
 * @param n how many to draw, at most
 * @param seed whole number; the same seed draws the same
 * @param width characters of context to each side; default 160
 */
export function drawMatches(
  tagger: Tagger,
  texts: Iterable<SampledText>,
  {
    concept,
    n,
    seed,
    width = 160,
  }: { readonly concept: string; readonly n: number; readonly seed: number; readonly width?: number },
): Sample {
  const byPosting = new Map<string, { text: SampledText; mention: Mention }[]>();
  for (const text of texts) {
    const found = tagger.tag(text.text).filter((mention) => mention.concept === concept);
    if (found.length === 0) continue;
    const before = byPosting.get(text.posting) ?? [];
    byPosting.set(text.posting, [...before, ...found.map((mention) => ({ text, mention }))]);
  }
  const random = xoroshiro128plus(seed);
  const groups = [...byPosting.values()];
  const matches = groups.reduce((sum, group) => sum + group.length, 0);
  const drawn = someOf(groups, n, random).flatMap((group) => {
    const one = group[uniformInt(random, 0, group.length - 1)];
    const [context] = one ? kwic(one.text.text, [one.mention], { width }) : [];
    if (!one || !context) return [];
    return [
      {
        ...context,
        posting: one.text.posting,
        field: one.text.field,
        phrase: one.mention.phrase,
        start: one.mention.start,
      },
    ];
  });
  return { matches, postings: groups.length, drawn };
}

/** A posting without a match that was drawn, with its texts. */
export interface DrawnPosting {
  readonly posting: string;
  readonly field: string;
  readonly text: string;
}

/** A sample of postings without a match, and what it was drawn from. */
export interface SampleWithout {
  readonly unmatched: number;
  readonly drawn: readonly DrawnPosting[];
}

/**
 * Draws postings in whose texts nothing matches, for a person to judge whether they should have.
 *
 * @param texts the texts of all postings, in an order that does not change: the seed draws by place
 * @param n how many to draw, at most
 * @param seed whole number; the same seed draws the same
 */
export function drawWithout(
  tagger: Tagger,
  texts: Iterable<SampledText>,
  { n, seed }: { readonly n: number; readonly seed: number },
): SampleWithout {
  const byPosting = new Map<string, SampledText[]>();
  for (const text of texts) {
    const before = byPosting.get(text.posting);
    if (before) before.push(text);
    else byPosting.set(text.posting, [text]);
  }
  const without = [...byPosting.values()].filter((of) => of.every(({ text }) => tagger.tag(text).length === 0));
  const drawn = someOf(without, n, xoroshiro128plus(seed)).flatMap((of) => {
    const [first] = of;
    return first
      ? [
          {
            ...first,
            text: of
              .map(({ text }) => text)
              .join(' ')
              .replaceAll(/\s+/g, ' ')
              .trim(),
          },
        ]
      : [];
  });
  return { unmatched: without.length, drawn };
}

/** So many of a list, each as likely as any: Fisher and Yates, as far as is needed. */
function someOf<Item>(list: readonly Item[], n: number, random: RandomGenerator): Item[] {
  const items = [...list];
  const size = Math.min(n, items.length);
  for (let i = 0; i < size; i += 1) {
    const j = uniformInt(random, i, items.length - 1);
    [items[i], items[j]] = [items[j] as Item, items[i] as Item];
  }
  return items.slice(0, size);
}
