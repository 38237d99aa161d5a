import { canonical } from '../load/read.js';

/**
 * A count asked of a corpus: how many postings, in which groups, and how many of them mention what.
 *
 * `{ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' }` reads: for each role, the number of postings
 * and the number of those that mention fine-tuning, looked for as a phrase.
 */
export interface Query<Field extends string = string, Concept extends string = string> {
  /** Only postings that mention this concept; without it, all. */
  readonly within?: string;
  /** The fields to group by, in this order; an empty list asks for the total. */
  readonly by: readonly Field[];
  /** The concepts to count; each becomes a column of the answer. */
  readonly concepts: readonly Concept[];
  /** How a concept's phrases are looked for: as token sequences, as OpenSearch `match_phrase` does. */
  readonly match: 'phrase';
}

/** The key under which a recording holds the answer: the query as canonical JSON. */
export const queryKey = (query: Query): string => canonical(query);

/** A query in words, for messages and traces. */
export function describeQuery({ within, by, concepts, match }: Query): string {
  const what = within === undefined ? 'postings' : `postings that mention ${within}`;
  const groups = by.length > 0 ? ` by ${by.join(' and ')}` : '';
  const mentions = concepts.length > 0 ? `, and how many of them mention ${concepts.join(', ')} (${match} match)` : '';
  return `${what}${groups}${mentions}`;
}
