import { decimal } from '../claims/write-value.js';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { numbersIn } from '../text/numbers.js';
import { type Catalog, type CatalogFigure, type CatalogTable, find } from './catalog.js';
import { chartTable } from './chart-table.js';

/** A shown table or a chart's numbers, as columns and rows. */
export interface NumberTable {
  readonly entry: CatalogTable | CatalogFigure;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The ways in which a number of a table can be written. */
export const numberFormats = ['value', 'percent', 'points', 'times', 'count'] as const;
export type NumberFormat = (typeof numberFormats)[number];

/** The table of this name, or the numbers of the figure. @throws UserError where there is neither */
export function tableNamed(catalog: Catalog, name: string): NumberTable {
  const shown = catalog.tables.get(name);
  if (shown) return { entry: shown, ...cellsOf(shown.markdown) };
  const figure = catalog.figures.get(name);
  if (figure?.plotted) return { entry: figure, ...chartTable(figure.plotted) };
  return {
    entry: find<CatalogTable | CatalogFigure>(
      new Map<string, CatalogTable | CatalogFigure>([...catalog.tables, ...catalog.figures]),
      name,
      'table or figure',
    ),
    columns: [],
    rows: [],
  };
}

/** Which number of a table, by the words of its row and the name of its column, and how it is written. */
export interface CellWanted {
  readonly row: string | undefined;
  readonly column: string | undefined;
  readonly as: NumberFormat;
  /** Decimals of what is written; undefined where the cell's own writing stands. */
  readonly digits: number | undefined;
}

/** A number of a table: as it is written, and where the cell holds a number, that. */
export interface TableNumber {
  readonly text: string;
  readonly estimate: number | undefined;
  readonly unit: NumberUnit;
  /** Its row and column in words. */
  readonly name: string;
}

/**
 * The number that stands in a row and a column, with what a draft knows of it.
 *
 * @param label what the table is called, for errors
 * @throws UserError where the table has no such row or column, or the cell no number that could be written so
 */
export function numberAt(table: NumberTable, label: string, wanted: CellWanted): TableNumber {
  const row = rowOf(table, label, wanted.row);
  const column = columnOf(table, label, wanted.column, row);
  const name = [describeRow(table, row), table.columns[column] ?? ''].filter((part) => part !== '').join(', ');
  return { text: textAt(table, label, wanted), ...numberOf(table.rows[row]?.[column] ?? ''), name };
}

/** The number that stands in a row and a column, as it is written. @throws UserError as `numberAt` does */
export function textAt(table: NumberTable, label: string, { as, digits, ...wanted }: CellWanted): string {
  const row = rowOf(table, label, wanted.row);
  const cell = table.rows[row]?.[columnOf(table, label, wanted.column, row)] ?? '';
  if (as === 'value' && digits === undefined && typeof cell === 'string') return cell;
  const { estimate, unit } = numberOf(cell);
  if (estimate !== undefined) return writtenNumber(estimate, as, digits, unit);
  throw new UserError(`"${cell}" in ${label} is not a number that could be written as=${as}`);
}

/** The cells of a Markdown table as `show` writes it. */
function cellsOf(markdown: string): Pick<NumberTable, 'columns' | 'rows'> {
  const split = (line: string): string[] =>
    line
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.replaceAll('\\|', '|').trim());
  const [head = '', , ...rows] = markdown.split('\n');
  return { columns: split(head), rows: rows.map(split) };
}

/**
 * A row by its number from 1, or by the words that stand in its cells: `RAG`, or `AI Engineer / RAG` where one is not
 * enough.
 */
