import type { NumberInText } from '../../text/number-in-text.js';
import type { Reading } from '../reading.js';
import { columnsOf } from './columns.js';

/** A column of a table with the labels of its rows. */
export interface LabelledColumn {
  readonly header: string;
  readonly rows: readonly { readonly label: string; readonly number: NumberInText }[];
}

const known = new WeakMap<Reading, LabelledColumn[]>();

/** The columns of all tables of a text that hold numbers. */
export function labelledColumns(reading: Reading): LabelledColumn[] {
  const before = known.get(reading);
  if (before) return before;
  const found = reading.tables.flatMap((table) =>
    columnsOf(table).map(({ header, numbers }) => ({
      header,
      rows: numbers.flatMap((number, row) => {
        const label = table.rows[row]?.[0]?.text.replace(/[*_]/g, '') ?? '';
        return number && label.length > 0 ? [{ label, number }] : [];
      }),
    })),
  );
  const labelled = found.filter(({ rows }) => rows.length > 0);
  known.set(reading, labelled);
  return labelled;
}

const patterns = new WeakMap<object, RegExp>();

/** The label of a row where it stands as a word of its own: sentence after sentence asks. */
function asWord(row: { readonly label: string }): RegExp {
  const before = patterns.get(row);
  if (before) return before;
  const escaped = row.label.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\w/-])${escaped}(?:s|ing|ed)?(?![\\w/+#-])`);
  patterns.set(row, pattern);
  return pattern;
}

/** Where each row's label stands in a sentence; a label inside a longer one does not count. */
export function labelsIn(
  text: string,
  { rows }: LabelledColumn,
): { at: number; number: NumberInText; label: string }[] {
  const found = rows.flatMap((row) => {
    const { label, number } = row;
    if (label.length === 0 || label.length > 60 || !text.includes(label)) return [];
    const at = text.search(asWord(row));
    return at === -1 ? [] : [{ at, number, label }];
  });
  const isInside = (a: { at: number; label: string }, b: { at: number; label: string }): boolean =>
    a !== b && a.label.length < b.label.length && a.at >= b.at && a.at + a.label.length <= b.at + b.label.length;
  return found.filter((one) => !found.some((other) => isInside(one, other))).sort((a, b) => a.at - b.at);
}
