import { chiSquareTail } from './chi-square-tail.js';
import { margins } from './contingency-table.js';
import { log } from './elementary.js';
import type { Table, TestResult } from './types.js';

/**
 * Do rows and columns of a table depend on each other, by likelihood?
 *
 * The likelihood-ratio test: G = 2 Σ O ln(O/E), compared with χ² on (r−1)(c−1) degrees of freedom. It agrees
 * with Pearson's χ² in large samples, and G values of nested comparisons add up. Empty cells count as 0.
 *
 * Source: R. R. Sokal & F. J. Rohlf, Biometry (4th ed., 2012), 17.4; A. Agresti, Categorical Data Analysis
 * (3rd ed., 2013), 3.2.1.
 *
 * @param table rows of counts, at least 2 × 2, without an empty row or column
 * @returns G as `statistic`, `df` and the p-value
 * @throws UserError when the table is impossible
 * @example
 * gTest([[137, 2658], [526, 2367], [292, 822]]) // => { statistic: 400.49, df: 2 }
 */
export function gTest(table: Table): TestResult & { df: number } {
  const { cells, rows, columns } = margins('gTest', table);
  const half = cells
    .flat()
    .reduce((sum, { observed, expected }) => sum + (observed === 0 ? 0 : observed * log(observed / expected)), 0);
  const statistic = Math.max(0, 2 * half);
  const df = (rows - 1) * (columns - 1);
  return { statistic, df, ...chiSquareTail(statistic, df) };
}
