import type { NumberInText } from '../text/number-in-text.js';
import { type PrintedNumber, roundedFrom } from '../text/printed-number.js';
import { digits, grouped } from './words.js';

/** The values that a number, or a sum of numbers, may have before it was rounded. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The only value of a number that is no range. */
export const single = (number: NumberInText | undefined): PrintedNumber | undefined =>
  number?.values.length === 1 ? number.values[0] : undefined;

/** Whether a number is one count, printed in digits. */
export const isCount = (number: NumberInText): boolean =>
  number.kind === 'count' && number.form === 'digits' && single(number) !== undefined;

/** Two values that should be equal may differ in the last digits of a computation. */
export const EPSILON = 1e-9;

/** The values that print as this one, rounded or cut off; a whole count is itself. */
export const unrounded = (number: PrintedNumber, kind: NumberInText['kind']): Bounds =>
  isWholeCount(number, kind) ? { low: number.value, high: number.value } : roundedFrom(number);

const isWholeCount = ({ step, value }: PrintedNumber, kind: NumberInText['kind']): boolean =>
  kind === 'count' && step === 1 && Number.isInteger(value);

/** Whether two ranges have a value in common. */
export const overlap = (a: Bounds, b: Bounds): boolean => a.low <= b.high + EPSILON && b.low <= a.high + EPSILON;

/** The values that a printed number leaves open, with the words before it: "about 40%", "more than 40%". */
export function allowed(number: NumberInText, value: PrintedNumber): Bounds {
  const { low, high } = unrounded(value, number.kind);
  switch (number.bound) {
    case 'below':
    case 'at most':
      return { low: Number.NEGATIVE_INFINITY, high: value.value };
    case 'above':
    case 'at least':
      return { low: value.value, high: Number.POSITIVE_INFINITY };
    case 'about': {
      const slack = Math.max(2 * value.step, 0.1 * Math.abs(value.value));
      return { low: value.value - slack, high: value.value + slack };
    }
    case 'exactly':
      return { low, high };
  }
}

/** `a / b` over all that rounding leaves open; undefined where b may be 0. */
export function quotient(a: Bounds, b: Bounds): Bounds | undefined {
  if (b.low <= 0 || a.low < 0) return undefined;
  return { low: a.low / b.high, high: a.high / b.low };
}

/** `a − b` over all that rounding leaves open. */
export const difference = (a: Bounds, b: Bounds): Bounds => ({ low: a.low - b.high, high: a.high - b.low });

/** Adds printed numbers as whole multiples of their finest step, so that 0.1 + 0.2 is 0.3. */
export function total(numbers: readonly PrintedNumber[]): number {
  const step = Math.min(...numbers.map((number) => number.step));
  return numbers.reduce((sum, { value }) => sum + Math.round(value / step), 0) * step;
}

/** How far a sum may be from its parts by rounding: whole counts by nothing, other numbers by half a unit each. */
export const rounding = (numbers: readonly PrintedNumber[], kind: NumberInText['kind']): number =>
  numbers.reduce((sum, number) => sum + (isWholeCount(number, kind) ? 0 : number.step / 2), 0) + EPSILON;

const decimalsOf = (numbers: readonly PrintedNumber[]): number =>
  Math.max(...numbers.map(({ step }) => (step >= 1 ? 0 : Math.round(-Math.log10(step)))));

/** `429 + 425 = 854, not 855: 1 too few`. */
export function addition(parts: readonly PrintedNumber[], whole: PrintedNumber, unit = ''): string {
  const decimals = decimalsOf([...parts, whole]);
  const sum = total(parts);
  const terms = parts.map(({ value }) => grouped(value, decimals)).join(' + ');
  const gap = whole.value - sum;
  return (
    `${terms} = ${grouped(sum, decimals)}${unit}, not ${grouped(whole.value, decimals)}${unit}: ` +
    `${grouped(Math.abs(gap), decimals)} too ${gap > 0 ? 'few' : 'many'}`
  );
}

/** How a number was printed, with the words that bound it. */
export function asPrinted({ bound, printed }: NumberInText): string {
  if (bound === 'exactly' || /^[<>≤≥~≈]/.test(printed)) return printed;
  return `${bound === 'below' ? 'less than' : bound === 'above' ? 'more than' : bound} ${printed}`;
}

/** A value with its unit: 18.2%, 1,101. */
export const withUnit = (value: PrintedNumber, kind: NumberInText['kind']): string =>
  kind === 'share' ? `${digits(value)}%` : grouped(value.value, value.decimals);
