import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { inProject, namesIn } from '../load/project.js';
import { plainValue } from '../trace/plain-words.js';
import type { CountedShare, Rerun, RerunClaim } from '../trace/rerun.js';
import type { Trace } from '../trace/trace.js';
import { claimAddress } from './address.js';
import type { SiteContent } from './content.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { counted } from './verdict.js';

/** The saved reruns of articles on other corpora, as `recount rerun … --save` left them. */
export const readReruns = (): Rerun[] =>
  namesIn('data', 'reruns')
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(inProject('data', 'reruns', name), 'utf8')) as Rerun);

/** The page of a rerun, from the site's root. */
export const rerunAddress = ({ article, on }: Rerun): string => `reruns/${article}-on-${on}.html`;

/** One page for each saved rerun: each claim as printed, as recounted, and as it is on the other postings. */
export const rerunPages = (content: SiteContent, reruns = readReruns()): Page[] =>
  reruns.map((rerun) => rerunPage(rerun, content));

function rerunPage(rerun: Rerun, { articles }: SiteContent): Page {
  const traced = articles.find(({ article }) => article.id === rerun.article);
  const byId = new Map((traced?.traces ?? []).map((trace) => [trace.id, trace]));
  const asked = rerun.claims.filter(({ other }) => other !== null);
  const shares = asked.filter(({ change }) => change !== null);
  const moved = shares.filter(({ change }) => change?.isMoreThanChance);
  return {
    path: rerunAddress(rerun),
    title: `${traced?.article.title ?? rerun.article}: asked of ${rerun.on}`,
    lead: html`All that the article’s notebooks ask, asked of <a
href="../corpora.html#${rerun.on}">${rerun.title}</a>. No verdict of the
article changes because other postings say otherwise.`,
    body: html`
<p class="glance"><b>${asked.length} of ${rerun.claims.length} claims</b> could be asked there.
${
  shares.length === 0
    ? 'No change can be told from chance: that takes counts by employer, which are not there for both corpora.'
    : html`${counted(shares.length, 'share')} could be compared: ${moved.length} changed by more than chance,
after Holm’s correction for all of them: employers are drawn as clusters from both corpora together, so that
postings which stand in both are compared with themselves.`
}</p>
${reasons(rerun.claims)}
${
  rerun.mapping?.fields &&
  html`<details class="more"><summary>What stands for the fields of the article’s own data there</summary>
<pre>${stringify(rerun.mapping.fields)}</pre></details>`
}
<div class="scroll"><table>
<thead><tr><th>Claim</th><th>Printed</th><th>Own data</th><th>There</th><th>95% there</th><th
>Change, in points</th></tr></thead>
<tbody>${rerun.claims.map((each) => row(each, byId.get(each.claim)))}</tbody>
</table></div>`,
  };
}

/** Why claims cannot be asked there, the most frequent reason first. */
function reasons(claims: readonly RerunClaim[]): Content {
  const counts = new Map<string, number>();
  for (const { reason } of claims) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return '';
  const rows = [...counts].sort(([, a], [, b]) => b - a);
  return html`<details class="more"><summary>${counted(claims.filter(({ other }) => other === null).length, 'claim')}
cannot be asked there</summary><ul>${rows.map(([reason, n]) => html`<li>${n}: ${reason}</li>`)}</ul></details>`;
}

function row(each: RerunClaim, trace: Trace | undefined): Html {
  const said = (value: RerunClaim['own']): string => (trace ? plainValue(value, trace) : '');
  const { shares, change, other, reason } = each;
  return html`<tr>
<td><a href="../${claimAddress(each.claim)}">${each.statement}</a></td>
<td>${each.printed}</td>
<td>${said(each.own)}</td>
${
  other === null
    ? html`<td colspan="3" class="muted">cannot be asked: ${reason}</td>`
    : html`<td>${said(other)}</td>
<td>${shares && interval(shares.other)}</td>
<td>${
        change
          ? `${points(change.difference)} (${points(change.low)} to ${points(change.high)})` +
            `${change.isMoreThanChance ? ': more than chance' : ''}`
          : each.fits
            ? 'prints the same'
            : ''
      }</td>`
}
</tr>`;
}

const interval = ({ low, high }: CountedShare): string => `${(100 * low).toFixed(1)}% to ${(100 * high).toFixed(1)}%`;
const points = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}`;
