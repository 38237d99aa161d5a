import { UserError } from '../error.js';
import { digestOf } from './digest.js';
import type { Alike, Field } from './field.js';
import type { FieldValue, Posting } from './posting.js';

/** Texts are compared in memory: of more postings than these, near duplicates are refused. */
const mostCompared = 100_000;
const wordsInShingle = 6;

/** The fields that are filled from all postings together: which texts are alike. */
export const alikeFields = (fields: Readonly<Record<string, Field>>): [name: string, field: Alike][] =>
  Object.entries(fields).flatMap(([name, field]) => ('alike' in field ? [[name, field]] : []));

/**
 * Which postings have the same text, or nearly: those of a group share a text word for word, or, with `shared`, a chain
 * of texts of which each shares that part of its six-word sequences with the next (Jaccard's index).
 *
 * A `name` is the number of the posting's group, in the order in which groups begin, and missing where no other text
 * is alike; a `flag` says whether an earlier posting's text is alike, so that without those each text counts once.
 *
 * Source: A. Z. Broder, On the resemblance and containment of documents, Proc. Compression and Complexity of Sequences
 * (1997) 21–29; which pairs need no comparison: S. Chaudhuri, V. Ganti & R. Kaushik, ICDE (2006), prefix filtering.
 */
export class AlikeTexts {
  private readonly texts = new Map<string, TextGroups>();

  constructor(private readonly fields: readonly (readonly [name: string, field: Alike])[]) {
    for (const [, field] of fields) {
      const way = wayOf(field);
      if (!this.texts.has(way))
        this.texts.set(way, field.shared === undefined ? new SameTexts() : new NearTexts(field));
    }
  }

  /** Takes a posting, in the order of the corpus. */
  add({ id, fields }: Posting): void {
    for (const way of this.texts.keys()) {
      const text = fields[sourceOf(way)];
      this.texts.get(way)?.add(id, typeof text === 'string' ? text : '');
    }
  }

  /** The values of the fields of each posting, by its id. */
  values(): (id: string) => Readonly<Record<string, FieldValue>> {
    const groups = new Map([...this.texts].map(([way, texts]) => [way, numbered(texts.groups())]));
    return (id) =>
      Object.fromEntries(
        this.fields.map(([name, field]) => {
          const place = groups.get(wayOf(field))?.get(id);
          return [name, field.kind === 'name' ? (place?.group ?? null) : (place?.isRepeat ?? false)];
        }),
      );
  }
}

const wayOf = ({ alike, shared }: Alike): string => `${shared ?? ''} ${alike}`;
const sourceOf = (way: string): string => way.slice(way.indexOf(' ') + 1);

interface TextGroups {
  add(id: string, text: string): void;
  /** The ids of postings whose texts are alike, those of each group in their order. */
  groups(): string[][];
}

/** The groups of more than one, by number in the order of their first postings. */
function numbered(
  groups: readonly (readonly string[])[],
): ReadonlyMap<string, { readonly group: string; readonly isRepeat: boolean }> {
  return new Map(
    groups
      .filter(({ length }) => length > 1)
      .flatMap((ids, i) => ids.map((id, at) => [id, { group: String(i + 1), isRepeat: at > 0 }] as const)),
  );
}

class SameTexts implements TextGroups {
  private readonly byDigest = new Map<string, string[]>();

  add(id: string, text: string): void {
    if (text === '') return;
    const digest = digestOf(text);
    const ids = this.byDigest.get(digest);
    if (ids) ids.push(id);
    else this.byDigest.set(digest, [id]);
  }

  groups(): string[][] {
    return [...this.byDigest.values()];
  }
}

class NearTexts implements TextGroups {
  private readonly ids: string[] = [];
  private readonly shingles: number[][] = [];
  private readonly numbers = new Map<string, number>();
  private readonly shared: number;

  constructor(private readonly field: Alike) {
    this.shared = field.shared ?? 1;
  }

  add(id: string, text: string): void {
    if (this.ids.length === mostCompared)
      throw new UserError(
        `texts alike in "${this.field.alike}" are compared in memory, of at most ` +
          `${mostCompared.toLocaleString('en')} postings; without shared, equal texts are found in any number`,
      );
    this.ids.push(id);
    this.shingles.push(this.numbersOf(text));
  }

  /** The different six-word sequences of a text, as numbers; a shorter text is one sequence. */
  private numbersOf(text: string): number[] {
    const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    const found = new Set<number>();
    for (let i = 0; i < Math.min(words.length, Math.max(1, words.length - wordsInShingle + 1)); i += 1) {
      const shingle = words.slice(i, i + wordsInShingle).join(' ');
      const number = this.numbers.get(shingle) ?? this.numbers.size;
      this.numbers.set(shingle, number);
      found.add(number);
    }
    return [...found];
  }

  groups(): string[][] {
    const first = this.ids.map((_, i) => i); // of each text, an earlier one that it is alike, at last the first
    const root = (i: number): number => {
      let at = i;
      while (first[at] !== at) at = first[at] = first[first[at] ?? at] ?? at;
      return at;
    };
    for (const [i, j] of this.pairs()) {
      const [a, b] = [root(i), root(j)];
      first[Math.max(a, b)] = Math.min(a, b);
    }
    const groups = new Map<number, string[]>();
    for (const [i, id] of this.ids.entries()) groups.set(root(i), [...(groups.get(root(i)) ?? []), id]);
    return [...groups.values()];
  }

  /**
   * The pairs of texts that share enough. Two such texts have one of their rarest sequences in common: so many of each
   * that, were none of them shared, what is left would not suffice.
   */
  private *pairs(): Generator<readonly [number, number]> {
    const times = new Uint32Array(this.numbers.size);
    for (const list of this.shingles) for (const number of list) times[number] = (times[number] ?? 0) + 1;
    const byRarity = (a: number, b: number): number => (times[a] ?? 0) - (times[b] ?? 0) || a - b;
    const holders = new Map<number, number[]>();
    const sets = this.shingles.map((list) => new Set(list));
    for (const [i, list] of this.shingles.entries()) {
      const candidates = new Set<number>();
      const prefix = list.toSorted(byRarity).slice(0, list.length - Math.ceil(this.shared * list.length) + 1);
      for (const number of prefix) {
        const before = holders.get(number) ?? [];
        for (const j of before) candidates.add(j);
        holders.set(number, [...before, i]);
      }
      for (const j of candidates) if (jaccard(sets[i], sets[j]) >= this.shared) yield [j, i];
    }
  }
}

function jaccard(a: ReadonlySet<number> = new Set(), b: ReadonlySet<number> = new Set()): number {
  let both = 0;
  for (const each of a) if (b.has(each)) both += 1;
  return both / (a.size + b.size - both);
}
