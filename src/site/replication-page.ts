import { type Measure, type Span, turnOf } from '../claims/direction.js';
import { formatMeasure, formatSpan } from '../claims/format.js';
import type { Corrected, Replication } from '../claims/replication.js';
import type { FromCell } from '../trace/audits.js';
import { headlineOfPart } from '../trace/headlines.js';
import type { Trace } from '../trace/trace.js';
import { claimAddress } from './address.js';
import { cellLink } from './cell-link.js';
import type { SiteContent } from './content.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { readReruns, rerunAddress } from './rerun-page.js';
import { counted, verdictSign } from './verdict.js';

/** How a statement fares on other postings: its verdict, or why it has none. */
const fates = ['not replicated', 'undecided', 'replicated', 'untested', 'size'] as const;
type Fate = (typeof fates)[number];

const words: Readonly<Record<Fate, string>> = {
  'not replicated': 'not replicated',
  undecided: 'undecided',
  replicated: 'replicated',
  untested: 'no verdict',
  size: 'a size alone',
};
const means: Readonly<Record<Fate, string>> = {
  'not replicated': 'the whole interval lies on the other side of the threshold',
  undecided: 'the interval holds the threshold, so it may be chance either way',
  replicated: 'the whole interval lies on the side that the article points to',
  untested: 'measured by one more definition, without an interval that corrects for the number of tests',
  size: 'the article points no way',
};
const sign = (fate: Fate): string => (fate === 'size' ? '–' : verdictSign(fate));
const className = (fate: Fate): string => `fares-${fate.replaceAll(' ', '-')}`;

type Row = FromCell<Replication> & { readonly fate: Fate };

/** What the articles say, measured again on other corpora: forest plots on one scale for each measure. */
export function replicationPage(content: SiteContent): Page {
  const rows = content.audits.replications.map((row): Row => ({ ...row, fate: fateOf(row.value) }));
  const measures = [...new Set(rows.map(({ value }) => value.measure))];
  return {
    path: 'replication.html',
    title: 'Replication',
    lead:
      'What the articles say of the roles, measured on data that they did not use. The definitions ' +
      'differ: each line opens into how it was measured and what that cannot show.',
    body: html`
${rows.length === 0 ? html`<p>No notebook has replicated a claim yet.</p>` : overview(rows)}
${measures.map((measure) => section(measure, rows, content))}
${rerunLinks()}`,
  };
}

const fateOf = ({ sameDirection, verdict }: Replication): Fate =>
  verdict ?? (sameDirection === null ? 'size' : 'untested');

function overview(rows: readonly Row[]): Html {
  const number = (fate: Fate): number => rows.filter((row) => row.fate === fate).length;
  const legend = fates
    .filter((each) => number(each) > 0)
    .map(
      (each) =>
        html`<li><span
class="${className(each)}">${sign(each)} <b>${words[each]}</b></span> ${number(each)}: ${means[each]}</li>`,
    );
  return html`<p class="glance"><b>${counted(rows.length, 'measurement')}</b>:
${number('replicated')} replicated, ${number('not replicated')} not, ${number('undecided')} undecided.</p>
<ul class="counts fares">${legend}</ul>
<p class="muted glance">In the plots: the point is the value measured here with its 95% interval, the faint one
above it the printed value, the dashed line the threshold at which the claim would turn. A verdict rests on a wider
interval that corrects for the number of statements tested. All plots of one measure have one scale.</p>`;
}

const measureTitles: Readonly<Record<Measure, string>> = {
  difference: 'Differences, in percentage points',
  share: 'Shares',
  ratio: 'Ratios',
  number: 'Other numbers',
};

function section(measure: Measure, all: readonly Row[], content: SiteContent): Html {
  const rows = all
    .filter(({ value }) => value.measure === measure)
    .sort(
      (a, b) =>
        fates.indexOf(a.fate) - fates.indexOf(b.fate) || a.value.replication.estimate - b.value.replication.estimate,
    );
  const scale = scaleOf(rows.map(({ value }) => value));
  return html`<section><h2>${measureTitles[measure]}</h2>
<div class="forest-axis"
aria-hidden="true"><span>${formatMeasure(scale.least, measure)}</span><span>${formatMeasure(
    scale.most,
    measure,
  )}</span></div>
<ol class="replications">${rows.map((row) => item(row, scale, content))}</ol></section>`;
}

