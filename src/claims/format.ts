import type { ClaimKind } from './article.js';
import type { Measure, Span } from './direction.js';
import type { Computed, Expectation } from './expectation.js';
import type { Replication } from './replication.js';

const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/**
 * A computed value for people: two digits more than were printed where a number was printed, else four
 * significant digits, or a percentage for a share; several values as the range they span, or each by its name where
 * their order matters.
 */
export function formatComputed(computed: Computed, expectation: Expectation, kind?: ClaimKind): string {
  const write = (value: number) => (kind === 'share' ? formatMeasure(value, 'share') : formatNumber(value));
  if (typeof computed === 'number') {
    return expectation.kind === 'rounds' ? formatPrecisely(computed, expectation) : write(computed);
  }
  const values = Object.values(computed);
  if (expectation.kind !== 'ordered') {
    return `${write(Math.min(...values))} to ${write(Math.max(...values))} (${values.length} values)`;
  }
  return expectation.names.map((name) => `${name} ${write(computed[name] ?? NaN)}`).join(', ');
}

function formatPrecisely(value: number, { decimals, percent }: Expectation & { kind: 'rounds' }): string {
  const scaled = percent ? value * 100 : value;
  const digits = Number.isInteger(scaled) && decimals <= 0 ? 0 : Math.max(0, decimals) + 2;
  return withDigits(digits).format(scaled) + (percent ? '%' : '');
}

const formats = new Map<number, Intl.NumberFormat>();

/** Writes numbers with so many decimals; kept, since one takes far longer to make than to use. */
function withDigits(digits: number): Intl.NumberFormat {
  const known =
    formats.get(digits) ??
    new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(digits, known);
  return known;
}

function formatNumber(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && size < 1e-3 ? value.toExponential(1) : significant.format(value);
}

/** An estimate as its measure is written: 26.2%, +8.0 points, 1.44×, 0.123. */
export function formatMeasure(value: number, measure: Measure): string {
  switch (measure) {
    case 'share':
      return `${(value * 100).toFixed(1)}%`;
    case 'difference':
      return `${value < 0 ? '−' : '+'}${Math.abs(value * 100).toFixed(1)} points`;
    case 'ratio':
      return `${value.toFixed(2)}×`;
    case 'number':
      return formatNumber(value);
  }
}

/** An estimate with its interval, where it has one: 26.2% (23.8% to 28.8%). */
export function formatSpan({ estimate, low, high }: Span, measure: Measure): string {
  const interval =
    low === null || high === null ? '' : ` (${formatMeasure(low, measure)} to ${formatMeasure(high, measure)})`;
  return `${formatMeasure(estimate, measure)}${interval}`;
}

/** How far apart two estimates lie: 8.0 points, 0.17×; without a sign, since it has no direction. */
export const formatSpread = (spread: number, measure: Measure): string =>
  measure === 'share' || measure === 'difference'
    ? `${(100 * spread).toFixed(1)} points`
    : formatMeasure(spread, measure);

/**
 * What a statement came to on other postings: +25.2 points (+3.3 to +40.1) on field-guide; −0.4 points … on
 * skillenai.
 */
export const formatReplications = (rows: readonly Replication[]): string =>
  rows.map(({ replication, measure, corpus }) => `${formatSpan(replication, measure)} on ${corpus}`).join('; ');
