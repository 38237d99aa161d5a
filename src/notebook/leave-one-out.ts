import { formatMeasure } from '../claims/format.js';
import { type LeftOut, leftOutType, type Parts, withoutEach } from '../claims/leave-one-out.js';
import { display } from './display.js';
import { textTable } from './text-table.js';

/**
 * Does a claim rest on one week, one employer, one source, or on postings that repeat each other?
 *
 * Leaves out one part of the postings after the other and computes the claim's value from the rest. The claim turns
 * where its comparison has another verdict, or its number moves by more than a tenth of itself. With `changed` it also
 * finds the fragility index: the fewest postings that would turn the claim if they were otherwise. With `wider` it says
 * what the claim is of all the postings that its words cover, where fewer were counted. The findings page reads it from
 * the output.
 *
 * Source: M. Walsh et al., The statistical significance of randomized controlled trial results is frequently fragile,
 * Journal of Clinical Epidemiology 67 (2014) 622–628.
 *
 * @param claims of each: its full id; its `measure` (share, difference, ratio or number); `over`, what the parts are,
 *   in the singular; the `rows`, each with its `part` and its `postings`; the claim's `value` from some of the rows (a
 *   share as a fraction of 1, not finite where they do not say); `only`, the parts that may be left out, all by
 *   default; `changed`, the claim's value if so many postings were otherwise, against the claim; `wider`, the rows
 *   of all the postings that its words cover; the answers behind them, `basis`, or 'print'
 * @returns of each claim the value and postings of all, and of each part that moves it most: its postings, its value
 *   alone and the value without it, and whether the claim turns
 * @throws UserError for an unknown claim, without rows, for a value of all rows that is not finite, or for a part to
 *   leave out that no row is of
 * @example
 * const weeks = await corpus('skillenai').count({ by: ['role', 'week'], concepts: ['fine-tuning'], match: 'phrase' })
 * const rows = weeks.rows.filter(({ role }) => role === 'AI Engineer')
 * const sum = (some, of) => some.reduce((all, row) => all + row[of], 0)
 * const value = (some) => sum(some, 'fine-tuning') / sum(some, 'postings')
 * const how = { measure: 'share', over: 'week', part: ({ week }) => week, postings: (row) => row.postings, value }
 * const [found] = leaveOneOut({ claim: 'fine-tuning-by-role/aie-share', rows, ...how, basis: weeks }) // shows 22.4%
 * found.parts[0] // => { part: '2026-03-30', postings: 452, alone: 0.3186, without: 0.2236, turns: true }
 */
export function leaveOneOut<Row>(...claims: readonly Parts<Row>[]): readonly LeftOut[] {
  const found = claims.map(withoutEach);
  const rows = found.flatMap(rowsOf);
  const head = ['claim', 'all', 'without', 'postings', 'alone', 'then', 'turns', 'would turn it'];
  display({ ...textTable(head, rows, [0, 2]), [leftOutType]: { claims: found } });
  return found;
}

/** So many parts of each claim are shown, those that move it most; of several claims, the first alone. */
const mostShown = 3;

function rowsOf(found: LeftOut, _: number, several: readonly LeftOut[]): string[][] {
  const { claim, value, measure, over, fewest, parts, wider } = found;
  const name = claim.slice(claim.indexOf('/') + 1);
  const all = formatMeasure(value, measure);
  const widened = wider
    ? [
        [
          name,
          all,
          'with all that it speaks of',
          wider.postings.toLocaleString('en'),
          '',
          formatMeasure(wider.value, measure),
          wider.turns ? 'yes' : '',
          '',
        ],
      ]
    : [];
  return [
    ...widened,
    ...parts
      .slice(0, several.length > 1 ? 1 : mostShown)
      .map((each, i) => [
        i === 0 ? name : '',
        i === 0 ? all : '',
        `${over} ${each.part}`,
        each.postings.toLocaleString('en'),
        each.alone === null ? '' : formatMeasure(each.alone, measure),
        formatMeasure(each.without, measure),
        each.turns ? 'yes' : '',
        i > 0 || fewest === null ? '' : fewest.toLocaleString('en'),
      ]),
  ];
}
