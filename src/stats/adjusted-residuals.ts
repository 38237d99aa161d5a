import { margins } from './contingency-table.js';
import type { Table } from './types.js';

/**
 * Which cells make a table depart from independence?
 *
 * Adjusted residuals: (O−E) / √(E · (1 − row total/N) · (1 − column total/N)). Under independence each is
 * nearly standard normal: beyond ±2 a cell stands out, beyond ±3 clearly; with many cells, adjust the
 * p-values (see `holm`). R calls them `chisq.test(…)$stdres`.
 *
 * Source: S. J. Haberman, Biometrics 29 (1973) 205–220.
 *
 * @param table rows of counts, at least 2 × 2, without an empty row or column
 * @returns one residual for each cell, in the table's shape
 * @throws UserError when the table is impossible
 * @example
 * adjustedResiduals([[137, 2658], [526, 2367], [292, 822]]) // => [[-18.1, 18.1], [8.5, -8.5], [12.8, -12.8]]
 */
export function adjustedResiduals(table: Table): number[][] {
  const { cells, total } = margins('adjustedResiduals', table);
  return cells.map((row) =>
    row.map(
      ({ observed, expected, rowTotal, columnTotal }) =>
        (observed - expected) / Math.sqrt(expected * (1 - rowTotal / total) * (1 - columnTotal / total)),
    ),
  );
}
