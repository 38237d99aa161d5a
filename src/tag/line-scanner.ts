import { isUtf8, readFileSync, sha256 } from '../load/machine.js';
import { inPackage } from '../load/project.js';
import type { FastLexicon } from './fast-lexicon.js';

const outBytes = 1 << 20;
/** Longer texts are hashed by their digest. */
export const longestId = 1 << 12;
/** How far the scan reads beyond the last newline. */
const beyond = 128;
const page = 0x10000;

interface Scan {
  readonly memory: WebAssembly.Memory;
  readonly heap: WebAssembly.Global;
  readonly outAt: WebAssembly.Global;
  scan(from: number, to: number): number;
  holdsSpecial(from: number, to: number): boolean;
  markupAt(from: number, to: number): number;
  hashOf(from: number, to: number, target: number, seed: number): void;
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
  | 'ranges'
  | 'careful'
  | 'out'
  | 'outEnd';

/** The compiled scan; threads share it. */
export const compileScan = (): WebAssembly.Module =>
  new WebAssembly.Module(readFileSync(inPackage('dist', 'tag', 'scan.wasm')));

/** What the value of a key is for, as bits. */
export const use = {
  /** It is only stepped over, or kept as a range. */
  value: 0,
  /**
   * Its texts are searched: a string, or the strings of a list. A line with another value is left, unless it is null.
   */
  text: 1 | 2,
  list: 1 | 4,
  textOrList: 1 | 2 | 4,
} as const;

/** A key at the top level of each line that the scan looks for. */
export interface ScannedKey {
  readonly key: string;
  readonly use: number;
  /** Whether {@link LineVisitor.posting} is given where its value is. */
  readonly isKept: boolean;
}

/** Receives the lines that were scanned, in their order. */
export interface LineVisitor {
  blank(): void;
  /** A line that the scan leaves to an exact reader, without its newline. */
  left(line: Buffer): void;
  /**
   * A posting.
   *
   * @param fields of the first keys, as bits, which hold a text
   * @param ranges where in {@link LineScanner.words} the ranges of kept keys are: start and end each, 0 for no value
   * @param matches where the matches are: node, start and end each
   */
  posting(fields: number, ranges: number, matches: number, matchCount: number): void;
}

/** What a scanner looks for. */
interface LineScannerOptions {
  readonly module: WebAssembly.Module;
  /** The phrases that are searched in texts. */
  readonly lexicon: FastLexicon | undefined;
  /** The keys to look for; none stands for all texts at the top level, and in lists there. */
  readonly keys: readonly ScannedKey[];
  /** A line with one of these keys besides is left to an exact reader. */
  readonly leftWith?: readonly string[];
}

/**
 * Scans JSON lines for phrases and for the ranges of values, in WebAssembly: what it does, and why that is exact, is
 * said of {@link FastScanner}. It holds one buffer at a time.
 */
export class LineScanner {
  private readonly wasm: Scan;
  private readonly layout: Layout;
  private readonly watches: boolean;
  private readonly searches: boolean;
  private readonly out: number;
  private readonly input: number;
  private readonly scratch: number;
  private readonly headWords: number;
  /** The memory of the scan, as bytes and as words: addresses that a visitor receives are places in it. */
  bytes: Buffer = Buffer.alloc(0);
  words = new Uint32Array();

  constructor({ module, lexicon, keys, leftWith = [] }: LineScannerOptions) {
    const abort = (): never => {
      throw new Error('the scan broke off');
    };
    this.wasm = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Scan;
    const layout = (this.layout = new Layout(this.wasm));
    if (lexicon) {
      layout.point('classes', layout.put(lexicon.classes));
      layout.point('nibbles', layout.put(lexicon.nibbles));
      layout.point('firsts', layout.put(lexicon.firsts));
      layout.tokens(lexicon);
      layout.nodes(lexicon);
    }
    this.watches = lexicon?.watches ?? false;
    this.searches = lexicon !== undefined;
    const left = leftWith.map((key) => ({ key, use: use.value, isKept: false }));
    layout.keys([...keys, ...left], keys.length);
    this.headWords = 4 + 2 * keys.filter(({ isKept }) => isKept).length;
    this.out = layout.reserve(outBytes);
    layout.point('out', this.out);
    layout.point('outEnd', this.out + outBytes);
    this.scratch = layout.reserve(16 + longestId);
    this.input = layout.reserve(page);
  }

  /** A buffer for so many bytes, which {@link scan} then reads. It makes the buffer before it invalid. */
  place(bytes: number): Uint8Array {
    const { memory } = this.wasm;
    const missing = this.input + bytes + beyond + 1 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / page));
    return new Uint8Array(memory.buffer, this.input, bytes + beyond + 1);
  }

  /** Scans the lines that stand at `from` up to `to` of the {@link place}; the last may lack its newline. */
  scan(from: number, to: number, visitor: LineVisitor): void {
    if (from === to) return;
    const { buffer } = this.wasm.memory;
    const bytes = (this.bytes = Buffer.from(buffer));
    const words = (this.words = new Uint32Array(buffer));
    const first = this.input + from;
    let last = this.input + to;
    if (bytes[last - 1] !== 0x0a) bytes[last++] = 0x0a;
    const block = bytes.subarray(first, last);
    const isCareful = this.watches || !isUtf8(block) || (this.searches && this.wasm.holdsSpecial(first, last));
    this.layout.point('careful', isCareful ? 1 : 0);
    let markup = this.searches ? -1 : last; // the first place that may be mark-up, of those not passed yet
    for (let at = first; at < last; ) {
      at = this.wasm.scan(at, last);
      const end = (this.wasm.outAt.value as number) >>> 2;
      for (let word = this.out >>> 2; word < end; ) {
        const kind = words[word + 2] ?? 0;
        const matchCount = words[word + 3] ?? 0;
        const matches = word + this.headWords;
        const [start = 0, stop = 0] = [words[word], words[word + 1]];
        if (markup < start) markup = this.wasm.markupAt(start, last);
        const isLeft = (kind & 3) === 2 || markup < stop;
        if ((kind & 3) === 1) visitor.blank();
        else if (isLeft) visitor.left(bytes.subarray(start, stop));
        else visitor.posting(kind >>> 2, word + 4, matches, matchCount);
        word = matches + 3 * matchCount;
      }
    }
  }

  /** Writes some bytes into the memory, to be hashed. @returns where they stand, until the next are written */
  write(bytes: Uint8Array): [from: number, to: number] {
    if (bytes.length > longestId) return this.write(sha256().update(bytes).digest());
    this.bytes.set(bytes, this.scratch + 16);
    return [this.scratch + 16, this.scratch + 16 + bytes.length];
  }

  /** Writes the hash of 128 bits of the bytes at [from, to) of the memory to four words of a target. */
  hash(from: number, to: number, seed: number, target: Uint32Array, at: number): void {
    this.wasm.hashOf(from, to, this.scratch, seed);
    for (let i = 0; i < 4; i += 1) target[at + i] = this.words[(this.scratch >>> 2) + i] ?? 0;
  }
}

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

  keys(keys: readonly ScannedKey[], named: number): void {
    const names = keys.map(({ key }) => new TextEncoder().encode(key));
    const addresses = names.map((name) => this.put(name));
    let ranges = 0;
    const entries = keys.flatMap(({ use, isKept }, i) => [
      addresses[i] ?? 0,
      names[i]?.length ?? 0,
      use,
      isKept ? (ranges += 1) : 0,
    ]);
    this.point('wanted', this.put(numbers(entries)));
    this.point('wantedCount', keys.length);
    this.point('named', named);
    this.point('ranges', ranges);
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
