import type { Lexicon } from './concepts.js';
import { leftmostLongest, type PhraseMatch } from './overlap.js';
import { PhraseMatcher } from './phrase-matcher.js';
import { StringMatcher } from './string-matcher.js';

/** A place in a text where a concept is mentioned; offsets in UTF-16 units, the end not included. */
export interface Mention {
  readonly concept: string;
  /** The phrase that matched, as the lexicon writes it; of phrases that cannot be told apart, the first. */
  readonly phrase: string;
  readonly start: number;
  readonly end: number;
}

/** A lexicon made ready for looking through texts. */
export interface Tagger {
  readonly lexicon: Lexicon;
  /**
   * The mentions in a text, by start, then end, then the order of the lexicon.
   *
   * Where phrases of one concept overlap, the leftmost counts, of those that start together the longest, and
   * looking goes on after its end: a concept counts a place once. Different concepts may share a place.
   */
  tag(text: string): Mention[];
}

/**
 * Makes a lexicon ready for looking through texts; do it once, for all texts.
 *
 * @param lexicon of {@link readLexicon} or {@link lexiconOf}
 * @returns `tag`, which gives the mentions in a text: concept, phrase, and the place in UTF-16 units
 * @example
 * const { tag } = compileLexicon(readLexicon('fine-tuning'))
 * const [tuning, lora] = tag('Fine-tuning (LoRA) of models')
 * tuning // => { concept: 'fine-tuning', phrase: 'fine-tuning', start: 0, end: 11 }
 * lora // => { concept: 'LoRA', start: 13, end: 17 }
 * tag('Finely tuned') // => []
 */
export function compileLexicon(lexicon: Lexicon): Tagger {
  const places = lexicon.concepts.flatMap((concept, order) =>
    concept.phrases.map(({ phrase }) => ({ concept: concept.name, mode: concept.mode, order, phrase })),
  );
  const byTokens = new PhraseMatcher(places.filter(({ mode }) => mode === 'phrase'));
  const byCharacters = new StringMatcher(places.filter(({ mode }) => mode !== 'phrase'));

  const tag = (text: string): Mention[] => {
    const found: PhraseMatch[] = byTokens.find(text).concat(byCharacters.find(text));
    return leftmostLongest(found, lexicon.concepts.length);
  };
  return { lexicon, tag };
}
