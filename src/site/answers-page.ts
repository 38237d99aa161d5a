import { describeQuery, groupNames } from '../count/query.js';
import { answerAddress, answerId, answersPage, claimAddress } from './address.js';
import type { RecordedAnswer, SiteContent, SiteCorpus } from './content.js';
import { type Html, html } from './html.js';
import type { Page } from './layout.js';
import { table } from './table.js';
import { counted } from './verdict.js';

/** The stored answers of a corpus: a list of its queries, and a page for each answer with its rows. */
export function answersPagesOf({ manifest, answers }: SiteCorpus, { articles }: SiteContent): Page[] {
  const resting = new Map<string, string[]>();
  for (const { id, sources } of articles.flatMap(({ traces }) => traces)) {
    for (const { answer, corpus } of sources)
      if (corpus === manifest.id) resting.set(answer, [...(resting.get(answer) ?? []), id]);
  }
  const all = distinct(answers);
  const claimsOf = (answer: RecordedAnswer): readonly string[] => resting.get(answer.digest) ?? [];
  const line = (answer: RecordedAnswer): Html => {
    const size = `${counted(answer.rows.length, 'row')}, ${counted(claimsOf(answer).length, 'claim')}`;
    return html`<li><a
href="${manifest.id}/${answerId(answer.digest)}.html">${describeQuery(answer.query)}</a> <span
class="muted">${size}</span></li>`;
  };
  return [
    {
      path: answersPage(manifest.id),
      title: `Answers of ${manifest.title}`,
      above: html`<a href="../corpora.html#${manifest.id}">Corpus ${manifest.id}</a>`,
      lead: html`${counted(all.length, 'recorded answer')} to count queries, from the data set <code
class="digest">${manifest.digest}</code>`,
      body: html`<ul class="answer-list">${all.map(line)}</ul>`,
    },
    ...all.map(
      (answer): Page => ({
        path: answerAddress(manifest.id, answer.digest),
        title: describeQuery(answer.query),
        above: html`<a href="../${manifest.id}.html">Answers of ${manifest.title}</a>`,
        body: section(answer, claimsOf(answer)),
      }),
    ),
  ];
}

/** Two queries may have the same rows, and then they share an address. */
const distinct = (answers: readonly RecordedAnswer[]): RecordedAnswer[] =>
  answers.filter(({ digest }, i) => answers.findIndex((other) => other.digest === digest) === i);

function section({ query, digest, rows }: RecordedAnswer, claims: readonly string[]): Html {
  const groups = groupNames(query);
  const columns = [...new Set([...groups, ...rows.flatMap(Object.keys)])];
  const shown = rows
    .slice(0, Math.min(500, Math.ceil(most / columns.length)))
    .map((row) => columns.map((name) => row[name] ?? null));
  const links = claims.map((claim, i) => [i > 0 && ' · ', html`<a href="../../${claimAddress(claim)}">${claim}</a>`]);
  return html`<section class="answers">
<p class="muted"><code class="digest">${digest}</code></p>
${table(columns, shown)}
${
  rows.length > shown.length &&
  html`<p
class="muted">${counted(rows.length - shown.length, 'more row')} in the recording</p>`
}
<details class="more"><summary>as asked</summary><pre
class="code"><code>${JSON.stringify(query, null, 1)}</code></pre></details>
${claims.length > 0 && html`<h2>${counted(claims.length, 'claim rests', 'claims rest')} on it</h2><p>${links}</p>`}
</section>`;
}

/** So many cells of the table stand on the page, in 500 rows at most. */
const most = 6000;
