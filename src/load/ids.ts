import { sha256Of } from './machine.js';
import type { SourceLocation } from './problem.js';

/** How many words of an id's digest are kept: 128 bits, in which a million million ids are not expected to collide. */
const words = 4;
const noLine = 0;

/**
 * The ids of a corpus and the first location of each, in 24 bytes each however long they are, so that millions fit into
 * memory where a Map would not. An open hash table, doubled when it is two thirds full.
 */
export class Ids {
  private taken = 0;
  private slots = new Slots(1024);
  private readonly files = new Map<string, number>(); // numbered from 1

  /** Adds an id and its location. @returns the location of the same id added before, undefined when it is new */
  add(id: string, { file, line = noLine }: SourceLocation): SourceLocation | undefined {
    const digest = sha256Of(id);
    const key = Uint32Array.from({ length: words }, (_, i) => digest.readUInt32LE(4 * i));
    const slot = this.slots.find(key);
    const known = this.slots.files[slot] ?? 0;
    if (known > 0) {
      const before = { file: [...this.files.keys()][known - 1] ?? '' };
      const at = this.slots.lines[slot] ?? noLine;
      return at === noLine ? before : { ...before, line: at };
    }
    const number = this.files.get(file) ?? this.files.size + 1;
    this.files.set(file, number);
    this.slots.put(slot, key, number, line);
    this.taken += 1;
    if (3 * this.taken > 2 * this.slots.count) this.slots = this.slots.doubled();
    return undefined;
  }
}

class Slots {
  readonly keys: Uint32Array;
  /** 0 where no id stands. */
  readonly files: Uint32Array;
  readonly lines: Uint32Array;

  /** @param count a power of two */
  constructor(readonly count: number) {
    this.keys = new Uint32Array(count * words);
    this.files = new Uint32Array(count);
    this.lines = new Uint32Array(count);
  }

  /** The slot of a key, or the empty one that it would take. */
  find(key: Uint32Array): number {
    for (let slot = (key[0] ?? 0) & (this.count - 1); ; slot = (slot + 1) & (this.count - 1)) {
      if (this.files[slot] === 0 || key.every((word, i) => this.keys[slot * words + i] === word)) return slot;
    }
  }

  put(slot: number, key: Uint32Array, file: number, line: number): void {
    this.keys.set(key, slot * words);
    this.files[slot] = file;
    this.lines[slot] = line;
  }

  doubled(): Slots {
    const larger = new Slots(2 * this.count);
    for (const [slot, file] of this.files.entries()) {
      const key = this.keys.subarray(slot * words, (slot + 1) * words);
      if (file > 0) larger.put(larger.find(key), key, file, this.lines[slot] ?? noLine);
    }
    return larger;
  }
}
