import { UserError } from '../error.js';
import { numbersIn } from '../text/numbers.js';

/**
 * Which numbers does a printed text hold?
 *
 * In the order in which they are printed, in digits or in words, read as `recount audit` reads an article: `26.2%` as
 * the fraction 0.262, `−5%` as −0.05, `$300K` as 300,000, `12.4 million` as 12,400,000, `1e-7`, `18,2 %` and `twice`
 * as they read. A range gives both its ends, and a bound, "less than 5%", the bound's number. Numbers that are part of
 * a name (`GPT-4`) are left out.
 *
 * @param printed what a claim prints, as `printed(id)` gives it in a cell
 * @returns the numbers, percentages as fractions of 1
 * @throws UserError when the text holds no number
 * @example
 * printedNumbers('$170K–$300K') // => [170000, 300000]
 * printedNumbers('64/36') // => [64, 36]
 */
export function printedNumbers(printed: string): number[] {
  const numbers = numbersIn(printed).flatMap(({ kind, values }) =>
    // the exponent keeps 26.2% at 0.262, where a division may add digits
    values.map(({ value }) => (kind === 'share' ? Number(`${value}e-2`) : value)),
  );
  if (numbers.length > 0) return numbers;
  throw new UserError(`printedNumbers: printed is ${JSON.stringify(printed)}, but must hold a number`);
}

/**
 * Which number does a printed text hold?
 *
 * As {@link printedNumbers}, for a text with a single number.
 *
 * @param printed what a claim prints, as `printed(id)` gives it in a cell
 * @returns the number, a percentage as a fraction of 1
 * @throws UserError when the text holds no number, or more than one
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
