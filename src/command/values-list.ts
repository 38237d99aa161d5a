import { writeValue } from '../claims/write-value.js';
import { paint } from '../terminal/paint.js';
import { json as asJson } from '../terminal/visible.js';
import { readCatalog } from '../trace/catalog.js';

/** Lists what a writer may use: values, figures and tables whose name or words hold all of the search's words. */
export function valuesText(search: readonly string[], { json = false }: { json?: boolean }): string {
  const { values, figures, tables } = readCatalog();
  const wanted = (...texts: readonly string[]): boolean =>
    search.every((word) => texts.join(' ').toLowerCase().includes(word.toLowerCase()));
  const found = {
    values: [...values.values()].filter(({ value, notebook }) => wanted(value.name, value.says, notebook)),
    figures: [...figures.values()].filter(({ name, title, alt }) => wanted(name, title, alt)),
    tables: [...tables.values()].filter(({ name, markdown }) => wanted(name, markdown)),
  };
  if (json) {
    return asJson({
      values: found.values.map(({ value, ...rest }) => ({ ...value, written: writeValue(value), ...rest })),
      figures: found.figures.map(({ picture: _, ...figure }) => figure),
      tables: found.tables,
    });
  }
  const width = Math.max(0, ...found.values.map(({ value }) => value.name.length + ':value[]'.length));
  const written = found.values.map(({ value }) =>
    writeValue(value, value.low === undefined ? 'value' : 'with-interval'),
  );
  const wide = Math.max(0, ...written.map((text) => text.length));
  return [
    ...found.values.map(
      ({ value }, i) =>
        `${`:value[${value.name}]`.padEnd(width)}  ${(written[i] ?? '').padEnd(wide)}  ${paint('dim', value.says)}`,
    ),
    ...found.figures.map(({ name, title }) => `::figure[${name}]  ${paint('dim', title)}`),
    ...found.tables.map(
      ({ name, markdown }) =>
        `::table[${name}]  ${paint('dim', (markdown.split('\n')[0] ?? '').replaceAll(/\s+/g, ' '))}`,
    ),
    `${found.values.length} values, ${found.figures.length} figures, ${found.tables.length} tables${search.length > 0 ? ` with "${search.join(' ')}"` : ''}`,
  ].join('\n');
}
