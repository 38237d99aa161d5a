import type { Cell, TextTable } from '../../text/tables.js';
import { note, type Outcome, type Range } from '../diagnostic.js';
import { type Reading, readingOf } from '../reading.js';
import { type StatisticColumn, statisticOf } from './statistic-columns.js';
import { ofTable } from './unchecked-tables.js';

/** One row of a table of results, by the names of its columns; each cell as it is printed, without stars. */
export interface StatisticRow extends Range {
  readonly label: string;
  readonly cells: ReadonlyMap<string, string>;
  /** Degrees of freedom that the header of a test prints. */
  readonly degrees: string | undefined;
}

/** In the order in which running text prints them. */
const order = ['n', 'M', 'SD', 'b', 'β', 'OR', 'HR', 'RR', 'SE', 't', 'z', 'F', 'χ²', 'CI', 'p', 'adjusted p'];
const tests = ['t', 'F', 'χ²'];
const errorRow = /\b(?:residuals?|error|within)\b/i;

/**
 * Checks the rows of tables of results as sentences: a row `0.50 | 0.20 | 2.50 | .013` below `b | SE | t | p` is
 * `b = 0.50, SE = 0.20, t = 2.50, p = .013`. What contradicts itself there is a note.
 */
export function* inRows(reading: Reading, check: (row: Reading) => Iterable<Outcome>): Generator<Outcome> {
  for (const table of reading.tables) yield* ofTable(table, checkedRows(table, check));
}

function* checkedRows(table: TextTable, check: (row: Reading) => Iterable<Outcome>): Generator<Outcome> {
  for (const { reading, start, end } of sentencesOf(table))
    for (const outcome of check(reading))
      if (outcome.verdict === 'agrees') yield outcome;
      else if (outcome.verdict !== 'unchecked') yield note({ start, end }, outcome.arithmetic);
}

const reports = /\p{L}[²\d]?\s?(?:\([^()]{1,40}\))?\s?[=<].{1,60}[=<]/u;
/** A row as a sentence, as detectors read it. */
interface RowReading extends Range {
  readonly reading: Reading;
}
const known = new WeakMap<TextTable, readonly RowReading[]>();

function sentencesOf(table: TextTable): readonly RowReading[] {
  const before = known.get(table);
  if (before) return before;
  const rows = statisticRows(table);
  const ofRows = rows.flatMap((row, i) => {
    const text = asSentence(row, rows.slice(i + 1));
    return text === undefined ? [] : [{ start: row.start, end: row.end, text }];
  });
  // a cell may report a result by itself: "t(28) = 2.20, p = .036"
  const ofCells = table.rows.flatMap((row) =>
    row.flatMap(({ text, start }) =>
      reports.test(text) ? [{ start, end: start + text.length, text: `${text}.` }] : [],
    ),
  );
  const found = [...ofRows, ...ofCells].map(({ text, start, end }) => ({ reading: readingOf(text), start, end }));
  known.set(table, found);
  return found;
}

const rowsOf = new WeakMap<TextTable, readonly StatisticRow[]>();

/** The rows of a table of results; none where two columns hold one statistic, as of several models. */
export function statisticRows(table: TextTable): readonly StatisticRow[] {
  const rows = rowsOf.get(table) ?? readRows(table);
  rowsOf.set(table, rows);
  return rows;
}

function readRows({ header, rows }: TextTable): StatisticRow[] {
  const columns = header.map(({ text }, i) => (i === 0 ? undefined : statisticOf(text)));
  const names = columns.flatMap((column) => column?.name ?? []);
  if (names.length < 2 || new Set(names).size < names.length) return [];
  const degrees = columns.find((column) => column?.degrees !== undefined)?.degrees;
  return rows.map((row): StatisticRow => {
    const last = row.at(-1);
    return {
      label: row[0]?.text ?? '',
      cells: cellsOf(row, columns),
      degrees,
      start: row[0]?.start ?? 0,
      end: (last?.start ?? 0) + (last?.text.length ?? 0),
    };
  });
}

const cellsOf = (row: readonly Cell[], columns: readonly (StatisticColumn | undefined)[]): Map<string, string> =>
  new Map(
    row.flatMap((cell, i): [string, string][] => {
      const name = columns[i]?.name;
      const printed = cell.text.replace(/[*†‡]+|\\/g, '').trim();
      return name !== undefined && /\d/.test(printed) ? [[name, printed]] : [];
    }),
  );

/** A row as running text prints it; undefined where nothing of it could follow from the rest. */
function asSentence({ cells, degrees }: StatisticRow, below: readonly StatisticRow[]): string | undefined {
  const [low, high] = [cells.get('low'), cells.get('high')];
  const interval = cells.get('CI') ?? (low !== undefined && high !== undefined ? `[${low}, ${high}]` : undefined);
  const parts = order.flatMap((name) => {
    if (name === 'β' && cells.has('b')) return [];
    if (name === 'CI') return interval === undefined ? [] : [`95% CI ${bracketed(interval)}`];
    const value = cells.get(name);
    if (value === undefined) return [];
    const df = tests.includes(name) ? degreesOf(name, cells, degrees, below) : undefined;
    return [`${name}${df === undefined ? '' : `(${df})`} ${/^[<>≤≥=]/.test(value) ? value : `= ${value}`}`];
  });
  return parts.length < 2 ? undefined : `${parts.join(', ')}.`;
}

const bracketed = (interval: string): string => (/^[[(]/.test(interval) ? interval : `[${interval}]`);

/** The degrees of freedom of a test: of its header, of its columns, and of an F also of the row of errors below. */
function degreesOf(
  name: string,
  cells: ReadonlyMap<string, string>,
  inHeader: string | undefined,
  below: readonly StatisticRow[],
): string | undefined {
  const own = inHeader ?? cells.get('df');
  if (name !== 'F' || own === undefined || own.includes(','))
    return name === 'F' && !own?.includes(',') ? undefined : own;
  const second = cells.get('df2') ?? below.find(({ label }) => errorRow.test(label))?.cells.get('df');
  return second === undefined ? undefined : `${own}, ${second}`;
}
