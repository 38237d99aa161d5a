import { UserError } from '../../error.js';
import { optional } from '../optional.js';
import { unreadable } from '../problem.js';
import { shown } from '../project.js';
import { remark } from '../remarks.js';
import type { RecordOrProblem } from './record.js';

type Cell = string | number | boolean | Date | null;

interface ExcelReader {
  default(path: string): Promise<{ readonly sheet: string; readonly data: Cell[][] }[]>;
}

/**
 * Reads a sheet of an Excel file: the first row that is not empty is the header. Dates, numbers and flags have their
 * types; an empty cell is a missing value.
 *
 * @param sheet its name; by default the first
 * @throws UserError when the file cannot be read, or has no sheet of that name
 */
export async function* readXlsx(path: string, sheet?: string): AsyncGenerator<RecordOrProblem> {
  const file = shown(path);
  const { default: read } = await optional<ExcelReader>('read-excel-file', 'Excel files are', 'read-excel-file/node');
  const sheets = await read(path).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  const names = sheets.map((each) => each.sheet);
  const chosen = sheet === undefined ? sheets[0] : sheets.find((each) => each.sheet === sheet);
  if (!chosen) throw new UserError(`${file} has no sheet "${sheet}"; it has ${names.join(', ')}`);
  if (sheet === undefined && sheets.length > 1)
    remark(`${file}: the sheet "${chosen.sheet}" is read, of ${names.join(', ')} (sheet: ${JSON.stringify(names[0])})`);

  const isEmpty = (cells: readonly Cell[]): boolean => cells.every((cell) => cell === null || cell === '');
  const headerAt = chosen.data.findIndex((cells) => !isEmpty(cells));
  const header = (chosen.data[headerAt] ?? []).map((cell, i) => (cell === null ? `column ${i + 1}` : String(cell)));
  let row = 0;
  for (const [i, cells] of chosen.data.entries()) {
    if (i <= headerAt || isEmpty(cells)) continue;
    row += 1;
    const values = Object.fromEntries(header.map((name, at) => [name, cells[at] ?? null]));
    yield { record: { id: String(row), values, written: 'typed', place: { file, line: i + 1 } } };
  }
  if (row === 0) yield { problem: { file, reason: 'there is no row below the header', lost: 'posting' } };
}
