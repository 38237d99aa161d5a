import { lowerCase } from './lower-case.js';
import { StandardTokenizer } from './standard-tokenizer.js';

/** A word of a text: in lower case, with the offsets of the original in UTF-16 units, the end not included. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * What are the tokens of a text, as the *standard* analyzer of Lucene and OpenSearch gives them?
 *
 * Words by Unicode's boundaries, in lower case, without stemming or stop words. What an index holds of a text is these
 * tokens, and a `match_phrase` is their sequence. A hyphen parts words and leaves no trace, so `fine-tuning` and `fine
 * tuning` have the same tokens. A point inside a word or number does not (`node.js`, `3.14`), and neither do an
 * apostrophe and an underscore.
 *
 * Source: Unicode Standard Annex 29, Unicode Text Segmentation.
 *
 * @param text any text
 * @returns the tokens in order, each with its place in UTF-16 units, the end not included
 * @example
 * tokens('Fine-tuning in C++ 3.14').map(({ text }) => text) // => ['fine', 'tuning', 'in', 'c', '3.14']
 * tokens('RAG/LoRA')[1] // => { text: 'lora', start: 4, end: 8 }
 */
export function tokens(text: string): Token[] {
  const lower = lowerCase(text);
  const tokenizer = new StandardTokenizer(text);
  const found: Token[] = [];
  while (tokenizer.next()) {
    const { start, end } = tokenizer;
    found.push({ text: lower.slice(start, end), start, end });
  }
  return found;
}
