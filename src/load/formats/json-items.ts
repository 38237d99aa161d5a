/** A value that stands in a JSON text, as bytes, and the line on which it begins. */
export interface JsonItem {
  readonly bytes: Buffer;
  readonly line: number;
}

/** A list or an object that is open at a place of the text. */
interface Container {
  readonly isList: boolean;
  /** Whether the way to it is that of the path so far. */
  readonly isOnPath: boolean;
  key: string | undefined;
}

const [quote, backslash, comma, colon, newline] = [0x22, 0x5c, 0x2c, 0x3a, 0x0a];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The steps of a path: `jobs`, `data.results`, `pages[].jobs`, `postings.*`; without one, the items of the outer
 * list.
 */
export function stepsOf(path: string | undefined): string[] {
  const steps = (path ?? '').split('.').flatMap((part) => {
    const lists = /(?:\[\])*$/.exec(part)?.[0] ?? '';
    const key = part.slice(0, part.length - lists.length);
    return [...(key === '' ? [] : [key]), ...Array.from({ length: lists.length / 2 }, () => '[]')];
  });
  return steps.at(-1) === '*' || steps.at(-1) === '[]' ? steps : [...steps, '[]'];
}

/**
 * Cuts a JSON text into the items at a path, piece by piece, so that a file of any size can be read; each item is
 * parsed by itself, and one that is malformed costs no other. Only brackets, quotes and commas are looked at on the
 * way.
 */
export class JsonItems {
  private readonly open: Container[] = [];
  private line = 1;
  private inString = false;
  private isEscaped = false;
  private stringAt: { readonly pieces: Buffer[] } | undefined; // a key that may be on the path
  private item: { readonly pieces: Buffer[]; readonly line: number; readonly depth: number } | undefined;
  private hasRoot = false;
  /** How many lists and objects at the path were opened. */
  found = 0;

  constructor(private readonly steps: readonly string[]) {}

  /** Whether the text ended where it may: with everything closed. */
  get isWhole(): boolean {
    return this.hasRoot && this.open.length === 0 && !this.inString;
  }

  /** Takes the next piece of the text. Gives the items that end in it. */
  *push(piece: Buffer): Generator<JsonItem> {
    let from = this.item ? 0 : -1; // where the item at hand begins in this piece
    let keyFrom = this.stringAt ? 0 : -1;
    for (let at = 0; at < piece.length; at += 1) {
      if (this.inString) {
        at = this.endOfString(piece, at);
        if (at === piece.length) break;
        if (this.stringAt) {
          this.stringAt.pieces.push(piece.subarray(Math.max(0, keyFrom), at + 1));
          keyFrom = -1;
        }
        continue;
      }
      const unit = piece[at];
      if (unit === newline) this.line += 1;
      if (unit === undefined || unit <= 0x20) continue;
      if (unit === colon) {
        this.takeKey();
        continue;
      }
      const ends = this.endsAt(unit);
      if (ends && this.item && this.open.length === this.item.depth) {
        yield this.finish(piece.subarray(Math.max(0, from), at));
        from = -1;
      }
      if (ends) {
        if (unit !== comma) this.open.pop();
        continue;
      }
      if (!this.item && this.startsValue(unit) && this.isItem()) {
        this.item = { pieces: [], line: this.line, depth: this.open.length };
        from = at;
      }
      if (unit === quote) {
        this.inString = true;
        const container = this.open.at(-1);
        if (!this.item && container && !container.isList && container.isOnPath && container.key === undefined) {
          this.stringAt = { pieces: [] };
          keyFrom = at;
        }
      } else if (unit === openList || unit === openObject) this.enter(unit === openList);
    }
    if (this.item) this.item.pieces.push(piece.subarray(Math.max(0, from)));
    if (this.stringAt && this.inString) this.stringAt.pieces.push(piece.subarray(Math.max(0, keyFrom)));
  }

  /** The place of the quote that closes the string, or the piece's length. */
  private endOfString(piece: Buffer, from: number): number {
    for (let at = from; at < piece.length; at += 1) {
      if (this.isEscaped) {
        this.isEscaped = false;
        continue;
      }
      const unit = piece[at];
      if (unit === backslash) this.isEscaped = true;
      else if (unit === quote) {
        this.inString = false;
        return at;
      }
    }
    return piece.length;
  }

  private endsAt(unit: number): boolean {
    const isEnd = unit === comma || unit === closeList || unit === closeObject;
    const container = this.open.at(-1);
    const isInItem = this.item !== undefined && this.item.depth < this.open.length;
    if (unit === comma && container && !isInItem) container.key = undefined;
    return isEnd;
  }

  private takeKey(): void {
    const container = this.open.at(-1);
    if (!container || !this.stringAt || this.item) return;
    const text = Buffer.concat(this.stringAt.pieces).toString();
    this.stringAt = undefined;
    try {
      container.key = JSON.parse(text) as string;
    } catch {
      container.key = '';
    }
  }

  /** Whether a byte begins a value, and not the key of an object. */
  private startsValue(unit: number): boolean {
    const container = this.open.at(-1);
    return container === undefined || container.isList || unit !== quote || container.key !== undefined;
  }

  /** Whether the value that begins here is one of the items. */
  private isItem(): boolean {
    return this.open.length === this.steps.length && this.isOnPath();
  }

  /** Whether the value that begins here is on the path, or at its end. */
  private isOnPath(): boolean {
    const container = this.open.at(-1);
    if (!container) return true;
    const step = this.steps[this.open.length - 1];
    if (!container.isOnPath || step === undefined) return false;
    return container.isList ? step === '[]' : step === '*' || step === container.key;
  }

  private enter(isList: boolean): void {
    const isOnPath = this.isOnPath();
    const isLast = this.open.length === this.steps.length - 1;
    if (isOnPath && isLast && isList === (this.steps.at(-1) === '[]')) this.found += 1;
    this.hasRoot = true;
    this.open.push({ isList, isOnPath, key: undefined });
  }

  private finish(last: Buffer): JsonItem {
    const { pieces, line } = this.item ?? { pieces: [], line: this.line };
    this.item = undefined;
    return { bytes: pieces.length === 0 ? last : Buffer.concat([...pieces, last]), line };
  }
}
