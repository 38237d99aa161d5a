import { UserError } from '../error.js';
import type { Expectation } from './expectation.js';

/**
 * Which way a claim points: `{ above: 1 }` for a ratio said to exceed one, `{ below: 0 }` for a difference said
 * to be negative, `{ above: 0.5 }` for a share said to be most; `{ none: 0 }` for "no effect", none being the
 * value that would be no effect at all.
 */
export type Direction = { readonly above: number } | { readonly below: number } | { readonly none: number };

/** An estimate with its interval; the ends are null where only a number was printed. */
export interface Span {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * What an estimate is of, and so how it is written: a share or a difference of shares as percentages, a ratio as
 * 1.4×.
 */
export const measures = ['share', 'difference', 'ratio', 'number'] as const;
export type Measure = (typeof measures)[number];

/** Which way a comparison points: "> 0" above 0. Undefined where it points to no side. */
export function directionOf(expectation: Expectation): Direction | undefined {
  if (expectation.kind !== 'compares') return undefined;
  switch (expectation.operator) {
    case '>':
    case '>=':
      return { above: expectation.bound };
    case '<':
    case '<=':
      return { below: expectation.bound };
    case '=':
      return undefined;
  }
}

/** The value at which a claim's effect turns into its opposite, or into nothing. */
export const turnOf = (direction: Direction): number =>
  'above' in direction ? direction.above : 'below' in direction ? direction.below : direction.none;

/** Whether an estimate lies on the side that the claim points to. A claim of no effect has no side. */
export function liesOnSide(estimate: number, direction: Exclude<Direction, { none: number }>): boolean {
  return 'above' in direction ? estimate > direction.above : estimate < direction.below;
}

/** Whether an interval leaves out a value; null where there is no interval. */
export const excludes = ({ low, high }: Span, value: number): boolean | null =>
  low === null || high === null ? null : value < low || value > high;

/** @throws UserError unless low ≤ estimate ≤ high, or there is an estimate alone */
export function checkSpan(where: string, { estimate, low, high }: Span): void {
  const ordered =
    low === null && high === null ? true : low !== null && high !== null && low <= estimate && estimate <= high;
  if (Number.isFinite(estimate) && ordered) return;
  throw new UserError(
    `${where}: ${low} ≤ ${estimate} ≤ ${high} is no estimate within its interval; ` +
      'give low and high around it, or null for both',
  );
}

/** A direction in words. */
export function describeDirection(direction: Direction): string {
  if ('above' in direction) return `above ${direction.above}`;
  return 'below' in direction ? `below ${direction.below}` : 'no effect';
}
