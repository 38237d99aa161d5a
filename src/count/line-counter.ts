import { fill } from '../load/fill.js';
import { notUtf8 } from '../load/formats/encoding.js';
import { objectOf } from '../load/formats/jsonl.js';
import { tooLong } from '../load/formats/lines.js';
import { parseJson } from '../load/formats/parse-json.js';
import { identifier } from '../load/formats/record.js';
import { type Losses, noLosses, withProblem } from '../load/losses.js';
import { isUtf8 } from '../load/machine.js';
import type { CorpusWithRows } from '../load/manifest.js';
import type { Problem } from '../load/problem.js';
import { at, outerKey } from '../load/values/path.js';
import { fastLexicon } from '../tag/fast-lexicon.js';
import { LineScanner, type LineVisitor, longestId } from '../tag/line-scanner.js';
import { compileLexicon } from '../tag/tag.js';
import { Counters } from './counters.js';
import type { Query } from './query.js';
import type { Group } from './rows.js';
import type { ScanPlan } from './scan-plan.js';
import { ScannedMentions } from './scanned-mentions.js';
import { searchTexts } from './search-texts.js';

/** What a thread needs to count lines. */
export interface LineTask {
  /** Of the manifest no more than this: its digest may not be known yet. */
  readonly manifest: Pick<CorpusWithRows, 'id' | 'files' | 'fields'>;
  readonly queries: readonly Query[];
  readonly plan: ScanPlan;
  readonly module: WebAssembly.Module;
  /** Of the hashes of ids: another for each count, so that no one can make two that agree. */
  readonly seed: number;
}

/** What was counted in some lines. */
export interface LineChunk {
  readonly lines: number;
  /** The groups of each query. */
  readonly groups: readonly (readonly Group[])[];
  /** What was lost; the lines of its first problem are numbered from 1. */
  readonly losses: Losses;
  /** How many values were lost of which field. */
  readonly lostFields: ReadonlyMap<string, number>;
  /** In how many postings mark-up was taken out of which field. */
  readonly markup: ReadonlyMap<string, number>;
  /** The ids of the postings as hashes, four words each, and their lines, from 1; empty where postings have no ids. */
  readonly ids: Uint32Array;
  readonly idLines: readonly number[];
  /** The paths of fields that some record had. */
  readonly seen: readonly string[];
}

/** Where in the buffer lines stand, the end not included. */
export interface LinesPlace {
  readonly from: number;
  readonly to: number;
  /** Whether they are the first of their file, where a byte order mark may stand. */
  readonly isFirst: boolean;
  /** Whether after these lines one follows that is too long to be read. */
  readonly endsTooLong?: boolean;
}

/** Words of an id's hash: 128 bits, in which no two of a million million ids are expected to agree. */
export const idWords = 4;

/**
 * Counts the postings in JSON lines. The scan finds the values that the queries ask for, and only these are parsed; a
 * line that the scan leaves is read as the rows engine reads every line.
 */
export class LineCounter {
  private readonly plan: ScanPlan;
  private readonly scanner: LineScanner;
  private readonly found: ScannedMentions | undefined;
  private readonly textRanges: readonly number[];
  private readonly idPath: string | undefined;
  private readonly idKeys: readonly number[];
  /** Fields that are taken from a value, each with the number of its key's range; undefined for nested ones. */
  private readonly valueKeys: readonly (readonly [key: string, range: number])[];
  /** The paths of fields that no posting had so far, each with the keys in which it may stand. */
  private readonly unseen: Map<string, readonly (readonly [key: string, range: number])[]>;
  private readonly seen: string[] = [];
  private readonly counters: Counters;
  private chunk: ChunkCounts;
  private isFirst = false;

  constructor(private readonly task: LineTask) {
    const { manifest, queries, plan, module } = task;
    const { search, keys } = plan;
    const fast = search && fastLexicon(search.lexicon);
    this.plan = plan;
    this.scanner = new LineScanner({ module, lexicon: fast, keys });
    const exact = new Map(
      plan.lexicons.map((each) => [each, each ? searchTexts(compileLexicon(each), () => plan.text) : () => false]),
    );
    const inTexts = search && exact.get(search.lexicon);
    if (inTexts && fast) this.found = new ScannedMentions(fast.nodes, search, plan.text, inTexts);
    const rangeOf = (key: string): number => keys.findIndex((each) => each.key === key);
    this.textRanges = (search?.fields ?? []).map((_, i) => i);
    this.idPath = 'id' in manifest.files ? manifest.files.id : undefined;
    this.idKeys = this.idPath === undefined ? [] : keysOfPath(this.idPath).map(rangeOf);
    const taken = (fields: CorpusWithRows['fields']): string[] =>
      Object.values(fields).flatMap((field) => ('from' in field ? field.from : []));
    const valueKeys = new Set(taken(plan.filled).flatMap(keysOfPath));
    this.valueKeys = [...valueKeys].map((key) => [key, rangeOf(key)] as const);
    const keysWithRanges = (path: string) => keysOfPath(path).map((key) => [key, rangeOf(key)] as const);
    this.unseen = new Map(taken(manifest.fields).map((path) => [path, keysWithRanges(path)]));
    const tests = plan.lexicons.map((each) => this.found?.mentions ?? exact.get(each) ?? (() => false));
    this.counters = new Counters(queries, tests);
    this.chunk = this.newChunk();
  }

