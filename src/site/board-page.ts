import { groupedBy } from '../load/grouped-by.js';
import { headlineOfClaim } from '../trace/headlines.js';
import { plainRecounted } from '../trace/plain-words.js';
import type { Trace, TracedArticle } from '../trace/trace.js';
import { articlePage, articleTextPage, claimAddress, draftPage, notebookPage } from './address.js';
import type { SiteContent, SiteNotebook } from './content.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import {
  byEvidence,
  byVerdict,
  count,
  counted,
  evidenceWords,
  type Standing,
  standingOf,
  verdictBar,
  verdictMark,
} from './verdict.js';

/** The board: one result first, then what does not hold in plain sentences, then each article, and the notebooks. */
export function boardPage(content: SiteContent): Page {
  const { articles, notebooks } = content;
  const traces = articles.flatMap((article) => article.traces);
  return {
    path: 'index.html',
    title: 'Every headline number, recounted from a cell',
    description: resultText(traces),
    body: html`
${result(traces, articles.length)}
<form class="find" role="search" aria-label="Find a printed number" hidden>
<label for="page.find">Find a printed number, or words of a claim</label>
<input id="page.find" type="search" placeholder="18.2%" autocomplete="off" spellcheck="false"
aria-describedby="page.found">
<p id="page.found" class="shown" role="status"></p>
<ol class="found"></ol>
</form>
<section aria-labelledby="page.fails">
<h2 id="page.fails">What does not hold</h2>
${traces.some(fails) ? articles.map(failures) : html`<p>Every claim that could be tested holds.</p>`}
</section>
<section aria-labelledby="page.articles">
<h2 id="page.articles">Articles</h2>
<ul class="articles">${articles.map((article) => articleCard(article, content))}</ul>
</section>
<section aria-labelledby="page.notebooks">
<h2 id="page.notebooks">Notebooks</h2>
<ul class="notebooks">${notebooks.map(notebookLine)}</ul>
</section>
${drafts(content)}
${words()}`,
  };
}

const number = (traces: readonly Trace[], standing: Standing): number =>
  traces.filter(({ verdict }) => standingOf(verdict) === standing).length;

const resultText = (traces: readonly Trace[]): string =>
  `${number(traces, 'holds')} of ${traces.length} claims hold, ${number(traces, 'fails')} do not, ` +
  `${number(traces, 'open')} cannot be decided.`;

/** The one result: how many claims hold, how many do not, and on what evidence. */
function result(traces: readonly Trace[], articles: number): Html {
  const tested = traces.length - number(traces, 'open');
  const holding = number(traces, 'holds');
  const undecided = traces.filter(({ verdict }) => verdict === 'undecided').length;
  const share = tested === 0 ? 0 : (100 * holding) / tested;
  const evidence = byEvidence(traces.filter(({ verdict }) => standingOf(verdict) !== 'open')).map(
    ({ evidence, n }, i) => [i > 0 && ', ', html`<b>${count(n)}</b> on ${evidenceWords[evidence]}`],
  );
  return html`<section class="headline-result" aria-label="The result">
<p class="big"><b>${count(holding)}</b> of ${count(tested)} tested claims hold <span
class="muted">(${share.toFixed(0)}%)</span>; <b class="bad">${count(number(traces, 'fails'))}</b> do not.</p>
${verdictBar(traces)}
<p class="muted">${counted(traces.length, 'claim')} of ${counted(articles, 'article')} on the job market.
Tested: ${evidence}. ${count(undecided)} were measured on other postings and stay undecided; ${count(
    number(traces, 'open') - undecided,
  )} nothing at hand can test.</p>
</section>`;
}

const fails = ({ verdict, expected }: Trace): boolean => standingOf(verdict) === 'fails' || verdict !== expected;

/** What does not hold, each quantity once however often it is printed. */
function failures({ article, traces }: TracedArticle): Content {
  const quantity = new Map(article.claims.map(({ id, checkedAs }) => [id, checkedAs]));
  const groups = groupedBy(traces.filter(fails), ({ id, verdict }) => `${verdict} ${quantity.get(id) ?? id}`);
  if (groups.size === 0) return null;
  return html`<h3>${article.title}</h3>
<ul class="failures">${[...groups.values()].map(failure)}</ul>`;
}

