import { UserError } from '../../error.js';
import { optional } from '../optional.js';
import { unreadable } from '../problem.js';
import { shown } from '../project.js';
import { queryOf, type TableOrQuery } from './query.js';
import type { RecordOrProblem } from './record.js';

interface Statement {
  iterate(): IterableIterator<Record<string, unknown>>;
  finalize(): void;
}
interface Sqlite {
  readonly default: {
    readonly Database: new (
      path: string,
      options: { readonly readOnly: true; readonly fileMustExist: true },
    ) => { prepare(sql: string): Statement; all(sql: string): { readonly name: string }[]; close(): void };
  };
}

/** Ends what may say once more what was wrong with it. */
function quietly(end: () => void): void {
  try {
    end();
  } catch {
    // the first error is the one that is told
  }
}

/**
 * Reads the rows of a table, or of a query, of an SQLite file, in the order in which SQLite gives them.
 *
 * @throws UserError when the file is not SQLite, or when the query is refused
 */
export async function* readSqlite(path: string, asked: TableOrQuery): AsyncGenerator<RecordOrProblem> {
  const file = shown(path);
  const { default: sqlite } = await optional<Sqlite>('node-sqlite3-wasm', 'SQLite files are');
  let row = 0;
  let database: InstanceType<typeof sqlite.Database> | undefined;
  let statement: Statement | undefined;
  try {
    database = new sqlite.Database(path, { readOnly: true, fileMustExist: true });
    const tables = database.all("select name from sqlite_master where type in ('table', 'view') order by name");
    statement = database.prepare(
      queryOf(
        file,
        asked,
        tables.map(({ name }) => name),
      ),
    );
    for (const values of statement.iterate()) {
      row += 1;
      yield { record: { id: String(row), values, written: 'typed', place: { file, line: row } } };
    }
  } catch (cause) {
    throw cause instanceof UserError ? cause : unreadable(file, cause);
  } finally {
    quietly(() => statement?.finalize());
    quietly(() => database?.close());
  }
  if (row === 0) yield { problem: { file, reason: 'the query gives no rows', lost: 'posting' } };
}
