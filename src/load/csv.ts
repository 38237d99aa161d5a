import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { UserError } from '../error.js';
import { brokenOff, lines, type OnBytes } from './lines.js';
import type { Problem } from './problem.js';
import { shown } from './project.js';
import type { RecordOrProblem } from './record.js';

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
  const invalid: number[] = [];
  let last = 0;

  async function* text() {
    for await (const line of lines(path, onBytes)) {
      last = line.number;
      if ('invalid' in line) invalid.push(line.number);
      yield ('text' in line ? line.text : new TextDecoder().decode(line.invalid)) + line.end;
    }
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
      const bad = invalid.find((line) => line >= start && line <= end);
      yield bad === undefined
        ? { record: { id: String(row), values, written: 'cells', place: { file, line: start } } }
        : { problem: { file, line: bad, reason: 'not valid UTF-8', lost: 'posting' } };
    }
  } catch (error) {
    yield {
      problem:
        error instanceof CsvError ? broken(file, error, span(Number(error['lines']))) : brokenOff(path, last, error),
    };
  }
  for (const problem of skipped) yield { problem };
  if (row + skipped.length === 0)
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
  return { file, line: start, reason: `not valid CSV: ${error.message}${lines}`, lost: 'posting' };
};

function unique(file: string, header: readonly string[]): string[] {
  const twice = header.find((name, position) => header.indexOf(name) !== position);
  if (twice !== undefined) throw new UserError(`${file}:1: two columns are called "${twice}"; give each its own name`);
  return [...header];
}
