import type { TaggingAudit } from '../claims/tagging.js';
import type { Query } from '../count/query.js';
import { describeFilter, describeQuery } from '../count/query.js';
import type { Concept, Lexicon } from '../tag/lexicon.js';
import type { FromCell } from '../trace/audits.js';
import { answerAddress, cellAddress, claimAddress } from './address.js';
import type { RecordedAnswer, SiteContent, SiteCorpus } from './content.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { table } from './table.js';
import { count, counted } from './verdict.js';

/** The lexicons: the phrases of each concept, what they must and must not match, and what they matched. */
export function lexiconPage({ lexicons, corpora, audits: { tagging } }: SiteContent): Page {
  const found = corpora.flatMap(formsOf);
  return {
    path: 'lexicon.html',
    title: 'Lexicon',
    lead:
      'What was looked for in the text of the postings, in which words it was found, and where those ' +
      'words were others than the ones meant.',
    body: html`
${tagging.length > 0 && auditsSection(tagging)}
${
  found.length > 0 &&
  html`<section><h2>What searches matched</h2>
<p>An article that looks for letters anywhere in a text also finds them inside other words. Below, each search with
the words that it met; those that only contain the letters are marked.</p>
<div class="matches">${found.map(matched)}</div></section>`
}
${lexicons.map((lexicon) => lexiconSection(lexicon, corpora))}`,
  };
}

const kinds: Readonly<Record<TaggingAudit['kind'], string>> = {
  sample: 'of the matches mean it, by a sample that a person marked',
  forms: 'of the matches are in the words meant',
  support: 'of the listed items stand in the posting’s own text',
  labels: 'of the labels are the same where the same text was labelled twice',
};

/** How far each definition can be trusted. */
const auditsSection = (
  audits: readonly FromCell<TaggingAudit>[],
): Html => html`<section><h2>How good the tagging is</h2>
${table(
  ['Concept', 'Right', 'What was judged', 'Otherwise'],
  audits.map(({ value, notebook, cell }) => [
    html`<b>${value.concept}</b> <span
class="muted">${value.corpus}</span>${
      value.claims.length > 0 &&
      html`<details
class="more"><summary>${counted(value.claims.length, 'claim rests', 'claims rest')} on
it</summary>${value.claims.map((claim, i) => [
        i > 0 && ', ',
        html`<a href="${claimAddress(claim)}">${claim.split('/')[1]}</a>`,
      ])}</details>`
    }`,
    shareText(value),
    html`${kinds[value.kind]} <a href="${cellAddress(notebook, cell)}">the cell</a>`,
    otherwise(value),
  ]),
)}</section>`;

function shareText({ right, of, share: { estimate, low, high } }: TaggingAudit): Html {
  const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;
  return html`<b>${percent(estimate)}</b><br><span class="number">${count(right)} of ${count(of)}</span>${
    low !== null &&
    high !== null &&
    html`<br><span
class="muted number">${percent(low)} to ${percent(high)}</span>`
  }`;
}

function otherwise(audit: TaggingAudit): Content {
  if (audit.kind === 'forms') return audit.strangers.map(({ form, mentions }) => `${form} ${mentions}`).join(', ');
  if (audit.kind === 'sample') return audit.unmarked > 0 && `${audit.unmarked} could not be judged`;
  if (audit.kind === 'labels') return `${audit.texts} texts in several postings`;
  return audit.words === 'together' ? 'word for word' : 'each word somewhere';
}

/** The answer to a query that asked for the words around some letters. */
interface MatchedForms {
  readonly corpus: string;
  readonly answer: RecordedAnswer;
  readonly field: string;
  readonly of: readonly string[];
  /** Each form with how often: mentions where they were counted, else postings. */
  readonly forms: readonly { readonly form: string; readonly n: number }[];
  readonly counts: 'mentions' | 'postings';
}

