import { expect, test } from 'vitest';
import { periodOf } from '../../src/count/period.js';

// the weeks are those of Python's date.isocalendar()
test.each([
  ['2026-03-10', '2026-W11', '2026-03', '2026-Q1', '2026'],
  ['2025-12-28', '2025-W52', '2025-12', '2025-Q4', '2025'],
  ['2025-12-29', '2026-W01', '2025-12', '2025-Q4', '2025'],
  ['2026-12-31', '2026-W53', '2026-12', '2026-Q4', '2026'],
  ['2027-01-03', '2026-W53', '2027-01', '2027-Q1', '2027'],
  ['2027-01-04', '2027-W01', '2027-01', '2027-Q1', '2027'],
  ['2024-02-29', '2024-W09', '2024-02', '2024-Q1', '2024'],
  ['(none)', '(none)', '(none)', '(none)', '(none)'],
])('%s lies in %s, %s, %s and %s', (day, week, month, quarter, year) => {
  expect(['week', 'month', 'quarter', 'year'].map((period) => periodOf(day, period as 'week'))).toEqual([
    week,
    month,
    quarter,
    year,
  ]);
});
