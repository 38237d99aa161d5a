import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { shown } from './project.js';
import type { RecordOrProblem } from './record.js';

/** Reads Parquet, one row group after the other. Problems name the row, since Parquet has no lines. */
export async function* readParquet(path: string): AsyncGenerator<RecordOrProblem> {
  let row = 0;
  let rows = Number.POSITIVE_INFINITY;
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    rows = Number(metadata.num_rows);
    for (const group of metadata.row_groups) {
      const rowEnd = row + Number(group.num_rows);
      for (const values of await parquetReadObjects({ file, metadata, compressors, rowStart: row, rowEnd })) {
        row += 1;
        yield { record: { id: String(row), values, written: 'typed', place: { file: shown(path), line: row } } };
      }
    }
  } catch (error) {
    const where = row === 0 ? '' : `, after row ${row}`;
    yield {
      problem: {
        file: shown(path),
        reason: `cannot be read as Parquet${where}: ${(error as Error).message}`,
        lost: 'posting',
        atMost: rows - row,
      },
    };
    return;
  }
  if (row === 0) yield { problem: { file: shown(path), reason: 'the file has no rows', lost: 'posting' } };
}
