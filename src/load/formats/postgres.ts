import { open } from 'node:fs/promises';
import { UserError } from '../../error.js';
import { optional } from '../optional.js';
import { queryOf, quotedName, type TableOrQuery } from './query.js';

/** So many rows are in memory at once, here and there. */
const rowsAtOnce = 500;

interface Column {
  readonly name: string;
  /** The number of its type: https://www.postgresql.org/docs/current/catalog-pg-type.html */
  readonly type: number;
}
interface Pending extends Promise<Record<string, unknown>[]> {
  describe(): Promise<{ readonly columns: readonly Column[] }>;
  cursor(rows: number): AsyncIterable<{ readonly line: string }[]>;
}
interface Connection {
  unsafe(sql: string): Pending;
  begin<T>(mode: string, work: (within: Connection) => Promise<T>): Promise<T>;
  end(options: { readonly timeout: number }): Promise<void>;
}
interface PostgresJs {
  readonly default: (address: string, options: object) => Connection;
}

/** What of a database is read. */
export interface DatabaseRows extends TableOrQuery {
  /** `postgres://user@host:5432/database`; the password comes from PGPASSWORD. */
  readonly database: string;
}

/**
 * Copies the rows of a table or a query of a PostgreSQL database into a file of JSON lines, some at a time, by one
 * statement that can only read. PostgreSQL itself writes them as JSON: times in ISO 8601 and UTC, arrays as lists, JSON
 * as it is; numerics are written as texts, so that they keep all digits.
 *
 * @throws UserError when the database cannot be reached, refuses the query, or gives no rows
 */
export async function copyRows(
  path: string,
  { database, ...asked }: DatabaseRows,
  onBytes: (here: number, total: undefined) => void = () => {},
): Promise<void> {
  const { default: connect } = await optional<PostgresJs>('postgres', 'PostgreSQL tables are');
  const server = connect(database, { max: 1, onnotice: () => {}, fetch_types: false, connect_timeout: 20 });
  const file = await open(path, 'w');
  let bytes = 0;
  try {
    await server.begin('isolation level repeatable read read only', async (within) => {
      await within.unsafe("set local time zone 'UTC'");
      const query = await askedQuery(within, database, asked);
      for await (const rows of within.unsafe(await asJson(within, query)).cursor(rowsAtOnce)) {
        // JSON that is kept as text may be written in several lines
        const lines = rows.map(({ line }) => `${line.replaceAll(/[\r\n]/g, ' ')}\n`).join('');
        await file.write(lines);
        onBytes((bytes += Buffer.byteLength(lines)), undefined);
      }
    });
  } catch (cause) {
    throw cause instanceof UserError ? cause : refused(database, cause);
  } finally {
    await file.close();
    await server.end({ timeout: 5 });
  }
  if (bytes === 0) throw new UserError(`${database}: the query gives no rows`);
}

/** The query that is meant: its own, or the one of a table. */
async function askedQuery(within: Connection, database: string, { table, query }: TableOrQuery): Promise<string> {
  if (query !== undefined) return query.trim().replace(/;$/, '');
  const tables = await within.unsafe(
    `select relname as name, nspname as schema, pg_table_is_visible(pg_class.oid) as visible
       from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where relkind in ('r', 'v', 'm', 'p', 'f') and not relispartition and nspname !~ '^(pg_|information_schema$)'`,
  );
  // a table of a schema that is searched goes by its own name, and by that of its schema and its own
  const named = new Map(
    tables.flatMap(({ name, schema, visible }) => {
      const sql = `${quotedName(String(schema))}.${quotedName(String(name))}`;
      const full = `${schema}.${name}`;
      return visible === true ? [[String(name), sql], ...(table === full ? [[full, sql]] : [])] : [[full, sql]];
    }) as [string, string][],
  );
  return queryOf(database, { table }, [...named.keys()].sort(), (name) => named.get(name) ?? quotedName(name));
}

const numeric = 1700;
const numerics = 1231;

/** The query whose only column is each row as JSON. */
async function asJson(within: Connection, query: string): Promise<string> {
  const { columns } = await within.unsafe(`select * from (\n${query}\n) as asked limit 0`).describe();
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new UserError(`the query gives two columns "${twice}"; name one of them otherwise: as`);
  const written = columns.map(({ name, type }) => {
    const quoted = quotedName(name);
    return type === numeric ? `${quoted}::text` : type === numerics ? `${quoted}::text[]` : quoted;
  });
  const rows = `select ${written.join(', ')} from (\n${query}\n) as asked`;
  return `select row_to_json(written)::text as line from (${rows}) as written`;
}

/** Why a database refuses, in one line and without a password. */
function refused(database: string, cause: unknown): UserError {
  const { code = '', message } = cause as Error & { readonly code?: string };
  const { host } = new URL(database);
  if (code === '28P01' || code === '28000' || code === 'SASL_SIGNATURE_MISMATCH' || /password/.test(message))
    return new UserError(`${database}: ${message}; the password is taken from PGPASSWORD`, { cause });
  if (code === '3D000' || code.startsWith('42'))
    return new UserError(`${database} refuses the query: ${message}`, { cause });
  if (code === '25006')
    return new UserError(`${database}: the query would change the database (${message})`, { cause });
  return new UserError(`cannot read from ${host || database} (${code === '' ? '' : `${code}: `}${message})`, { cause });
}
