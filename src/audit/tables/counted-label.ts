import type { NumberInText } from '../../text/number-in-text.js';
import { single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import type { Reading } from '../reading.js';

/** How far from its table a sentence still speaks of it. */
const NEAR = 1500;
/** A table with more rows is data. */
const MOST = 60;

/** A label of two words or more at least, without the signs of emphasis. */
const named = (text: string): string => text.replace(/[*_]/g, '').trim().toLowerCase();

/** Whether a label follows a number, with one space between them, as whole words; plurals are no difference. */
function follows(behind: string, label: string): boolean {
  if (!behind.startsWith(label, 1) || !/^\s/.test(behind)) return false;
  const end = 1 + label.length + (behind[1 + label.length] === 's' ? 1 : 0);
  return !/^[\p{L}-]/u.test(behind.slice(end));
}

/** `Of the 114 operations managers`, below a table whose row of that name prints other counts. */
export function* countedLabels(reading: Reading): Generator<Outcome> {
  for (const { start, end, rows } of reading.tables) {
    if (rows.length < 3 || rows.length > MOST) continue;
    const labels = rows.flatMap((row) => {
      const label = named(row[0]?.text ?? '');
      return /^\p{L}[\p{L}-]*\s\p{L}[\p{L} -]*$/u.test(label) ? [{ label, cells: row.slice(1) }] : [];
    });
    if (labels.length === 0) continue;
    for (const number of reading.within(Math.max(0, start - NEAR), end + NEAR)) {
      const said = single(number);
      if (!said || number.kind !== 'count' || number.bound !== 'exactly') continue;
      if (number.start >= start && number.end <= end) continue;
      const behind = reading.text.slice(number.end, number.end + 61).toLowerCase();
      const rowsOf = labels.filter(({ label }) => follows(behind, label));
      const cells = rowsOf.flatMap((row) => row.cells.flatMap(({ numbers }) => numbers)).filter(isCount);
      if (rowsOf.length !== 1 || cells.length === 0) continue;
      if (cells.some((cell) => single(cell)?.value === said.value)) yield agrees;
      else
        yield note(
          number,
          `the table prints ${cells.map(({ printed }) => printed).join(', ')} for ${rowsOf[0]?.label}; ` +
            `here it is ${number.printed}`,
        );
    }
  }
}

const isCount = (number: NumberInText): boolean => number.kind === 'count' && single(number) !== undefined;
