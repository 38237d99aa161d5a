import type { Posting } from '../load/posting.js';
import type { Counted } from './answer.js';
import type { Mentions } from './matches.js';
import type { Query } from './query.js';
import { type Group, type RowCounter, rowCounter } from './rows.js';

/** Counts the same postings for several queries at once. */
export class Counters {
  private readonly each: readonly RowCounter[];

  /** @param mentions of each query, the test of whether a posting mentions a concept */
  constructor(queries: readonly Query[], mentions: readonly Mentions[]) {
    this.each = queries.map((query, i) => rowCounter(query, mentions[i] ?? (() => false)));
  }

  add(posting: Posting): void {
    for (const counter of this.each) counter.add(posting);
  }

  /** What was counted so far, for each query, so that another's {@link merge} can add it; this one begins anew. */
  take(): readonly (readonly Group[])[] {
    return this.each.map((counter) => counter.take());
  }

  /** Adds what was counted of other postings. */
  merge(groups: readonly (readonly Group[])[]): void {
    this.each.forEach((counter, i) => counter.merge(groups[i] ?? []));
  }

  /** The rows of each query's answer. */
  rows(): Counted['rows'][] {
    return this.each.map((counter) => counter.rows());
  }
}