function rowOf({ rows, columns }: NumberTable, label: string, wanted: string | undefined): number {
  if (wanted === undefined) {
    if (rows.length === 1) return 0;
    throw new UserError(`${label} has ${rows.length} rows; name one, as in {row="${firstWords(rows[0])}" column="…"}`);
  }
  // the number first: a count somewhere in the table may be the same
  if (/^\d+$/.test(wanted) && Number(wanted) >= 1 && Number(wanted) <= rows.length) return Number(wanted) - 1;
  const parts = wanted.split(/\s\/\s/).map((part) => part.trim().toLowerCase());
  const found = rows.flatMap((row, i) =>
    parts.every((part) => row.some((cell) => String(cell ?? '').toLowerCase() === part)) ? [i] : [],
  );
  const [only, ...more] = found;
  if (only !== undefined && more.length === 0) return only;
  const names = rows.map(firstWords);
  if (only !== undefined)
    throw new UserError(
      `${found.length} rows of ${label} have "${wanted}"; name a second cell, as in row="${wanted} / ${String(
        rows[only]?.[1] ?? '',
      )}" ` + `(its columns are ${columns.join(', ')})`,
    );
  const list = names.slice(0, 12).join(', ');
  throw new UserError(`no row of ${label} has "${wanted}".${didYouMean(wanted, names)} There are: ${list}`);
}

function columnOf({ columns, rows }: NumberTable, label: string, wanted: string | undefined, row: number): number {
  if (wanted === undefined) {
    const numeric = columns.flatMap((_, i) => (numberOf(rows[row]?.[i] ?? '').estimate === undefined ? [] : [i]));
    const [only, ...more] = numeric;
    if (only !== undefined && more.length === 0) return only;
    throw new UserError(`${label} has several columns; name one with column="…": ${columns.join(', ')}`);
  }
  const at = columns.findIndex((column) => column.toLowerCase() === wanted.trim().toLowerCase());
  if (at !== -1) return at;
  const list = `There are: ${columns.join(', ')}`;
  throw new UserError(`there is no column "${wanted}" in ${label}.${didYouMean(wanted, [...columns])} ${list}`);
}

/** What a table's number is, as far as its cell tells. */
export type NumberUnit = 'share' | 'ratio' | 'number';

/** A cell's number, where it holds one: a percentage as a fraction of 1. */
function numberOf(cell: string | number | null): {
  readonly estimate: number | undefined;
  readonly unit: NumberUnit;
} {
  if (typeof cell === 'number') return { estimate: cell, unit: 'number' };
  const numbers = numbersIn(cell ?? '').filter(({ kind }) => kind !== 'name' && kind !== 'date');
  const [number, ...more] = numbers;
  const value = number?.values.length === 1 ? number.values[0] : undefined;
  if (!number || !value || more.length > 0) return { estimate: undefined, unit: 'number' };
  if (number.kind === 'share') return { estimate: value.value / 100, unit: 'share' };
  return { estimate: value.value, unit: number.kind === 'ratio' ? 'ratio' : 'number' };
}

/** A number in words and digits, the digits being decimals of what is written. */
export function writtenNumber(
  value: number,
  format: NumberFormat,
  digits: number | undefined,
  unit: NumberUnit,
): string {
  switch (format) {
    case 'percent':
      return `${decimal(value * 100, digits ?? 1)}%`;
    case 'points':
      return `${decimal(Math.abs(value) * 100, digits ?? 1)} points`;
    case 'times':
      return `${decimal(value, digits ?? 1)} times`;
    case 'count':
      return decimal(value, digits ?? 0);
    case 'value':
      if (unit === 'share') return `${decimal(value * 100, digits ?? 1)}%`;
      return digits === undefined
        ? value.toLocaleString('en', { maximumSignificantDigits: 4 })
        : decimal(value, digits);
  }
}

const firstWords = (row: readonly (string | number | null)[] | undefined): string =>
  String(row?.find((cell) => typeof cell === 'string' && numberOf(cell).estimate === undefined) ?? row?.[0] ?? '');

/** The cells of a row that are words. */
const describeRow = ({ rows }: NumberTable, row: number): string =>
  (rows[row] ?? [])
    .filter((cell) => typeof cell === 'string' && cell !== '' && numberOf(cell).estimate === undefined)
    .join(' / ');
