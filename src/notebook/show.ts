import { type ColumnTable, from } from 'arquero';
import { formatP } from '../stats/format-p.js';
import { display } from './display.js';

/** How the columns of a shown table are written. */
export interface ShowOptions {
  /** Columns that hold fractions of 1, shown as percentages with one decimal. */
  readonly percent?: readonly string[];
  /** Columns that hold p-values, shown with two significant digits. */
  readonly p?: readonly string[];
}

/** A row of a table: one value a column. */
export type ShownRow = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Shows rows as a table in the cell's output: an answer's rows, rows that a cell made, or an Arquero table.
 *
 * @param rows what to show, one value a column; the keys of the first row are the columns
 * @param options.percent columns that hold fractions of 1, shown as percentages with one decimal
 * @param options.p columns that hold p-values, shown with two significant digits
 * @example
 * const rows = [{ role: 'AI Engineer', share: 0.2621, p: 0.00012 }]
 * show(rows, { percent: ['share'], p: ['p'] }) // shows |AI Engineer|26.2%|1.2e-4|
 * show((await corpus('test/examples/jobs.yaml').count({ by: ['role'] })).rows) // shows |AI Engineer|2|
 */
export function show(
  rows: readonly ShownRow[] | { objects(): object[] },
  { percent = [], p = [] }: ShowOptions = {},
): void {
  const table: ColumnTable = 'objects' in rows ? (rows as ColumnTable) : from(rows as object[]);
  const written = {
    ...Object.fromEntries(percent.map((name) => [name, (value: number) => `${(value * 100).toFixed(1)}%`])),
    ...Object.fromEntries(p.map((name) => [name, formatP])),
  };
  const columns = Object.fromEntries(table.columnNames().map((name) => [name, written[name] ?? formatCell]));
  // an undefined alignment leaves numbers right and text left only for raw values, so it is said for all
  const align = Object.fromEntries(
    table.columnNames().map((name) => [name, typeof table.get(name, 0) === 'number' ? 'r' : 'l'] as const),
  );
  display({
    'text/plain': table.toMarkdown({ format: columns, align }).trimEnd(),
    'text/html': table.toHTML({ format: columns, align }),
  });
}

const formatCell = (value: unknown): string =>
  typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 4 }) : String(value ?? '');
