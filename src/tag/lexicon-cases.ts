import { type Concept, type Lexicon, lexiconOf } from './lexicon.js';
import { compileLexicon } from './tag.js';

/** A sentence of a lexicon that is not tagged as the lexicon says. */
export interface FailedCase {
  readonly concept: string;
  readonly phrase: string;
  readonly sentence: string;
  readonly expected: 'match' | 'no match';
}

/**
 * Which sentences of a lexicon do not hold?
 *
 * A phrase, taken alone, must be found in each of its `match` sentences, and its concept, by any phrase, in none of its
 * `not` sentences.
 *
 * @param lexicon of {@link readLexicon}
 * @returns the sentences that are not tagged as the lexicon says; empty when all are
 * @example
 * failedCases(readLexicon('fine-tuning')) // => []
 * const phrases = [{ phrase: 'RAG', match: ['Storage'], not: [] }]
 * const mine = lexiconOf('mine', [{ name: 'RAG', mode: 'phrase', phrases }])
 * failedCases(mine) // => [{ phrase: 'RAG', sentence: 'Storage', expected: 'match' }]
 */
export function failedCases(lexicon: Lexicon): FailedCase[] {
  return lexicon.concepts.flatMap((concept) => {
    const isFound = finder(concept);
    return concept.phrases.flatMap((phrase) => {
      const isFoundAlone = finder({ ...concept, phrases: [phrase] });
      const failed = (sentence: string, expected: FailedCase['expected']): FailedCase => ({
        concept: concept.name,
        phrase: phrase.phrase,
        sentence,
        expected,
      });
      return [
        ...phrase.match.filter((sentence) => !isFoundAlone(sentence)).map((sentence) => failed(sentence, 'match')),
        ...phrase.not.filter(isFound).map((sentence) => failed(sentence, 'no match')),
      ];
    });
  });
}

function finder(concept: Concept): (sentence: string) => boolean {
  const { tag } = compileLexicon(lexiconOf('case', [concept]));
  return (sentence) => tag(sentence).length > 0;
}
