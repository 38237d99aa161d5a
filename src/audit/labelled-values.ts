import type { NumberInText } from '../text/number-in-text.js';
import type { PrintedNumber } from '../text/printed-number.js';
import type { Reading } from './reading.js';

/** A value that a list or a column of a table gives to a name. */
export interface LabelledValue {
  readonly label: string;
  readonly value: PrintedNumber;
  readonly kind: NumberInText['kind'];
}

/** Every list and every column of every table as names with values, each of one kind. */
export function labelledValues({ lists, tables }: Pick<Reading, 'lists' | 'tables'>): LabelledValue[][] {
  const ofLists = lists.flatMap(({ items }) => [
    items.flatMap(({ label, count }) => (count ? [{ label, value: count, kind: 'count' as const }] : [])),
    items.flatMap(({ label, share }) => (share ? [{ label, value: share, kind: 'share' as const }] : [])),
  ]);
  const ofTables = tables.flatMap(({ rows }) => {
    const width = Math.max(0, ...rows.map((row) => row.length));
    return Array.from({ length: width }, (_, column) =>
      column === 0
        ? []
        : rows.flatMap((row) => {
            const [number, ...more] = row[column]?.numbers ?? [];
            const [value] = number?.values ?? [];
            return number && value && more.length === 0 && number.values.length === 1 && number.bound === 'exactly'
              ? [{ label: row[0]?.text ?? '', value, kind: number.kind }]
              : [];
          }),
    );
  });
  return [...ofLists, ...ofTables].filter((group) => group.length >= 2);
}
