import type { PrintedNumber } from '../text/printed-number.js';
import type { Reported } from './reported/reported.js';

/** Three significant digits, or a power of ten where a p-value is too small for them: 0.0362, 1.9e-81. */
export function pText({ p, log10P }: { readonly p: number; readonly log10P: number }): string {
  if (p >= 0.001) return p.toPrecision(3).replace(/\.?0+$/, '');
  const power = Math.floor(log10P);
  return `${(10 ** (log10P - power)).toFixed(1)}e${power}`;
}

/** A number with this many decimals, grouped: 1,101. */
export const grouped = (value: number, decimals = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** The shortest form that tells it apart: 34, 33.93, 0.0413. */
export const short = (value: number, decimals: number): string =>
  value
    .toFixed(decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/** A printed number in the digits in which it was printed. */
export const digits = ({ value, step, decimals }: PrintedNumber): string =>
  value !== 0 && (Math.abs(value) < 1e-4 || step >= 1e6) ? value.toExponential() : value.toFixed(decimals);

/** `t(28) = 2.20`, for arithmetic. */
export const reportedText = ({ name, df, relation, value, percent }: Reported): string =>
  `${name}${df.length > 0 ? `(${df.join(', ')})` : ''} ${relation} ${digits(value)}${percent ? '%' : ''}`;
