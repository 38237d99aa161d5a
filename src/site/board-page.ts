import type { Trace, TracedArticle } from '../trace/trace.js';
import { articlePage, articleTextPage, claimAddress, draftPage, notebookPage } from './address.js';
import { recounted } from './claim.js';
import type { SiteContent, SiteNotebook } from './content.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { byEvidence, byVerdict, counted, evidenceWords, verdictBar, verdictMark } from './verdict.js';

/** The board: each article's state at a glance, what does not hold, and the notebooks. */
export function boardPage(content: SiteContent): Page {
  const { articles, notebooks } = content;
  const traces = articles.flatMap((article) => article.traces);
  const failing = traces.filter(
    ({ verdict, expected }) => verdict === 'differs' || verdict === 'contradicted' || verdict !== expected,
  );
  return {
    path: 'index.html',
    title: 'Every headline number, recounted from a cell',
    lead: html`${counted(traces.length, 'claim')} of ${counted(articles.length, 'article')} on the job market, each with its verdict; and behind every recounted number its cell, its query and its data.`,
    body: html`
<form class="find" role="search" aria-label="Find a printed number" hidden>
<label for="page.find">Find a printed number, or words of a claim</label>
<input id="page.find" type="search" placeholder="18.2%" autocomplete="off" spellcheck="false" aria-describedby="page.found">
<p id="page.found" class="shown" role="status"></p>
<ol class="found"></ol>
</form>
<section aria-labelledby="page.articles">
<h2 id="page.articles">Articles</h2>
<ul class="articles">${articles.map((article) => articleCard(article, content))}</ul>
</section>
<section aria-labelledby="page.fails">
<h2 id="page.fails">What does not hold</h2>
${failing.length === 0 ? html`<p>Every claim that could be tested holds.</p>` : articles.map((article) => failures(article, failing))}
</section>
<section aria-labelledby="page.notebooks">
<h2 id="page.notebooks">Notebooks</h2>
<ul class="notebooks">${notebooks.map(notebookLine)}</ul>
</section>
${
  content.drafts.size > 0 &&
  html`<section aria-labelledby="page.drafts">
<h2 id="page.drafts">Written from these cells</h2>
<ul class="notebooks">${[...content.drafts].map(([name, { title, bound }]) => html`<li><a href="${draftPage(name)}">${title}</a> <span class="muted">${counted(bound.length, 'number')} and figures bound to cells</span></li>`)}</ul>
</section>`
}
<section aria-labelledby="page.words" class="words">
<h2 id="page.words">What the words mean</h2>
<dl>
<div><dt>${verdictMark('reproduced')} ${verdictMark('differs')}</dt><dd>The value recounted from data rounds to what was printed, or satisfies the printed comparison; or does not.</dd></div>
<div><dt>${verdictMark('consistent')} ${verdictMark('contradicted')}</dt><dd>The printed number agrees with the article’s other printed numbers, or does not, where no data exist.</dd></div>
<div><dt>${verdictMark('untested')}</dt><dd>Nothing at hand can decide it; the reason is given.</dd></div>
<div><dt>rows, counts, print</dt><dd>The evidence: ${evidenceWords.rows}, ${evidenceWords.counts}, or ${evidenceWords.print}.</dd></div>
</dl>
</section>
${searchable(traces)}`,
  };
}

function articleCard({ article, traces }: TracedArticle, { texts }: SiteContent): Html {
  const page = articlePage(article.id);
  return html`<li>
<h3><a href="${page}">${article.title}</a></h3>
<p class="muted">${article.publisher}${article.date !== undefined && `, ${article.date}`} · ${counted(traces.length, 'claim')}${texts.has(article.id) && html` · <a href="${articleTextPage(article.id)}">your copy of the text</a>`}</p>
${verdictBar(traces)}
<ul class="counts">
${byVerdict(traces).map(({ verdict, n }) => html`<li><a href="${page}?verdict=${verdict}"><b>${n}</b> ${verdictMark(verdict)}</a></li>`)}
</ul>
<p class="evidence muted">Evidence: ${byEvidence(traces).map(({ evidence, n }, i) => [i > 0 && ', ', html`<a href="${page}?evidence=${evidence}">${n} ${evidence}</a>`])}</p>
</li>`;
}

function failures({ article, traces }: TracedArticle, failing: readonly Trace[]): Content {
  const here = traces.filter((trace) => failing.includes(trace));
  if (here.length === 0) return null;
  return html`<h3>${article.title}</h3>
<ul class="failures">${here.map(
    (trace) =>
      html`<li><a href="${claimAddress(trace.id)}">${verdictMark(trace.verdict)}<span class="statement">${trace.statement}</span><span class="printed"><span class="muted">printed</span> ${trace.printed}</span><span class="recounted"><span class="muted">recounted</span> ${recounted(trace)}</span></a></li>`,
  )}</ul>`;
}

const notebookLine = ({
  path,
  title,
  traces,
}: SiteNotebook): Html => html`<li><a href="${notebookPage(path)}">${title}</a>
<span class="muted">${traces.length === 0 ? 'no checks' : byVerdict(traces).map(({ verdict, n }, i) => [i > 0 && ', ', `${n} ${verdict}`])}</span></li>`;

/** What the search field of the board looks through: rendered once, shown when asked for. */
const searchable = (traces: readonly Trace[]): Html =>
  html`<template id="page.claims"><ol>${traces.map(
    (trace) =>
      html`<li><a href="${claimAddress(trace.id)}"><span class="printed">${trace.printed}</span><span class="statement">${trace.statement}</span><span class="muted">${trace.id.split('/')[0]}, line ${trace.line}</span>${verdictMark(trace.verdict)}</a></li>`,
  )}</ol></template>`;
