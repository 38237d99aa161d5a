import { describeDirection } from '../claims/direction.js';
import { formatMeasure, formatSpread } from '../claims/format.js';
import type { Multiplicity } from '../claims/multiplicity.js';
import type { Sensitivity } from '../claims/sensitivity.js';
import { formatP } from '../stats/format-p.js';
import type { FromCell } from '../trace/audits.js';
import { headlineOfClaim } from '../trace/headlines.js';
import { claimAddress } from './address.js';
import { cellLink } from './cell-link.js';
import { chart } from './chart.js';
import type { SiteContent } from './content.js';
import { type Content, type Html, html } from './html.js';
import type { Page } from './layout.js';
import { curvesOf } from './specifications.js';
import { table } from './table.js';
import { counted } from './verdict.js';

/** How each headline fares under other reasonable choices, and families of tests under correction. */
export function sensitivityPage(content: SiteContent): Page {
  const { articles, audits } = content;
  const { sensitivities: all, families } = audits;
  return {
    path: 'sensitivity.html',
    title: 'Sensitivity',
    lead:
      'Each headline under every reasonable combination of choices: how often its direction and its ' +
      'significance hold, and which choice moves it most.',
    charts: all.some((each) => curveOf(each, content) !== null),
    body: html`
${all.length === 0 && html`<p>No notebook has a specification curve yet.</p>`}
${articles.map(({ article, traces }) => {
  const here = all.filter(({ value }) => value.claim.startsWith(`${article.id}/`));
  return (
    here.length > 0 &&
    html`<section><h2>${article.title}</h2>${here.map((each) =>
      headline(
        each,
        headlineOfClaim(
          traces.find(({ id }) => id === each.value.claim) ?? { id: each.value.claim, statement: each.value.claim },
        ),
        content,
      ),
    )}</section>`
  );
})}
${
  families.length > 0 &&
  html`<section><h2>Many tests at once</h2>${families.map((each) => family(each, content))}</section>`
}`,
  };
}

function headline(each: FromCell<Sensitivity>, statement: string, content: SiteContent): Html {
  const { value } = each;
  const { claim, question, direction, influences, total, measure, choices } = value;
  const estimates = value.specifications.map(({ estimate }) => estimate);
  return html`<article class="headline" id="${claim}">
<h3><a href="${claimAddress(claim)}">${statement}</a></h3>
${question !== statement && html`<p>${question}</p>`}
${survival(value)}
<p class="glance">Estimates from ${formatMeasure(Math.min(...estimates), measure)} to
${formatMeasure(Math.max(...estimates), measure)}; the claim points to ${describeDirection(direction)}. See
${cellLink(each, content)}.</p>
${curveOf(each, content)}
${table(
  ['Choice', 'Its values, the article’s own first', 'Moves the estimate by', 'Turns the verdict'],
  influences.map(({ choice, spread, flips }) => [
    html`<b>${choice}</b>`,
    (choices[choice] ?? []).join(' · '),
    formatSpread(spread, measure),
    `${(flips * 100).toFixed(0)}%`,
  ]),
  `Of ${counted(total, 'specification')}: how much each choice moves the outcome when nothing else changes`,
)}
</article>`;
}

/** In how many specifications the headline survives, as a bar and in words. */
function survival({ survives, sameDirection, significant, total, direction }: Sensitivity): Html {
  const partly = 'none' in direction ? 0 : sameDirection - survives;
  const parts = [
    { n: survives, kind: 'survives', words: 'the headline holds' },
    { n: partly, kind: 'partly', words: 'same direction, not significant' },
    {
      n: total - survives - partly,
      kind: 'turns',
      words: 'none' in direction ? 'an effect shows' : 'another direction',
    },
  ].filter(({ n }) => n > 0);
  const bar = parts.map(({ n, kind }) => html`<span class="${kind}" style="flex-grow:${n}"></span>`);
  const counts = parts.map(
    ({ n, kind, words }) =>
      html`<li><b>${n}</b> of ${total} <span class="outcome ${kind}"><span class="swatch"
aria-hidden="true"></span> ${words}</span></li>`,
  );
  return html`<span class="bar" aria-hidden="true">${bar}</span>
<ul class="counts">${counts}<li class="muted">${significant} significant at 5%</li></ul>`;
}

/** The chart that the cell plots beside it. */
function curveOf({ value, notebook, cell: id }: FromCell<Sensitivity>, { notebooks, figures }: SiteContent): Content {
  const cell = notebooks.find(({ path }) => path === notebook)?.cells.find((each) => each.id === id);
  const curve = curvesOf(cell).find(({ found }) => found.claim === value.claim && found.question === value.question);
  const figure = curve && figures.get(curve.plotted);
  return figure ? chart(figure, '') : null;
}

function family({ value, ...place }: FromCell<Multiplicity>, content: SiteContent): Html {
  const { tests, level } = value;
  const p = (value: number): Html => html`<span class="number">${formatP(value)}</span>`;
  const rows = [...tests]
    .sort((a, b) => a.p - b.p)
    .map((test) => [
      test.claims.length > 0
        ? html`${test.comparison} <span class="muted">${test.claims.map((claim, i) => [
            i > 0 && ', ',
            html`<a
href="${claimAddress(claim)}">${claim.split('/')[1]}</a>`,
          ])}</span>`
        : test.comparison,
      p(test.p),
      p(test.holm),
      p(test.benjaminiHochberg),
      test.survives
        ? html`<span class="verdict reproduced">✓ survives</span>`
        : html`<span class="verdict differs">✗ does not</span>`,
    ]);
  return html`<article class="headline">
<h3>${value.family}</h3>
<p class="glance"><b>${tests.filter(({ survives }) => survives).length} of ${tests.length}</b> stay below ${level}
when all tests of the family are counted (Holm). See ${cellLink(place, content)}.</p>
${table(['Comparison', 'p', 'Holm', 'Benjamini-Hochberg', ''], rows)}
</article>`;
}
