import type { Manifest } from '../load/manifest.js';
import type { Trace } from '../trace/trace.js';
import { answersPage, notebookPage } from './address.js';
import { address } from './article-page.js';
import type { SiteContent, SiteCorpus } from './content.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { ownPostings } from './own-postings.js';
import { readReruns, rerunAddress } from './rerun-page.js';
import { table } from './table.js';
import { count, counted } from './verdict.js';

/** The corpora: what each is, by digest, and what rests on it. */
export function corporaPage(content: SiteContent): Page {
  return {
    path: 'corpora.html',
    title: 'Corpora',
    runs: true,
    lead:
      'The sets of postings behind the numbers: period, source, licence, and the digest by which the ' +
      'same data are known again.',
    body: content.corpora.map((corpus) => section(corpus, content)),
  };
}

function section({ manifest, answers, skipped }: SiteCorpus, { articles, notebooks }: SiteContent): Html {
  const { id, title, period, postings, source, licence, digest, fields } = manifest;
  const resting = articles
    .flatMap(({ traces }) => traces)
    .filter(({ sources }) => sources.some(({ corpus }) => corpus === id));
  const using = notebooks.filter(({ traces }) => traces.some((trace: Trace) => resting.includes(trace)));
  const reruns = readReruns().filter(({ on }) => on === id);
  const fact = (name: string, what: Content) => html`<div><dt>${name}</dt><dd>${what}</dd></div>`;
  return html`<section class="corpus" id="${id}">
<h2>${title}</h2>
<dl class="trace">
${fact('Name', html`<code>${id}</code>`)}
${fact('Postings', postings === undefined ? 'not stated' : count(postings))}
${fact('Period', period ? html`<time>${period.from}</time> to <time>${period.to}</time>` : 'not stated')}
${fact('Source', html`${repository(source.repository)}, ${source.path}, at <code>${source.commit.slice(0, 12)}</code>`)}
${fact('Licence', licence ?? 'not stated')}
${fact('Digest', html`<code class="digest">${digest}</code>`)}
${fact('Coverage', coverage(manifest, skipped))}
${fact(
  'Rests on it',
  html`${counted(resting.length, 'claim')}${
    using.length > 0 && html`, in ${listed(using.map(({ path, title }) => [notebookPage(path), title]))}`
  }${reruns.length > 0 && html`; rerun on it: ${listed(reruns.map((each) => [rerunAddress(each), each.article]))}`}`,
)}
${
  answers.length > 0 &&
  fact(
    'Answers',
    html`<a
href="${answersPage(id)}">${counted(answers.length, 'recorded answer')}</a>`,
  )
}
${fact('Count it', html`<code class="command">npx recount data verify ${id}</code>`)}
</dl>
${ownPostings(manifest, { compares: answers.length > 0 })}
<details class="more"><summary>${counted(Object.keys(fields).length, 'field')} that a query may name</summary>
${table(
  ['Field', 'How it is filled'],
  Object.entries(fields).map(([name, field]) => [
    html`<code>${name}</code>`,
    typeof field === 'string' ? field : filling(field),
  ]),
)}
</details>
</section>`;
}

/** Links, one after the other. */
const listed = (links: readonly (readonly [address: string, text: string])[]): Html =>
  html`${links.map(([href, text], i) => [i > 0 && ', ', html`<a href="${href}">${text}</a>`])}`;

/** A repository as its address, where it is one of a host that the name alone does not tell: then the name stands. */
const repository = (name: string): Content => address(name);

function coverage({ files }: Manifest, skipped: SiteCorpus['skipped']): Content {
  if (!files) return 'Only counts were published: what stands behind them cannot be read again here.';
  if (!skipped) return 'Not counted yet: there is no recording.';
  if (skipped.postings + skipped.fields === 0) return 'Every posting and every field could be read.';
  return `${counted(skipped.postings, 'posting')} could not be read at all, and ${counted(
    skipped.fields,
    'posting',
  )} only in part; the counts are without them.`;
}

/** A field's recipe, as the manifest gives it. */
const filling = (field: object): Html =>
  html`<code>${Object.entries(field).map(([key, value], i) => [
    i > 0 && '  ',
    `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  ])}</code>`;
