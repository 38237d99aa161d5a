/** A set of hashes of some words each: an open hash table, doubled when it is two thirds full. */
export class HashSet {
  private count = 0;
  private size = 1024;
  private slots: Uint32Array;

  /** @param words of a hash; one of zeros alone is taken for another */
  constructor(private readonly words: number) {
    this.slots = new Uint32Array(this.size * words);
  }

  /** Adds the hash that stands at a place of an array; false when it was there already. */
  add(hashes: Uint32Array, at: number): boolean {
    const slot = this.slotOf(hashes, at);
    if (!this.isFree(slot)) return false;
    this.put(slot, hashes, at);
    this.count += 1;
    if (3 * this.count > 2 * this.size) this.double();
    return true;
  }

  private slotOf(hashes: Uint32Array, at: number): number {
    const { slots, words, size } = this;
    for (let slot = (hashes[at] ?? 0) & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const first = slot * words;
      let same = 0;
      while (same < words && slots[first + same] === hashes[at + same]) same += 1;
      if (same === words || this.isFree(slot)) return slot;
    }
  }

  private isFree(slot: number): boolean {
    for (let i = slot * this.words; i < (slot + 1) * this.words; i += 1) if (this.slots[i] !== 0) return false;
    return true;
  }

  private put(slot: number, hashes: Uint32Array, at: number): void {
    for (let i = 0; i < this.words; i += 1) this.slots[slot * this.words + i] = hashes[at + i] ?? 0;
  }

  private double(): void {
    const before = this.slots;
    this.size *= 2;
    this.slots = new Uint32Array(this.size * this.words);
    for (let at = 0; at < before.length; at += this.words) {
      let i = 0;
      while (i < this.words && before[at + i] === 0) i += 1;
      if (i < this.words) this.put(this.slotOf(before, at), before, at);
    }
  }
}
