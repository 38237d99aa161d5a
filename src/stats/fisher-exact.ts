import { refuse } from './argument.js';
import { logBinomialMass } from './binomial-mass.js';
import { type Cell, margins } from './contingency-table.js';
import { exp, log, log1p } from './elementary.js';
import { pValueOfLog } from './p-value.js';
import type { PValue, Table } from './types.js';

/** Tables whose probability is this near to the observed one count as equally probable, as in R. */
const RELATIVE_ERROR = 1e-7;

/** What Fisher's test found; `oddsRatio` is the sample odds ratio ad/bc, Infinity when b or c is 0. */
export interface FisherExact extends PValue {
  readonly oddsRatio: number;
}

/**
 * Do two shares differ, when counts are too small for χ²?
 *
 * Fisher's exact test: with all margins fixed, the first cell is hypergeometric; the two-sided p is the
 * probability of all tables that are no more probable than the observed one, as in R's `fisher.test`.
 * It is exact for small and for large counts, and errs on the side of a larger p. `log10P` holds however small p is.
 *
 * The odds ratio is the sample one, ad/bc (as scipy gives it); R prints the conditional maximum-likelihood
 * estimate instead, which is nearer to 1.
 *
 * Source: R. A. Fisher, Journal of the Royal Statistical Society 98 (1935) 39–82; A. Agresti, Categorical
 * Data Analysis (3rd ed., 2013), 3.5.1; the probability of one table from three binomial ones: C. Loader, Fast and
 * accurate computation of binomial probabilities (2000).
 *
 * Only tables that add to the sum are visited, so time grows with the square root of the smallest margin: a
 * thousandth of a second at a million, some hundredths at a billion.
 *
 * @param table two rows of two counts, without an empty row or column
 * @returns the two-sided p-value and the sample odds ratio
 * @throws UserError when the table is impossible or not 2 × 2
 * @example
 * fisherExact([[3, 1], [1, 3]]) // => { p: 0.4857, oddsRatio: 9 }
 */
export function fisherExact(table: Table): FisherExact {
  const { cells, rows, columns, total } = margins('fisherExact', table);
  if (rows > 2 || columns > 2) refuse('fisherExact', 'table', table, '2 × 2');
  const [[a, b], [c, d]] = cells as [[Cell, Cell], [Cell, Cell]];
  return {
    ...pValueOfLog(logTwoSided(a.observed, { row: a.rowTotal, column: a.columnTotal, total })),
    oddsRatio: (a.observed * d.observed) / (b.observed * c.observed),
  };
}

/** The margins that fix the distribution of the first cell. */
interface Fixed {
  readonly row: number;
  readonly column: number;
  readonly total: number;
}

/** ln of the probability of all tables that are no more probable than the one with `observed` in its first cell. */
function logTwoSided(observed: number, fixed: Fixed): number {
  const { row, column, total } = fixed;
  const lowest = Math.max(0, row + column - total);
  const highest = Math.min(row, column);
  const mode = Math.min(highest, Math.max(lowest, Math.floor(((row + 1) * (column + 1)) / (total + 2))));
  const limit = logMass(observed, fixed) + log1p(RELATIVE_ERROR);
  const isAsExtreme = (k: number): boolean => logMass(k, fixed) <= limit;
  // below the mode probabilities rise, above it they fall
  const lower = lastWhere(lowest, mode, isAsExtreme);
  const upper = lastWhere(-highest, -mode, (k) => isAsExtreme(-k));
  if (lower !== undefined && upper !== undefined && lower >= -upper - 1) return 0;
  const tails = [
    ...(lower === undefined ? [] : [logMass(lower, fixed) + logTail(lower, -1, fixed)]),
    ...(upper === undefined ? [] : [logMass(-upper, fixed) + logTail(-upper, 1, fixed)]),
  ];
  const largest = Math.max(...tails);
  return Math.min(0, largest + log(tails.reduce((sum, tail) => sum + exp(tail - largest), 0)));
}

/**
 * The last number from `first` to `last` for which a condition holds that, once it fails, fails for all that follow.
 */
function lastWhere(first: number, last: number, holds: (k: number) => boolean): number | undefined {
  if (!holds(first)) return undefined;
  let [good, bad] = [first, last + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/**
 * ln of the hypergeometric probability of k: binomial probabilities at the overall share, of the two rows over that
 * of both.
 */
function logMass(k: number, { row, column, total }: Fixed): number {
  const share = column / total;
  const rest = (total - column) / total;
  return (
    logBinomialMass(k, row, share, rest) +
    logBinomialMass(column - k, total - row, share, rest) -
    logBinomialMass(column, total, share, rest)
  );
}

/**
 * ln of the probability of k and all beyond it, in one direction, relative to that of k; each step multiplies by a
 * ratio below 1.
 */
function logTail(k: number, direction: 1 | -1, { row, column, total }: Fixed): number {
  const empty = total - row - column;
  let sum = 1;
  let term = 1;
  for (let at = k; term > sum * Number.EPSILON; at += direction) {
    term *=
      direction === 1
        ? ((row - at) * (column - at)) / ((at + 1) * (empty + at + 1))
        : (at * (empty + at)) / ((row - at + 1) * (column - at + 1));
    sum += term;
  }
  return log(sum);
}