  /** A buffer for so many bytes, which {@link count} then reads. */
  place(bytes: number): Uint8Array {
    return this.scanner.place(bytes);
  }

  /**
   * Counts lines of the {@link place}.
   *
   * @param without the lines to leave out, from 1
   */
  count({ from, to, isFirst, endsTooLong = false }: LinesPlace, without: ReadonlySet<number> = new Set()): LineChunk {
    this.isFirst = isFirst;
    const chunk = (this.chunk = this.newChunk());
    const { scanner } = this;
    const visitor: LineVisitor = {
      blank: () => void (chunk.lines += 1),
      left: (line) => {
        chunk.lines += 1;
        if (!without.has(chunk.lines)) this.countExactly(line);
      },
      posting: (_, ranges, matches, matchCount) => {
        chunk.lines += 1;
        if (!without.has(chunk.lines)) this.countScanned(ranges, matches, matchCount);
      },
    };
    scanner.scan(from, to, visitor);
    if (endsTooLong) {
      chunk.lines += 1;
      this.lose({ reason: tooLong, lost: 'posting' });
    }
    return {
      lines: chunk.lines,
      groups: this.counters.take(),
      losses: { ...chunk.losses, read: chunk.read },
      lostFields: chunk.lostFields,
      markup: chunk.markup,
      ids: chunk.ids.subarray(0, idWords * chunk.idLines.length),
      idLines: chunk.idLines,
      seen: this.seen,
    };
  }

  private newChunk(): ChunkCounts {
    return {
      lines: 0,
      read: 0,
      losses: noLosses,
      lostFields: new Map(),
      markup: new Map(),
      ids: new Uint32Array(this.idPath === undefined ? 0 : 1024),
      idLines: [],
    };
  }

  private lose(problem: Omit<Problem, 'file'>): void {
    const { chunk } = this;
    const { field } = problem;
    chunk.losses = withProblem(chunk.losses, { file: '', line: chunk.lines, ...problem });
    if (field !== undefined) chunk.lostFields.set(field, (chunk.lostFields.get(field) ?? 0) + 1);
  }

  /** Counts a posting whose values the scan found. */
  private countScanned(ranges: number, matches: number, matchCount: number): void {
    const { words } = this.scanner;
    if (this.idPath !== undefined && !this.takeScannedId(ranges)) {
      this.countExactly(this.lineAround(ranges));
      return;
    }
    this.lookForPaths(ranges);
    const values: Record<string, unknown> = {};
    for (const [key, range] of this.valueKeys) {
      const start = words[ranges + 2 * range] ?? 0;
      if (start !== 0) values[key] = this.valueAt(start, words[ranges + 2 * range + 1] ?? 0);
    }
    const filled = fill(this.plan.filled, { values, written: 'typed', place: { file: '' } });
    for (const { reason, field } of filled.mistakes) this.lose({ reason, field, lost: 'fields' });
    this.noteMatches(ranges, matches, matchCount);
    this.chunk.read += 1;
    this.counters.add({ id: '', fields: filled.fields });
  }

  /** Notes which paths of the manifest this posting has: one that no posting has is a mistake in the manifest. */
  private lookForPaths(ranges: number): void {
    const { words } = this.scanner;
    for (const [path, keys] of this.unseen) {
      const values: Record<string, unknown> = {};
      for (const [key, range] of keys) {
        const start = words[ranges + 2 * range] ?? 0;
        if (start !== 0) values[key] = keys.length === 1 || this.valueAt(start, words[ranges + 2 * range + 1] ?? 0);
      }
      if (at(values, path) !== undefined) this.saw(path);
    }
  }

  private saw(path: string): void {
    this.unseen.delete(path);
    this.seen.push(path);
  }

