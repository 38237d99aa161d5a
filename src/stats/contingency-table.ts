import { checkCount, checkProportion, refuse } from './argument.js';
import type { Proportion, Table } from './types.js';

/** One cell of a table: what was observed, and what independence of rows and columns expects. */
export interface Cell {
  readonly observed: number;
  readonly expected: number;
  readonly rowTotal: number;
  readonly columnTotal: number;
}

/** A checked table with its margins. */
export interface Margins {
  readonly cells: readonly (readonly Cell[])[];
  readonly rows: number;
  readonly columns: number;
  readonly total: number;
}

/** The margins and expected counts (row total × column total ÷ grand total) of a table; refuses an impossible one. */
export function margins(where: string, table: Table): Margins {
  if (!Array.isArray(table) || table.length < 2 || !table.every(Array.isArray)) {
    refuse(where, 'table', table, 'at least two rows of counts');
  }
  const columns = table[0]?.length ?? 0;
  if (columns < 2) refuse(where, 'table[0]', table[0], 'at least two counts');
  table.forEach((row, i) => {
    if (row.length !== columns) refuse(where, `table[${i}]`, row, `${columns} counts, as in the first row`);
    row.forEach((count, j) => checkCount(where, `table[${i}][${j}]`, count, 0));
  });
  const rowTotals = table.map(sum);
  const columnTotals = Array.from({ length: columns }, (_, j) => sum(table.map((row) => row[j] ?? 0)));
  refuseEmpty(where, 'row', rowTotals);
  refuseEmpty(where, 'column', columnTotals);
  const total = sum(rowTotals);
  const cells = table.map((row, i) =>
    row.map((observed, j) => {
      const rowTotal = rowTotals[i] ?? 0;
      const columnTotal = columnTotals[j] ?? 0;
      return { observed, expected: (rowTotal * columnTotal) / total, rowTotal, columnTotal };
    }),
  );
  return { cells, rows: table.length, columns, total };
}

/**
 * How do proportions become the table that χ², Fisher and Cramér's V take?
 *
 * Every proportion gives one row: with the property, without it.
 *
 * @param groups two or more proportions, k of n
 * @returns the rows [k, n − k]
 * @throws UserError when a proportion is impossible
 * @example
 * contingencyTable([{ k: 137, n: 2795 }, { k: 526, n: 2893 }]) // => [[137, 2658], [526, 2367]]
 */
export function contingencyTable(groups: readonly Proportion[]): number[][] {
  if (!Array.isArray(groups) || groups.length < 2)
    refuse('contingencyTable', 'groups', groups, 'a list of at least two proportions');
  groups.forEach((group, i) => checkProportion('contingencyTable', group, `groups[${i}]`));
  return groups.map(({ k, n }) => [k, n - k]);
}

function refuseEmpty(where: string, line: string, totals: readonly number[]): void {
  const i = totals.indexOf(0);
  if (i >= 0) refuse(where, `the total of ${line} ${i} of table`, 0, 'at least 1');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
