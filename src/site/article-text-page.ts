import type { TracedArticle } from '../trace/trace.js';
import { articlePage, articleTextPage, claimAddress } from './address.js';
import type { ArticleText, TextPart } from './article-text.js';
import { recounted } from './claim.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { byVerdict, verdictBar, verdictClass, verdictMark } from './verdict.js';

/** The reader's copy of an article: every number in the colour of its verdict, with the way to its trace. */
export function articleTextPageOf({ article, traces }: TracedArticle, { lines, missing }: ArticleText): Page {
  return {
    path: articleTextPage(article.id),
    title: article.title,
    above: html`<a href="../${articlePage(article.id)}">Article</a>, in your copy of its text`,
    lead: 'This page stays on your machine: it is in this folder and nowhere else.',
    body: html`
<section class="summary" aria-label="The marks">
${verdictBar(traces)}
<p class="legend">${byVerdict(traces).map(
      ({ verdict, n }) => html`<span>${n} ${verdictMark(verdict)}</span> `,
    )}<span><span class="mark none">12</span> a number that claims nothing</span></p>
</section>
${
  missing.length > 0 &&
  html`<details
class="more"><summary>${missing.length} claims do not stand on their line in this
copy</summary><ul>${missing.map(
    ({ id, line, printed }) => html`<li><a href="../${claimAddress(id)}">${printed}</a>, line ${line}</li>`,
  )}</ul></details>`
}
<div class="article-text">${lines
      .filter(({ parts }) => parts.some(({ text }) => text.trim() !== ''))
      .map(
        ({ number, parts }) =>
          html`<p id="line-${number}"><a class="ln" href="#line-${number}"
aria-label="line ${number}">${number}</a><span>${parts.map(part)}</span></p>`,
      )}</div>`,
  };
}

function part(each: TextPart): Content {
  switch (each.kind) {
    case 'words':
      return each.text;
    case 'number':
      return html`<span class="mark none"${title(each.reason ?? 'no claim')}>${each.text}</span>`;
    case 'claim': {
      const { trace } = each;
      return html`<a class="mark ${verdictClass(trace.verdict)}"
href="../${claimAddress(trace.id)}"${title(`${trace.verdict}: ${trace.statement}; recounted ${recounted(trace)}`)}>${
        each.text
      }</a>`;
    }
  }
}

const title = (words: string): Html => html` title="${words}"`;