function formsOf({ manifest, answers }: SiteCorpus): MatchedForms[] {
  return answers.flatMap((answer) =>
    answer.query.by.flatMap((grouping): MatchedForms[] => {
      if (typeof grouping === 'string' || !('forms' in grouping)) return [];
      const counts = answer.query.mentions === true ? 'mentions' : 'postings';
      const sums = new Map<string, number>();
      for (const row of answer.rows)
        sums.set(String(row[grouping.as]), (sums.get(String(row[grouping.as])) ?? 0) + Number(row[counts]));
      const forms = [...sums].map(([form, n]) => ({ form, n })).sort((a, b) => b.n - a.n);
      return [{ corpus: manifest.id, answer, field: grouping.forms, of: grouping.of, forms, counts }];
    }),
  );
}

function matched({ corpus, answer, field, of, forms, counts }: MatchedForms): Html {
  return html`<article class="match">
<h3>${of.map((letters, i) => [i > 0 && ', ', html`“${letters}”`])} <span
class="muted">in ${field.replaceAll('_', ' ')}</span></h3>
<ul class="forms">${forms.map(
    ({ form, n }) =>
      html`<li${!isMeant(form, of) && html` class="other"`}>${form} <span class="n">${count(n)}</span>${
        !isMeant(form, of) && html`<span class="unseen"> only contains it</span>`
      }</li>`,
  )}</ul>
<p class="muted">${counts}${condition(answer.query)}, corpus ${corpus}, <a
href="${answerAddress(corpus, answer.digest)}" aria-label="${`the answer to: ${describeQuery(answer.query)}`}">the
answer</a></p>
</article>`;
}

/** The letters stand as a word of their own, or as its plural. */
const isMeant = (form: string, of: readonly string[]): boolean =>
  of.some((letters) =>
    [letters, `${letters}s`].some((word) => form.toLowerCase().trim() === word.toLowerCase().trim()),
  );

function condition({ where, top }: Query): Content {
  const words = where === undefined ? '' : describeFilter(where);
  const short = words.length > 160 ? `${words.slice(0, 160)}…` : words;
  return [short !== '' && ` where ${short}`, top !== undefined && `, the ${top} most frequent`];
}

function lexiconSection({ id, concepts, digest }: Lexicon, corpora: readonly SiteCorpus[]): Html {
  const using = corpora.filter(({ manifest }) => manifest.lexicon === id).map(({ manifest }) => manifest.id);
  return html`<section class="lexicon" id="${id}">
<h2>Lexicon ${id}</h2>
<p class="muted">${counted(concepts.length, 'concept')}${
    using.length > 0 &&
    html`, looked for in corpus ${using.map((corpus, i) => [
      i > 0 && ', ',
      html`<a href="corpora.html#${corpus}">${corpus}</a>`,
    ])}`
  } · <code class="digest">${digest}</code></p>
<div class="concepts">${concepts.map((concept) => conceptBlock(id, concept))}</div>
</section>`;
}

const modeWords: Readonly<Record<Concept['mode'], string>> = {
  phrase: 'as a sequence of tokens',
  word: 'as whole words',
  substring: 'anywhere, also inside words',
};

function conceptBlock(lexicon: string, { name, mode, phrases }: Concept): Html {
  const sentences = phrases.flatMap(({ phrase, match, not }) => [
    ...match.map((sentence) => ({ phrase, sentence, must: true })),
    ...not.map((sentence) => ({ phrase, sentence, must: false })),
  ]);
  return html`<section class="concept" id="${`${lexicon}.${name}`.replaceAll(/\s+/g, '-')}">
<h3>${name} <span class="muted">${modeWords[mode]}</span></h3>
<ul class="phrases">${phrases.map(({ phrase }) => html`<li>${phrase}</li>`)}</ul>
${
  sentences.length > 0 &&
  html`<details class="more"><summary>${counted(
    sentences.length,
    'sentence that tries it',
    'sentences that try it',
  )}</summary><ul class="cases">${sentences.map(
    ({ phrase, sentence, must }) =>
      html`<li class="${must ? 'must' : 'must-not'}"><span
class="unseen">${must ? 'must match' : 'must not match'}: </span>${sentence} <span class="muted">${phrase}</span></li>`,
  )}</ul></details>`
}
</section>`;
}
