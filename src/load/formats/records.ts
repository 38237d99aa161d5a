import type { Format, Rows } from '../files.js';
import { shown } from '../project.js';
import { readTree } from '../tree.js';
import { refuseOtherFormat } from './other-format.js';
import type { RecordOrProblem } from './record.js';
import { type OnBytes, type Source, sourcesOf } from './source.js';

export interface ReadingRecords {
  readonly onBytes?: OnBytes | undefined;
  /** The paths that lead to values that are needed, where a format can leave out others; by default all are. */
  readonly wanted?: readonly string[] | undefined;
}

/**
 * Reads one file of a corpus, in its format. The parsers are heavy, and each is loaded only when it is needed.
 *
 * @throws UserError when the file is not here, or is of another format, with what it seems to be
 */
export async function* readRecords(
  files: Format,
  path: string,
  { onBytes, wanted }: ReadingRecords = {},
): AsyncGenerator<RecordOrProblem> {
  if (files.format === 'yaml-tarball') {
    const { readYamlParts } = await import('./yaml-parts.js');
    return yield* readYamlParts(await readTree(path, Object.values(files.parts)), files.parts, shown(path));
  }
  refuseOtherFormat(files.format, path);
  switch (files.format) {
    case 'parquet':
      return yield* (await import('./parquet.js')).readParquet(path, wanted);
    case 'xlsx':
      return yield* (await import('./xlsx.js')).readXlsx(path, files.sheet);
    case 'sqlite':
      return yield* (await import('./sqlite.js')).readSqlite(path, files);
    case 'duckdb':
      return yield* (await import('./duckdb.js')).readDuckDb(path, files);
    default:
      for await (const source of sourcesOf(path)) yield* withMember(readText(files, source, onBytes), source);
  }
}

/** A row's number is its id in its file alone: the name of a member of an archive goes before it. */
async function* withMember(
  records: AsyncGenerator<RecordOrProblem>,
  { member }: Source,
): AsyncGenerator<RecordOrProblem> {
  for await (const each of records) {
    if (member !== undefined && 'record' in each && each.record.id !== undefined)
      yield { record: { ...each.record, id: `${member}:${each.record.id}` } };
    else yield each;
  }
}

/** Formats of text, which may be compressed. */
export type TextRows = Extract<Rows, { readonly format: 'jsonl' | 'json' | 'csv' | 'tsv' | 'html' }>;

/** Reads a source of text, in its format. */
async function* readText(
  files: TextRows,
  source: Source,
  onBytes: OnBytes | undefined,
): AsyncGenerator<RecordOrProblem> {
  const reading = { encoding: files.encoding, onBytes };
  switch (files.format) {
    case 'jsonl':
      return yield* (await import('./jsonl.js')).readJsonl(source, reading);
    case 'json':
      return yield* (await import('./json.js')).readJson(source, { ...reading, rows: files.rows });
    case 'csv':
    case 'tsv': {
      const delimiter = files.delimiter ?? (files.format === 'tsv' ? '\t' : undefined);
      return yield* (await import('./csv.js')).readCsv(source, { ...reading, delimiter });
    }
    case 'html':
      return yield* (await import('./html-page.js')).readHtmlPage(source, reading);
  }
}
