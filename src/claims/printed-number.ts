import { UserError } from '../error.js';

const inText = /(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\s*%|K\b)?/g;

/**
 * Which numbers does a printed text hold?
 *
 * Digits with their separators, in the order in which they are printed: `26.2%` as the fraction 0.262,
 * `$300K` as 300,000, `6,802` as it reads. Signs, units and words around them are passed over, so a
 * bound, "less than 5%", gives the bound's number alone.
 *
 * @param printed what a claim prints, as `printed(id)` gives it in a cell
 * @returns the numbers, percentages as fractions of 1
 * @throws UserError when the text holds no number in digits
 * @example
 * printedNumbers('$170K–$300K') // => [170000, 300000]
 * printedNumbers('64/36') // => [64, 36]
 */
export function printedNumbers(printed: string): number[] {
  const numbers = [...printed.matchAll(inText)].map(([, whole = '', decimals = '', unit = '']) => {
    const percent = unit.trim() === '%';
    // the exponent keeps 26.2% at 0.262, where a division may add digits
    const number = Number(`${whole.replaceAll(',', '')}${decimals}`);
    return percent ? Number(`${number}e-2`) : number * (unit === 'K' ? 1000 : 1);
  });
  if (numbers.length === 0)
    throw new UserError(`printedNumbers: printed is ${JSON.stringify(printed)}, but must hold a number in digits`);
  return numbers;
}

/**
 * Which number does a printed text hold?
 *
 * As {@link printedNumbers}, where there is one.
 *
 * @param printed what a claim prints, as `printed(id)` gives it in a cell
 * @returns the number, a percentage as a fraction of 1
 * @throws UserError when the text holds no number in digits, or more than one
 * @example
 * printedNumber('6,802') // => 6802
 * printedNumber('less than 5%') // => 0.05
 */
export function printedNumber(printed: string): number {
  const [number, ...others] = printedNumbers(printed);
  if (number !== undefined && others.length === 0) return number;
  throw new UserError(
    `printedNumber: printed is ${JSON.stringify(printed)}, but must hold one number; printedNumbers takes several`,
  );
}
