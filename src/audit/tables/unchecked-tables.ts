import type { TextTable } from '../../text/tables.js';
import type { Outcome, Range } from '../diagnostic.js';

const checked = new WeakSet<TextTable>();

/** Passes on what a check of a table came to, and remembers that it looked at this table's numbers. */
export function* ofTable(table: TextTable, outcomes: Iterable<Outcome>): Generator<Outcome> {
  for (const outcome of outcomes) {
    checked.add(table);
    yield outcome;
  }
}

/** Fewer numbers hardly hold one that follows from others. */
const FEWEST_NUMBERS = 6;

/** The tables whose numbers no check looked at, once all detectors have run. */
export function* uncheckedTables(tables: readonly TextTable[]): Generator<Range> {
  for (const table of tables) {
    const values = table.rows.flat().flatMap(({ numbers }) => numbers.filter(({ values }) => values.length > 0));
    const line = table.header.length > 0 ? table.header : (table.rows[0] ?? []);
    const [first, last] = [line[0], line.at(-1)];
    if (checked.has(table) || values.length < FEWEST_NUMBERS || table.rows.length < 2 || !first || !last) continue;
    const end = last.start + last.text.length;
    yield { start: first.start, end };
  }
}
