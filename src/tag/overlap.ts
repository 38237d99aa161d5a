/** A phrase of a concept, where the concept stands in its lexicon. */
export interface PhraseEntry {
  readonly concept: string;
  readonly order: number;
  readonly phrase: string;
}

/** A place where an entry matches, before overlaps are settled. */
export interface PhraseMatch {
  readonly entry: PhraseEntry;
  readonly start: number;
  readonly end: number;
}

/** Of the places found, those that count: within a concept the leftmost, and of these the longest. */
export function leftmostLongest(
  found: readonly PhraseMatch[],
  concepts: number,
): { concept: string; phrase: string; start: number; end: number }[] {
  const free = new Array<number>(concepts).fill(0);
  return found
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ entry, start, end }) => {
      if (start < (free[entry.order] ?? 0)) return false;
      free[entry.order] = end;
      return true;
    })
    .sort((a, b) => a.start - b.start || a.end - b.end || a.entry.order - b.entry.order)
    .map(({ entry, start, end }) => ({ concept: entry.concept, phrase: entry.phrase, start, end }));
}
