import { describe, expect, it } from 'vitest';
import { type CountedValue, quantile } from '../../src/stats/index.js';

const pay = [
  { value: 120, n: 4 },
  { value: 90, n: 2 },
  { value: 200, n: 1 },
  { value: 100, n: 5 },
];
const upTo = (n: number): CountedValue[] => Array.from({ length: n }, (_, i) => ({ value: i + 1, n: 1 }));

describe('a quantile and its interval agree with NumPy and SciPy', () => {
  // SciPy 1.15: stats.quantile_test(x, q=0, p=share).confidence_interval(level), numpy.quantile(x, share);
  // where n is too small for an end, SciPy gives nan
  it.each([
    { of: 'repeated values', counts: pay, share: 0.5, level: 0.95, estimate: 100, low: 100, high: 120 },
    { of: 'repeated values', counts: pay, share: 0.5, level: 0.99, estimate: 100, low: 90, high: 120 },
    { of: 'repeated values', counts: pay, share: 0.9, level: 0.95, estimate: 120, low: 120, high: Infinity },
    { of: '1 to 100', counts: upTo(100), share: 0.5, level: 0.95, estimate: 50.5, low: 40, high: 61 },
    { of: '1 to 100', counts: upTo(100), share: 0.25, level: 0.99, estimate: 25.75, low: 14, high: 38 },
    { of: '1 to 1000', counts: upTo(1000), share: 0.95, level: 0.95, estimate: 950.05, low: 936, high: 964 },
    { of: '1 to 1000', counts: upTo(1000), share: 0.95, level: 0.99, estimate: 950.05, low: 931, high: 968 },
    { of: 'three values', counts: upTo(3), share: 0.5, level: 0.95, estimate: 2, low: -Infinity, high: Infinity },
  ])('for $share of $of at $level', ({ counts, share, level, estimate, low, high }) => {
    const found = quantile(counts, share, { level });
    expect(found.estimate).toBeCloseTo(estimate, 9);
    expect(found).toMatchObject({ low, high, level, n: counts.reduce((sum, each) => sum + each.n, 0) });
  });
});

it.each([
  [[], 0.5, 'counts is [], but must be at least one value'],
  [[{ value: NaN, n: 1 }], 0.5, 'counts[0].value is NaN, but must be a finite number'],
  [[{ value: 1, n: -1 }], 0.5, 'counts[0].n is -1, but must be a whole number of at least 0'],
  [upTo(3), 1, 'share is 1, but must be a number between 0 and 1, both excluded'],
])('%j at %s is refused', (counts, share, message) => {
  expect(() => quantile(counts, share)).toThrow(message);
});
