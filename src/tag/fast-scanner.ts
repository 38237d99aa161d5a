import type { Lexicon } from './concepts.js';
import { type FastLexicon, fastLexicon } from './fast-lexicon.js';
import { compileScan, LineScanner, use } from './line-scanner.js';
import { compileLexicon } from './tag.js';
import { tagLine } from './tagged-line.js';

/** What was counted in some lines of a file. */
export interface LineCounts {
  lines: number;
  postings: number;
  /** Lines that hold no posting, blank ones aside. */
  skipped: number;
  /** Lines that the scan left to the exact path. */
  exact: number;
  /** Postings that mention each concept, in the order of the lexicon, and mentions. */
  readonly withConcept: Float64Array;
  readonly mentions: Float64Array;
  /** Postings that have each of the fields. */
  readonly withField: Float64Array;
  /** What could not be read, by the line's number among these lines, from 1. */
  readonly problems: { readonly line: number; readonly reason: string; readonly lost: 'posting' | 'fields' }[];
  /** When asked for: of each posting its line and its concepts as bits, {@link FastScanner.setWords} numbers each. */
  readonly sets: number[];
}

/** The most fields that texts can be named in. */
export const maxFields = 24;

/**
 * Tags the postings of JSONL bytes, exactly as `tagLine` does of each line, but without parsing or decoding them.
 *
 * The scan (`wasm/`) steps through each line as JSON and checks it. Through the texts it goes 16 bytes at a time, and
 * stops only at quotes, escapes, characters that are not ASCII, and candidates: places after no letter, digit or
 * underscore whose first three bytes begin, in some case, a phrase. It is exact because:
 *
 * - **No candidate is missed.** A token that equals one of the lexicon's in lower case and is written in ASCII begins
 *   with one of those three bytes. It may be written otherwise: with an escaped letter, `İ` or the Kelvin sign, which
 *   are `i` and `k` in lower case; a line with such a character is left. A token begins after a character that does
 *   not join with it, and the only ASCII characters that may are letters, digits, underscores and the marks `.':,;`.
 *   A candidate after an escape (`\n` ends in a letter) is looked at when the escape is. The analyzer also begins a
 *   token where it cuts a longer one at 255 units; a line with 240 bytes that nothing surely parts is left.
 * - **A candidate is settled by the analyzer's own rules** (`word.ts`), as far as they concern ASCII letters, digits
 *   and marks, with the class of the character on either side, decoded, from the same table. Where more than that
 *   decides (a combining mark, an emoji's parts, a mark beside an escape), the line is left.
 * - **What is left is tagged by the exact path**, the whole line: also what is not valid JSON or UTF-8, a repeated
 *   key, a key with an escape, a text field that holds no text. So the scan may be unsure, and is never wrong.
 *
 * Of phrases of a concept that overlap the leftmost counts, then the longest, as everywhere ({@link compileLexicon}).
 */
export class FastScanner {
  private readonly scanner: LineScanner;
  private readonly fast: FastLexicon | undefined;
  private readonly tagger;
  private readonly concepts: number;
  private readonly fields: readonly string[] | undefined;
  private readonly keepSets: boolean;
  readonly setWords: number;
  private placed: Uint8Array = new Uint8Array();
  /** Of each concept, where its last mention ends, and in which line that was. */
  private readonly free: Float64Array;
  private readonly seenIn: Float64Array;
  private lineCount = 0;

  /** @param fields the fields that hold texts; all strings at the top level, and in lists there, when undefined. */
  constructor(
    lexicon: Lexicon,
    fields: readonly string[] | undefined,
    { keepSets = false, module = compileScan() }: { keepSets?: boolean; module?: WebAssembly.Module } = {},
  ) {
    this.tagger = compileLexicon(lexicon);
    this.fast = fastLexicon(lexicon);
    this.concepts = lexicon.concepts.length;
    this.fields = fields;
    this.keepSets = keepSets;
    this.setWords = 1 + Math.ceil(this.concepts / 32);
    this.free = new Float64Array(this.concepts);
    this.seenIn = new Float64Array(this.concepts).fill(-1);
    this.scanner = new LineScanner({
      module,
      lexicon: this.fast,
      keys: (fields ?? []).map((key) => ({ key, use: use.textOrList, isKept: false })),
      leftWith: outerKeys(fields ?? []),
    });
  }

  /** A buffer for so many bytes, which {@link count} then reads. It makes the buffer before it invalid. */
  place(bytes: number): Uint8Array {
    this.placed = this.scanner.place(bytes);
    return this.placed;
  }

