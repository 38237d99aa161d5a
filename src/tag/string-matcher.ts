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
 * Finds phrases by their characters. In mode `word` neither side may go on with a letter, digit or underscore, nor a
 * single letter with a sign (`C` is not found in `C++`); combining marks belong to their letter. A space of a word
 * stands for any white space, a line break too; a substring is found as it is written. In `we maintain ai` the
 * substring `ai` is found three times, the word once.
 */
export class StringMatcher {
  private readonly trie = new Trie<number, StringPhrase>();
  /** Whether a phrase may begin with two UTF-16 units, by {@link pairOf}. */
  private readonly pairs = new Uint8Array(0x10000);
  /** Whether a phrase has a space: only then is the white space of a text looked at. */
  private readonly haveSpaces: boolean;

  constructor(entries: readonly StringPhrase[]) {
    this.haveSpaces = entries.some(({ phrase }) => /\s/.test(phrase));
    for (const entry of entries) {
      const units = unitsOf(lowerCase(entry.phrase).replaceAll(/\s+/g, ' '));
      this.trie.add(units, entry);
      if (units.length > 1) this.pairs[pairOf(units[0], units[1])] = 1;
      else this.pairs.fill(1);
    }
  }

  /** All places of all phrases, also where they overlap, from left to right. */
  find(text: string): PhraseMatch[] {
    const found: PhraseMatch[] = [];
    if (this.trie.next.size === 0) return found;
    const written = lowerCase(text);
    const lower = this.haveSpaces ? written.replaceAll(/\s/g, ' ') : written;
    for (let start = 0; start < lower.length; start += 1) {
      if (this.pairs[pairOf(lower.charCodeAt(start), lower.charCodeAt(start + 1))] === 0) continue;
      let node: Trie<number, StringPhrase> | undefined = this.trie;
      for (let end = start; node; ) {
        for (const entry of node.values) {
          const isFound =
            entry.mode === 'word' ? isWord(lower, start, end) : written.startsWith(lowerCase(entry.phrase), start);
          if (isFound) found.push({ entry, start, end });
        }
        node = end < lower.length ? node.next.get(lower.charCodeAt(end)) : undefined;
        end += 1;
        if (lower[end - 1] === ' ') while (lower[end] === ' ') end += 1;
      }
    }
    return found;
  }
}

/** Signs that make another name of a letter, or of a name that ends in them: `C++`, `C#`, `R&D`. */
const signs = '+#&*';
const isSign = (unit: string | undefined): boolean => unit !== undefined && unit !== '' && signs.includes(unit);

/** Whether the characters at [start, end) are a word of their own. */
function isWord(text: string, start: number, end: number): boolean {
  const last = text[end - 1];
  const next = text[end];
  if (endsInWord(text, start)) return false;
  if (isSign(last)) return next !== last && !/[\p{L}_]/u.test(next ?? '');
  if (startsInWord(text, end)) return false;
  const isLetter = end - start === 1;
  return !isLetter || !(isSign(next) || isSignBefore(text, start));
}

/** Whether a letter is the end of a name such as `R&D`. */
const isSignBefore = (text: string, start: number): boolean => text[start - 1] === '&' && endsInWord(text, start - 1);

/** A number for two neighbouring units; few pairs share one. */
const pairOf = (first = 0, second = 0): number => ((first << 8) ^ second) & 0xffff;

const unitsOf = (text: string): number[] => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
