import type { Computed, Expectation } from './expectation.js';

/**
 * A value as a person would say it beside the printed one: to the printed digits, with its sign; a share as a
 * percentage, a multiple with its ×, thousands with commas.
 *
 * @param printed what the article prints: it tells whether a fraction is said as a percentage or a number of times
 * @example
 * asSaid(0.3044, { kind: 'rounds', to: 0.308, decimals: 1, percent: true }, '30.8%') // => '30.4%'
 * asSaid(1.774, { kind: 'rounds', to: 2.6, decimals: 1, percent: false }, '2.6x') // => '1.8×'
 * const significant = { kind: 'compares', all: false, operator: '<', bound: 0.05 }
 * asSaid(0.00002, significant, 'significantly more') // => 'under 0.001'
 */
export function asSaid(value: Computed, expectation: Expectation, printed: string): string {
  if (typeof value === 'number') return oneAsSaid(value, expectation, printed);
  const entries = Object.entries(value);
  if (expectation.kind === 'ordered') {
    const sorted = [...expectation.names].sort((a, b) => (value[b] ?? 0) - (value[a] ?? 0));
    return sorted.map((name) => `${name} ${oneAsSaid(value[name] ?? 0, expectation, printed)}`).join(' > ');
  }
  const values = entries.map(([, each]) => each);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const said = (each: number): string => oneAsSaid(each, expectation, printed);
  return said(low) === said(high) ? said(low) : `${said(low)} to ${said(high)}`;
}

function oneAsSaid(value: number, expectation: Expectation, printed: string): string {
  if (!Number.isFinite(value)) return 'none';
  const times = /\d\s*[x×]|\btimes\b/i.test(printed) ? '×' : '';
  if (expectation.kind === 'rounds') {
    const { percent, decimals } = expectation;
    const digits = Math.max(0, decimals); // as printed: those of a percentage are counted in percent
    return percent ? `${fixed(100 * value, digits)}%` : `${fixed(value, digits)}${times}`;
  }
  if (/%|per ?cent/i.test(printed) && Math.abs(value) <= 1) return `${fixed(100 * value, 1)}%`;
  if (value !== 0 && Math.abs(value) < 0.001) return value > 0 ? 'under 0.001' : 'about 0';
  if (Number.isInteger(value)) return `${fixed(value, 0)}${times}`;
  return `${fixed(value, Math.abs(value) < 1 ? 3 : Math.abs(value) < 100 ? 1 : 0)}${times}`;
}

const fixed = (value: number, digits: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