/** The values at both ends of a scale. Ratios stand on a logarithmic one, where twice and half are as far from one. */
interface Scale {
  readonly least: number;
  readonly most: number;
  readonly isLogarithmic: boolean;
}

function scaleOf(rows: readonly Replication[]): Scale {
  const values = rows.flatMap(({ direction, original, replication }) => [
    ...(direction === null ? [] : [turnOf(direction)]),
    ...[...(original ? [original] : []), replication].flatMap(({ estimate, low, high }) => [
      estimate,
      low ?? estimate,
      high ?? estimate,
    ]),
  ]);
  const isLogarithmic = rows.every(({ measure }) => measure === 'ratio') && values.every((value) => value > 0);
  return { least: Math.min(...values), most: Math.max(...values), isLogarithmic };
}

function placeOn({ least, most, isLogarithmic }: Scale, value: number): number {
  const at = (each: number): number => (isLogarithmic ? Math.log(each) : each);
  const part = (at(value) - at(least)) / (at(most) - at(least) || 1);
  return Math.round(100 * (8 + 384 * part)) / 100;
}

/** One line that opens into how it was measured, and what that cannot show. */
function item({ value, fate, ...place }: Row, scale: Scale, content: SiteContent): Html {
  const claims = new Map(
    content.articles.flatMap(({ traces }) => traces.map((trace): [string, Trace] => [trace.id, trace])),
  );
  const { claim, statement, corpus, definition, limits, measure, original, replication, overlap, corrected } = value;
  const fact = (name: string, what: Content) => html`<div><dt>${name}</dt><dd>${what}</dd></div>`;
  const printed = original ? `printed ${formatSpan(original, measure)}` : 'no number printed';
  return html`<li class="${className(fate)}"><details>
<summary><span class="outcome-class"><span
aria-hidden="true">${sign(fate)}</span> ${words[fate]}</span><span
class="statement">${headlineOfPart(statement, claims.get(claim))}</span>${forest(value, scale)}<span
class="spans"><b>${formatSpan(replication, measure)}</b><span class="muted">${printed}</span></span></summary>
<dl class="trace">
${fact('Exactly', statement)}
${fact('Measured as', definition)}
${fact('On', html`<a href="corpora.html#${corpus}">${corpus}</a>`)}
${fact('Limits', limits)}
${corrected !== null && fact('Decided by', decidedBy(corrected, value))}
${overlap !== null && fact('Intervals', overlap ? 'The two overlap.' : 'The two do not overlap.')}
${fact('Claim', html`<a href="${claimAddress(claim)}">${claim}</a>`)}
${fact('Cell', cellLink(place, content))}
</dl>
</details></li>`;
}

/** A verdict rests on a wider interval than the plot has, since an article's statements are tested together. */
const decidedBy = ({ low, high, tests }: Corrected, { measure, replication }: Replication): string =>
  `${formatSpan({ ...replication, low, high }, measure)}, which corrects for ${counted(tests, 'test')}`;

/** Both estimates on the scale of the section, the printed one above; the words beside it say the same. */
function forest({ original, replication, direction }: Replication, scale: Scale): Html {
  const x = (value: number): number => placeOn(scale, value);
  const line = ({ estimate, low, high }: Span, y: number, className: string): Html => {
    const ends =
      low === null || high === null ? null : html`<line x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/>`;
    return html`<g class="${className}">${ends}<circle cx="${x(estimate)}" cy="${y}" r="4"/></g>`;
  };
  const turn =
    direction === null
      ? null
      : html`<line class="turn" x1="${x(turnOf(direction))}" x2="${x(turnOf(direction))}" y1="0" y2="30"/>`;
  return html`<svg class="forest" viewBox="0 0 400 30" preserveAspectRatio="xMidYMid meet" aria-hidden="true">${
    turn
  }${original && line(original, 9, 'printed')}${line(replication, 21, 'again')}</svg>`;
}

/** The ways to the pages of articles that were asked of other postings as a whole. */
function rerunLinks(): Content {
  const reruns = readReruns();
  if (reruns.length === 0) return '';
  const links = reruns.map(
    (rerun) => html`<li><a href="${rerunAddress(rerun)}">${rerun.article}, asked of ${rerun.title}</a></li>`,
  );
  return html`<section><h2>Whole articles asked of other postings</h2><ul>${links}</ul></section>`;
}
