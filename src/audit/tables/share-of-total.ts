import type { LabelledItem } from '../../text/lists.js';
import { roundedFrom } from '../../text/printed-number.js';
import type { TextTable } from '../../text/tables.js';
import { EPSILON } from '../arithmetic.js';
import { agrees, error, note, type Outcome } from '../diagnostic.js';
import { baseText, commonBase } from '../shares/common-base.js';
import { grouped } from '../words.js';

/** Rows of a table with one column of counts and one of shares: one n explains them all. */
export function* shareOfTotal({ rows }: TextTable): Generator<Outcome> {
  const items = rows.flatMap((row): LabelledItem[] => {
    const numbers = row.slice(1).flatMap((cell) => cell.numbers);
    const of = (kind: 'count' | 'share') =>
      numbers.filter((number) => number.kind === kind && number.values.length === 1);
    const [[count, ...counts], [share, ...shares]] = [of('count'), of('share')];
    if (!count || !share || counts.length > 0 || shares.length > 0) return [];
    const [start, end] = [Math.min(count.start, share.start), Math.max(count.end, share.end)];
    return [{ label: row[0]?.text ?? '', start, end, count: count.values[0], share: share.values[0], unit: '' }];
  });
  const base = commonBase(items) ?? baseOfThree(items);
  if (!base) return;
  for (let i = 0; i < base.fitting; i += 1) yield agrees;
  for (const item of base.outliers) {
    const { count, share } = item;
    if (!count || !share) continue;
    const ends = [(100 * count.value) / base.high, (100 * count.value) / base.low].map((one) =>
      one.toFixed(share.decimals),
    );
    const isCutOff =
      Number(ends[0]) - share.value <= share.step * 1.0001 && (100 * count.value) / base.high >= share.value - 1e-9;
    yield (isCutOff ? note : error)(
      item,
      `the other ${base.fitting} percentages of this table are of ${baseText(base)}; ` +
        `${grouped(count.value)} of that is ` +
        `${[...new Set(ends)].join(' to ')}%, printed as ${share.value.toFixed(share.decimals)}%`,
    );
  }
}

/** How near the sum of all counts comes to the n that two of three percentages have in common. */
const NEAR = 0.02;

/** Of three rows, two agree on an n, which is the sum of the counts or little more. */
function baseOfThree(items: readonly LabelledItem[]): ReturnType<typeof commonBase> {
  if (items.length !== 3) return undefined;
  const ranges = items.flatMap((item) => {
    if (!item.count || !item.share || item.count.value <= 0 || roundedFrom(item.share).low <= 0) return [];
    const { low, high } = roundedFrom(item.share);
    return [{ item, low: (100 * item.count.value) / high, high: (100 * item.count.value) / low }];
  });
  const sum = items.reduce((all, { count }) => all + (count?.value ?? 0), 0);
  for (const odd of ranges) {
    const [a, b] = ranges.filter((range) => range !== odd);
    if (!a || !b || ranges.length !== 3) return undefined;
    const [low, high] = [Math.max(a.low, b.low), Math.min(a.high, b.high)];
    const isOut = odd.low > high + EPSILON || odd.high < low - EPSILON;
    if (low <= high && isOut && sum <= high * (1 + EPSILON) && sum >= low * (1 - NEAR))
      return { outliers: [odd.item], fitting: 2, low, high };
  }
  return undefined;
}
