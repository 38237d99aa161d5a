import type { TextTable } from '../../text/tables.js';
import { allowed, difference, overlap, single, withUnit } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { columnsOf } from './columns.js';

const label = new RegExp(
  String.raw`^(?:(?:\p{L}+\s){0,2}(?:premium|difference|gap|spread|margin)|Δ|delta|diff\.?|Differenz|Abstand)` +
    String.raw`(?:\s?\([^()]{1,20}\))?$`,
  'iu',
);

/** Two rows and their difference below: `157,000`, `148,000`, `Premium 9,000`. */
export function* differenceRow(table: TextTable): Generator<Outcome> {
  const last = table.rows.at(-1)?.[0]?.text.replace(/[*_:]/g, '').trim() ?? '';
  if (table.rows.length !== 3 || !label.test(last)) return;
  for (const { numbers } of columnsOf(table)) {
    const [a, b, gap] = numbers;
    const [x, y, printed] = [single(a), single(b), single(gap)];
    if (!a || !b || !gap || !x || !y || !printed || a.kind !== b.kind) continue;
    // a premium of two amounts may be printed in percent
    if (gap.kind !== a.kind && !(a.kind === 'share' && ['points', 'count', 'measure'].includes(gap.kind))) continue;
    const own = difference(allowed(a, x), allowed(b, y));
    const sizes = {
      low: Math.min(Math.abs(own.low), Math.abs(own.high)),
      high: Math.max(Math.abs(own.low), Math.abs(own.high)),
    };
    const all = own.low <= 0 && own.high >= 0 ? { low: 0, high: sizes.high } : sizes;
    if (overlap(all, allowed(gap, { ...printed, value: Math.abs(printed.value) }))) yield agrees;
    else
      yield note(
        gap,
        `the rows above, ${a.printed} and ${b.printed}, are ` +
          `${withUnit({ ...x, value: Math.abs(x.value - y.value) }, a.kind)} apart; printed is ${gap.printed}`,
      );
  }
}
