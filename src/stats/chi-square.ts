import { checkChoice, refuse } from './argument.js';
import { chiSquareTail } from './chi-square-tail.js';
import { margins } from './contingency-table.js';
import type { Table, TestResult } from './types.js';

/** What the χ² test found, with the counts that independence expects. */
export interface ChiSquare extends TestResult {
  readonly df: number;
  readonly expected: number[][];
}

/**
 * Do rows and columns of a table depend on each other?
 *
 * Pearson's test: χ² = Σ (O−E)² / E with E = row total × column total ÷ grand total, on (r−1)(c−1) degrees
 * of freedom. It says whether shares differ, not by how much (see `cramersV`) nor where (see
 * `adjustedResiduals`). The approximation wants expected counts of about 5 or more; below, use `fisherExact`.
 * `correction: 'yates'`, for 2 × 2 only, replaces |O−E| by |O−E| − min(½, |O−E|), as R's `chisq.test` does;
 * it makes p larger.
 *
 * Source: K. Pearson, Philosophical Magazine 50 (1900) 157–175; F. Yates, Supplement to the Journal of the
 * Royal Statistical Society 1 (1934) 217–235.
 *
 * @param table rows of counts, at least 2 × 2, without an empty row or column
 * @param options.correction 'none' (the default) or 'yates'
 * @returns χ² as `statistic`, `df`, the p-value, and the expected counts
 * @throws UserError when the table is impossible, or Yates' correction is asked for beyond 2 × 2
 * @example
 * chiSquare([[137, 2658], [526, 2367], [292, 822]]) // => { statistic: 371.27, df: 2, log10P: -80.62 }
 * chiSquare([[292, 822], [526, 2367]], { correction: 'yates' }).p // => 2.1e-8
 */
export function chiSquare(table: Table, { correction = 'none' }: { correction?: 'none' | 'yates' } = {}): ChiSquare {
  checkChoice('chiSquare', 'correction', correction, ['none', 'yates']);
  const { cells, rows, columns } = margins('chiSquare', table);
  if (correction === 'yates' && (rows > 2 || columns > 2)) {
    refuse(
      'chiSquare',
      'correction',
      correction,
      `"none" for a ${rows} × ${columns} table: Yates' correction is for 2 × 2`,
    );
  }
  const statistic = cells.flat().reduce((sum, { observed, expected }) => {
    const distance = Math.abs(observed - expected);
    return sum + (distance - (correction === 'yates' ? Math.min(0.5, distance) : 0)) ** 2 / expected;
  }, 0);
  const df = (rows - 1) * (columns - 1);
  return {
    statistic,
    df,
    ...chiSquareTail(statistic, df),
    expected: cells.map((row) => row.map((cell) => cell.expected)),
  };
}
