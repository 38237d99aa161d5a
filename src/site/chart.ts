import { figureFile, figurePage } from './address.js';
import type { SiteFigure } from './figures.js';
import { type Html, html } from './html.js';

/**
 * A chart: its finding as words, the static picture (which a script makes interactive, and print keeps), and the way to
 * its numbers, its files and its own page.
 *
 * @param root from the page to the root of the site
 */
export function chart(figure: SiteFigure, root: string): Html {
  const { slug, title, subtitle, svg } = figure;
  const file = (ending: 'csv' | 'svg' | 'png', name: string) =>
    html` <a download="${`${slug}.${ending}`}" href="${root}${figureFile(slug, ending)}">${name}</a>`;
  return html`<figure class="chart" data-name="${slug}" data-figure="${root}${figureFile(slug, 'js')}">
<figcaption><strong>${title}</strong>${subtitle !== '' && html`<span>${subtitle}</span>`}</figcaption>
${chartPicture(figure, root)}
<p class="tools"><a href="${root}${figurePage(slug)}">The numbers, to cite or to embed</a>
<span class="downloads"><span class="muted">Download</span>${file('csv', 'CSV')}${
    svg !== undefined && [file('svg', 'SVG'), file('png', 'PNG')]
  }</span></p>
</figure>`;
}

/** The picture, and the place where a script draws the same. */
export function chartPicture({ slug, title, alt, svg, plotted }: SiteFigure, root: string): Html {
  const { width = 760, height = 420 } = plotted.layout as { width?: number; height?: number };
  const label = `${title}. ${alt}`;
  const size = html` width="${width}" height="${height}"`;
  return html`${
    svg !== undefined &&
    html`<img class="picture" loading="lazy" src="${root}${figureFile(slug, 'svg')}"${size} alt="${label}">`
  }
<div class="live" role="img" aria-label="${label}" hidden></div>`;
}
