import type { NumberInText } from '../../text/number-in-text.js';
import type { TextTable } from '../../text/tables.js';
import { allowed, type Bounds, overlap, single, withUnit } from '../arithmetic.js';
import { agrees, error, type Outcome } from '../diagnostic.js';
import { type Column, columnsOf } from './columns.js';
import { changeOf } from './relations.js';

const says =
  /month_?over|over_?month|\bmom\b|\byoy\b|\bqoq\b|\bwow\b|year_?over|over[- ]year|change|growth|Δ|increase/i;
/** A column is one of changes when as many rows fit the row before them. */
const FEWEST = 3;

interface Step {
  readonly target: NumberInText;
  readonly from: NumberInText;
  readonly to: NumberInText;
  readonly bounds: Bounds;
  readonly fits: boolean;
}

/** Compounding: a column of changes in percent, each from the row before; the rows in which it is another. */
export function* stepChanges(table: TextTable): Generator<Outcome> {
  const columns = columnsOf(table);
  for (const target of columns) {
    if (!says.test(target.header) || (target.kind !== 'share' && target.kind !== 'measure')) continue;
    const tries = columns
      .filter(({ kind }) => kind === 'count' || kind === 'money')
      .flatMap((values) => [stepsOf(target, values, 1), stepsOf(target, values, -1)]);
    const fitting = (steps: readonly Step[]): number => steps.filter(({ fits }) => fits).length;
    const best = tries.reduce<readonly Step[]>((a, b) => (fitting(b) > fitting(a) ? b : a), []);
    const misses = best.length - fitting(best);
    if (fitting(best) < FEWEST || misses * 2 > fitting(best)) continue;
    for (const step of best) yield step.fits ? agrees : contradiction(step);
  }
}

/** Each change with the value before it, which stands a row above, or below where the newest comes first. */
function stepsOf(target: Column, values: Column, back: 1 | -1): Step[] {
  return target.numbers.flatMap((number, row): Step[] => {
    const [from, to] = [values.numbers[row - back], values.numbers[row]];
    const [change, a, b] = [single(number), single(from), single(to)];
    if (!number || !from || !to || !change || !a || !b || a.value <= 0) return [];
    const bounds = changeOf(allowed(from, a), allowed(to, b));
    return bounds ? [{ target: number, from, to, bounds, fits: overlap(bounds, allowed(number, change)) }] : [];
  });
}

function contradiction({ target, from, to, bounds }: Step): Outcome {
  const decimals = (single(target)?.decimals ?? 0) + 1;
  const print = (number: NumberInText): string => {
    const value = single(number);
    return value ? withUnit(value, number.kind) : number.printed;
  };
  return error(
    target,
    `the change from ${print(from)} to ${print(to)} is ${((bounds.low + bounds.high) / 2).toFixed(decimals)}%; ` +
      `printed is ${target.printed}`,
  );
}
