import { embedPage, figureFile, figurePage } from './address.js';
import { cellLink } from './cell-link.js';
import { chart, chartPicture } from './chart.js';
import type { SiteContent } from './content.js';
import { embedCode } from './embed.js';
import type { SiteFigure } from './figures.js';
import { type Content, html } from './html.js';
import type { Page } from './layout.js';
import { table } from './table.js';
import { counted } from './verdict.js';

/** So many rows stand on the page; the file has them all. */
const most = 200;

/** A figure by itself: the picture, its numbers as a table, where it comes from, and how to use it elsewhere. */
export function figurePageOf(figure: SiteFigure, content: SiteContent): Page {
  const { slug, name, title, alt, numbers } = figure;
  const path = figurePage(slug);
  const rows = numbers.rows.slice(0, most).map((row) => row.map(significant));
  const left = numbers.rows.length - rows.length;
  return {
    path,
    title,
    above: 'Figure',
    lead: alt,
    charts: true,
    picture: figureFile(slug, 'png'),
    embed: embedPage(path),
    body: html`
${chart(figure, '../')}
<section><h2>The numbers</h2>
${table(numbers.columns, rows)}
${
  left > 0 && html`<p><a download href="../${figureFile(slug, 'csv')}">${counted(left, 'more row')} in the file</a></p>`
}
</section>
<section><h2>Use it</h2>
<dl class="trace">
<div><dt>Cell</dt><dd>${cellLink(figure, content, '../')}</dd></div>
<div><dt>In a draft</dt><dd><code>::figure[${name}]</code></dd></div>
<div><dt>In another page</dt><dd>${embedCode(path, title, 520)}</dd></div>
</dl></section>`,
  };
}

/** The figure alone, for a frame. */
export const figureEmbed = (figure: SiteFigure): Page => ({
  path: embedPage(figurePage(figure.slug)),
  title: figure.title,
  charts: true,
  bare: figurePage(figure.slug),
  body: html`<figure class="chart" data-name="${figure.slug}" data-figure="../../${figureFile(figure.slug, 'js')}">
<figcaption><strong>${figure.title}</strong>${
    figure.subtitle !== '' && html`<span>${figure.subtitle}</span>`
  }</figcaption>
${chartPicture(figure, '../../')}</figure>`,
});

const significant = (value: string | number | null): Content =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value;
