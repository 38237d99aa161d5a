import type { Posting } from '../load/posting.js';
import { tokens } from '../tag/analyzer.js';
import { fieldOf, listOf } from './matches.js';

/** How the words of an item must stand in a text: one after the other, or each of them anywhere. */
export type Words = 'together' | 'anywhere';

/** The tokens of a field's text, in order and with a space on both sides; and each of them once. */
interface TextWords {
  readonly sequence: string;
  readonly set: ReadonlySet<string>;
}

const seen = new WeakMap<Posting, Map<string, TextWords>>();

function wordsOf(posting: Posting, field: string): TextWords {
  const byField = seen.get(posting) ?? new Map<string, TextWords>();
  seen.set(posting, byField);
  const known = byField.get(field);
  if (known) return known;
  const lists = [fieldOf(posting, field) ?? []].flat().map((text) => tokens(String(text)).map((token) => token.text));
  // a newline between two texts is no token, so that no phrase reaches from one into the next
  const words = { sequence: lists.map((list) => ` ${list.join(' ')} `).join('\n'), set: new Set(lists.flat()) };
  byField.set(field, words);
  return words;
}

/** The different items of a list field; with `text`, those whose words stand in that field, in any case. */
export function itemsOf(posting: Posting, list: string, text?: string, words: Words = 'together'): string[] {
  const items = [...new Set(listOf(posting, list))];
  if (text === undefined) return items;
  const { sequence, set } = wordsOf(posting, text);
  return items.filter((item) => {
    const parts = tokens(item).map((token) => token.text);
    if (parts.length === 0) return false;
    return words === 'together' ? sequence.includes(` ${parts.join(' ')} `) : parts.every((part) => set.has(part));
  });
}
