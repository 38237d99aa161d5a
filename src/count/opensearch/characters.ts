import type { Dsl } from './dsl.js';
import { Refusal } from './refusal.js';

/**
 * Finding any characters of a text in an index: every three neighbouring characters of it are a token, so that a piece
 * of the text is a phrase of such tokens. `tuning` stands in a text exactly when `tun uni nin ing` stand there in a
 * row.
 *
 * What is shorter than three begins a token; for the last two characters of a text, two more are put behind it that
 * no text has.
 */
export const charactersAnalysis: Dsl = {
  tokenizer: { threes: { type: 'ngram', min_gram: 3, max_gram: 3 } },
  analyzer: { characters: { type: 'custom', tokenizer: 'threes' } },
};

/** A field whose text can be asked for any characters. */
export const charactersMapping: Dsl = { type: 'text', analyzer: 'characters', norms: false };

/** A code point that Unicode keeps free, for programs' own use. */
const behind = '\ufdd0';

export const withEnd = (text: string): string => `${text}${behind}${behind}`;

/** The text of a field has a piece, so often, no two of them sharing a character. */
export function hasCharacters(path: string, piece: string, times: number): Dsl {
  const characters = [...piece];
  const refused = (why: string): Refusal =>
    new Refusal(`"${piece}"${times === 1 ? '' : ` ${times} times`} inside a text`, why, 'a longer piece, once');
  if (characters.some((each) => each === behind || /^[\ud800-\udfff]$/.test(each)))
    throw refused('it has a character that no index keeps');
  if (times === 1)
    return characters.length < 3
      ? { prefix: { [path]: { value: piece } } }
      : { match_phrase: { [path]: { query: piece } } };
  // tokens of two pieces that share one or two characters stand in a row too
  if (characters.length < 3 || overlaps(characters))
    throw refused('two that share a character cannot be told from two that do not');
  const one = { match: { query: piece, ordered: true, max_gaps: 0 } };
  return { intervals: { [path]: { all_of: { ordered: true, intervals: Array.from({ length: times }, () => one) } } } };
}

/** Whether a piece may begin in the last one or two characters of itself. */
const overlaps = (characters: readonly string[]): boolean =>
  [1, 2].some((n) => characters.slice(0, n).join('') === characters.slice(-n).join(''));
