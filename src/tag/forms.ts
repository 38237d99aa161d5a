import { lowerCase } from './lower-case.js';
import type { Tagger } from './tag.js';
import { endsInWord, previous, startsInWord } from './word-character.js';

/** A word, or words, in which a concept was found, and how often. */
export interface Form {
  readonly concept: string;
  readonly form: string;
  readonly count: number;
}

/** How far a form reaches to either side of its match, at most, in UTF-16 units. */
const reach = 60;

/**
 * In which actual words do the concepts of a lexicon match, and how often?
 *
 * In substring mode a match inside a word shows as the whole word, so it is seen at once that it caught others. Forms
 * are in lower case, with runs of white space as one space; `…` stands where a very long word is cut.
 *
 * @param tagger of {@link compileLexicon}
 * @param texts the texts to look through
 * @returns the forms, the most frequent first; equal counts by concept, then form
 * @example
 * const found = lexiconOf('ai', [{ name: 'AI', mode: 'substring', phrases: [{ phrase: 'ai', match: [], not: [] }] }])
 * const counted = forms(compileLexicon(found), ['AI engineers maintain AI.'])
 * counted.map(({ form, count }) => [form, count]) // => [['ai', 2], ['maintain', 2]]
 */
export function forms(tagger: Tagger, texts: Iterable<string>): Form[] {
  const { concepts } = tagger.lexicon;
  const counts = new Map<string, Map<string, number>>(concepts.map(({ name }) => [name, new Map()]));
  const inWords = new Set(concepts.filter(({ mode }) => mode === 'substring').map(({ name }) => name));
  for (const text of texts) {
    for (const { concept, start, end } of tagger.tag(text)) {
      const form = inWords.has(concept) ? wordsAt(text, start, end) : plain(text.slice(start, end));
      const ofConcept = counts.get(concept);
      ofConcept?.set(form, (ofConcept.get(form) ?? 0) + 1);
    }
  }
  return [...counts]
    .flatMap(([concept, ofConcept]) => [...ofConcept].map(([form, count]) => ({ concept, form, count })))
    .sort((a, b) => b.count - a.count || compare(a.concept, b.concept) || compare(a.form, b.form));
}

const plain = (text: string): string => lowerCase(text).replace(/\s+/g, ' ');

/** The words that a place in a text touches. */
function wordsAt(text: string, start: number, end: number): string {
  let from = start;
  if (startsInWord(text, start)) while (endsInWord(text, from) && from > start - reach) from = previous(text, from);
  let to = end;
  if (endsInWord(text, end))
    while (startsInWord(text, to) && to < end + reach) to += (text.codePointAt(to) ?? 0) > 0xffff ? 2 : 1;
  const cutLeft = from < start && endsInWord(text, from) ? '…' : '';
  const cutRight = to > end && startsInWord(text, to) ? '…' : '';
  return cutLeft + plain(text.slice(from, to)) + cutRight;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
