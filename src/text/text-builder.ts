import type { ReadText } from './audited-text.js';
import { lastUpTo, lineStarts, placeAt } from './place.js';

/** Puts a text together from pieces of a source, and remembers where in the source each piece stood. */
export class TextBuilder {
  readonly #pieces: string[] = [];
  readonly #at: number[] = [0];
  readonly #from: number[] = [0];
  #length = 0;
  #last = '';

  constructor(private readonly source: string) {}

  /** The last characters added, to see whether a space or a new line is wanted. */
  get end(): string {
    return this.#last;
  }

  /** Adds the stretch of the source. */
  keep(start: number, end: number): void {
    if (end > start) this.add(this.source.slice(start, end), start);
  }

  /** Adds other text, such as an entity's character, which stands for the source from `from` on. */
  add(text: string, from: number): void {
    if (text === '') return;
    this.#at.push(this.#length);
    this.#from.push(from);
    this.#pieces.push(text);
    this.#length += text.length;
    this.#last = text.length >= 3 ? text.slice(-3) : (this.#last + text).slice(-3);
  }

  read(): ReadText {
    const starts = lineStarts(this.source);
    return {
      text: this.#pieces.join(''),
      placeOf: (offset) => {
        const piece = lastUpTo(this.#at, offset);
        return placeAt(starts, (this.#from[piece] ?? 0) + offset - (this.#at[piece] ?? 0));
      },
    };
  }
}
