import { describeDirection, turnOf } from '../claims/direction.js';
import { formatMeasure, formatSpan } from '../claims/format.js';
import { describeFragility, type Fragility } from '../claims/fragility.js';
import { type Replication, type ReplicationRow, replicateAll, replicationType } from '../claims/replication.js';
import type { ReplicationVerdict } from '../claims/verdict.js';
import { display, escapeHtml } from './display.js';

/**
 * Does what claims say hold on other postings than the article's own?
 *
 * Shows each claim beside its measurement on another corpus: the definition there, its limits, both estimates, whether
 * their intervals overlap, and the verdict: replicated, not replicated or undecided. It rests on an interval that is
 * corrected for the number of the article's tests (see `replicateAll`). Findings and site read it from the output.
 *
 * @param rows at least one: the claim's full id, `definition` and `limits` in words, `measure` (share, difference,
 * ratio or number), the `direction` that the claim points to or null (what its `means` asks, by default), `original`
 * (null, the default, where no number is printed), `replication` as a function from a level to the estimate with its
 * interval; as `groups`, the counts of each group by employer, with `measure`, a function of groups and level, which
 * also tells how few postings the verdict rests on; or as one interval, which gets no verdict; and the answers behind
 * it as `basis`; shares as fractions of 1
 * @throws UserError for an unknown claim, an estimate outside its interval, or without an answer behind it
 * @example
 * const where = { field: 'type', is: 'ai-first' }
 * const counts = await corpus('field-guide').count({ by: [], where })
 * const share = (level) => wilson({ k: counts.at({}).postings, n: 895 }, { level })
 * const how = { definition: 'postings typed ai-first', limits: 'another search', measure: 'share' }
 * const measured = { direction: { above: 0.5 }, replication: share, basis: counts }
 * const row = { claim: 'fine-tuning-by-role/aie-share', ...how, ...measured }
 * replication([row]) // shows ✓ replicated
 */
export function replication(rows: readonly ReplicationRow[]): void {
  const replications = replicateAll(rows);
  display({
    'text/plain': replications.map(asText).join('\n'),
    'text/html': asHtml(replications),
    [replicationType]: { rows: replications },
  });
}

const neutral = '#666666';
const colours: Readonly<Record<ReplicationVerdict, { readonly sign: string; readonly colour: string }>> = {
  replicated: { sign: '✓', colour: '#1a7f4b' },
  'not replicated': { sign: '✗', colour: '#b3261e' },
  undecided: { sign: '?', colour: '#8a5a00' },
};

/** The verdict, or without one the direction, each with its colour. */
function outcome({ verdict, direction, sameDirection }: Replication): {
  readonly words: string;
  readonly colour: string;
} {
  if (verdict !== null) return { words: `${colours[verdict].sign} ${verdict}`, colour: colours[verdict].colour };
  if (direction === null || sameDirection === null) return { words: 'no direction claimed', colour: neutral };
  const way = describeDirection(direction);
  return { words: sameDirection ? `same direction: ${way}` : `not ${way}`, colour: neutral };
}

/** The interval that decides: `−11.7 to +47.0 points, for 45 tests`. */
const correctedWords = ({ corrected, measure }: Replication): string =>
  corrected === null
    ? ''
    : `${formatMeasure(corrected.low, measure)} to ${formatMeasure(corrected.high, measure)} when corrected for ` +
      `${corrected.tests} tests`;
const overlaps = ({ overlap }: Replication): string =>
  overlap === null ? 'nothing printed to compare' : overlap ? 'overlap' : 'do not overlap';
const printed = ({ original, measure }: Replication): string =>
  original ? formatSpan(original, measure) : 'no number';

function asText(row: Replication): string {
  const corrected = correctedWords(row);
  return [
    `${row.claim}: ${row.statement}`,
    `  original ${printed(row)}; ${row.corpus} ${formatSpan(row.replication, row.measure)}; ` +
      `${outcome(row).words}; intervals: ${overlaps(row)}`,
    ...(corrected === '' ? [] : [`  interval ${corrected}; turns at ${turn(row)}`]),
    ...(row.fragility ? [`  ${fewWords(row.fragility)}`] : []),
    `  measured as: ${row.definition}`,
    `  limits: ${row.limits}`,
  ].join('\n');
}

/** On how few postings a verdict rests. */
const fewWords = (fragility: Fragility): string =>
  describeFragility(fragility) ?? `no change of one group of its ${fragility.postings} postings would turn it`;

const turn = ({ direction, measure }: Replication): string =>
  direction === null ? '' : formatMeasure(turnOf(direction), measure);

function asHtml(replications: readonly Replication[]): string {
  const left = 'style="text-align:left;vertical-align:top"';
  const top = 'style="vertical-align:top;white-space:nowrap"';
  const rows = replications.map((row) => {
    const { words, colour } = outcome(row);
    const corrected = correctedWords(row);
    const beneath = [corrected, row.fragility ? fewWords(row.fragility) : ''].filter((words) => words !== '');
    const decides = beneath.map((words) => `<br><span style="color:${neutral}">${escapeHtml(words)}</span>`).join('');
    return (
      `<tr><td ${left} title="${escapeHtml(row.claim)}">${escapeHtml(row.statement)}</td>` +
      `<td ${left}>${escapeHtml(row.definition)}<br><span style="color:${neutral}">Limits: ` +
      `${escapeHtml(row.limits)}</span></td>` +
      `<td ${left}>${escapeHtml(row.corpus)}</td><td ${top}>${escapeHtml(printed(row))}</td>` +
      `<td ${left}>${escapeHtml(formatSpan(row.replication, row.measure))}${decides}</td>` +
      '<td style="text-align:left;vertical-align:top;white-space:nowrap"><b ' +
      `style="color:${colour}">${escapeHtml(words)}</b></td><td ${left}>${overlaps(row)}</td></tr>`
    );
  });
  const head =
    `<tr><th ${left}>Claim</th><th ${left}>Measured as</th><th ` +
    `${left}>Corpus</th><th>Original</th><th>Replication</th>` +
    `<th ${left}>Verdict</th><th ${left}>Intervals</th></tr>`;
  return `<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`;
}
