import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { inPackage } from '../load/project.js';
import { type FastLexicon, fastLexicon } from './fast-lexicon.js';
import type { Lexicon } from './lexicon.js';
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

const outBytes = 1 << 20;
/** How far the scan reads beyond the last newline. */
const beyond = 128;
const page = 0x10000;

interface Scan {
  readonly memory: WebAssembly.Memory;
  readonly heap: WebAssembly.Global;
  scan(from: number, to: number): number;
}
type Pointer =
  | 'classes'
  | 'nibbles'
  | 'firsts'
  | 'slots'
  | 'slotMask'
  | 'nodes'
  | 'wanted'
  | 'wantedCount'
  | 'named'
  | 'careful'
  | 'out'
  | 'outEnd';

/** The compiled scan; threads share it. */
export const compileScan = (): WebAssembly.Module =>
  new WebAssembly.Module(readFileSync(inPackage('dist', 'tag', 'scan.wasm')));

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
  private readonly wasm: Scan;
  private readonly fast: FastLexicon | undefined;
  private readonly layout: Layout;
  private readonly tagger;
  private readonly concepts: number;
  private readonly fields: readonly string[] | undefined;
  private readonly keepSets: boolean;
  readonly setWords: number;
  private readonly out: number;
  private readonly input: number;
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
    this.wasm = new WebAssembly.Instance(module, {
      env: {
        abort: () => {
          throw new Error('the scan broke off');
        },
      },
    }).exports as unknown as Scan;
    const layout = (this.layout = new Layout(this.wasm));
    const { fast } = this;
    if (fast) {
      layout.point('classes', layout.put(fast.classes));
      layout.point('nibbles', layout.put(fast.nibbles));
      layout.point('firsts', layout.put(fast.firsts));
      layout.tokens(fast);
      layout.nodes(fast);
    }
    layout.fields(fields ?? []);
    this.out = layout.reserve(outBytes);
    layout.point('out', this.out);
    layout.point('outEnd', this.out + outBytes);
    this.input = layout.reserve(page);
  }

  /** A buffer for so many bytes, which {@link count} then reads. It makes the buffer before it invalid. */
  place(bytes: number): Uint8Array {
    const { memory } = this.wasm;
    const missing = this.input + bytes + beyond + 1 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / page));
    return new Uint8Array(memory.buffer, this.input, bytes + beyond + 1);
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
    const bytes = new Uint8Array(this.wasm.memory.buffer, this.input);
    if (bytes[to - 1] !== 0x0a) bytes[to++] = 0x0a;
    if (this.fast) this.countFast(this.fast, this.input + from, this.input + to, counts);
    else this.countExactly(bytes, from, to, counts);
    return counts;
  }

  private countFast({ nodes, watches }: FastLexicon, from: number, to: number, counts: LineCounts): void {
    const all = new Uint8Array(this.wasm.memory.buffer);
    const words = new Uint32Array(this.wasm.memory.buffer);
    this.layout.point('careful', watches || !isUtf8(all.subarray(from, to)) ? 1 : 0);
    const outAt = (this.wasm as unknown as { readonly outAt: WebAssembly.Global }).outAt;
    for (let at = from; at < to; ) {
      at = this.wasm.scan(at, to);
      const end = (outAt.value as number) >>> 2;
      for (let word = this.out >>> 2; word < end; ) {
        const start = words[word] ?? 0;
        const stop = words[word + 1] ?? 0;
        const kind = words[word + 2] ?? 0;
        const matches = words[word + 3] ?? 0;
        word += 4;
        counts.lines += 1;
        if ((kind & 3) === 1) continue;
        if ((kind & 3) === 2) {
          this.countLine(all.subarray(start, stop), counts);
          continue;
        }
        counts.postings += 1;
        for (let field = 0; kind >>> (2 + field) !== 0; field += 1)
          if ((kind >>> (2 + field)) & 1) counts.withField[field] = (counts.withField[field] ?? 0) + 1;
        this.countMatches(nodes, words, word, matches, counts);
        word += 3 * matches;
      }
    }
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

/** Lays tables into the memory of the scan, one after the other. */
class Layout {
  private next: number;
  constructor(private readonly wasm: Scan) {
    this.next = wasm.heap.value as number;
  }

  reserve(bytes: number): number {
    const at = (this.next + 15) & ~15;
    this.next = at + bytes;
    const missing = this.next + page - this.wasm.memory.buffer.byteLength;
    if (missing > 0) this.wasm.memory.grow(Math.ceil(missing / page));
    return at;
  }

  put(bytes: Uint8Array): number {
    const at = this.reserve(bytes.length);
    new Uint8Array(this.wasm.memory.buffer).set(bytes, at);
    return at;
  }

  point(name: Pointer, value: number): void {
    (this.wasm as unknown as Readonly<Record<Pointer, WebAssembly.Global>>)[name].value = value;
  }

  tokens({ tokens }: FastLexicon): void {
    let size = 16;
    while (size < 4 * tokens.length) size *= 2;
    const names = tokens.map(({ text }) => this.put(mapped(text)));
    const slots = this.reserve(32 * size);
    const view = new DataView(this.wasm.memory.buffer, slots, 32 * size);
    tokens.forEach(({ text, node, hasOther }, index) => {
      const bytes = mapped(text);
      let head = 0n;
      for (let i = Math.min(8, bytes.length) - 1; i >= 0; i -= 1) head = (head << 8n) | BigInt(bytes[i] ?? 0);
      const hash = Number(BigInt.asUintN(32, BigInt.asUintN(64, head * 0x9e3779b97f4a7c15n) >> 40n));
      let slot = (hash ^ bytes.length) & (size - 1);
      while (view.getUint32(32 * slot + 8, true) !== 0) slot = (slot + 1) & (size - 1);
      view.setBigUint64(32 * slot, head, true);
      view.setUint32(32 * slot + 8, bytes.length, true);
      view.setUint32(32 * slot + 12, names[index] ?? 0, true);
      view.setUint32(32 * slot + 16, index, true);
      view.setUint32(32 * slot + 20, hasOther ? 1 : 0, true);
      view.setInt32(32 * slot + 24, node, true);
    });
    this.point('slots', slots);
    this.point('slotMask', size - 1);
  }

  nodes({ nodes }: FastLexicon): void {
    const lists = nodes.map(({ edges }) => this.put(numbers(edges.flatMap(({ token, node }) => [token, node]))));
    this.point(
      'nodes',
      this.put(
        numbers(
          nodes.flatMap(({ edges, concepts, leadsOn }, i) => [
            lists[i] ?? 0,
            edges.length,
            (concepts.length > 0 ? 1 : 0) | (leadsOn ? 2 : 0),
            0,
          ]),
        ),
      ),
    );
  }

  /** A field such as `position.title` may be a path: lines with a `position` are left. */
  fields(fields: readonly string[]): void {
    const outer = new Set(
      fields.filter((field) => field.includes('.')).map((field) => field.slice(0, field.indexOf('.'))),
    );
    const keys = [...fields, ...outer].map((key) => new TextEncoder().encode(key));
    const names = keys.map((key) => this.put(key));
    this.point('wanted', this.put(numbers(keys.flatMap((key, i) => [names[i] ?? 0, key.length]))));
    this.point('wantedCount', keys.length);
    this.point('named', fields.length);
  }
}

/** Little-endian, as WebAssembly's memory is everywhere. */
function numbers(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setUint32(4 * i, value, true));
  return new Uint8Array(view.buffer);
}

/** The bytes of a token as the scan compares them: bit 5 set lowers letters and keeps the others distinct. */
const mapped = (token: string): Uint8Array => Uint8Array.from(token, (character) => character.charCodeAt(0) | 0x20);