  private noteMatches(ranges: number, matches: number, matchCount: number): void {
    const { found, textRanges } = this;
    if (!found) return;
    const { words } = this.scanner;
    found.next();
    found.isScanned = true;
    const last = matches + 3 * matchCount;
    for (let match = matches; match < last; match += 3) {
      const start = words[match + 1] ?? 0;
      let field = 0;
      if (textRanges.length > 1)
        while (start < (words[ranges + 2 * field] ?? 0) || start >= (words[ranges + 2 * field + 1] ?? 0)) field += 1;
      found.add(words[match] ?? 0, field);
    }
  }

  /** The line of a posting that was scanned: its record begins four words before the ranges. */
  private lineAround(ranges: number): Buffer {
    const { words, bytes } = this.scanner;
    return bytes.subarray(words[ranges - 4], words[ranges - 3]);
  }

  private valueAt(start: number, end: number): unknown {
    const text = this.scanner.bytes.toString('utf8', start, end);
    return text.startsWith('"') && !text.includes('\\') ? text.slice(1, -1) : parseJson(text);
  }

  /** Keeps the id of a scanned posting; false where it is not a plain text or whole number, and is left. */
  private takeScannedId(ranges: number): boolean {
    const { words, bytes } = this.scanner;
    const [key, nested] = this.idKeys;
    if (key === undefined || nested !== undefined) return false;
    const [start = 0, end = 0] = [words[ranges + 2 * key], words[ranges + 2 * key + 1]];
    if (start === 0) return false;
    const isText = bytes[start] === 0x22;
    const [from, to] = isText ? [start + 1, end - 1] : [start, end];
    // a text of spaces, an escape, or a number that is not written as a whole number is left to the exact path
    if (
      from >= to ||
      to - from > longestId ||
      (isText ? (bytes[from] ?? 0) <= 0x20 : to - from > 15 || bytes[from] === 0x30)
    )
      return false;
    for (let i = from; i < to; i += 1) {
      const c = bytes[i] ?? 0;
      if (isText ? c === 0x5c || c >= 0x80 : (c - 0x30) >>> 0 > 9) return false;
    }
    this.keepId(from, to);
    return true;
  }

  private keepId(from: number, to: number): void {
    const { chunk } = this;
    const count = chunk.idLines.length;
    if (idWords * count === chunk.ids.length) {
      const larger = new Uint32Array(2 * chunk.ids.length);
      larger.set(chunk.ids);
      chunk.ids = larger;
    }
    this.scanner.hash(from, to, this.task.seed, chunk.ids, idWords * count);
    chunk.idLines.push(chunk.lines);
  }

  /** Reads a line as the rows engine reads every line, and counts its posting. */
  private countExactly(line: Buffer): void {
    if (!isUtf8(line)) {
      this.lose({ reason: notUtf8(line), lost: 'posting' });
      return;
    }
    const marked = line.toString();
    const isMarked = this.isFirst && this.chunk.lines === 1 && marked.startsWith('\ufeff');
    const text = isMarked ? marked.slice(1) : marked;
    if (text.trim() === '') return;
    const read = objectOf(text);
    if ('reason' in read) {
      this.lose({ reason: read.reason, lost: 'posting' });
      return;
    }
    const { values } = read;
    for (const path of this.unseen.keys()) if (at(values, path) !== undefined) this.saw(path);
    if (this.idPath !== undefined) {
      const id = identifier(at(values, this.idPath));
      if (id === undefined) {
        this.lose({ reason: `it has no id at "${this.idPath}"`, lost: 'posting' });
        return;
      }
      this.keepId(...this.scanner.write(Buffer.from(id)));
    }
    const filled = fill(this.plan.exact, { values, written: 'typed', place: { file: '' } });
    for (const { reason, field } of filled.mistakes) this.lose({ reason, field, lost: 'fields' });
    for (const field of filled.markup) this.chunk.markup.set(field, (this.chunk.markup.get(field) ?? 0) + 1);
    if (this.found) this.found.isScanned = false;
    this.chunk.read += 1;
    this.counters.add({ id: '', fields: filled.fields });
  }
}

/** What was counted so far in the chunk at hand. */
interface ChunkCounts {
  lines: number;
  read: number;
  losses: Losses;
  readonly lostFields: Map<string, number>;
  readonly markup: Map<string, number>;
  ids: Uint32Array;
  readonly idLines: number[];
}

/** The keys at the top level in which the value at a path may stand. */
export const keysOfPath = (path: string): string[] => (outerKey(path) === path ? [path] : [path, outerKey(path)]);
