import { correct, type Family, type Multiplicity, multiplicityType } from '../claims/multiplicity.js';
import { formatP } from '../stats/format-p.js';
import { display, escapeHtml } from './display.js';

/**
 * Shows a family of tests with their p-values before and after correction, the smallest first, and leaves it
 * for the findings page, which names the claims that do not survive.
 *
 * @param family its tests, each with the full ids of the claims that state the difference, and the answers behind them
 * @returns the tests in the order given, with Holm's and Benjamini and Hochberg's adjusted p-values
 * @throws UserError for an unknown claim, an empty family, or a p-value outside 0 to 1
 */
export function multiplicity(family: Family): Multiplicity {
  const corrected = correct(family);
  const rows = corrected.tests
    .toSorted((a, b) => a.p - b.p)
    .map((test) => [
      test.comparison,
      ...[test.p, test.holm, test.benjaminiHochberg].map(formatP),
      test.survives ? 'yes' : 'no',
    ]);
  const head = ['comparison', 'p', 'Holm', 'Benjamini-Hochberg', 'survives'];
  const cells = (row: readonly string[], tag: 'td' | 'th') =>
    row
      .map(
        (cell, i) => `<${tag} style="text-align:${i === 0 || i === 4 ? 'left' : 'right'}">${escapeHtml(cell)}</${tag}>`,
      )
      .join('');
  display({
    'text/plain': [head, ...rows].map((row) => `|${row.join('|')}|`).join('\n'),
    'text/html': `<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')}</tbody></table>`,
    [multiplicityType]: corrected,
  });
  return corrected;
}
