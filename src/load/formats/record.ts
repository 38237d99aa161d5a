import type { Problem, SourceLocation } from '../problem.js';

/** What the reader of a file yields: a record and its location, or what could not be read. */
export type RecordOrProblem = { readonly record: SourceRecord } | { readonly problem: Problem };

/** A record as its file holds it, before fields are filled from it. */
export interface SourceRecord {
  /** Set where the file's name or the row's number is the id. */
  readonly id?: string;
  readonly values: object;
  /** Whether its values have types, or are cells of a table in which everything is written as text. */
  readonly written: 'typed' | 'cells';
  readonly place: SourceLocation;
}

/** Ids are texts; whole numbers serve too, written out. */
export const identifier = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? value
    : typeof value === 'bigint' || Number.isSafeInteger(value)
      ? String(value)
      : undefined;
