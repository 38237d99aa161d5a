import { checkBoolean } from './argument.js';
import { chiSquare } from './chi-square.js';
import { margins } from './contingency-table.js';
import type { Table } from './types.js';

/**
 * How strongly do rows and columns of a table depend on each other?
 *
 * Cramér's V = √(χ² / (N · min(r−1, c−1))), from 0 (independent) to 1 (each row determines its column);
 * for 2 × 2 it is |φ|. Unlike p it does not grow with N, but by chance alone it is above 0, the more so in
 * small samples with many cells. `biasCorrected` takes that out: φ̃² = max(0, χ²/N − (r−1)(c−1)/(N−1)),
 * with r̃ = r − (r−1)²/(N−1), c̃ likewise, and Ṽ = √(φ̃² / min(r̃−1, c̃−1)).
 * χ² is Pearson's without Yates' correction.
 *
 * Source: H. Cramér, Mathematical Methods of Statistics (1946), 21.9; W. Bergsma, Journal of the Korean
 * Statistical Society 42 (2013) 323–328.
 *
 * @param table rows of counts, at least 2 × 2, without an empty row or column
 * @param options.biasCorrected whether to correct for bias; false by default
 * @returns V, from 0 to 1
 * @throws UserError when the table is impossible
 * @example
 * cramersV([[137, 2658], [526, 2367], [292, 822]]) // => 0.23
 */
export function cramersV(table: Table, { biasCorrected = false }: { biasCorrected?: boolean } = {}): number {
  checkBoolean('cramersV', 'biasCorrected', biasCorrected);
  const { rows, columns, total } = margins('cramersV', table);
  const phiSquared = chiSquare(table).statistic / total;
  if (!biasCorrected) return Math.sqrt(phiSquared / Math.min(rows - 1, columns - 1));
  const corrected = Math.max(0, phiSquared - ((rows - 1) * (columns - 1)) / (total - 1));
  const size = (lines: number): number => lines - 1 - (lines - 1) ** 2 / (total - 1);
  return corrected === 0 ? 0 : Math.sqrt(corrected / Math.min(size(rows), size(columns)));
}
