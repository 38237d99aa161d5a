import type { AuditedText } from '../text/audited-text.js';
import type { NumberInText } from '../text/number-in-text.js';
import type { PrintedNumber } from '../text/printed-number.js';

/** A value that a list or a column of a table gives to a name. */
export interface LabelledValue {
  readonly label: string;
  readonly value: PrintedNumber;
  readonly kind: NumberInText['kind'];
}

/** Every list and every column of every table as names with values, each of one kind. */
export function labelledValues({ lists, tables }: AuditedText): LabelledValue[][] {
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

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether a name stands in words: at their beginning, or anywhere, as whole words; plurals are no difference. */
export const sameLabel = {
  startsWith: (words: string, label: string): boolean =>
    label.length > 1 && new RegExp(`^${escaped(label)}s?(?: |$)`).test(plain(words)),
  within: (words: string, label: string): boolean =>
    label.length > 1 && new RegExp(`(?:^| )${escaped(label)}s?(?: |$)`).test(plain(words)),
};

const escaped = (label: string): string => plain(label).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
