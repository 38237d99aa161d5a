import type { Json, MimeBundle } from '../notebook/ipynb.js';
import { type ChartTable, chartTable, csv, type PlotlyFigure, plotlyType } from '../trace/chart-table.js';
import { type Content, type Html, html, jsonData } from './html.js';
import { table } from './table.js';

/**
 * A chart: its finding as words, the static picture (which a script makes interactive, and print keeps), the
 * same numbers as a table, and downloads.
 *
 * @param name what downloads are called, without the ending
 * @param shown what the chart shows, where that is more than its points
 */
export function chart(bundle: MimeBundle, name: string, shown?: ChartTable): Html {
  const figure = bundle[plotlyType] as unknown as PlotlyFigure;
  const title = words(figure.layout.title?.text);
  const subtitle = words(figure.layout.title?.subtitle?.text);
  const alt = alternative(bundle['text/plain'], title);
  const numbers = shown ?? chartTable(figure);
  const picture = pictureIn(bundle['text/html']);
  return html`<figure class="chart" data-name="${name}">
<figcaption><strong>${title}</strong>${subtitle !== '' && html`<span>${subtitle}</span>`}</figcaption>
${picture !== undefined && html`<img class="picture" src="${picture}" alt="${`${title}. ${alt}`}">`}
<div class="live" role="img" aria-label="${`${title}. ${alt}`}" hidden></div>
<div class="tools">
<details><summary>The numbers</summary><p class="alt">${alt}</p>${table(
    numbers.columns,
    numbers.rows.map((row) => row.map(significant)),
  )}</details>
<p class="downloads"><span class="muted">Download</span> <a download="${name}.csv" href="${`data:text/csv;charset=utf-8,${encodeURIComponent(csv(numbers))}`}">CSV</a>${picture !== undefined && html` <button type="button" class="plain" data-save="svg" hidden>SVG</button> <button type="button" class="plain" data-save="png" hidden>PNG</button>`}</p>
</div>
${jsonData('figure', { data: figure.data, layout: figure.layout })}
</figure>`;
}

const words = (text: string | undefined): string => (text ?? '').replace(/<br\s*\/?>/g, ' ');

/** The plain text of a plotted output is its title and, below, the words of what it shows. */
function alternative(plain: Json | undefined, title: string): string {
  const [first, ...rest] = (typeof plain === 'string' ? plain : '').split('\n');
  return first === title ? rest.join('\n') : [first, ...rest].join('\n');
}

/** The static picture in the HTML form of a plotted output. */
const pictureIn = (source: Json | undefined): string | undefined =>
  /<img[^>]*\ssrc="(data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+)"/.exec(typeof source === 'string' ? source : '')?.[1];

const significant = (value: string | number | null): Content =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value;
