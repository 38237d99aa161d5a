import { type ValueFormat, valueFormats, writeValue } from '../claims/write-value.js';
import { UserError } from '../error.js';
import { wrap } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import { json as asJson } from '../terminal/visible.js';
import { cachedTraces } from '../trace/cached-traces.js';
import { type Catalog, type CatalogValue, readCatalog } from '../trace/catalog.js';
import { tableNamed } from '../trace/number-table.js';
import type { Trace } from '../trace/trace.js';

/** So many values are shown with all the forms that a draft can write them in. */
const fewValues = 3;
/** So many claims, tables or figures are listed; of more, a count. */
const most = 12;

/**
 * Lists what a writer may use, each as the directive to paste and what it prints: values, recounted claims, tables and
 * figures whose name or words hold all of the search's words. "fine tuning" finds fine-tuning and finetuning.
 */
export async function valuesText(search: readonly string[], { json = false }: { json?: boolean }): Promise<string> {
  const catalog = readCatalog();
  const wanted = (...texts: readonly string[]): boolean => {
    const all = searchable(texts.join(' '));
    return search.every((word) => all.includes(searchable(word)));
  };
  const claims = (await cachedTraces()).flatMap(({ traces }) => traces);
  const found = {
    values: [...catalog.values.values()].filter(({ value, notebook }) => wanted(value.name, value.says, notebook)),
    claims: claims.filter(
      ({ id, statement, printed, computed }) => computed !== null && wanted(id, statement, printed),
    ),
    figures: [...catalog.figures.values()].filter(({ name, title, alt }) => wanted(name, title, alt)),
    tables: [...catalog.tables.values()].filter(({ name, markdown }) => wanted(name, markdown)),
  };
  if (json) {
    return asJson({
      values: found.values.map(({ value, ...rest }) => ({
        ...value,
        directive: `:value[${value.name}]`,
        written: writeValue(value),
        forms: formsOf({ value, ...rest }),
        ...rest,
      })),
      claims: found.claims.map(({ id, statement, printed, computed }) => ({ id, statement, printed, computed })),
      figures: found.figures.map(({ picture: _, plotted: __, ...figure }) => figure),
      tables: found.tables,
    });
  }
  const counts = Object.entries(found).map(([name, list]) => `${list.length} ${name}`);
  const listed = [
    ...found.values.map((entry) => valueEntry(entry, found.values.length <= fewValues)),
    ...listOf(found.claims, search, claimEntry),
    ...listOf(found.tables, search, ({ name }) => tableEntry('::table', name, '', catalog)),
    ...listOf(found.figures, search, ({ name, title }) => tableEntry('::figure', name, title, catalog)),
  ];
  return [...listed, `${counts.join(', ')}${search.length > 0 ? ` with "${search.join(' ')}"` : ''}`].join('\n');
}

/** In lower case without hyphens and spaces, so that "fine tuning", "fine-tuning" and "finetuning" are one. */
const searchable = (text: string): string => text.toLowerCase().replaceAll(/[\s\-‐‑_/]+/g, '');

/** A long list is listed only where somebody searches for it. */
function listOf<Item>(items: readonly Item[], search: readonly string[], entry: (item: Item) => string): string[] {
  if (search.length === 0 && items.length > most) return [];
  return [
    ...items.slice(0, most).map(entry),
    ...(items.length > most ? [paint('dim', `and ${items.length - most} more; name another word`)] : []),
  ];
}

/** A directive, which is pasted and so never broken, with what it prints beside it, or below where there is no room. */
const printing = (directive: string, printed: string): string =>
  directive.length + printed.length <= 78
    ? `${directive}  ${paint('bold', printed)}`
    : `${directive}\n${paint('bold', wrap(printed, '        ', 80))}`;

const explained = (directive: string, printed: string, words: string): string =>
  `${printing(directive, printed)}\n${paint('dim', wrap(words, '    ', 80))}`;

function valueEntry(entry: CatalogValue, withForms: boolean): string {
  const { value } = entry;
  const forms = formsOf(entry).map(({ directive, prints }) => printing(`    ${directive}`, prints));
  const written = writeValue(value, value.low === undefined ? 'value' : 'with-interval');
  return [explained(`:value[${value.name}]`, written, value.says), ...(withForms ? forms : [])].join('\n');
}

/** Every form in which a draft can write a value, with what it prints. */
function formsOf({ value }: CatalogValue): { readonly directive: string; readonly prints: string }[] {
  return valueFormats
    .filter((format) => format !== 'value')
    .flatMap((format) => {
      const prints = attempt(value, format);
      return prints === undefined ? [] : [{ directive: `:value[${value.name}]{as=${format}}`, prints }];
    });
}

function attempt(value: CatalogValue['value'], format: ValueFormat): string | undefined {
  try {
    return writeValue(value, format);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const claimEntry = ({ id, statement, recounted }: Trace): string =>
  explained(`:claim[${id}]{show=recounted}`, recounted ?? '', statement);

/** A table or a figure, and how one of its numbers is named. */
function tableEntry(kind: '::table' | '::figure', name: string, title: string, catalog: Catalog): string {
  const { columns, rows } = tableNamed(catalog, name);
  const row = rows[0]?.find((cell) => typeof cell === 'string') ?? 1;
  const cell = `:cell[${name}]{row="${row}" column="${columns.at(-1) ?? ''}"}`;
  return [
    `${kind}[${name}]`,
    ...(title === '' ? [] : [paint('dim', wrap(title, '    ', 80))]),
    `    ${cell}`,
    paint('dim', wrap(`columns: ${columns.join(', ')}`, '    ', 80)),
  ].join('\n');
}
