import type { Computed, Expectation } from './expectation.js';

const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/**
 * A computed value for people: two digits more than were printed where a number was printed, else four
 * significant digits; several values as the range they span, or each by its name where their order matters.
 */
export function formatComputed(computed: Computed, expectation: Expectation): string {
  if (typeof computed === 'number') {
    return expectation.kind === 'rounds' ? formatPrecisely(computed, expectation) : formatNumber(computed);
  }
  const values = Object.values(computed);
  if (expectation.kind !== 'ordered') {
    return `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))} (${values.length} values)`;
  }
  return expectation.names.map((name) => `${name} ${formatNumber(computed[name] ?? NaN)}`).join(', ');
}

function formatPrecisely(value: number, { decimals, percent }: Expectation & { kind: 'rounds' }): string {
  const scaled = percent ? value * 100 : value;
  const digits = Number.isInteger(scaled) && decimals === 0 ? 0 : decimals + 2;
  return scaled.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }) + (percent ? '%' : '');
}

function formatNumber(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && size < 1e-3 ? value.toExponential(1) : significant.format(value);
}
