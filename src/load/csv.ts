import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { UserError } from '../error.js';
import { brokenOff, lines, type OnBytes } from './lines.js';
import type { Problem } from './problem.js';
import { shown } from './project.js';
import type { RecordOrProblem } from './record.js';

/** The parser takes so many characters at once: line by line it would take ten times as long. */
const pieceLength = 1 << 16;

/**
 * Reads CSV with a header (RFC 4180). A row that is malformed, or whose number of cells differs from the header's, is a
 * problem, and reading goes on with the next row.
 *
 * @throws UserError when two columns have the same name.
 */
export async function* readCsv(path: string, onBytes?: OnBytes): AsyncGenerator<RecordOrProblem> {
  const file = shown(path);
  const skipped: Problem[] = [];
  let skippedAt = 0; // the line of the row that was skipped last: a row with several mistakes is one problem
  const unread: { readonly line: number; readonly reason: string }[] = []; // lines, in order
  let passed = 0; // how many of them stand before the row at hand
  let last = 0;

  let brokenAt: Problem | undefined;
  async function* text() {
    let piece = '';
    try {
      for await (const line of lines(path, onBytes)) {
        last = line.number;
        if ('unread' in line) unread.push({ line: line.number, reason: line.unread });
        piece += ('text' in line ? line.text : new TextDecoder().decode(line.bytes)) + line.end;
        if (piece.length < pieceLength) continue;
        yield piece;
        piece = '';
      }
    } catch (error) {
      brokenAt = brokenOff(path, last, error); // the rows before it are parsed first
    }
    yield piece;
  }

  let ended = 1; // the line on which the last row ended, read or not
  /** The lines that a row took, from the one after the row before it. */
  const span = (end: number): LineRange => {
    const start = ended + 1;
    ended = Math.max(end, ended);
    return { start, end: ended };
  };
  const parser = Readable.from(text())
    .on('error', (error) => parser.destroy(error))
    .pipe(
      parse({
        columns: (header: readonly string[]) => unique(file, header),
        record_delimiter: ['\r\n', '\n', '\r'],
        skip_empty_lines: true,
        skip_records_with_error: true,
        on_record: (values: object, { lines: end }): Row => ({ values, ...span(end) }),
        on_skip: (error) => {
          const line = Number(error?.['lines']);
          if (error && line !== skippedAt) skipped.push(broken(file, error, span(line)));
          skippedAt = line;
          return undefined;
        },
      }),
    );

  let row = 0;
  try {
    for await (const each of parser) {
      const { values, start, end } = each as Row;
      row += 1;
      while ((unread[passed]?.line ?? Number.POSITIVE_INFINITY) < start) passed += 1;
      const bad = unread[passed];
      yield bad === undefined || bad.line > end
        ? { record: { id: String(row), values, written: 'cells', place: { file, line: start } } }
        : { problem: { file, ...bad, lost: 'posting' } };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    skipped.push(broken(file, error, span(Number(error['lines']))));
  }
  for (const problem of skipped) yield { problem };
  if (brokenAt) yield { problem: brokenAt };
  else if (row + skipped.length === 0)
    yield {
      problem: { file, reason: last === 0 ? 'the file is empty' : 'there is no row below the header', lost: 'posting' },
    };
}

interface LineRange {
  readonly start: number;
  readonly end: number;
}

type Row = LineRange & { readonly values: object };

/** A misplaced quote makes the following lines part of the same cell, up to the next quote that fits: all are lost. */
const broken = (file: string, error: CsvError, { start, end }: LineRange): Problem => {
  const lines = end > start ? `; lines ${start} to ${end} are not read` : '';
  const reason = `not valid CSV: ${error.message}${lines}`;
  return { file, line: start, reason, lost: 'posting', ...(end > start && { atMost: end - start + 1 }) };
};

function unique(file: string, header: readonly string[]): string[] {
  const twice = header.find((name, position) => header.indexOf(name) !== position);
  if (twice !== undefined) throw new UserError(`${file}:1: two columns are called "${twice}"; give each its own name`);
  return [...header];
}
