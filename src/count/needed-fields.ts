import { sourcesOf } from '../load/field.js';
import type { CorpusWithRows } from '../load/manifest.js';
import { textFields } from './mentions.js';
import { looksInText, type Query, searchedFieldsIn, valueFieldsIn } from './query.js';

/** The fields of a posting that queries need: those whose values they ask for, and those searched for concepts. */
export interface NeededFields {
  readonly values: readonly string[];
  readonly searched: readonly string[];
}

/**
 * The fields that some queries need of each posting.
 *
 * @throws UserError when they look in the text of a corpus without one
 */
export function neededFields(manifest: CorpusWithRows, queries: readonly Query[]): NeededFields {
  const text = queries.some(looksInText) ? textFields(manifest) : [];
  return {
    values: [...new Set(queries.flatMap(valueFieldsIn))],
    searched: [...new Set([...text, ...queries.flatMap(searchedFieldsIn)])],
  };
}

/** Some fields, and those that they are made of, in the order of the manifest. */
export function withSources(fields: CorpusWithRows['fields'], names: readonly string[]): CorpusWithRows['fields'] {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    const field = fields[name];
    if (field === undefined || wanted.has(name)) return;
    wanted.add(name);
    for (const source of sourcesOf(field)[1]) add(source);
  };
  names.forEach(add);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => wanted.has(name)));
}
