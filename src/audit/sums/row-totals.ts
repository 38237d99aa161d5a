import type { NumberInText } from '../../text/number-in-text.js';
import type { TextTable } from '../../text/tables.js';
import { addition, rounding, single, total } from '../arithmetic.js';
import { agrees, error, type Outcome } from '../diagnostic.js';
import { columnsOf } from '../tables/columns.js';

const totalHeader = /^(?:grand\s)?(?:total|totals|sum|overall|insgesamt|summe|gesamt|somme|suma|soma)s?$/i;

/** A column of totals beside columns of their parts: the rows in which they do not add, where most rows do. */
export function* rowTotals(table: TextTable): Generator<Outcome> {
  const columns = columnsOf(table);
  const whole = columns.find(({ header }) => totalHeader.test(header.trim()));
  if (!whole || (whole.kind !== 'count' && whole.kind !== 'money')) return;
  const parts = columns.filter((column) => column !== whole && column.kind === whole.kind);
  if (parts.length < 2) return;
  const rows = whole.numbers.flatMap((number, row) => {
    const cells = parts.flatMap(({ numbers }) => numbers[row] ?? []);
    const [value, values] = [single(number), cells.flatMap((cell) => single(cell) ?? [])];
    if (!number || !value || values.length !== parts.length || isLoose([number, ...cells])) return [];
    const fits = Math.abs(total(values) - value.value) <= rounding([...values, value], whole.kind ?? 'count');
    return [{ number, value, values, fits }];
  });
  const fitting = rows.filter(({ fits }) => fits).length;
  if (fitting < 2 || rows.length - fitting > fitting / 2) return;
  for (const { number, value, values, fits } of rows) yield fits ? agrees : error(number, addition(values, value));
}

const isLoose = (numbers: readonly NumberInText[]): boolean => numbers.some(({ bound }) => bound !== 'exactly');
