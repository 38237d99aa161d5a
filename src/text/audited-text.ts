import { type LabelledList, listsIn } from './lists.js';
import type { NumberInText } from './number-in-text.js';
import { narrowed, numbersIn } from './numbers.js';
import { lastUpTo, lineStarts, type PlaceInText, placeAt } from './place.js';
import type { NumberStyle } from './printed-number.js';
import { numberStyle } from './printed-number.js';
import { proseOf, type Sentence } from './sentences.js';
import { type TextTable, tablesIn } from './tables.js';

/** A text that was read from a file: its words, and where each of them stands in the file. */
export interface ReadText {
  readonly text: string;
  placeOf(offset: number): PlaceInText;
}

/** What detectors look at: one text, parsed once. */
export interface AuditedText {
  readonly text: string;
  readonly style: NumberStyle;
  /** In order; `within` gives those that begin inside a stretch of the text. */
  readonly numbers: readonly NumberInText[];
  within(start: number, end: number): readonly NumberInText[];
  /** Sentences of running text, list items and headings; no rows of tables. */
  readonly sentences: readonly Sentence[];
  readonly tables: readonly TextTable[];
  /** Lists of labels with a count, a share or both. */
  readonly lists: readonly LabelledList[];
  lineOf(offset: number): number;
}

/** Parses a text for the detectors. */
export function parseText(text: string): AuditedText {
  const style = numberStyle(narrowed(text));
  const numbers = numbersIn(text, undefined, style);
  const begins = numbers.map(({ start }) => start);
  const lines = lineStarts(text);
  const tables = tablesIn(text, numbers);
  const lists = listsIn(text, numbers, tables);
  const known = new Map<number, { readonly end: number; readonly found: readonly NumberInText[] }>();
  const within = (start: number, end: number): readonly NumberInText[] => {
    const before = known.get(start);
    if (before?.end === end) return before.found;
    const found: NumberInText[] = [];
    let i = lastUpTo(begins, start);
    if ((begins[i] ?? Infinity) < start) i += 1;
    for (let number = numbers[i]; number && number.start < end; number = numbers[++i]) found.push(number);
    known.set(start, { end, found });
    return found;
  };
  return {
    text,
    style,
    numbers,
    within,
    sentences: proseOf(text, tables),
    tables,
    lists,
    lineOf: (offset) => placeAt(lines, offset).line,
  };
}
