import type { Place, Problem } from './problem.js';

/** What a reader of files gives, one after the other: a record and where it stands, or what could not be read. */
export type Reading = { readonly record: Found } | { readonly problem: Problem };

/** A record as the file has it, before any field is taken from it. */
export interface Found {
  /** Known to the reader where a file's name or a row's number is the id. */
  readonly id?: string;
  readonly values: object;
  /** Whether its values have types, or are cells of a table in which everything is written as text. */
  readonly written: 'typed' | 'cells';
  readonly place: Place;
}

/** The value at a path such as `position.title`, which may also be a key as it stands; undefined when there is none. */
export function at(values: object, path: string): unknown {
  if (Object.hasOwn(values, path)) return (values as Readonly<Record<string, unknown>>)[path];
  const dot = path.indexOf('.');
  if (dot === -1 || !Object.hasOwn(values, path.slice(0, dot))) return undefined;
  const inner = (values as Readonly<Record<string, unknown>>)[path.slice(0, dot)];
  return typeof inner === 'object' && inner !== null ? at(inner, path.slice(dot + 1)) : undefined;
}
