import { correct, type Family, type Multiplicity, multiplicityType } from '../claims/multiplicity.js';
import { formatP } from '../stats/format-p.js';
import { display } from './display.js';
import { textTable } from './text-table.js';

/**
 * Which tests of a family survive, when all that were made are counted?
 *
 * Shows the tests with their p-values before and after correction, the smallest first. The findings page reads from the
 * output which claims do not survive Holm's correction at the family's level (0.05 by default).
 *
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65–70; Y. Benjamini & Y. Hochberg, Journal of the Royal
 * Statistical Society B 57 (1995) 289–300.
 *
 * @param family what belongs to it, in words; its tests, each with a p-value from 0 to 1 and the full ids of the claims
 * that state the difference; the answers behind them; `level`, between 0 and 1
 * @returns the tests in the order given, with Holm's and Benjamini and Hochberg's adjusted p-values
 * @throws UserError for an unknown claim, an empty family, or a p-value outside 0 to 1
 * @example
 * const roles = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' })
 * const tests = [{ comparison: 'AI over ML', p: 0.01 }, { comparison: 'AI over DS', p: 0.04 }]
 * const family = { family: 'two gaps', tests, basis: roles }
 * const { tests: corrected } = multiplicity(family) // shows |AI over ML|0.010|0.020|
 * corrected.map(({ holm, survives }) => [holm, survives]) // => [[0.02, true], [0.04, true]]
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
  display({ ...textTable(head, rows, [0, 4]), [multiplicityType]: corrected });
  return corrected;
}