  /** Counts the lines that stand at `from` up to `to` of the {@link place}; the last may lack its newline. */
  count(from: number, to: number): LineCounts {
    const counts: LineCounts = {
      lines: 0,
      postings: 0,
      skipped: 0,
      exact: 0,
      problems: [],
      sets: [],
      withConcept: new Float64Array(this.concepts),
      mentions: new Float64Array(this.concepts),
      withField: new Float64Array(this.fields?.length ?? 1),
    };
    if (from === to) return counts;
    if (this.fast) this.countFast(this.fast, from, to, counts);
    else this.countExactly(this.placed, from, to, counts);
    return counts;
  }

  private countFast({ nodes }: FastLexicon, from: number, to: number, counts: LineCounts): void {
    this.scanner.scan(from, to, {
      blank: () => void (counts.lines += 1),
      left: (line) => {
        counts.lines += 1;
        this.countLine(line, counts);
      },
      posting: (fields, _, matches, matchCount) => {
        counts.lines += 1;
        counts.postings += 1;
        for (let field = 0; fields >>> field !== 0; field += 1)
          if ((fields >>> field) & 1) counts.withField[field] = (counts.withField[field] ?? 0) + 1;
        this.countMatches(nodes, this.scanner.words, matches, matchCount, counts);
      },
    });
  }

  /** Matches that start together come from the shortest to the longest, and the longest counts first. */
  private countMatches(
    nodes: FastLexicon['nodes'],
    words: Uint32Array,
    first: number,
    matches: number,
    counts: LineCounts,
  ): void {
    const { free, seenIn } = this;
    const line = (this.lineCount += 1);
    const set = this.openSet(counts);
    for (let match = 0; match < matches; ) {
      const start = words[first + 3 * match + 1] ?? 0;
      let next = match + 1;
      while (next < matches && words[first + 3 * next + 1] === start) next += 1;
      for (let each = next - 1; each >= match; each -= 1) {
        const end = words[first + 3 * each + 2] ?? 0;
        for (const concept of nodes[words[first + 3 * each] ?? 0]?.concepts ?? []) {
          if (seenIn[concept] !== line) {
            seenIn[concept] = line;
            free[concept] = 0;
            counts.withConcept[concept] = (counts.withConcept[concept] ?? 0) + 1;
            if (set >= 0) setBit(counts.sets, set, concept);
          }
          if (start < (free[concept] ?? 0)) continue;
          free[concept] = end;
          counts.mentions[concept] = (counts.mentions[concept] ?? 0) + 1;
        }
      }
      match = next;
    }
  }

  private countExactly(bytes: Uint8Array, from: number, to: number, counts: LineCounts): void {
    if (bytes[to - 1] !== 0x0a) bytes[to++] = 0x0a;
    for (let at = from; at < to; ) {
      const end = bytes.indexOf(0x0a, at);
      counts.lines += 1;
      this.countLine(bytes.subarray(at, end), counts);
      at = end + 1;
    }
  }

  private countLine(line: Uint8Array, counts: LineCounts): void {
    const tagged = tagLine(line, this.tagger, this.fields);
    counts.exact += 1;
    if (tagged.kind === 'blank') return;
    if (tagged.kind === 'skipped') {
      counts.skipped += 1;
      counts.problems.push({ line: counts.lines, reason: tagged.reason, lost: 'posting' });
      return;
    }
    counts.postings += 1;
    for (const reason of tagged.mistakes) counts.problems.push({ line: counts.lines, reason, lost: 'fields' });
    tagged.has.forEach((has, field) => {
      if (has) counts.withField[field] = (counts.withField[field] ?? 0) + 1;
    });
    const set = this.openSet(counts);
    tagged.mentions.forEach((mentions, concept) => {
      if (mentions === 0) return;
      counts.withConcept[concept] = (counts.withConcept[concept] ?? 0) + 1;
      counts.mentions[concept] = (counts.mentions[concept] ?? 0) + mentions;
      if (set >= 0) setBit(counts.sets, set, concept);
    });
  }

  /** A new set for the posting at hand; where its bits begin, -1 when sets are not asked for. */
  private openSet(counts: LineCounts): number {
    if (!this.keepSets) return -1;
    counts.sets.push(counts.lines);
    const first = counts.sets.length;
    for (let i = 1; i < this.setWords; i += 1) counts.sets.push(0);
    return first;
  }
}

const setBit = (sets: number[], first: number, concept: number): void => {
  const word = first + (concept >>> 5);
  sets[word] = ((sets[word] ?? 0) | (1 << (concept & 31))) >>> 0;
};

/** The outer keys of fields such as `position.title`, which may be a path: lines that have one are left. */
const outerKeys = (fields: readonly string[]): string[] => [
  ...new Set(fields.filter((field) => field.includes('.')).map((field) => field.slice(0, field.indexOf('.')))),
];
