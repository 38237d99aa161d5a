import type { NumberInText } from './number-in-text.js';
import { numbersIn } from './numbers.js';

/**
 * Whether a printed text holds the number that somebody looks for, in whatever form each is written.
 *
 * @param printed a text with any number of numbers
 * @param wanted one number, with or without its unit; a share may be written as a fraction of 1
 * @example
 * printsNumber('26.2% of 1,114', '26,2 %') // => true
 * printsNumber('26.2% of 1,114', '0.262') // => true
 * printsNumber('three times', '3') // => true
 * printsNumber('26.2% of 1,114', '2') // => false
 */
export function printsNumber(printed: string, wanted: string): boolean {
  const [asked, ...others] = numbersIn(wanted);
  if (!asked || others.length > 0 || asked.values.length === 0) return false;
  return numbersIn(printed).some((number) => isSame(number, asked));
}

/** Kinds that say nothing of the unit. */
const unitless: readonly NumberInText['kind'][] = ['count', 'measure', 'date', 'p-value'];

function isSame(printed: NumberInText, asked: NumberInText): boolean {
  if (printed.values.length !== asked.values.length) return false;
  const equal = (scale: number): boolean =>
    printed.values.every(({ value }, i) => {
      const other = (asked.values[i]?.value ?? NaN) * scale;
      return Math.abs(value - other) <= 1e-9 * Math.max(Math.abs(value), Math.abs(other));
    });
  const sameUnit = printed.kind === asked.kind || unitless.includes(printed.kind) || unitless.includes(asked.kind);
  return (sameUnit && equal(1)) || (printed.kind === 'share' && unitless.includes(asked.kind) && equal(100));
}
