import type { DataFrame } from 'danfojs-node';
import type { ColumnTable } from 'arquero';
import type { FieldValue, Posting } from './posting.js';

/** A posting as a row of a table: its id and its fields side by side. */
export const toRows = (postings: readonly Posting[]): Record<string, FieldValue>[] =>
  postings.map(({ id, fields }) => ({ id, ...fields }));

/**
 * Rows as an Arquero table: relational verbs (`groupby`, `rollup`, `join`), quick to start. Lists stay lists.
 *
 * Postings, by `toRows`, or the rows of an answer.
 */
export async function toTable(rows: readonly object[]): Promise<ColumnTable> {
  const { from } = await import('arquero');
  return from([...rows]);
}

/** Rows as a danfo.js frame, for those who think in pandas. Lists become texts, as a frame's columns have one type each. */
export async function toFrame(rows: readonly object[]): Promise<DataFrame> {
  const { default: danfo } = await import('danfojs-node');
  return new danfo.DataFrame(rows.map(flat));
}

const flat = (row: object): object => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? value.join('; ') : value]));
