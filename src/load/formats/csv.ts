import { CsvError, type Options, parse } from 'csv-parse/stream';
import type { Problem } from '../problem.js';
import { remark } from '../remarks.js';
import { delimiterOf, describeDelimiter } from './delimiter.js';
import { brokenOff, lines, type Reading } from './lines.js';
import type { RecordOrProblem } from './record.js';
import type { Source } from './source.js';
import { itemsOf, streamOf } from './web-stream.js';

/** The parser takes so many characters at once: line by line it would take ten times as long. */
const pieceLength = 1 << 16;

export interface CsvReading extends Reading {
  /** What separates the cells; by default it is found out, and said where it is not a comma. */
  readonly delimiter?: string | undefined;
}

/**
 * Reads CSV with a header (RFC 4180), whatever its delimiter. A row that is malformed, or whose number of cells differs
 * from the header's, is a problem, and reading goes on with the next row. A quote inside an unquoted cell is a
 * character like others, as pandas and DuckDB read it.
 */
export async function* readCsv(source: Source, reading: CsvReading = {}): AsyncGenerator<RecordOrProblem> {
  const file = source.name;
  const text = new CsvText(source, reading);
  const start = await text.start();
  const delimiter = reading.delimiter ?? delimiterOf(start);
  if (reading.delimiter === undefined && delimiter !== ',')
    remark(
      `${file}: its cells are separated by ${describeDelimiter(delimiter)} (delimiter: ${JSON.stringify(delimiter)})`,
    );

  const skipped: Problem[] = [];
  let skippedAt = 0; // the line of the row that was skipped last: a row with several mistakes is one problem
  let ended = 1; // the line on which the last row ended, read or not
  /** The lines that a row took, from the one after the row before it. */
  const range = (end: number): LineRange => {
    const start = ended + 1;
    ended = Math.max(end, ended);
    return { start, end: ended };
  };
  const options: Options<Row> = {
    delimiter,
    columns: (header: readonly string[]) => namesOf(file, header),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record: (values: object, { lines: end }): Row => ({ values, ...range(end) }),
    on_skip: (error) => {
      const line = Number(error?.['lines']);
      if (error && line !== skippedAt) skipped.push(malformed(file, error, range(line)));
      skippedAt = line;
      return undefined;
    },
  };
  const rows = itemsOf<Row>(streamOf(text.pieces()).pipeThrough(parse(options as object)));

  let row = 0;
  try {
    for await (const { values, start, end } of rows) {
      row += 1;
      const unread = text.unreadIn(start, end);
      yield unread
        ? { problem: { file, ...unread, lost: 'posting' } }
        : { record: { id: String(row), values, written: 'cells', place: { file, line: start } } };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    skipped.push(malformed(file, error, range(Number(error['lines']))));
  }
  for (const problem of skipped) yield { problem };
  if (text.broken) yield { problem: text.broken };
  else if (row + skipped.length === 0) {
    const reason = text.lastLine === 0 ? 'the file is empty' : 'there is no row below the header';
    yield { problem: { file, reason, lost: 'posting' } };
  }
}

interface LineRange {
  readonly start: number;
  readonly end: number;
}

type Row = LineRange & { readonly values: object };

/** The text of a CSV file in pieces of whole lines, and the lines of it that could not be read. */
class CsvText {
  lastLine = 0;
  /** The problem of data that break off; the rows before it are whole. */
  broken: Problem | undefined;
  private readonly unread: { readonly line: number; readonly reason: string }[] = [];
  private passed = 0; // how many of them stand before the row at hand
  private readonly all: AsyncGenerator<string>;
  private first: string | undefined;

  constructor(
    private readonly source: Source,
    private readonly reading: Reading,
  ) {
    this.all = this.read();
  }

  /** The first piece. */
  async start(): Promise<string> {
    this.first ??= (await this.all.next()).value ?? '';
    return this.first ?? '';
  }

  async *pieces(): AsyncGenerator<Buffer> {
    yield Buffer.from(await this.start());
    for await (const piece of this.all) yield Buffer.from(piece);
  }

  /** The first unread line of a row; rows are asked for in order. */
  unreadIn(start: number, end: number): { readonly line: number; readonly reason: string } | undefined {
    while ((this.unread[this.passed]?.line ?? Number.POSITIVE_INFINITY) < start) this.passed += 1;
    const next = this.unread[this.passed];
    return next && next.line <= end ? next : undefined;
  }

  private async *read(): AsyncGenerator<string> {
    let piece = '';
    try {
      for await (const line of lines(this.source, this.reading)) {
        this.lastLine = line.number;
        if ('unread' in line) this.unread.push({ line: line.number, reason: line.unread });
        piece += ('text' in line ? line.text : new TextDecoder().decode(line.bytes)) + line.end;
        if (piece.length < pieceLength) continue;
        yield piece;
        piece = '';
      }
    } catch (error) {
      this.broken = brokenOff(this.source.name, this.lastLine, error);
    }
    yield piece;
  }
}

/** A misplaced quote makes the following lines part of the same cell, up to the next quote that fits: all are lost. */
const malformed = (file: string, error: CsvError, { start, end }: LineRange): Problem => {
  const lines = end > start ? `; lines ${start} to ${end} are not read` : '';
  const reason = `not valid CSV: ${error.message}${lines}`;
  return { file, line: start, reason, lost: 'posting', ...(end > start && { atMost: end - start + 1 }) };
};

/** The names of the columns: one without a name is called by its number, and of two that are alike the second too. */
function namesOf(file: string, header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((name, i) => {
    const isFree = name !== '' && !taken.has(name);
    const own = isFree ? name : name === '' ? `column ${i + 1}` : `${name} (column ${i + 1})`;
    if (name !== '' && !isFree) remark(`${file}: two columns are called "${name}"; the second is "${own}" here`);
    taken.add(own);
    return own;
  });
}
