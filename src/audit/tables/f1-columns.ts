import type { NumberInText } from '../../text/number-in-text.js';
import { roundedFrom } from '../../text/printed-number.js';
import type { TextTable } from '../../text/tables.js';
import { single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { columnsOf } from './columns.js';

/** Means over folds or classes are near the F1 of the means, and no more. */
const NEAR = 0.012;
const ofSeveral = /\b(?:avg|average|macro|micro|weighted|mean|overall|total)\b/i;

/** Columns of precision, recall and F1: the row whose F1 they do not give, where they do in most others. */
export function* f1Columns(table: TextTable): Generator<Outcome> {
  const columns = columnsOf(table);
  const only = (header: RegExp): readonly (NumberInText | undefined)[] | undefined => {
    const [one, ...more] = columns.filter(
      (column) => header.test(column.header) && !/average|auc/i.test(column.header),
    );
    return more.length === 0 ? one?.numbers : undefined;
  };
  const [precision, recall, f1] = [only(/precision/i), only(/recall|sensitivity/i), only(/\bF-?1\b/i)];
  if (!precision || !recall || !f1) return;
  const rows = table.rows.flatMap((row, i) => {
    const [p, r, f] = [precision[i], recall[i], f1[i]];
    const [a, b, own] = [shareOf(p), shareOf(r), shareOf(f)];
    const isOne = !row.some(({ text }) => ofSeveral.test(text));
    if (!p || !r || !f || !a || !b || !own || !isOne || a.value + b.value <= 0) return [];
    const exact = (2 * a.value * b.value) / (a.value + b.value);
    return [{ p, r, f, exact, off: Math.abs(exact - own.value) - own.slack }];
  });
  const fitting = rows.filter(({ off }) => off <= NEAR);
  if (fitting.length < 3 || fitting.length < 0.75 * rows.length) return;
  for (const { p, r, f, exact, off } of rows)
    if (off <= NEAR) yield agrees;
    else
      yield note(
        f,
        `precision ${p.printed} and recall ${r.printed} give 2PR / (P + R) = ${exact.toFixed(3)}, as they do in ` +
          `${fitting.length} other rows; printed is ${f.printed}`,
      );
}

/** A share between 0 and 1, whether printed so or in percent, and what its rounding leaves open. */
function shareOf(number: NumberInText | undefined): { readonly value: number; readonly slack: number } | undefined {
  const printed = single(number);
  if (!printed) return undefined;
  const by = printed.value > 1 ? 100 : 1;
  return { value: printed.value / by, slack: (roundedFrom(printed).high - printed.value) / by };
}
