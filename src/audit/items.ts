import type { NumberInText } from '../text/number-in-text.js';
import type { Range } from './diagnostic.js';
import type { Reading } from './reading.js';

/** An item of a list, whatever stands in it, without its sign: a stretch of one line. */
export interface ListItem extends Range {
  readonly numbers: readonly NumberInText[];
}

const sign = /^([ \t]*)(?:[-*+•–]|(\d{1,3}[.)]))[ \t]+(?=\S)/;
/** A longer list is data. */
const LONGEST = 40;

const known = new WeakMap<Reading, readonly (readonly ListItem[])[]>();

/** The lists of a text that print numbers: items of one depth, without what is below them. */
export function itemsOf(reading: Reading): readonly (readonly ListItem[])[] {
  const before = known.get(reading);
  if (before) return before;
  const all: ListItem[][] = [];
  /** The lists that may go on, by their depth: what has signs stands below what is numbered, also without a space. */
  const open = new Map<number, ListItem[]>();
  const close = (from: number): void => {
    for (const depth of open.keys()) if (depth >= from) open.delete(depth);
  };
  let at = 0;
  for (const line of reading.text.split('\n')) {
    const start = at;
    at += line.length + 1;
    const match = sign.exec(line);
    const depth = 2 * (/^\s*/.exec(line)?.[0].length ?? 0) + (match?.[2] === undefined ? 1 : 0);
    if (match) {
      close(depth + 1);
      const list = open.get(depth) ?? [];
      if (!open.has(depth)) all.push(list);
      open.set(depth, list);
      const range = { start: start + match[0].length, end: start + line.length };
      list.push({ ...range, numbers: reading.within(range.start, range.end) });
    } else if (line.trim() !== '') close(depth - 1);
  }
  const found = all.filter(
    (list) => list.length >= 2 && list.length <= LONGEST && list.some(({ numbers }) => numbers.length > 0),
  );
  known.set(reading, found);
  return found;
}
