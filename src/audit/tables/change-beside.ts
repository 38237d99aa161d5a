import type { NumberInText } from '../../text/number-in-text.js';
import type { TextTable } from '../../text/tables.js';
import { allowed, overlap, single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { changeOf } from './relations.js';

interface Changed {
  readonly value: NumberInText;
  readonly change: NumberInText;
}

/**
 * `$110,000`, `$138,000 (+25.5%)`, `$155,000 (+40.9%)` below each other: values with their change from the only value
 * that has none, or from the row above.
 */
export function* changesBeside({ rows }: TextTable): Generator<Outcome> {
  const width = Math.max(0, ...rows.map((row) => row.length));
  for (let column = 1; column < width; column += 1) {
    const cells = rows.map((row) => row[column]);
    const values = cells.map((cell) => cell?.numbers[0]);
    const changed = cells.map((cell): Changed | undefined => {
      const [value, change, ...more] = cell?.numbers ?? [];
      const isChange = change?.kind === 'share' && /\([+−–-]/.test(cell?.text ?? '') && more.length === 0;
      return value && change && isChange && single(value) && single(change) ? { value, change } : undefined;
    });
    const bases = values.filter((_, row) => !changed[row]);
    const [base] = bases;
    if (changed.filter(Boolean).length < 2 || bases.length !== 1 || !base || !single(base)) continue;
    const all = changed.flatMap((one, row) => (one ? [{ ...one, above: values[row - 1] }] : []));
    const tries = [all.map((one) => outcomeOf(one, base)), all.map((one) => outcomeOf(one, one.above))];
    const fitting = (some: (typeof tries)[number]): number => some.filter((one) => one?.verdict === 'agrees').length;
    const [fromBase = [], fromAbove = []] = tries;
    const best = fitting(fromAbove) > fitting(fromBase) ? fromAbove : fromBase;
    yield* best.filter((one) => one !== undefined);
  }
}

function outcomeOf({ value, change }: Changed, from: NumberInText | undefined): Outcome | undefined {
  const [a, b, printed] = [single(from), single(value), single(change)];
  if (!from || !a || !b || !printed || a.value <= 0 || from.kind !== value.kind) return undefined;
  const own = changeOf(allowed(from, a), allowed(value, b));
  if (!own) return undefined;
  const size = { ...printed, value: Math.abs(printed.value) };
  const sizes = own.high < 0 ? { low: -own.high, high: -own.low } : own;
  if (overlap(sizes, allowed(change, size))) return agrees;
  return note(
    { start: value.start, end: change.end },
    `from ${from.printed} to ${value.printed} is ${((own.low + own.high) / 2).toFixed(printed.decimals)}%; ` +
      `printed is ${change.printed}`,
  );
}
