import { UserError } from '../../error.js';
import type { Rows } from '../files.js';
import { gunzipStart } from '../machine.js';
import { shown } from '../project.js';
import { type BytesKind, kindOfBytes } from './bytes-kind.js';
import { delimiterOf } from './delimiter.js';
import { statedEncoding } from './encoding.js';
import { firstBytes } from './source.js';

type RowFormat = Rows['format'];

/** What a file seems to be, and the format under which a manifest reads it; none where Recount cannot read it. */
interface Seeming {
  readonly what: string;
  readonly format: RowFormat | undefined;
  readonly next?: string;
}

const byKind: Readonly<Partial<Record<BytesKind, Seeming>>> = {
  parquet: { what: 'Parquet', format: 'parquet' },
  sqlite: { what: 'an SQLite database', format: 'sqlite' },
  duckdb: { what: 'a DuckDB database', format: 'duckdb' },
  bzip2: { what: 'compressed with bzip2', format: undefined, next: 'unpack it first: bunzip2' },
  arrow: { what: 'an Arrow file', format: undefined, next: 'save it as Parquet' },
  orc: { what: 'an ORC file', format: undefined, next: 'save it as Parquet' },
  avro: { what: 'an Avro file', format: undefined, next: 'save it as Parquet or JSON lines' },
  pdf: { what: 'a PDF', format: undefined, next: 'save its table as CSV' },
  xls: { what: 'an old Excel file', format: undefined, next: 'save it as .xlsx or CSV' },
};

/** What a text seems to be, from its beginning: a file's without its compression, or that of a member of an archive. */
export const formatOfText = (start: Buffer): RowFormat | undefined => textSeems(start)?.format;

/** What a file seems to be, from its first bytes; undefined where they do not tell. */
export function seemsToBe(path: string): Seeming | undefined {
  const start = firstBytes(path);
  const kind = kindOfBytes(start);
  if (kind === 'zip') return /xl\/|\[Content_Types\]/.test(start.toString('latin1')) ? excel : undefined;
  if (byKind[kind]) return byKind[kind];
  return textSeems(kind === 'gzip' ? gunzipped(start) : kind === 'text' ? start : Buffer.alloc(0));
}

const excel: Seeming = { what: 'an Excel file', format: 'xlsx' };

function textSeems(start: Buffer): Seeming | undefined {
  if (statedEncoding(start) !== 'utf-8') return undefined;
  const text = start
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^<(?:!doctype html|html|head|body)/i.test(text)) return { what: 'a web page', format: 'html' };
  if (text.startsWith('<')) return { what: 'XML', format: undefined, next: 'convert it to JSON or CSV' };
  if (/^\[\s*\{/.test(text)) return { what: 'a JSON array', format: 'json' };
  const [first = '', second, ...others] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (second === undefined) return undefined; // one line of which the end may be missing
  if (isObject(first)) return { what: 'JSON lines', format: 'jsonl' };
  if (/^\{\s*(?:"|$)/.test(first) && !isObject(second)) return { what: 'a JSON object', format: 'json' };
  const isTable = ![first, second, ...others].some((line) => /^[{[]/.test(line)) && cellsOf(text) > 1;
  return isTable ? { what: 'a table of text', format: 'csv' } : undefined;
}

/** How many cells the first row of a table of text has. */
const cellsOf = (text: string): number => (text.split('\n', 1)[0] ?? '').split(delimiterOf(text)).length;

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object' && line.startsWith('{');
  } catch {
    return false;
  }
}

/** What a cut piece of gzip data holds. */
function gunzipped(start: Buffer): Buffer {
  try {
    return gunzipStart(start);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Formats whose files have bytes of their own: a text is none of them. */
const binary: readonly RowFormat[] = ['parquet', 'xlsx', 'sqlite', 'duckdb'];

/**
 * Refuses a file that is of another format than the manifest says.
 *
 * @throws UserError with what the file seems to be, and the line of the manifest that mends it
 */
export function refuseOtherFormat(format: RowFormat, path: string): void {
  if (format === 'html' || firstBytes(path, 1).length === 0) return;
  const seeming = seemsToBe(path);
  const refused = (reason: string): UserError =>
    new UserError(`${shown(path)} cannot be read: the manifest says format: ${format}, and ${reason}`);
  if (!seeming) {
    if (binary.includes(format)) throw refused('its first bytes are not of such a file');
    return;
  }
  if (seeming.format === (format === 'tsv' ? 'csv' : format)) return;
  throw refused(
    `it is ${seeming.what}; ${seeming.format === undefined ? seeming.next : `state format: ${seeming.format}`}`,
  );
}
