import { type Finding, findingsOf } from '../trace/findings.js';
import { orderingRule, type Severity, severities, severityMeans } from '../trace/severity.js';
import { articlePage, claimAddress } from './address.js';
import { cellLink } from './cell-link.js';
import type { SiteContent } from './content.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { counted } from './verdict.js';

/** What a reviewer should know, worst first: computed from the verdicts and the audits, with the way to each trace. */
export function findingsPage(content: SiteContent): Page {
  const findings = findingsOf(content.articles, content.audits);
  return {
    path: 'findings.html',
    title: 'Findings',
    lead:
      'What a reviewer should know of the articles, worst first: what does not hold, what holds only ' +
      'under the choices that were made, and what was counted by the wrong words.',
    body: html`
${
  findings.length === 0
    ? html`<p>No findings: every claim that was tested holds, and no audit found anything.</p>`
    : overview(findings, content)
}
${severities.map((severity) =>
  section(
    severity,
    findings.filter((finding) => finding.severity === severity),
    content,
  ),
)}
<p class="muted ordering">${orderingRule}</p>`,
  };
}

/** How many findings of each severity each article has. */
function overview(findings: readonly Finding[], { articles }: SiteContent): Html {
  const rows = articles
    .map(({ article }) => ({ article, found: findings.filter((finding) => finding.article === article.text) }))
    .filter(({ found }) => found.length > 0);
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">Article</th>${severities.map(
    (severity) => html`<th scope="col" class="right"><a
href="#${severity}">${severity}</a></th>`,
  )}</tr></thead>
<tbody>${rows.map(
    ({ article, found }) => html`<tr><td><a
href="${articlePage(article.id)}">${article.title}</a></td>${severities.map(
      (severity) => html`<td
class="right">${found.filter((finding) => finding.severity === severity).length}</td>`,
    )}</tr>`,
  )}</tbody>
</table></div>`;
}

function section(severity: Severity, findings: readonly Finding[], content: SiteContent): Content {
  if (findings.length === 0) return null;
  return html`<section id="${severity}">
<h2><span class="severity ${severity}">${severity}</span> <span class="muted n">${findings.length}</span></h2>
<p class="muted means">${severityMeans[severity]}</p>
<ol class="findings">${findings.map((finding) => item(finding, content))}</ol>
</section>`;
}

function item(found: Finding, content: SiteContent): Html {
  const { severity, kind, claims, article, title, finding, why, trace, also, limits } = found;
  const where = content.articles.find((each) => each.article.text === article)?.article.title ?? article;
  const { notebook, cell } = trace;
  const cellOf = notebook !== null && cell !== null && html` · ${cellLink({ notebook, cell }, content)}`;
  return html`<li class="${severity}">
<details><summary class="finding">${title}</summary>
<p>${finding}</p>
<p>${why}</p>
${also.map((each) => html`<p><span class="kind">${each.kind}</span> ${each.finding} ${each.why}</p>`)}
${limits.length > 0 && html`<p class="muted">Limits: ${limits.join('; ')}.</p>`}
</details>
<div class="muted about"><span class="kind">${kind}</span> ${where}${cellOf} · ${some(claims)}</div>
</li>`;
}

/** The first claims, and the others behind a line. */
function some(claims: readonly string[]): Content {
  const link = (claim: string, i: number): Content => [
    i > 0 && ', ',
    html`<a href="${claimAddress(claim)}">${claim.split('/')[1]}</a>`,
  ];
  const rest = claims.slice(3);
  return [
    claims.slice(0, 3).map(link),
    rest.length > 0 &&
      html` <details
class="more inline"><summary>and ${counted(rest.length, 'more claim')}</summary>: ${rest.map(link)}</details>`,
  ];
}
