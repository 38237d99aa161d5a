import type { LabelledList } from './lists.js';
import type { TextTable } from './tables.js';

/**
 * What a table or a list says that a number is: the heads of its row and column, or the label before it; by the offset
 * of the number.
 */
export function headsOf(tables: readonly TextTable[], lists: readonly LabelledList[]): ReadonlyMap<number, string[]> {
  const heads = new Map<number, string[]>();
  for (const { header, rows } of tables)
    for (const [label, ...cells] of rows)
      cells.forEach(({ numbers }, i) => {
        // a plain table's header may be one cell for all columns, and then names none
        const column = header.length === cells.length + 1 ? header[i + 1]?.text : undefined;
        const named = [label?.text, column].map(plain).filter((text) => text !== '');
        for (const { start } of numbers) if (named.length > 0) heads.set(start, named);
      });
  for (const { items } of lists)
    for (const { label, start, end } of items)
      for (let at = start; at < end; at += 1) if (!heads.has(at)) heads.set(at, [plain(label)]);
  return heads;
}

/** A head without the signs of emphasis, code and links. */
const plain = (text = ''): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
