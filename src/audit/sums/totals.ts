import type { NumberInText } from '../../text/number-in-text.js';
import type { TextTable } from '../../text/tables.js';
import { addition, rounding, single, total } from '../arithmetic.js';
import { agrees, error, type Outcome } from '../diagnostic.js';

const noSum =
  /\b(?:mean|average|avg|median|rate|per|ratio|index|score|price|year|rank|age|change|growth|sd|se|odds|p)\b|[Δ×]/i;
const totalLabel = /^(?:grand\s)?(?:total|totals|sum|all|insgesamt|summe|gesamt|somme|suma|soma)$/i;
/** Averages, and totals over people who are in several rows, are not near the sum. */
const NEAR = 0.25;

/** Columns above a row of totals. */
export function* totalsOf({ header, rows }: TextTable): Generator<Outcome> {
  const labels = rows.map((row) => (row[0]?.text ?? '').replace(/[*_:]/g, '').trim());
  const at = labels.findIndex((label) => totalLabel.test(label));
  if (at === -1 || (at !== rows.length - 1 && at !== 0) || rows.length < 3) return;
  const parts = rows.filter((_, i) => i !== at);
  if (labels.some((label, i) => i !== at && /\b(?:of which|sub-?total|thereof)\b/i.test(label))) return;
  for (let column = 1; column < (rows[at]?.length ?? 0); column += 1) {
    const whole = only(rows[at]?.[column]?.numbers);
    if (whole?.bound === 'exactly' && !noSum.test(header[column]?.text ?? ''))
      yield* columnTotal(
        whole,
        parts.map((row) => ({ number: only(row[column]?.numbers), text: row[column]?.text ?? '' })),
      );
  }
}

function* columnTotal(
  whole: NumberInText,
  cells: readonly { readonly number: NumberInText | undefined; readonly text: string }[],
): Generator<Outcome> {
  const wholeValue = single(whole);
  const values = cells.flatMap(({ number }) =>
    number?.kind === whole.kind && number.bound === 'exactly' ? (single(number) ?? []) : [],
  );
  // an empty cell or a dash counts nothing, anything else makes the column no sum
  const empty = cells.filter(({ number, text }) => !number && /^(?:[-–—]|n\/a|)$/i.test(text));
  if (!wholeValue || values.length < 2 || values.length + empty.length !== cells.length) return;
  if (whole.kind === 'share' && Math.abs(wholeValue.value - 100) > 1) return;
  if (!['share', 'count', 'money', 'measure'].includes(whole.kind) || wholeValue.value === 0) return;
  const gap = Math.abs(total(values) - wholeValue.value);
  if (gap <= rounding([...values, wholeValue], whole.kind)) yield agrees;
  else if (gap <= NEAR * Math.abs(wholeValue.value))
    yield error(whole, addition(values, wholeValue, whole.kind === 'share' ? '%' : ''));
}

const only = (numbers: readonly NumberInText[] | undefined): NumberInText | undefined =>
  numbers?.length === 1 ? numbers[0] : undefined;
