import { headlineOfClaim } from '../trace/headlines.js';
import { plainRecounted } from '../trace/plain-words.js';
import type { Trace, TracedArticle } from '../trace/trace.js';
import { articlePage, claimAddress, claimInArticle, embedPage } from './address.js';
import { claimTrace } from './claim.js';
import { claimReview } from './claim-review.js';
import type { SiteContent } from './content.js';
import { embedCode } from './embed.js';
import { type Html, html, jsonData } from './html.js';
import type { Page } from './layout.js';
import { lexiconEditor } from './lexicon-editor.js';
import { taggedClaim } from './run-files.js';
import { verdictMark } from './verdict.js';

/** A claim by itself: what is printed, what was recounted, the verdict, and the whole way to the data. */
export function claimPageOf(trace: Trace, traced: TracedArticle, content: SiteContent): Page {
  const { article, traces } = traced;
  const path = claimAddress(trace.id);
  const at = traces.indexOf(trace);
  const headline = headlineOfClaim(trace);
  return {
    path,
    title: headline,
    above: html`<a href="../../${articlePage(article.id)}">${article.title}</a>, <a
href="../../${claimInArticle(trace.id)}">line ${trace.line}</a>`,
    description: `Printed ${trace.printed}, recounted ${plainRecounted(trace)}: ${trace.verdict}. ${
      article.publisher
    }.`,
    embed: embedPage(path),
    runs: taggedClaim(trace) !== undefined,
    body: html`
${result(trace)}
${trace.statement !== headline && html`<p class="reading"><b>Exactly:</b> ${trace.statement}</p>`}
${trace.explanation !== null && html`<p class="why"><b>Why:</b> ${trace.explanation}</p>`}
${claimTrace(trace, article, content)}
${lexiconEditor(trace)}
<section class="use"><h2>Use it</h2><dl class="trace">
<div><dt>Cite</dt><dd><span data-copy>Recount. “${headline}” (${article.title}, ${article.publisher}): printed
${trace.printed}, recounted ${plainRecounted(trace)}, ${trace.verdict}. Claim ${trace.id}.</span></dd></div>
<div><dt>In a draft</dt><dd><code
data-copy>:claim[${trace.id}]</code>${
      trace.computed !== null && html` <code data-copy>:claim[${trace.id}]{show=recounted}</code>`
    }</dd></div>
<div><dt>In another page</dt><dd>${embedCode(path, headline, 260)}</dd></div>
</dl></section>
<nav class="beside" aria-label="Other
claims">${neighbour(traces[at - 1], 'previous')}${neighbour(traces[at + 1], 'next')}</nav>
${jsonData('claim-review', claimReview(trace, article), 'application/ld+json')}`,
  };
}

/** Printed and recounted side by side, with the verdict. */
const result = (trace: Trace): Html => html`<div class="result ${trace.verdict.replaceAll(' ', '-')}">
<p><span class="muted">printed</span> <b class="number">${trace.printed}</b></p>
<p><span class="muted">recounted</span> <b class="number">${plainRecounted(trace)}</b></p>
<p>${verdictMark(trace.verdict)}</p>
</div>`;

/** The claim alone, for a frame. */
export const claimEmbed = (trace: Trace, { article }: TracedArticle): Page => ({
  path: embedPage(claimAddress(trace.id)),
  title: headlineOfClaim(trace),
  bare: claimAddress(trace.id),
  body: html`<p class="muted">${article.title}</p>${result(trace)}`,
});

const neighbour = (trace: Trace | undefined, which: 'previous' | 'next'): Html | undefined =>
  trace &&
  html`<a class="${which}" rel="${which === 'previous' ? 'prev' : 'next'}"
href="../../${claimAddress(trace.id)}"><span class="muted">${which}</span> ${headlineOfClaim(trace)}</a>`;
