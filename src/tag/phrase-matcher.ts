import { tokens } from './analyzer.js';
import { lowerCase } from './lower-case.js';
import type { PhraseEntry, PhraseMatch } from './overlap.js';
import { StandardTokenizer } from './standard-tokenizer.js';
import { Trie } from './trie.js';

/** A longer run without a space may hold a token that the analyzer cuts, so that another begins inside a word. */
const longestRun = 240;

/**
 * Finds phrases by their tokens: one after the other, none between, as `match_phrase` with slop 0 does. What
 * stands between the tokens is nothing to it: `CI CD` is found in `CI/CD`.
 *
 * Most words begin no phrase. So a regular expression looks for those that may, and only there is the text parted into
 * tokens, from the space before: tokens on both sides of a space have nothing to do with each other.
 */
export class PhraseMatcher {
  private readonly trie = new Trie<string, PhraseEntry>();
  /** Where a phrase may begin; undefined where one begins with another letter than those of ASCII. */
  private readonly starts: RegExp | undefined;

  constructor(entries: readonly PhraseEntry[]) {
    const firsts = new Trie<string, true>();
    let isPlain = true;
    for (const entry of entries) {
      const [first, ...others] = tokens(entry.phrase).map(({ text }) => text);
      if (first === undefined) continue;
      this.trie.add([first, ...others], entry);
      firsts.add(first, true);
      isPlain &&= /^\w/.test(first);
    }
    if (isPlain) this.starts = new RegExp(`\\b${either(firsts)}`, 'g');
  }

  /** All places of all phrases, also where they overlap, from left to right. */
  find(text: string): PhraseMatch[] {
    const found: PhraseMatch[] = [];
    if (this.trie.next.size === 0) return found;
    const first = new StandardTokenizer(text);
    const rest = new StandardTokenizer(text);
    if (!this.starts || !isOrdinary(text)) {
      while (first.next()) this.follow(first, rest, found);
      return found;
    }
    for (const { index } of text.matchAll(this.starts)) {
      let isThere = first.next(text.lastIndexOf(' ', index) + 1);
      while (isThere && first.start < index) isThere = first.next();
      if (isThere && first.start === index) this.follow(first, rest, found);
    }
    return found;
  }

  /** The phrases that begin with a token. */
  private follow({ text, start, end }: StandardTokenizer, rest: StandardTokenizer, found: PhraseMatch[]): void {
    let node = this.trie.next.get(lowerCase(text.slice(start, end)));
    let to = end;
    while (node) {
      for (const entry of node.values) found.push({ entry, start, end: to });
      if (node.next.size === 0 || !rest.next(to)) break;
      to = rest.end;
      node = node.next.get(lowerCase(text.slice(rest.start, to)));
    }
  }
}

/** An expression for the words of a trie, in either case, to their ends, or as far as they are ASCII. */
function either({ next, values }: Trie<string, true>): string {
  const spelled = (letter: string): string =>
    /\w/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : `\\${letter}`;
  const ways = [...next].map(([letter, after]) => (letter > '~' ? '' : spelled(letter) + either(after)));
  if (values.length > 0) ways.push('\\b');
  return ways.length === 1 ? ways.join() : `(?:${ways.join('|')})`;
}

/**
 * Whether every token of a text that is written in ASCII in lower case is so in the text, and stands between characters
 * that are no letters, digits or underscores of ASCII. İ and the Kelvin sign are `i` and `k` in lower case.
 */
function isOrdinary(text: string): boolean {
  if (text.includes('\u0130') || text.includes('\u212a')) return false;
  for (let space = -1; text.length - space > longestRun; ) {
    const next = text.lastIndexOf(' ', space + longestRun);
    if (next <= space) return false;
    space = next;
  }
  return true;
}
