import type { Posting } from '../load/posting.js';
import { tokens } from '../tag/analyzer.js';
import { listOf, textsIn } from './matches.js';
import type { ItemWords } from './query.js';

/** The tokens of a field's texts: in their order, with a space on both sides; and as a set. */
interface TextWords {
  readonly sequence: string;
  readonly set: ReadonlySet<string>;
}

const cache = new WeakMap<Posting, Map<string, TextWords>>();

function wordsOf(posting: Posting, field: string): TextWords {
  const byField = cache.get(posting) ?? new Map<string, TextWords>();
  cache.set(posting, byField);
  const known = byField.get(field);
  if (known) return known;
  const lists = textsIn(posting, field).map((text) => tokens(text).map((token) => token.text));
  // a newline between two texts is no token, so that no phrase reaches from one into the next
  const words = { sequence: lists.map((list) => ` ${list.join(' ')} `).join('\n'), set: new Set(lists.flat()) };
  byField.set(field, words);
  return words;
}

/** The different items of a list field; with `text`, only those whose words stand in that field, in any case. */
export function itemsOf(posting: Posting, list: string, text?: string, words: ItemWords = 'together'): string[] {
  const items = [...new Set(listOf(posting, list))];
  if (text === undefined) return items;
  const { sequence, set } = wordsOf(posting, text);
  return items.filter((item) => {
    const parts = tokens(item).map((token) => token.text);
    if (parts.length === 0) return false;
    return words === 'together' ? sequence.includes(` ${parts.join(' ')} `) : parts.every((part) => set.has(part));
  });
}
