import { describeDirection } from '../claims/direction.js';
import { formatSpan } from '../claims/format.js';
import { type Replication, type ReplicationRow, replicate, replicationType } from '../claims/replication.js';
import { display, escapeHtml } from './display.js';

/**
 * Shows what claims say measured on another corpus, beside the original: the definition there, its limits,
 * both estimates, whether they point the same way and whether their intervals overlap. The findings page and
 * the site read it from the cell's output.
 *
 * @param rows at least one replication: the claim's full id, how it is measured, both estimates, the answers
 * @throws UserError for an unknown claim, an estimate outside its interval, or without an answer behind it
 */
export function replication(rows: readonly ReplicationRow[]): void {
  const replications = rows.map(replicate);
  display({
    'text/plain': replications.map(asText).join('\n'),
    'text/html': asHtml(replications),
    [replicationType]: { rows: replications },
  });
}

const good = '#1a7f4b';
const bad = '#b3261e';
const neutral = '#666666';

function direction({ direction, sameDirection }: Replication): { readonly words: string; readonly colour: string } {
  if (direction === null || sameDirection === null) return { words: 'no direction claimed', colour: neutral };
  const way = describeDirection(direction);
  return sameDirection ? { words: `✓ same: ${way}`, colour: good } : { words: `✗ not ${way}`, colour: bad };
}

const overlaps = ({ overlap }: Replication): string =>
  overlap === null ? 'nothing printed to compare' : overlap ? 'overlap' : 'do not overlap';
const printed = ({ original, measure }: Replication): string =>
  original ? formatSpan(original, measure) : 'no number';

function asText(row: Replication): string {
  return [
    `${row.claim}: ${row.statement}`,
    `  original ${printed(row)}; ${row.corpus} ${formatSpan(row.replication, row.measure)}; ${direction(row).words}; intervals: ${overlaps(row)}`,
    `  measured as: ${row.definition}`,
    `  limits: ${row.limits}`,
  ].join('\n');
}

function asHtml(replications: readonly Replication[]): string {
  const left = 'style="text-align:left;vertical-align:top"';
  const top = 'style="vertical-align:top;white-space:nowrap"';
  const rows = replications.map((row) => {
    const { words, colour } = direction(row);
    return (
      `<tr><td ${left} title="${escapeHtml(row.claim)}">${escapeHtml(row.statement)}</td>` +
      `<td ${left}>${escapeHtml(row.definition)}<br><span style="color:${neutral}">Limits: ${escapeHtml(row.limits)}</span></td>` +
      `<td ${left}>${escapeHtml(row.corpus)}</td><td ${top}>${escapeHtml(printed(row))}</td><td ${top}>${escapeHtml(formatSpan(row.replication, row.measure))}</td>` +
      `<td style="text-align:left;vertical-align:top;white-space:nowrap"><b style="color:${colour}">${escapeHtml(words)}</b></td><td ${left}>${overlaps(row)}</td></tr>`
    );
  });
  const head =
    `<tr><th ${left}>Claim</th><th ${left}>Measured as</th><th ${left}>Corpus</th><th>Original</th><th>Replication</th>` +
    `<th ${left}>Direction</th><th ${left}>Intervals</th></tr>`;
  return `<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`;
}
