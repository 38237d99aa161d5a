import { type PrintedNumber, readNumber } from '../../text/printed-number.js';
import type { TextTable } from '../../text/tables.js';
import { agrees, note, type Outcome } from '../diagnostic.js';

/** A larger table of numbers is data. */
const LARGEST = 30;

/**
 * A table of correlations of variables with each other, whole or its lower or upper half: those of one sample leave no
 * combination of the variables with a variance below 0, so no eigenvalue is below 0 by more than rounding explains.
 *
 * Source: R. A. Horn and C. R. Johnson, Matrix Analysis (2nd ed., 2013), 4.3.1 (Weyl) and 7.2.6.
 */
export function* correlationMatrix(table: TextTable): Generator<Outcome> {
  const found = correlationsOf(table);
  if (!found) return;
  const { matrix, step, labels } = found;
  // each printed value is off by half a step at most, which moves no eigenvalue by more than this
  const slack = ((matrix.length - 1) * step) / 2;
  if (isPossible(matrix.map((row, i) => row.map((value, j) => (i === j ? value + slack : value))))) return yield agrees;
  const [first, last] = [table.rows[0]?.[0], table.rows.at(-1)?.at(-1)];
  if (!first || !last) return;
  yield note(
    { start: first.start, end: last.start + last.text.length },
    `${triple(matrix, labels, step) ?? 'some combination of these variables has a variance below 0'}: ` +
      'no one sample has these correlations; each may come from people of its own (pairwise deletion)',
  );
}

interface Correlations {
  readonly matrix: number[][];
  readonly step: number;
  readonly labels: readonly string[];
}

/** The square of correlations in a table: as many columns behind other statistics as rows, with 1 or a dash between. */
function correlationsOf({ header, rows }: TextTable): Correlations | undefined {
  const k = rows.length;
  if (k < 3 || k > LARGEST || header.length <= k - 1) return undefined;
  for (let from = 1; from + k - 1 <= header.length; from += 1) {
    const cells = rows.map((row) => Array.from({ length: k }, (_, j) => row[from + j]?.text ?? ''));
    const read = cells.map((row) => row.map(correlationIn));
    const isDiagonal = read.every(
      (row, i) => row[i]?.value === 1 || /^(?:[-–—]|1(?:\.0+)?|)$/.test(cells[i]?.[i] ?? ''),
    );
    const pairs = read.flatMap((row, i) => row.slice(0, i).map((below, j) => ({ i, j, below, above: read[j]?.[i] })));
    const values = pairs.flatMap(({ below, above }) => below ?? above ?? []);
    const isSymmetric = pairs.every(({ below, above }) => !below || !above || below.value === above.value);
    const isNegative =
      values.some(({ value }) => value < 0) || cells.some((row, i) => /^1(?:\.0+)?$/.test(row[i] ?? ''));
    if (!isDiagonal || !isSymmetric || values.length !== pairs.length || !(isNegative || namesRows(header, rows, from)))
      continue;
    const matrix: number[][] = cells.map((_, i) => cells.map((_, j) => (i === j ? 1 : 0)));
    for (const { i, j, below, above } of pairs) {
      const value = (below ?? above)?.value ?? 0;
      for (const [x, y] of [
        [i, j],
        [j, i],
      ] as const)
        if (matrix[x]) matrix[x][y] = value;
    }
    return { matrix, step: Math.max(...values.map(({ step }) => step)), labels: rows.map((row) => row[0]?.text ?? '') };
  }
  return undefined;
}

/** Whether the columns are numbered or named as the rows are. */
const namesRows = (header: TextTable['header'], rows: TextTable['rows'], from: number): boolean =>
  rows.every((row, i) => {
    const [name, label] = [header[from + i]?.text.trim() ?? '', row[0]?.text.trim() ?? ''];
    return name === String(i + 1) || name === `${i + 1}.` || (name !== '' && label.includes(name));
  });

function correlationIn(text: string): PrintedNumber | undefined {
  const printed = /^([-−–]?)\s?((?:0|1)?\.\d{1,4}|1)\s?[*†‡a-c]{0,4}$/.exec(text.replace(/\\/g, '').trim());
  if (!printed?.[2]) return undefined;
  const read = readNumber(`${printed[1] === '' ? '' : '-'}${printed[2]}`, 'point');
  return Math.abs(read.value) <= 1 ? read : undefined;
}

/** Whether a symmetric matrix has no eigenvalue below 0: whether Cholesky's factors exist. */
function isPossible(matrix: readonly (readonly number[])[]): boolean {
  const factor: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const own: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      const known = own.slice(0, j).reduce((sum, value, m) => sum + value * (factor[j]?.[m] ?? own[m] ?? 0), 0);
      const rest = (row[j] ?? 0) - known;
      if (i === j && rest < 0) return false;
      const pivot = factor[j]?.[j] ?? 0;
      own.push(i === j ? Math.sqrt(rest) : pivot === 0 ? 0 : rest / pivot);
    }
    factor.push(own);
  }
  return true;
}

/** The first three variables whose correlations cannot stand together, with what the third may be. */
function triple(matrix: readonly (readonly number[])[], labels: readonly string[], step: number): string | undefined {
  for (let i = 0; i < matrix.length; i += 1)
    for (let j = 0; j < i; j += 1)
      for (let m = 0; m < j; m += 1) {
        const [a, b, c] = [matrix[i]?.[m] ?? 0, matrix[j]?.[m] ?? 0, matrix[i]?.[j] ?? 0];
        const spread = Math.sqrt((1 - a * a) * (1 - b * b));
        const [low, high] = [a * b - spread, a * b + spread];
        if (c < low - 2 * step || c > high + 2 * step)
          return (
            `${labels[i]} and ${labels[j]} correlate by ${a} and ${b} with ${labels[m]}, ` +
            `so by ${low.toFixed(2)} to ${high.toFixed(2)} with each other; printed is ${c}`
          );
      }
  return undefined;
}
