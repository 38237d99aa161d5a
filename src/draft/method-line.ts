import { decimal, writeValue } from '../claims/write-value.js';
import { corpusIds, readManifest } from '../load/manifest.js';
import type { CatalogValue } from '../trace/catalog.js';

/** How a number was made, in a line: what it is, k of n, interval and its method, corpus, period. */
export function methodLine({ value, sources }: CatalogValue): string {
  const corpora = [...new Set(sources.map(({ corpus }) => corpus))].map(describeCorpus);
  return [
    value.says,
    value.k === undefined ? undefined : writeValue(value, 'k-of-n'),
    value.low === undefined
      ? value.method
      : `${value.level === undefined ? '' : `${decimal(value.level * 100, 0)}% `}interval${
          value.method === undefined ? '' : ` (${value.method})`
        } ${writeValue(value, 'interval')}`,
    ...corpora,
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

/** A corpus by its title and period; one of the writer's own, known by its manifest's path alone, by its id. */
export function describeCorpus(id: string): string {
  if (!corpusIds().includes(id)) return `corpus ${id}`;
  const { title, period } = readManifest(id);
  return period ? `${title} (${period.from} to ${period.to})` : title;
}
