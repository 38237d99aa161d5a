import { writeValue } from '../../claims/write-value.js';
import type { Catalog } from '../catalog.js';
import { numbersIn, type NumberInText } from '../numbers.js';
import type { Finding } from './bound.js';
import { positionIn, type Block } from './prose.js';

/** A finding, and where its words stand in the block, so that a page can mark them. */
export interface Unbound extends Finding {
  readonly start: number;
  readonly end: number;
}

/**
 * Reports every number of a block that no directive put there: digits, number words, ranges, "half", "most".
 * Dates are told apart, as notes. Values of the catalog that are written alike are offered as suggestions
 * only: nothing is ever bound by its value.
 */
export function unboundNumbers(block: Block, source: string, catalog: Catalog): Unbound[] {
  return numbersIn(block.text).flatMap((number): Unbound[] => {
    if (number.kind === 'name' || isBound(number, block)) return [];
    const place = { ...positionIn(block, number.start, source), text: number.printed, start: number.start, end: number.end };
    if (number.kind === 'date') return [{ ...place, kind: 'date', severity: 'note', message: 'a date; no cell stands behind it' }];
    if (number.kind === 'ordinal') return [{ ...place, kind: 'unbound', severity: 'note', message: 'an order; no cell stands behind it' }];
    return [{ ...place, kind: 'unbound', severity: 'error', message: `no cell stands behind it${suggestion(number, catalog)}` }];
  });
}

/** Whether directives put the number there: what stands outside of them is at most its unit, as in `:value[ratio] times`. */
function isBound({ start, end }: NumberInText, { runs, text }: Block): boolean {
  const over = runs.filter((run) => run.bound && run.start < end && run.start + run.text.length > start);
  if (over.length === 0) return false;
  const outside = over.reduce((rest, run) => rest.fill(' ', Math.max(0, run.start - start), run.start + run.text.length - start), [...text.slice(start, end)]);
  return numbersIn(outside.join('')).length === 0;
}

/** Values that are written alike, at most three. */
function suggestion({ printed, values: [first] }: NumberInText, catalog: Catalog): string {
  const near = [...catalog.values.values()]
    .map(({ value }) => ({ name: value.name, written: writeValue(value), number: value.unit === 'share' ? value.estimate * 100 : value.estimate }))
    .filter(({ written, number }) => written === printed || (first !== undefined && Math.abs(number - first.value) <= first.step / 2 && number !== 0))
    .slice(0, 3);
  const bind = near.length === 0 ? 'bind it with :value[name]' : `perhaps ${near.map(({ name, written }) => `:value[${name}] (${written})`).join(' or ')}`;
  return `; ${bind}, or mark it with :free[${printed}]{why="…"}`;
}
