import { basename } from 'node:path';
import type { NamedValue, NamedValues } from '../claims/named-value.js';
import type { Provenance } from '../count/answer.js';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { valuesType } from '../notebook/display.js';
import { type PlotlyFigure, plotlyType } from './chart-table.js';
import { type CellRef, cellOutputs, executedCells } from './outputs.js';

/** A named value with the queries behind it. */
export interface CatalogValue extends CellRef {
  readonly value: NamedValue;
  readonly sources: readonly Provenance[];
}

/** A chart, named by its notebook and cell: `fine-tuning-1-headline/shares-plot`. */
export interface CatalogFigure extends CellRef {
  readonly name: string;
  readonly title: string;
  /** What it shows in words, for readers who cannot see it. */
  readonly alt: string;
  /** The static picture, as an address that holds its data. */
  readonly picture: string;
  /** What is plotted, as Plotly takes it: for other sizes, and for its numbers. */
  readonly plotted: PlotlyFigure | undefined;
}

/** A shown table, named by its notebook and cell, as a Markdown table. */
export interface CatalogTable extends CellRef {
  readonly name: string;
  readonly markdown: string;
}

/** All that a writer may use, as it stands in the executed notebooks. */
export interface Catalog {
  readonly values: ReadonlyMap<string, CatalogValue>;
  readonly figures: ReadonlyMap<string, CatalogFigure>;
  readonly tables: ReadonlyMap<string, CatalogTable>;
  /** Names that a cell's source speaks of, though no output has them: the notebook was not run. */
  readonly notRun: ReadonlyMap<string, CellRef>;
}

/**
 * Reads the outputs of the executed notebooks.
 *
 * @throws UserError when two cells give values of one name; both places are named
 */
export function readCatalog(cells = executedCells()): Catalog {
  const values = new Map<string, CatalogValue>();
  const figures = new Map<string, CatalogFigure>();
  const tables = new Map<string, CatalogTable>();
  for (const { data, ...place } of cellOutputs(cells)) {
    for (const entry of valuesOf(data)) {
      const other = values.get(entry.value.name);
      if (other) {
        throw new UserError(
          `two cells give a value "${entry.value.name}": ${other.notebook} (cell ${other.cell}) and ` +
            `${place.notebook} (cell ${place.cell}); rename one and run its notebook`,
        );
      }
      values.set(entry.value.name, { ...place, ...entry });
    }
    const cell = `${basename(place.notebook, '.ipynb')}/${place.cell}`;
    const figure = figureOf(data);
    if (figure) {
      const name = freeName(cell, figures);
      figures.set(name, { ...place, name, ...figure });
    }
    const markdown = tableOf(data);
    if (markdown !== undefined) {
      const name = freeName(cell, tables);
      tables.set(name, { ...place, name, markdown });
    }
  }
  const notRun = new Map(
    cells
      .filter(({ cell }) => cell.outputs.length === 0)
      .flatMap(({ notebook, cell }) =>
        [...cell.source.matchAll(/['"]?([a-z][a-z0-9-]*)['"]?\s*:\s*\{\s*says\b/g)].map(
          ([, name = '']): [string, CellRef] => [name, { notebook, cell: cell.id }],
        ),
      ),
  );
  return { values, figures, tables, notRun };
}

/** A cell's first table goes by the cell's name, its second by `name-2`. */
function freeName(cell: string, taken: ReadonlyMap<string, unknown>): string {
  let name = cell;
  for (let i = 2; taken.has(name); i += 1) name = `${cell}-${i}`;
  return name;
}

/** The entry of a name. @throws UserError with the nearest name, or the notebook that has to be run first. */
export function find<Entry>(
  entries: ReadonlyMap<string, Entry>,
  name: string,
  what: string,
  notRun: Catalog['notRun'] = new Map(),
): Entry {
  const entry = entries.get(name);
  if (entry !== undefined) return entry;
  const waiting = notRun.get(name);
  if (waiting)
    throw new UserError(
      `${what} "${name}" has not been computed: run ${waiting.notebook} first (npx recount run ${waiting.notebook})`,
    );
  const names = [...entries.keys()];
  const where =
    names.length === 0
      ? ' No executed notebook gives any.'
      : didYouMean(name, names) || ` npx recount values lists the ${names.length} that there are.`;
  throw new UserError(`there is no ${what} "${name}".${where}`);
}

type Bundle = Readonly<Record<string, unknown>>;

const valuesOf = (data: Bundle): { value: NamedValue; sources: readonly Provenance[] }[] => {
  const held = data[valuesType] as NamedValues | undefined;
  return (held?.values ?? []).map((value) => ({ value, sources: held?.sources ?? [] }));
};

/** `plot` leaves the picture in HTML and its words in the plain text, title first. */
function figureOf(data: Bundle): Pick<CatalogFigure, 'title' | 'alt' | 'picture' | 'plotted'> | undefined {
  const picture = /<img [^>]*src="(data:image\/svg\+xml;base64,[^"]+)"/.exec(String(data['text/html'] ?? ''))?.[1];
  if (picture === undefined) return undefined;
  const [title = '', ...alt] = String(data['text/plain'] ?? '').split('\n');
  return { title, alt: alt.join(' '), picture, plotted: data[plotlyType] as PlotlyFigure | undefined };
}

/** A shown table in the plain text, as Markdown; what is not written by `show` lacks the line below the head. */
function tableOf(data: Bundle): string | undefined {
  const [head = '', second = '', ...rest] = String(data['text/plain'] ?? '').split('\n');
  if (!/^\|.*\|$/.test(head) || !/^\|.*\|$/.test(second)) return undefined;
  if (/^\|[-:| ]+\|$/.test(second)) return [head, second, ...rest].join('\n');
  return [head, head.replaceAll(/[^|]+/g, '-'), second, ...rest].join('\n');
}
