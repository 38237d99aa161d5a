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
export const columnsOf = (table: TextTable): readonly Column[] => allColumnsOf(table).slice(1);

const known = new WeakMap<TextTable, readonly Column[]>();

/** All columns of a table, that of labels too: many checks ask. */
export function allColumnsOf(table: TextTable): readonly Column[] {
  const found = known.get(table) ?? readColumns(table);
  known.set(table, found);
  return found;
}

function readColumns({ header, rows }: TextTable): Column[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, i) => {
    const name = header[i]?.text ?? '';
    const numbers = rows.map((row) => inPercent(numberOf(row[i]), name));
    const kinds = numbers.flatMap((number) => number?.kind ?? []);
    const [kind] = [...new Set(kinds)].sort((a, b) => count(kinds, b) - count(kinds, a));
    return { header: name, numbers, kind };
  });
}

/** `51.46` below "freq_perc" is a share, and so is `51` below "pct". */
const inPercent = (number: NumberInText | undefined, header: string): NumberInText | undefined =>
  number &&
  ((number.kind === 'measure' && /%|perc(?:ent|\b)|pct/i.test(header)) ||
    (number.kind === 'count' && (number.values[0]?.value ?? 101) <= 100 && countsPercent.test(header.trim())))
    ? { ...number, kind: 'share' }
    : number;

const countsPercent = /^(?:%|pct|percent(?:age)?)(?![a-z])|(?:%\)?|pct|percent(?:age)?)$/i;

const count = <T>(all: readonly T[], one: T): number => all.filter((each) => each === one).length;
