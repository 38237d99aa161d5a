import jStat from 'jstat';
import { refuse } from './argument.js';
import { type Cell, margins } from './contingency-table.js';
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
 * It is exact at any size, and errs on the side of a larger p. The sum runs in logarithms, so
 * `log10P` holds however small p is.
 *
 * The odds ratio is the sample one, ad/bc (as scipy gives it); R prints the conditional maximum-likelihood
 * estimate instead, which is nearer to 1.
 *
 * Source: R. A. Fisher, Journal of the Royal Statistical Society 98 (1935) 39–82; A. Agresti, Categorical
 * Data Analysis (3rd ed., 2013), 3.5.1.
 *
 * Time grows with the smallest margin.
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
  const { rowTotal, columnTotal } = a;
  const lowest = Math.max(0, rowTotal + columnTotal - total);
  const highest = Math.min(rowTotal, columnTotal);
  const logWeights = Array.from(
    { length: highest - lowest + 1 },
    (_, i) =>
      jStat.combinationln(rowTotal, lowest + i) + jStat.combinationln(total - rowTotal, columnTotal - lowest - i),
  );
  const observed = logWeights[a.observed - lowest] ?? -Infinity;
  const asExtreme = logWeights.filter((weight) => weight <= observed + Math.log1p(RELATIVE_ERROR));
  return {
    ...pValueOfLog(logSum(asExtreme) - logSum(logWeights)),
    oddsRatio: (a.observed * d.observed) / (b.observed * c.observed),
  };
}

/** ln Σ exp(v), without overflow or underflow. */
function logSum(logs: readonly number[]): number {
  const largest = logs.reduce((most, value) => Math.max(most, value), -Infinity);
  return largest + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}
