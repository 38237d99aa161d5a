import { UserError } from '../../error.js';
import { optional } from '../optional.js';
import { unreadable } from '../problem.js';
import { shown } from '../project.js';
import { queryOf, type TableOrQuery } from './query.js';
import type { RecordOrProblem } from './record.js';

interface Result {
  columnNames(): string[];
  yieldRowsJson(): AsyncIterable<readonly (readonly unknown[])[]>;
}
interface Connection {
  runAndReadAll(sql: string): Promise<{ getRowsJson(): unknown[][] }>;
  stream(sql: string): Promise<Result>;
  closeSync(): void;
}
interface DuckDb {
  readonly DuckDBInstance: {
    create(
      path: string,
      options: Readonly<Record<string, string>>,
    ): Promise<{ connect(): Promise<Connection>; closeSync(): void }>;
  };
}

/**
 * Reads the rows of a table, or of a query, of a DuckDB file. A query may read other files too, as DuckDB
 * does. Values come as JSON has them: decimals and large integers keep all digits, as text.
 *
 * @throws UserError when the file is not DuckDB, or when the query is refused
 */
export async function* readDuckDb(
  path: string,
  asked: TableOrQuery,
  module = '@duckdb/node-api',
): AsyncGenerator<RecordOrProblem> {
  const file = shown(path);
  const { DuckDBInstance } = await optional<DuckDb>('@duckdb/node-api', 'DuckDB files are', module);
  let row = 0;
  try {
    const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    try {
      const tables = await connection.runAndReadAll('select table_name from information_schema.tables order by 1');
      const names = tables.getRowsJson().map(([name]) => String(name));
      const result = await connection.stream(queryOf(file, asked, names));
      const columns = result.columnNames();
      for await (const rows of result.yieldRowsJson()) {
        for (const cells of rows) {
          row += 1;
          const values = Object.fromEntries(columns.map((name, i) => [name, cells[i]]));
          yield { record: { id: String(row), values, written: 'typed', place: { file, line: row } } };
        }
      }
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  } catch (cause) {
    throw cause instanceof UserError ? cause : unreadable(file, cause);
  }
  if (row === 0) yield { problem: { file, reason: 'the query gives no rows', lost: 'posting' } };
}
