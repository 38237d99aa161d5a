import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { statSync } from '../machine.js';
import { shown } from '../project.js';
import type { RecordOrProblem } from './record.js';
import { bytesAt } from './source.js';

type Metadata = Awaited<ReturnType<typeof parquetMetadataAsync>>;

/**
 * Reads Parquet, one row group after the other. Problems name the row, since Parquet has no lines.
 *
 * @param isWanted whether a column is read; one that nobody asks for cannot make the file unreadable
 */
export async function* readParquet(
  path: string,
  isWanted: (column: string) => boolean = () => true,
): AsyncGenerator<RecordOrProblem> {
  const file = shown(path);
  let row = 0;
  let rows = Number.POSITIVE_INFINITY;
  try {
    const buffer = bufferOf(path);
    const metadata = await parquetMetadataAsync(buffer);
    rows = Number(metadata.num_rows);
    const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
    const wanted = columns.filter(isWanted);
    const decimals = undecodedDecimals(metadata);
    for (const group of metadata.row_groups) {
      const rowEnd = row + Number(group.num_rows);
      const options = { file: buffer, metadata, compressors, columns: wanted, rowStart: row, rowEnd };
      const read =
        wanted.length > 0 ? await parquetReadObjects(options) : Array.from({ length: rowEnd - row }, () => ({}));
      for (const values of read as Record<string, unknown>[]) {
        row += 1;
        for (const [name, scale] of decimals) if (values[name] != null) values[name] = digitsOf(values[name], scale);
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

/** Lets decimals of the outermost level come as the whole numbers that they are stored as, with the scale of each. */
function undecodedDecimals(metadata: Metadata): ReadonlyMap<string, number> {
  const decimals = new Map<string, number>();
  for (const { element } of parquetSchema(metadata).children) {
    const isWhole = element.type === 'INT32' || element.type === 'INT64' || element.type === 'FIXED_LEN_BYTE_ARRAY';
    if (element.converted_type !== 'DECIMAL' || !isWhole || element.repetition_type === 'REPEATED') continue;
    decimals.set(element.name, element.scale ?? 0);
    delete element.converted_type;
    delete element.logical_type;
  }
  return decimals;
}

/** A decimal with all its digits: `1234.50`. As a number, 17 digits and more would become others. */
function digitsOf(stored: unknown, scale: number): string {
  const whole = stored instanceof Uint8Array ? bigEndian(stored) : BigInt(stored as number | bigint);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${whole < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
}

const bigEndian = (bytes: Uint8Array): bigint =>
  BigInt.asIntN(
    8 * bytes.length,
    bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n),
  );
