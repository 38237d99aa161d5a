import { canonical, digestOf } from '../load/digest.js';
import type { MatchMode } from './match-mode.js';

/** A phrase, with sentences that show what it is for. */
export interface Phrase {
  readonly phrase: string;
  /** Sentences in which this phrase is found. */
  readonly match: readonly string[];
  /** Sentences in which its concept is not found, by whichever phrase. */
  readonly not: readonly string[];
}

/** A named thing looked for in text. */
export interface Concept {
  readonly name: string;
  readonly mode: MatchMode;
  readonly phrases: readonly Phrase[];
}

export interface Lexicon {
  /** The name of its file without `.yaml`. */
  readonly id: string;
  readonly concepts: readonly Concept[];
  /** `sha256:…` of what decides a tag: concepts, modes and phrases in their order; not the sentences. */
  readonly digest: string;
}

/**
 * A lexicon of concepts that are at hand, such as one that a cell makes up.
 *
 * @param id what the lexicon is called
 * @param concepts each with its name, its mode (`phrase`, `word` or `substring`) and its phrases
 * @returns the lexicon, with its digest, for {@link compileLexicon}
 * @example
 * const concepts = [{ name: 'RAG', mode: 'word', phrases: [{ phrase: 'RAG', match: [], not: [] }] }]
 * compileLexicon(lexiconOf('mine', concepts)).tag('RAG, not drag') // => [{ concept: 'RAG', start: 0, end: 3 }]
 */
export function lexiconOf(id: string, concepts: readonly Concept[]): Lexicon {
  const deciding = concepts.map(({ name, mode, phrases }) => ({
    name,
    mode,
    phrases: phrases.map(({ phrase }) => phrase),
  }));
  return { id, concepts, digest: digestOf(canonical(deciding)) };
}
