import { type PrintedNumber, readNumber, roundedFrom } from '../../text/printed-number.js';
import type { TextTable } from '../../text/tables.js';
import { overlap, quotient } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { digits } from '../words.js';
import { type StatisticRow, statisticRows } from './statistic-rows.js';

/** A table of an analysis of variance: MS is SS / df in each row, and F is MS by that of the row of errors. */
export function* varianceRows(table: TextTable): Generator<Outcome> {
  const rows = statisticRows(table);
  for (const row of rows) {
    const [ss, df, ms] = ['SS', 'df', 'MS'].map((name) => numberOf(row, name));
    if (ss && df && ms) yield ofQuotient(row, ms, ss, df, 'MS', 'SS / df');
  }
  const errors = rows.filter(({ label }) => /\b(?:residuals?|error|within)\b/i.test(label));
  const error = errors.length === 1 && errors[0] ? numberOf(errors[0], 'MS') : undefined;
  if (!error) return;
  for (const row of rows) {
    const [ms, f] = ['MS', 'F'].map((name) => numberOf(row, name));
    if (ms && f) yield ofQuotient(row, f, ms, error, 'F', 'MS / MS of errors');
  }
}

function numberOf({ cells }: StatisticRow, name: string): PrintedNumber | undefined {
  const printed = cells.get(name);
  return printed !== undefined && /^[\d.,]+$/.test(printed) ? readNumber(printed, 'point') : undefined;
}

function ofQuotient(
  row: StatisticRow,
  printed: PrintedNumber,
  over: PrintedNumber,
  under: PrintedNumber,
  name: string,
  formula: string,
): Outcome {
  const own = quotient(
    roundedFrom(over),
    isWhole(under) ? { low: under.value, high: under.value } : roundedFrom(under),
  );
  if (!own || overlap(own, roundedFrom(printed))) return agrees;
  return note(
    row,
    `${formula} = ${digits(over)} / ${digits(under)} = ${(over.value / under.value).toFixed(2)}; ` +
      `printed is ${name} = ${digits(printed)}`,
  );
}

const isWhole = ({ value, step }: PrintedNumber): boolean => step === 1 && Number.isInteger(value);
