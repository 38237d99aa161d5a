import { UserError } from '../../error.js';
import { remark } from '../remarks.js';

/** What is read of a database: the rows of a table, or those that a query gives. */
export interface TableOrQuery {
  readonly table?: string | undefined;
  readonly query?: string | undefined;
}

/**
 * The query that reads what is asked for. With neither table nor query, the only table of the database is meant.
 *
 * @param quoted a table's name as SQL has it
 *
 * @throws UserError when there is no such table, or several and none is named
 */
export function queryOf(
  file: string,
  { table, query }: TableOrQuery,
  tables: readonly string[],
  quoted: (name: string) => string = quotedName,
): string {
  if (query !== undefined) return query;
  const [only, ...others] = tables;
  const name = table ?? (others.length === 0 ? only : undefined);
  if (name === undefined || !tables.includes(name)) {
    const wrong = table === undefined ? 'name a table or a query under files' : `there is no table "${table}"`;
    throw new UserError(`${file}: ${wrong}; it has ${tables.join(', ') || 'no tables'}`);
  }
  if (table === undefined) remark(`${file}: its only table is read (table: ${name})`);
  return `select * from ${quoted(name)}`;
}

/** A name as SQL has it, whatever characters it is made of. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
