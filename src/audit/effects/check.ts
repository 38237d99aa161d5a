import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import { EPSILON } from '../arithmetic.js';

/** What a recomputation came to: agreement, or the arithmetic of a contradiction, which may be slight. */
export type Check =
  | { readonly agrees: true }
  | { readonly agrees: false; readonly slight?: boolean; readonly arithmetic: string };

/** Whether a printed size, whatever its sign, is among those from `low` to `high`. */
export function printsBetween(printed: PrintedNumber, low: number, high: number): boolean {
  const bounds = roundedFrom({ ...printed, value: Math.abs(printed.value) });
  return low <= bounds.high + EPSILON && high >= bounds.low - EPSILON;
}
