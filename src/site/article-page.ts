import type { Trace, TracedArticle } from '../trace/trace.js';
import { articlePage, articleTextPage } from './address.js';
import { claimLine } from './claim.js';
import type { SiteContent } from './content.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { byEvidence, byVerdict, counted, evidenceWords, verdictBar, verdictMark } from './verdict.js';

/** An article: its claims in printed order, section by section, to be searched and filtered. */
export function articlePageOf({ article, traces: inFile }: TracedArticle, content: SiteContent): Page {
  const traces = [...inFile].sort((a, b) => a.line - b.line);
  const sections = [...new Set(traces.map(({ section }) => section))];
  return {
    path: articlePage(article.id),
    title: article.title,
    above: 'Article',
    lead: html`${article.publisher}${article.date !== undefined && `, ${article.date}`}${
      article.address !== undefined && [' · ', address(article.address)]
    }`,
    body: html`
<section class="summary" aria-label="The article at a glance">
<p class="glance"><b>${counted(traces.length, 'claim')}</b> in printed
order${
      content.texts.has(article.id) &&
      html` · <a href="../${articleTextPage(article.id)}">read them in your copy of the text</a>`
    }</p>
${verdictBar(traces)}
</section>
${filters(traces)}
${sections.map((section) =>
  sectionOf(
    section,
    traces.filter((trace) => trace.section === section),
  ),
)}
<p class="nothing" hidden>No claim fits. <button type="button" class="plain" data-clear>Show all claims</button></p>
${article.notClaims.length > 0 && notClaims(article.notClaims)}`,
  };
}

/** An address leads out only if it is one; a reader follows it, the page never does. */
export const address = (text: string): Content =>
  /^https?:\/\//.test(text)
    ? html`<a href="${text}" rel="noopener noreferrer">${text.replace(/^https?:\/\//, '')}</a>`
    : text;

function filters(traces: readonly Trace[]): Html {
  const box = (name: string, value: string, label: Content, n: number) =>
    html`<label class="toggle"><input type="checkbox" name="${name}" value="${value}"> <span>${label} <span
class="n">${n}</span></span></label>`;
  return html`<form class="filters" role="search" aria-label="Filter the claims" hidden>
<label class="search"><span class="unseen">Search the claims</span><input type="search" name="q"
placeholder="Search: 18.2%, RAG, line 26 …" autocomplete="off" spellcheck="false"></label>
<fieldset><legend class="unseen">Verdict</legend>${byVerdict(traces).map(({ verdict, n }) =>
    box('verdict', verdict, verdictMark(verdict), n),
  )}</fieldset>
<fieldset><legend class="unseen">Evidence</legend>${byEvidence(traces).map(({ evidence, n }) =>
    box('evidence', evidence, html`<span title="${evidenceWords[evidence]}">${evidence}</span>`, n),
  )}</fieldset>
<p class="shown" role="status"></p>
</form>`;
}

const sectionOf = (section: string, traces: readonly Trace[]): Html => html`
<section class="claims">
<h2>${section.replaceAll('-', ' ')}</h2>
<ol>${traces.map(claimLine)}</ol>
</section>`;

const notClaims = (all: TracedArticle['article']['notClaims']): Html => html`
<section class="not-claims">
<h2>Printed numbers that claim nothing</h2>
<details><summary>${counted(all.length, 'number')}, each with the reason</summary>
<div class="scroll"><table><thead><tr><th class="right">Line</th><th>Printed</th><th>Reason</th></tr></thead><tbody>
${all.map(
  ({ line, printed, reason }) => html`<tr><td
class="right">${line}</td><td>${printed}</td><td>${reason}</td></tr>`,
)}
</tbody></table></div>
</details>
</section>`;
