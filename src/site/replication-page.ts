import { describeDirection, type Span, turnOf } from '../claims/direction.js';
import { formatSpan } from '../claims/format.js';
import type { Replication } from '../claims/replication.js';
import type { FromCell } from '../trace/audits.js';
import { claimAddress } from './address.js';
import { cellLink } from './cell-link.js';
import type { SiteContent } from './content.js';
import { type Html, html } from './html.js';
import type { Page } from './layout.js';
import { counted } from './verdict.js';

/** What the articles say, measured again on other corpora. */
export function replicationPage(content: SiteContent): Page {
  const { articles, audits } = content;
  const all = audits.replications;
  const pointed = all.filter(({ value }) => value.sameDirection !== null);
  const same = pointed.filter(({ value }) => value.sameDirection === true);
  return {
    path: 'replication.html',
    title: 'Replication',
    lead: 'What the articles say of the roles, measured on data that they did not use. The definitions differ, and so each stands beside its result, with what it cannot show.',
    body: html`
${
  all.length === 0
    ? html`<p>No notebook has replicated a claim yet.</p>`
    : html`<p class="glance"><b>${counted(all.length, 'measurement')}</b>. Of the ${pointed.length} that point a way, ${same.length} point the same way as the article.</p>
<p class="muted glance">In each picture: the value measured here with its 95% interval, above it in grey the printed one, and dashed where the claim’s direction would turn.</p>`
}
${articles.map(({ article }) => {
  const rows = all.filter(({ value }) => value.claim.startsWith(`${article.id}/`));
  return (
    rows.length > 0 &&
    html`<section><h2>${article.title}</h2><ol class="replications">${rows.map((row) => item(row, content))}</ol></section>`
  );
})}`,
  };
}

/** One line that opens into how it was measured, and what that cannot show. */
function item({ value: row, ...place }: FromCell<Replication>, content: SiteContent): Html {
  const { claim, statement, corpus, definition, limits, measure, original, replication, overlap } = row;
  return html`<li><details>
<summary>${result(row)}<span class="statement">${statement}</span>${forest(row)}<span class="spans"><b>${formatSpan(replication, measure)}</b><span class="muted">${original ? `printed ${formatSpan(original, measure)}` : 'no number printed'}</span></span></summary>
<dl class="trace">
<div><dt>Measured as</dt><dd>${definition}</dd></div>
<div><dt>On</dt><dd><a href="corpora.html#${corpus}">${corpus}</a></dd></div>
<div><dt>Limits</dt><dd>${limits}</dd></div>
${overlap !== null && html`<div><dt>Intervals</dt><dd>${overlap ? 'The two overlap.' : 'The two do not overlap.'}</dd></div>`}
<div><dt>Claim</dt><dd><a href="${claimAddress(claim)}">${claim}</a></dd></div>
<div><dt>Cell</dt><dd>${cellLink(place, content)}</dd></div>
</dl>
</details></li>`;
}

function result({ direction, sameDirection }: Replication): Html {
  if (direction === null || sameDirection === null)
    return html`<span class="verdict untested"><span aria-hidden="true">–</span> no direction</span>`;
  return sameDirection
    ? html`<span class="verdict reproduced"><span aria-hidden="true">✓</span> same direction</span>`
    : html`<span class="verdict differs"><span aria-hidden="true">✗</span> not ${describeDirection(direction)}</span>`;
}

/** Both estimates on one scale, the printed one above; the line is where the claim's effect would turn. The words beside it say the same. */
function forest({ original, replication, direction }: Replication): Html {
  const turn = direction === null ? [] : [turnOf(direction)];
  const spans = [...(original ? [original] : []), replication];
  const values = [
    ...turn,
    ...spans.flatMap(({ estimate, low, high }) => [estimate, low ?? estimate, high ?? estimate]),
  ];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (value: number): number => Math.round(100 * (8 + (184 * (value - least)) / (most - least || 1))) / 100;
  const line = ({ estimate, low, high }: Span, y: number, className: string): Html =>
    html`<g class="${className}">${low !== null && high !== null && html`<line x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/>`}<circle cx="${x(estimate)}" cy="${y}" r="4"/></g>`;
  return html`<svg class="forest" viewBox="0 0 200 40" aria-hidden="true">${turn.map((value) => html`<line class="turn" x1="${x(value)}" x2="${x(value)}" y1="2" y2="38"/>`)}${original && line(original, 12, 'printed')}${line(replication, 28, 'again')}</svg>`;
}
