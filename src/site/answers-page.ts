import { describeQuery, groupNames } from '../count/query.js';
import { answerId, answersPage, claimAddress } from './address.js';
import type { RecordedAnswer, SiteContent, SiteCorpus } from './content.js';
import { type Html, html } from './html.js';
import type { Page } from './layout.js';
import { table } from './table.js';
import { counted } from './verdict.js';

/** The stored answers of a corpus: each query with its rows, and the claims that rest on it. */
export function answersPageOf({ manifest, answers }: SiteCorpus, { articles }: SiteContent): Page {
  const resting = new Map<string, string[]>();
  for (const { id, sources } of articles.flatMap(({ traces }) => traces)) {
    for (const { answer, corpus } of sources)
      if (corpus === manifest.id) resting.set(answer, [...(resting.get(answer) ?? []), id]);
  }
  return {
    path: answersPage(manifest.id),
    title: `Answers of ${manifest.title}`,
    above: html`<a href="../corpora.html#${manifest.id}">Corpus ${manifest.id}</a>`,
    lead: html`${counted(answers.length, 'recorded answer')} to count queries, from the data set <code class="digest">${manifest.digest}</code>`,
    body: html`<div class="answers">${distinct(answers).map((answer) => section(answer, resting.get(answer.digest) ?? []))}</div>`,
  };
}

/** Two queries may have the same rows, and then they share an address. */
const distinct = (answers: readonly RecordedAnswer[]): RecordedAnswer[] =>
  answers.filter(({ digest }, i) => answers.findIndex((other) => other.digest === digest) === i);

function section({ query, digest, rows }: RecordedAnswer, claims: readonly string[]): Html {
  const groups = groupNames(query);
  const columns = [...new Set([...groups, ...rows.flatMap(Object.keys)])];
  const list =
    claims.length > 0 &&
    html`<details class="more"><summary>${counted(claims.length, 'claim rests', 'claims rest')} on it</summary><p>${claims.map((claim, i) => [i > 0 && ' · ', html`<a href="../${claimAddress(claim)}">${claim}</a>`])}</p></details>`;
  return html`<section id="${answerId(digest)}">
<h2>${describeQuery(query)}</h2>
<p class="muted"><code class="digest">${digest}</code></p>
${
  rows.length > 12
    ? html`<details class="more"><summary>${rows.length} rows</summary>${table(
        columns,
        rows.map((row) => columns.map((name) => row[name] ?? null)),
      )}</details>`
    : table(
        columns,
        rows.map((row) => columns.map((name) => row[name] ?? null)),
      )
}
<details class="more"><summary>as asked</summary><pre class="code"><code>${JSON.stringify(query, null, 1)}</code></pre></details>
${list}
</section>`;
}