function failure(group: readonly Trace[]): Content {
  const [trace] = group;
  if (!trace) return null;
  const again = group.length > 1 ? html` <span class="muted">${group.length} times</span>` : null;
  const surprise =
    trace.verdict === trace.expected
      ? null
      : html` <strong class="surprise">its file expects ${trace.expected}</strong>`;
  return html`<li><a href="${claimAddress(trace.id)}">${verdictMark(trace.verdict)}<span
class="statement">${headlineOfClaim(trace)}${surprise}</span><span
class="printed"><span class="muted">printed</span> ${trace.printed}${again}</span><span
class="recounted"><span class="muted">recounted</span> ${plainRecounted(trace)}</span></a></li>`;
}

function articleCard({ article, traces }: TracedArticle, { texts }: SiteContent): Html {
  const page = articlePage(article.id);
  const counts = byVerdict(traces).map(
    ({ verdict, n }) => html`<li><a href="${page}?verdict=${verdict}"><b>${n}</b> ${verdictMark(verdict)}</a></li>`,
  );
  const evidence = byEvidence(traces).map(({ evidence, n }, i) => [
    i > 0 && ', ',
    html`<a href="${page}?evidence=${evidence}">${n} ${evidence}</a>`,
  ]);
  const copy = texts.has(article.id) && html` · <a href="${articleTextPage(article.id)}">your copy of the text</a>`;
  const date = article.date !== undefined && `, ${article.date}`;
  return html`<li>
<h3><a href="${page}">${article.title}</a></h3>
<p class="muted">${article.publisher}${date} · ${counted(traces.length, 'claim')}${copy}</p>
${verdictBar(traces)}
<ul class="counts">${counts}</ul>
<p class="evidence muted">Evidence: ${evidence}</p>
</li>`;
}

function notebookLine({ path, title, traces }: SiteNotebook): Html {
  const verdicts = byVerdict(traces).map(({ verdict, n }, i) => [i > 0 && ', ', `${n} ${verdict}`]);
  return html`<li><a href="${notebookPage(path)}">${title}</a>
<span class="muted">${traces.length === 0 ? 'no checks' : verdicts}</span></li>`;
}

function drafts({ drafts }: SiteContent): Content {
  if (drafts.size === 0) return null;
  const lines = [...drafts].map(
    ([name, { title, bound }]) =>
      html`<li><a href="${draftPage(name)}">${title}</a> <span
class="muted">${counted(bound.length, 'number')} and figures bound to cells</span></li>`,
  );
  return html`<section aria-labelledby="page.drafts">
<h2 id="page.drafts">Written from these cells</h2>
<ul class="notebooks">${lines}</ul>
</section>`;
}

const words = (): Html => html`<section aria-labelledby="page.words" class="words">
<h2 id="page.words">What the words mean</h2>
<dl>
<div><dt>${verdictMark('reproduced')} ${verdictMark('differs')}</dt><dd>The value recounted from
the article’s own data rounds to what was printed,
or satisfies the printed comparison; or does not.</dd></div>
<div><dt>${verdictMark('consistent')} ${verdictMark('contradicted')}</dt><dd>The printed number agrees
with the article’s other printed numbers, or does not, where no data exist.</dd></div>
<div><dt>${verdictMark('replicated')} ${verdictMark('not replicated')} ${verdictMark('undecided')}</dt><dd>The
statement was measured on postings that are not the article’s own: the interval, which respects employers and is
corrected for the number of tests, lies on the claimed side, on the other, or holds both.</dd></div>
<div><dt>${verdictMark('untested')}</dt><dd>Nothing at hand can decide it; the reason is given.</dd></div>
<div><dt>rows, counts, print</dt><dd>The evidence: ${evidenceWords.rows}, ${evidenceWords.counts},
or ${evidenceWords.print}.</dd></div>
</dl>
</section>`;
