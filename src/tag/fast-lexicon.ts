import { tokens } from './analyzer.js';
import type { Lexicon } from './concepts.js';
import { lowerCase } from './lower-case.js';
import { specialPoints } from './plain-bytes.js';
import { Trie } from './trie.js';
import { classTable } from './word-break.js';

/** A lexicon as the scan in WebAssembly takes it: tables, and what its nodes stand for. */
export interface FastLexicon {
  /** The class of each code point, with {@link unsure} where a text that holds it is left to the exact path. */
  readonly classes: Uint8Array;
  /** Whether there are such code points besides İ and the Kelvin sign. */
  readonly watches: boolean;
  /** Of the first three bytes of the first tokens: six tables by nibble, three by byte. A bit is a group of tokens. */
  readonly nibbles: Uint8Array;
  readonly firsts: Uint8Array;
  readonly tokens: readonly FastToken[];
  readonly nodes: readonly FastNode[];
}

export interface FastToken {
  /** ASCII, in lower case. */
  readonly text: string;
  /** The node of the phrases that begin with it; -1 where none does. */
  readonly node: number;
  /** Some phrase begins so, and goes on with a character that is not ASCII. */
  readonly hasOther: boolean;
}

export interface FastNode {
  readonly edges: readonly { readonly token: number; readonly node: number }[];
  /** The concepts, by their place in the lexicon, of which a phrase ends here. */
  readonly concepts: readonly number[];
  /** A phrase goes on with a token that is not ASCII. */
  readonly leadsOn: boolean;
}

/** A class with this bit: the scan leaves the line. */
export const unsure = 0x80;

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);
const plainRun = (token: string): string => /^[a-z0-9_]*/.exec(token)?.[0] ?? '';

/** Lays out a lexicon for the scan; undefined where some concept is not looked for by tokens. */
export function fastLexicon({ concepts }: Lexicon): FastLexicon | undefined {
  if (concepts.some(({ mode }) => mode !== 'phrase')) return undefined;
  const trie = new Trie<string, number>();
  concepts.forEach(({ phrases }, order) => {
    for (const { phrase } of phrases)
      trie.add(
        tokens(phrase).map(({ text }) => text),
        order,
      );
  });

  const classes = classTable();
  // İ and the Kelvin sign are i and k in lower case
  for (const point of [0x130, 0x212a]) classes[point] = (classes[point] ?? 0) | unsure;
  // a text that holds these is read otherwise than it is written; `<` and `&` where they are escaped
  for (const [first, last] of [...specialPoints, [0x26, 0x26], [0x3c, 0x3c]] as const)
    for (let point = first; point <= last; point += 1) classes[point] = (classes[point] ?? 0) | unsure;
  const all = new Map<string, { index: number; node: number; hasOther: boolean }>();
  const tokenOf = (text: string) => {
    const known = all.get(text) ?? { index: all.size, node: -1, hasOther: false };
    all.set(text, known);
    return known;
  };
  const nodes: FastNode[] = [];
  const add = (node: Trie<string, number>): number => {
    const index = nodes.length;
    const edges: { token: number; node: number }[] = [];
    nodes.push({
      edges,
      concepts: [...new Set(node.values)],
      leadsOn: [...node.next.keys()].some((text) => !isAscii(text)),
    });
    for (const [text, next] of node.next)
      if (isAscii(text)) edges.push({ token: tokenOf(text).index, node: add(next) });
    return index;
  };

  const starts = new Set<string>();
  let watches = false;
  for (const [text, next] of trie.next) {
    const run = plainRun(text);
    if (run === '') {
      for (const point of spellingsOf(text)) classes[point] = (classes[point] ?? 0) | unsure;
      watches = true;
      continue;
    }
    starts.add(run);
    if (isAscii(text)) {
      tokenOf(run);
      tokenOf(text).node = add(next);
    } else tokenOf(run).hasOther = true;
  }
  return {
    classes,
    watches,
    ...fingerprints([...starts]),
    tokens: [...all].map(([text, { node, hasOther }]) => ({ text, node, hasOther })),
    nodes,
  };
}

/** The code points that are the first of a token in lower case. */
function spellingsOf(token: string): number[] {
  const first = String.fromCodePoint(token.codePointAt(0) ?? 0);
  const found: number[] = [];
  for (let point = 0x80; point < 0x20000; point += 1)
    if (lowerCase(String.fromCodePoint(point)) === first) found.push(point);
  return found;
}

/** The bytes that may stand at each of the first three places of a group of words, and their nibbles as bits. */
type Group = readonly { readonly bytes: readonly number[]; readonly low: number; readonly high: number }[];

const anyByte = Array.from({ length: 256 }, (_, byte) => byte);
const group = (...places: readonly (readonly number[])[]): Group =>
  places.map((bytes) => ({
    bytes,
    low: bytes.reduce((bits, byte) => bits | (1 << (byte & 15)), 0),
    high: bytes.reduce((bits, byte) => bits | (1 << (byte >> 4)), 0),
  }));

/**
 * Sorts the first three bytes of words into six groups, so that a look-up by nibbles finds every word, in either
 * case, and few others: the groups that look alike go together.
 */
function fingerprints(words: readonly string[]): Pick<FastLexicon, 'nibbles' | 'firsts'> {
  const groups = words.map((word) =>
    group(
      ...[0, 1, 2].map((i) => (i < word.length ? [word.charCodeAt(i), word.toUpperCase().charCodeAt(i)] : anyByte)),
    ),
  );
  while (groups.length > 6) {
    let best = { cost: Infinity, a: 0, b: 1 };
    for (let b = 1; b < groups.length; b += 1) {
      for (let a = 0; a < b; a += 1) {
        const [one, other] = [groups[a] as Group, groups[b] as Group];
        const cost = breadth(one, other) - breadth(one, one) - breadth(other, other);
        if (cost < best.cost) best = { cost, a, b };
      }
    }
    const [taken] = groups.splice(best.b, 1) as [Group];
    groups[best.a] = group(
      ...(groups[best.a] as Group).map(({ bytes }, i) => [...new Set([...bytes, ...(taken[i]?.bytes ?? [])])]),
    );
  }
  while (groups.length < 6) groups.push(group([], [], []));
  groups.push(group([0xc4], [0xb0], anyByte), group([0xe2], [0x84], [0xaa])); // İ and the Kelvin sign

  const nibbles = new Uint8Array(96);
  const firsts = new Uint8Array(768);
  groups.forEach((places, bit) =>
    places.forEach(({ bytes }, i) => {
      for (const byte of bytes) {
        for (const at of [32 * i + (byte & 15), 32 * i + 16 + (byte >> 4)])
          nibbles[at] = (nibbles[at] ?? 0) | (1 << bit);
        firsts[256 * i + byte] = (firsts[256 * i + byte] ?? 0) | (1 << bit);
      }
    }),
  );
  return { nibbles, firsts };
}

/** How many triples of bytes pass for two groups as one when they are looked up by nibbles. */
const breadth = (a: Group, b: Group): number =>
  a.reduce((product, { low, high }, i) => product * bits(low | (b[i]?.low ?? 0)) * bits(high | (b[i]?.high ?? 0)), 1);

function bits(of: number): number {
  let n = 0;
  for (let rest = of; rest !== 0; rest &= rest - 1) n += 1;
  return n;
}
