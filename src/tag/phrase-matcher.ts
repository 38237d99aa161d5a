import { tokens } from './analyzer.js';
import { lowerCase } from './lower-case.js';
import type { Entry, Found } from './overlap.js';
import { StandardTokenizer } from './standard-tokenizer.js';
import { Trie } from './trie.js';

/**
 * Finds phrases by their tokens: one after the other, none between, as `match_phrase` with slop 0 does. What
 * stands between the tokens is nothing to it: `CI CD` is found in `CI/CD`.
 */
export class PhraseMatcher {
  private readonly trie = new Trie<string, Entry>();
  /** Bit `length % 32` of element `unit`: whether a phrase may begin with a token of such a first unit and length. */
  private readonly firsts = new Int32Array(0x10000).fill(-1, 0x80);

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) {
      const [first, ...others] = tokens(entry.phrase).map(({ text }) => text);
      if (first === undefined) continue;
      this.trie.add([first, ...others], entry);
      for (const unit of [first.charCodeAt(0), first.toUpperCase().charCodeAt(0)]) {
        this.firsts[unit] = (this.firsts[unit] ?? 0) | (1 << first.length);
      }
    }
  }

  /** All places of all phrases, also where they overlap, from left to right. */
  find(text: string): Found[] {
    const found: Found[] = [];
    if (this.trie.next.size === 0) return found;
    const first = new StandardTokenizer(text);
    const rest = new StandardTokenizer(text);
    while (first.next()) {
      const { start, end } = first;
      if (((this.firsts[text.charCodeAt(start)] ?? 0) & (1 << (end - start))) === 0) continue;
      let node = this.trie.next.get(lowerCase(text.slice(start, end)));
      let to = end;
      while (node) {
        for (const entry of node.values) found.push({ entry, start, end: to });
        if (node.next.size === 0 || !rest.next(to)) break;
        to = rest.end;
        node = node.next.get(lowerCase(text.slice(rest.start, to)));
      }
    }
    return found;
  }
}
