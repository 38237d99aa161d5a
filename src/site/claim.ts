import type { Article } from '../claims/article.js';
import type { Expectation } from '../claims/expectation.js';
import { formatSpan } from '../claims/format.js';
import type { Replication } from '../claims/replication.js';
import type { Provenance } from '../count/answer.js';
import { describeQuery } from '../count/query.js';
import { headlineOfClaim } from '../trace/headlines.js';
import { plainRecounted } from '../trace/plain-words.js';
import type { Trace } from '../trace/trace.js';
import { answerAddress, articleTextPage, cellAddress, claimAddress } from './address.js';
import type { SiteContent, SiteNotebook } from './content.js';
import { type Content, type Html, html } from './html.js';
import { sourceCode } from './source-code.js';
import { counted, evidenceWords, verdictMark } from './verdict.js';

/** The value of a claim as a cell recounted it; a dash where none did. */
export const recounted = (trace: Trace): string => trace.recounted ?? '–';

/** A claim in the list of its article: one line that leads to its page, found by the words and numbers in it. */
export const claimLine = (trace: Trace): Html => {
  const [, id = ''] = trace.id.split('/');
  const { line, printed, verdict, evidence } = trace;
  return html`<li class="claim" id="${id}" data-verdict="${verdict}"
data-evidence="${evidence ?? 'none'}"><a href="../${claimAddress(trace.id)}"><span
class="line">${line}</span><span class="printed">${printed}</span><span
class="statement">${headlineOfClaim(trace)}</span><span
class="recounted">${plainRecounted(trace)}</span>${verdictMark(verdict)}</a></li>`;
};

/** A claim's whole trace, from the printed words to the data that answered; for a page two folders down. */
export const claimTrace = (trace: Trace, article: Article, content: SiteContent): Html => html`<dl class="trace">
${step('Printed', printedPlace(trace, article, content))}
${step('Asks for', asksFor(trace.expectation))}
${trace.computed !== null && step('Recounted', html`<b>${recounted(trace)}</b>${exact(trace)}`)}
${step('Verdict', [verdictMark(trace.verdict), onEvidence(trace), surprise(trace)])}
${trace.replications.map((row) => step('Tested on', testedOn(row)))}
${behind(trace, content)}
${step('Address', html`<code data-copy>${trace.id}</code>`)}
</dl>`;

const step = (name: string, what: Content): Html => html`<div><dt>${name}</dt><dd>${what}</dd></div>`;

/** A corpus that is not the article's own, and what its interval says. */
function testedOn({ corpus, verdict, corrected, measure, replication }: Replication): Content {
  const place = html`<a href="../../corpora.html#${corpus}">${corpus}</a>`;
  if (verdict === null || corrected === null) return place;
  const interval = formatSpan({ ...replication, low: corrected.low, high: corrected.high }, measure);
  return html`${place}: ${verdictMark(verdict)} <span
class="muted">${interval} when corrected for ${corrected.tests} tests</span>`;
}

const onEvidence = ({ evidence }: Trace): Content =>
  evidence !== null && html` <span class="muted">on ${evidenceWords[evidence]}</span>`;

const surprise = ({ verdict, expected }: Trace): Content =>
  verdict !== expected && html` <strong class="surprise">its file expects ${expected}</strong>`;

function printedPlace({ printed, line, section }: Trace, { id, text }: Article, { texts }: SiteContent): Html {
  const place = html`${text}.txt, line ${line}, ${section.replaceAll('-', ' ')}`;
  const linked = texts.has(id) ? html`<a href="../../${articleTextPage(id)}#line-${line}">${place}</a>` : place;
  return html`<q>${printed}</q> <span class="muted">in ${linked}</span>`;
}

function exact({ computed, recounted }: Trace): Content {
  if (computed === null) return null;
  if (typeof computed === 'number')
    return String(computed) !== recounted && html` <span class="muted number">${computed}</span>`;
  const items = Object.entries(computed).map(
    ([name, value]) => html`<li>${name} <span class="number">${value}</span></li>`,
  );
  return html`<ul class="values">${items}</ul>`;
}

const operatorWords = {
  '<': 'below',
  '<=': 'of at most',
  '>': 'above',
  '>=': 'of at least',
  '=': 'of exactly',
} as const;

/** What the print asks of the recounted value, in words. */
export function asksFor(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'rounds': {
      const { to, decimals, percent } = expectation;
      const digits = to.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
      return `a value that rounds to ${digits}${percent ? '%' : ''}`;
    }
    case 'compares': {
      const { all, operator, bound } = expectation;
      return `${all ? 'every value' : 'a value'} ${operatorWords[operator]} ${bound}`;
    }
    case 'within':
      return `${expectation.all ? 'every value' : 'a value'} from ${expectation.low} to ${expectation.high}`;
    case 'ordered':
      return `this order, the largest first: ${expectation.names.join(', ')}`;
  }
}

function behind(trace: Trace, content: SiteContent): Content {
  const { notebook, cell, sources, places } = trace;
  if (notebook === null || cell === null)
    return step('Cell', html`<span class="muted">none: nothing at hand can decide it</span>`);
  const found = content.notebooks.find(({ path }) => path === notebook);
  return [
    step(
      'Cell',
      html`<a class="cell-link" href="../../${cellAddress(notebook, cell)}">${found?.title ?? notebook} <span
class="muted">${notebook}#${cell}</span></a>${found && source(found, cell)}`,
    ),
    sources.map((each, i) => asked(each, places[i] ?? '', content)),
    step(
      'Run again',
      html`<code class="command">npx recount run --force ${notebook}</code><code
class="command">npx recount trace ${trace.id}</code>`,
    ),
  ];
}

function source({ cells }: SiteNotebook, id: string): Content {
  const cell = cells.find((each) => each.id === id);
  return cell && html`<details class="more"><summary>its code</summary>${sourceCode(cell.source)}</details>`;
}

function asked(
  { corpus, digest, query, answer, evidence, skipped }: Provenance,
  place: string,
  { corpora }: SiteContent,
): Html {
  const recorded = corpora
    .find(({ manifest }) => manifest.id === corpus)
    ?.answers.find((each) => each.digest === answer);
  const name = html`<code title="${answer}">${answer.slice(0, 19)}…</code>`;
  const unread = [
    skipped && skipped.postings > 0 && counted(skipped.postings, 'posting'),
    skipped && skipped.fields > 0 && counted(skipped.fields, 'field'),
  ].filter(Boolean);
  const lost = unread.length > 0 && html`; without ${unread.join(' and ')} that could not be read`;
  const code = !recorded && html`<pre class="code"><code>${JSON.stringify(query)}</code></pre>`;
  const rows =
    recorded && html`<a href="../../${answerAddress(corpus, answer)}">${counted(recorded.rows.length, 'row')}</a> `;
  const from = html`<a href="../../corpora.html#${corpus}">${corpus}</a>`;
  return html`${step('Query', [describeQuery(query), code])}
${step('Answer', html`${rows}${name} <span class="muted">${evidence}${lost}</span>`)}
${step('Data', html`${from} <code class="digest">${digest}</code> <span class="muted">${place}</span>`)}`;
}
