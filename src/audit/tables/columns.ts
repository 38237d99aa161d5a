import type { NumberInText } from '../../text/number-in-text.js';
import type { Cell, TextTable } from '../../text/tables.js';

/** A column of numbers: one a row, or none where a cell holds words, or several numbers. */
export interface Column {
  readonly header: string;
  readonly numbers: readonly (NumberInText | undefined)[];
  /** The kind of most of its numbers. */
  readonly kind: NumberInText['kind'] | undefined;
}

/** The only number of a cell that holds one, exact and not a range. */
export function numberOf(cell: Cell | undefined): NumberInText | undefined {
  const [number, ...more] = cell?.numbers ?? [];
  return number?.values.length === 1 && more.length === 0 ? number : undefined;
}

/** The columns of a table behind that of labels, without rows of totals. */
export function columnsOf({ header, rows }: TextTable): Column[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, i) => i)
    .slice(1)
    .map((i) => {
      const numbers = rows.map((row) => numberOf(row[i]));
      const kinds = numbers.flatMap((number) => number?.kind ?? []);
      const [kind] = [...new Set(kinds)].sort((a, b) => count(kinds, b) - count(kinds, a));
      return { header: header[i]?.text ?? '', numbers, kind };
    });
}

const count = <T>(all: readonly T[], one: T): number => all.filter((each) => each === one).length;
