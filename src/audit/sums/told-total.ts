import type { NumberInText } from '../../text/number-in-text.js';
import type { PrintedNumber } from '../../text/printed-number.js';
import { latin } from '../../text/rule.js';
import { addition, isCount, single, total } from '../arithmetic.js';
import { agrees, note, type Outcome, type Range } from '../diagnostic.js';
import { itemsOf } from '../items.js';
import type { Reading } from '../reading.js';
import { columnsOf } from '../tables/columns.js';
import { ofTable } from '../tables/unchecked-tables.js';

/** Parts further from a total were not meant to be all of it. */
const NEAR = 0.12;
const SMALLEST = 30;
/** What stands before the number of all things that a text is about. */
const totalBefore = latin(
  new RegExp(
    String.raw`\b(?:total(?:\sof)?|analy[sz]ed|audited|scraped|collected|pulled|surveyed|received|dataset\sof|` +
      String.raw`sample\sof|[nN]\s?=)[\s:*]{0,4}(?:\p{L}+\s){0,1}$`,
    'iu',
  ),
);
/** Parts that overlap, or that are not all. */
const selection = /\b(?:top|most|largest|biggest|common|popular|overlap|multiple|several|skills?|examples?)\b/i;

/** `Analyzed 86,207 layoffs`, and by year 7,029, 27,536, 47,933 and 3,709: lists and columns that fall short of it. */
export function* toldTotal(reading: Reading): Generator<Outcome> {
  const outcomes = [...ofTotals(reading)];
  const accused = outcomes.flatMap((one) => (one.verdict === 'agrees' ? [] : one.start));
  // a number of which several tables fall short is the total of none of them
  for (const one of outcomes)
    if (one.verdict === 'agrees' || accused.indexOf(one.start) === accused.lastIndexOf(one.start)) yield one;
}

function* ofTotals(reading: Reading): Generator<Outcome> {
  const totals = reading.numbers.filter(
    (number) =>
      isCount(number) &&
      number.bound === 'exactly' &&
      totalBefore.test(reading.text.slice(Math.max(0, number.start - 40), number.start)),
  );
  if (totals.length === 0) return;
  for (const table of reading.tables)
    for (const { header, numbers } of columnsOf(table)) {
      const labels = table.rows.map((row) => row[0]?.text ?? '').join(' ');
      if (selection.test(`${header} ${labels} ${table.header[0]?.text ?? ''}`)) continue;
      if (!/\btotal\b/i.test(labels)) yield* ofTable(table, against(reading, totals, numbers, table));
    }
  for (const items of itemsOf(reading)) {
    const [first, last] = [items[0], items.at(-1)];
    if (!first || !last) continue;
    const intro = reading.text.slice(Math.max(0, first.start - 120), first.start);
    const range = { start: first.start, end: last.end };
    if (!selection.test(intro))
      yield* against(
        reading,
        totals,
        items.map(({ numbers }) => numbers.find(isCount)),
        range,
      );
  }
}

function* against(
  { lineOf }: Reading,
  totals: readonly NumberInText[],
  numbers: readonly (NumberInText | undefined)[],
  { start, end }: Range,
): Generator<Outcome> {
  const parts = numbers.flatMap((number): PrintedNumber | readonly PrintedNumber[] =>
    number && isCount(number) && number.bound === 'exactly' ? (single(number) ?? []) : [],
  );
  const sum = parts.length >= 3 && parts.length === numbers.length ? total(parts) : 0;
  if (sum < SMALLEST || parts.every(({ value }, i) => value === i + 1)) return;
  const wholes = totals.flatMap((number) => {
    const value = single(number);
    const isElsewhere = number.start < start || number.start >= end;
    return value && isElsewhere ? [{ number, value, gap: Math.abs(value.value - sum) }] : [];
  });
  if (wholes.some(({ gap }) => gap === 0)) return yield agrees;
  const [near, ...more] = wholes.filter(({ gap, value }) => gap <= NEAR * value.value);
  if (!near || more.some(({ value }) => value.value !== near.value.value)) return;
  if (parts.some(({ value }) => value >= near.value.value)) return;
  yield note(near.number, `${addition(parts, near.value)}, if the parts (line ${lineOf(start)}) are all`);
}
