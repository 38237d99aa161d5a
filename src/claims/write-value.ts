import { UserError } from '../error.js';
import type { NamedValue } from './named-value.js';

/** The ways in which a draft can write a value. */
export const valueFormats = ['value', 'percent', 'k-of-n', 'interval', 'with-interval'] as const;
export type ValueFormat = (typeof valueFormats)[number];

/**
 * A named value in words and digits.
 *
 * | format | written |
 * | --- | --- |
 * | `value` | as its unit asks: `26.2%`, `758`, `1.4 times`, `p < 0.001`, `0.31` |
 * | `percent` | a share or ratio in percent |
 * | `k-of-n` | `758 of 2,893` |
 * | `interval` | `24.6% to 27.8%` |
 * | `with-interval` | `26.2% (95% interval 24.6% to 27.8%)` |
 *
 * @param digits decimals, in place of the value's own
 * @throws UserError for a format that needs what the value has not
 */
export function writeValue(value: NamedValue, format: ValueFormat = 'value', digits = value.digits): string {
  const write = (number: number): string => writeNumber(number, value, digits);
  const need = <Part>(part: Part | undefined, what: string): Part => {
    if (part !== undefined) return part;
    throw new UserError(`value "${value.name}" has no ${what}, which as=${format} needs`);
  };
  switch (format) {
    case 'value':
      return write(value.estimate);
    case 'percent':
      if (value.unit !== 'share' && value.unit !== 'ratio')
        throw new UserError(`value "${value.name}" is a ${value.unit}, which is not written in percent`);
      return `${decimal(value.estimate * 100, digits)}%`;
    case 'k-of-n':
      return `${decimal(need(value.k, 'numerator k'), 0)} of ${decimal(need(value.n, 'denominator n'), 0)}`;
    case 'interval':
      return `${write(need(value.low, 'interval'))} to ${write(need(value.high, 'interval'))}`;
    case 'with-interval': {
      const level =
        value.level === undefined ? '' : `${decimal(value.level * 100, Number.isInteger(value.level * 100) ? 0 : 1)}% `;
      return `${write(value.estimate)} (${level}interval ${writeValue(value, 'interval', digits)})`;
    }
  }
}

function writeNumber(number: number, { unit }: NamedValue, digits: number): string {
  switch (unit) {
    case 'share':
      return `${decimal(number * 100, digits)}%`;
    case 'ratio':
      return `${decimal(number, digits)} times`;
    case 'p':
      return number < 10 ** -digits ? `p < ${decimal(10 ** -digits, digits)}` : `p = ${decimal(number, digits)}`;
    case 'count':
    case 'number':
      return decimal(number, digits);
  }
}

/** Digits grouped by commas, with a fixed number of decimals. */
export const decimal = (number: number, digits: number): string =>
  number.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
