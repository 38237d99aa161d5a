import { basename } from 'node:path';
import { svgIn } from '../draft/figures.js';
import { isCode, type Json, type MimeBundle } from '../notebook/ipynb.js';
import { type ChartTable, chartTable, csv, type PlotlyFigure, plotlyType } from '../trace/chart-table.js';
import { figureFile } from './address.js';
import type { SiteNotebook } from './content.js';
import type { SiteFile } from './folder.js';
import { drawPictures } from './pictures.js';
import { curvesOf, specificationTable } from './specifications.js';

/** A figure of a notebook, with all that its pages and files show. */
export interface SiteFigure {
  /** As drafts name it: `fine-tuning-1-headline/chart`. */
  readonly name: string;
  /** What its page and files are called. */
  readonly slug: string;
  readonly notebook: string;
  readonly cell: string;
  readonly title: string;
  readonly subtitle: string;
  /** What it shows in words, for readers who cannot see it. */
  readonly alt: string;
  readonly svg: string | undefined;
  readonly plotted: PlotlyFigure;
  readonly numbers: ChartTable;
}

/** The figures of the notebooks, by the output that shows them. */
export type SiteFigures = ReadonlyMap<MimeBundle, SiteFigure>;

/** The figures that the cells of the notebooks show. */
export function figuresOf(notebooks: readonly SiteNotebook[]): SiteFigures {
  return new Map(
    notebooks.flatMap(({ path, cells }) =>
      cells.flatMap((cell) => {
        if (!isCode(cell)) return [];
        const curves = curvesOf(cell);
        const shown = cell.outputs.flatMap((output) =>
          'data' in output && plotlyType in output.data ? [output.data] : [],
        );
        return shown.map((data, i): [MimeBundle, SiteFigure] => {
          const curve = curves.find(({ plotted }) => plotted === data);
          const name = `${basename(path, '.ipynb')}/${cell.id}${i === 0 ? '' : `-${i + 1}`}`;
          return [
            data,
            figureOf(data, { name, notebook: path, cell: cell.id }, curve && specificationTable(curve.found)),
          ];
        });
      }),
    ),
  );
}

function figureOf(
  data: MimeBundle,
  place: Pick<SiteFigure, 'name' | 'notebook' | 'cell'>,
  numbers: ChartTable | undefined,
): SiteFigure {
  const plotted = data[plotlyType] as unknown as PlotlyFigure;
  const title = words(plotted.layout.title?.text);
  return {
    ...place,
    slug: place.name.replace('/', '-'),
    title,
    subtitle: words(plotted.layout.title?.subtitle?.text),
    alt: alternative(data['text/plain'], title),
    svg: pictureIn(data['text/html']),
    plotted,
    numbers: numbers ?? chartTable(plotted),
  };
}

const words = (text: string | undefined): string => (text ?? '').replace(/<br\s*\/?>/g, ' ');

/** The plain text of a plotted output is its title and, below, the words of what it shows. */
function alternative(plainText: Json | undefined, title: string): string {
  const [first, ...rest] = (typeof plainText === 'string' ? plainText : '').split('\n');
  return first === title ? rest.join('\n') : [first, ...rest].join('\n');
}

/** The static picture in the HTML form of a plotted output. */
function pictureIn(source: Json | undefined): string | undefined {
  const address = /<img[^>]*\ssrc="(data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+)"/.exec(
    typeof source === 'string' ? source : '',
  )?.[1];
  return address === undefined ? undefined : svgIn(address);
}

/** The files of figures: pictures as SVG and PNG, numbers as CSV, and each figure for the script that draws it. */
export async function figureFiles(figures: readonly SiteFigure[]): Promise<readonly SiteFile[]> {
  const pngs = await drawPictures(figures.flatMap(({ svg }) => svg ?? []));
  return figures.flatMap(({ slug, svg, plotted: { data, layout }, numbers }) => [
    { path: figureFile(slug, 'csv'), text: csv(numbers) },
    {
      path: figureFile(slug, 'js'),
      text: `recountFigure(${JSON.stringify(slug)}, ${JSON.stringify({ data, layout })});\n`,
    },
    ...(svg === undefined
      ? []
      : [
          { path: figureFile(slug, 'svg'), text: svg },
          { path: figureFile(slug, 'png'), copyOf: pngs.get(svg)! },
        ]),
  ]);
}
