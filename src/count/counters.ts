import type { Manifest } from '../load/manifest.js';
import type { Posting } from '../load/posting.js';
import type { Counted } from './answer.js';
import type { Mentions } from './matches.js';
import { mentionsOf } from './mentions.js';
import type { Query } from './query.js';
import { type Group, type RowCounter, rowCounter } from './rows.js';

/** Counts the same postings for several queries at once; texts are tagged once for all that look in the same way. */
export class Counters {
  private readonly each: readonly { readonly counter: RowCounter; readonly lexicon: string | undefined }[];

  constructor(manifest: Manifest, queries: readonly Query[]) {
    const shared = new Map<string, Mentions>();
    this.each = queries.map((query) => {
      const { mentions: own, lexicon } = mentionsOf(manifest, query.match, query.lexicon);
      const way = `${query.match} ${lexicon}`;
      const mentions = shared.get(way) ?? own;
      shared.set(way, mentions);
      return { counter: rowCounter(query, mentions), lexicon };
    });
  }

  add(posting: Posting): void {
    for (const { counter } of this.each) counter.add(posting);
  }

  /** What was counted so far, for each query: another's {@link merge} takes it. */
  groups(): readonly (readonly Group[])[] {
    return this.each.map(({ counter }) => counter.groups());
  }

  /** Takes in what was counted of other postings. */
  merge(groups: readonly (readonly Group[])[]): void {
    this.each.forEach(({ counter }, i) => counter.merge(groups[i] ?? []));
  }

  answers(): Omit<Counted, 'skipped'>[] {
    return this.each.map(({ counter, lexicon }) => ({
      rows: counter.rows(),
      ...(lexicon === undefined ? {} : { lexicon }),
    }));
  }
}
