import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { statSync } from '../machine.js';
import { shown } from '../project.js';
import { keepDecimals, prune } from './parquet-columns.js';
import { parseJson } from './parse-json.js';
import type { RecordOrProblem } from './record.js';
import { bytesAt } from './source.js';

/** JSON keeps long integers; what is bytes, and no text, comes as bytes. */
const parsers = {
  jsonFromBytes: (bytes: Uint8Array) => bytes && parseJson(new TextDecoder().decode(bytes)),
  geographyFromBytes: (bytes: Uint8Array) => bytes,
};

/**
 * Reads Parquet, one row group after the other. Problems name the row, since Parquet has no lines.
 *
 * @param paths the paths that lead to values that are needed; by default all are read. What nobody asks for cannot make
 *   the file unreadable
 */
export async function* readParquet(path: string, paths?: readonly string[]): AsyncGenerator<RecordOrProblem> {
  const file = shown(path);
  let row = 0;
  let rows = Number.POSITIVE_INFINITY;
  try {
    const buffer = bufferOf(path);
    const whole = await parquetMetadataAsync(buffer);
    const metadata = paths ? prune(whole, paths) : whole;
    rows = Number(metadata.num_rows);
    const decimals = keepDecimals(metadata);
    for (const group of metadata.row_groups) {
      const rowEnd = row + Number(group.num_rows);
      const options = { file: buffer, metadata, compressors, parsers, rowStart: row, rowEnd };
      const read = group.columns.length > 0 ? await parquetReadObjects(options) : emptyRows(rowEnd - row);
      for (const values of read) {
        row += 1;
        for (const [name, digits] of decimals) values[name] = digits(values[name]);
        // columns that are not read are there: a path to one is not a mistake
        yield { record: { id: String(row), values, written: 'typed', place: { file, line: row } } };
      }
    }
  } catch (error) {
    const where = row === 0 ? '' : `, after row ${row}`;
    const reason = `cannot be read as Parquet${where}: ${(error as Error).message}`;
    yield { problem: { file, reason, lost: 'posting', atMost: rows - row } };
    return;
  }
  if (row === 0) yield { problem: { file, reason: 'the file has no rows', lost: 'posting' } };
}

/**
 * The columns of a file that can be read, and those that cannot, each with the reason: tried on the first row.
 *
 * @throws Error for a file that is no Parquet
 */
export async function triedColumns(
  path: string,
): Promise<{ readonly readable: readonly string[]; readonly others: readonly string[] }> {
  const buffer = bufferOf(path);
  const metadata = await parquetMetadataAsync(buffer);
  const readable: string[] = [];
  const others: string[] = [];
  for (const { element } of parquetSchema(metadata).children) {
    const options = { file: buffer, metadata: prune(metadata, [element.name]), compressors, parsers, rowEnd: 1 };
    await parquetReadObjects(options).then(
      () => readable.push(element.name),
      (error: Error) => others.push(`${element.name} (${error.message})`),
    );
  }
  return { readable, others };
}

const emptyRows = (length: number): Record<string, unknown>[] => Array.from({ length }, () => ({}));

/** A file as the parser asks for it: part by part. */
function bufferOf(path: string): AsyncBuffer {
  const byteLength = statSync(path).size;
  return {
    byteLength,
    slice(start, end = byteLength) {
      const { buffer, byteOffset, length } = bytesAt(path, start, end - start);
      return buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer;
    },
  };
}
