import { display, escapeHtml } from './display.js';
import { renderPicture } from './picture.js';
import { plainFigure } from './plain-figure.js';
import { type FigureParts, figure } from './theme.js';

/** What a plotted figure says and shows. */
export interface PlotParts extends FigureParts {
  /** What the figure shows, in words with its numbers, for readers who cannot see it. */
  readonly alt: string;
}

/**
 * Shows a Plotly figure in the cell's output, in the look that all figures share.
 *
 * It is interactive where the front end knows Plotly, and otherwise a static picture (SVG) or its words. The picture
 * needs no trust, so a reader of the bare notebook sees it.
 *
 * @param parts `title`: the finding, as a sentence; `subtitle`: measure and population; `alt`: what the figure shows,
 * in words with its numbers; `data`: Plotly traces; `layout`: what this figure needs beside the common look
 * @throws UserError for a trace type or an attribute that cannot be drawn
 * @example
 * const marker = roleStyle('AI Engineer')
 * const data = [{ type: 'scatter', mode: 'markers', x: [0.262], y: ['AI Engineer'], marker }]
 * await plot({ title: 'A quarter mentions fine-tuning', alt: 'AI Engineer 26.2%', data }) // shows AI Engineer 26.2%
 */
export async function plot({ alt, ...parts }: PlotParts): Promise<void> {
  const drawn = figure(parts);
  const picture = Buffer.from(await renderPicture(drawn)).toString('base64');
  display({
    'text/plain': `${parts.title}\n${alt}`,
    'text/html':
      `<img alt="${escapeHtml(`${parts.title}. ${alt}`)}" ` +
      `src="data:image/svg+xml;base64,${picture}" style="max-width:100%">`,
    'application/vnd.plotly.v1+json': plainFigure(drawn),
  });
}
