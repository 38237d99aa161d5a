import { lowerCase } from './lower-case.js';
import type { MatchMode } from './match-mode.js';
import type { PhraseEntry, PhraseMatch } from './overlap.js';
import { Trie } from './trie.js';
import { endsInWord, startsInWord } from './word-character.js';

/** A phrase that is looked for by its characters: as a whole word, or anywhere. */
export interface StringPhrase extends PhraseEntry {
  readonly mode: MatchMode;
}

/**
 * Finds phrases by their characters. In mode `word` neither side may go on with a letter, digit or underscore;
 * combining marks belong to their letter. In `we maintain ai` the substring `ai` is found three times, the word once.
 */
export class StringMatcher {
  private readonly trie = new Trie<number, StringPhrase>();
  /** Whether a phrase may begin with two UTF-16 units, by {@link pairOf}. */
  private readonly pairs = new Uint8Array(0x10000);

  constructor(entries: readonly StringPhrase[]) {
    for (const entry of entries) {
      const units = unitsOf(lowerCase(entry.phrase));
      this.trie.add(units, entry);
      if (units.length > 1) this.pairs[pairOf(units[0], units[1])] = 1;
      else this.pairs.fill(1);
    }
  }

  /** All places of all phrases, also where they overlap, from left to right. */
  find(text: string): PhraseMatch[] {
    const found: PhraseMatch[] = [];
    if (this.trie.next.size === 0) return found;
    const lower = lowerCase(text);
    for (let start = 0; start < lower.length; start += 1) {
      if (this.pairs[pairOf(lower.charCodeAt(start), lower.charCodeAt(start + 1))] === 0) continue;
      let node: Trie<number, StringPhrase> | undefined = this.trie;
      for (let end = start; node; end += 1) {
        for (const entry of node.values) {
          const isFound = entry.mode === 'substring' || (!endsInWord(lower, start) && !startsInWord(lower, end));
          if (isFound) found.push({ entry, start, end });
        }
        node = end < lower.length ? node.next.get(lower.charCodeAt(end)) : undefined;
      }
    }
    return found;
  }
}

/** A number for two neighbouring units; few pairs share one. */
const pairOf = (first = 0, second = 0): number => ((first << 8) ^ second) & 0xffff;

const unitsOf = (text: string): number[] => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
