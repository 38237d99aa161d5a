/**
 * Where a text may not be searched as its bytes are, since a reader sees another: it holds mark-up, or characters that
 * `readable` changes. The scan leaves a line with either to the exact path. To be unsure is enough here.
 */

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** An entity is no longer than this. */
const longestEntity = 34;

/** The places in a block of lines that may be mark-up, asked for line by line, in order. */
export class MarkupPlaces {
  private element = -1;
  private entity = -1;

  constructor(
    private readonly bytes: Buffer,
    private readonly end: number,
  ) {}

  /** Whether mark-up may stand in [start, stop); each place lies after those asked for before. */
  isIn(start: number, stop: number): boolean {
    if (this.element < start) this.element = this.next(0x3c, start, (at) => this.isElement(at));
    if (this.element < stop) return true;
    if (this.entity < start) this.entity = this.next(0x26, start, (at) => this.isEntity(at));
    return this.entity < stop;
  }

  private next(byte: number, from: number, isMarkup: (at: number) => boolean): number {
    for (let at = this.bytes.indexOf(byte, from); at !== -1 && at < this.end; at = this.bytes.indexOf(byte, at + 1))
      if (isMarkup(at)) return at;
    return this.end;
  }

  private isElement(at: number): boolean {
    const after = this.bytes[at + 1] ?? 0;
    return isLetter(after) || after === 0x2f || after === 0x21;
  }

  private isEntity(at: number): boolean {
    const after = this.bytes[at + 1] ?? 0;
    if (!isLetter(after) && after !== 0x23) return false;
    const semicolon = this.bytes.subarray(at, at + longestEntity).indexOf(0x3b);
    return semicolon !== -1;
  }
}

/**
 * The code points that `readable` changes in a way that matters to phrases; other spaces part tokens anyway. The scan
 * looks for their first bytes (`holdsSpecial` in `wasm/special.ts`).
 */
export const specialPoints: readonly (readonly [first: number, last: number])[] = [
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x202f, 0x202f],
  [0x2060, 0x2060],
  [0x3099, 0x309a],
  [0xfb00, 0xfb06],
  [0xfeff, 0xfeff],
  [0xff01, 0xff9f],
];
