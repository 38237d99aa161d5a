import { expect, test } from 'vitest';
import { daysIn, periodOf, periods } from '../../src/count/period.js';

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

// first and last day by Python's date.fromisocalendar() and calendar.monthrange()
test.each([
  ['2026-W01', '2025-12-29', '2026-01-04'],
  ['2026-W53', '2026-12-28', '2027-01-03'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2026-Q4', '2026-10-01', '2026-12-31'],
  ['2026', '2026-01-01', '2026-12-31'],
])('%s is from %s to %s', (span, first, last) => {
  expect(daysIn(span)).toEqual({ first, last });
});

test('every day of four years lies between the first and the last day of its spans, and both lie in them', () => {
  for (let day = Date.UTC(2023, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
    const name = new Date(day).toISOString().slice(0, 10);
    for (const period of periods) {
      const span = periodOf(name, period);
      const { first, last } = daysIn(span) ?? { first: '', last: '' };
      expect([first <= name, name <= last, periodOf(first, period), periodOf(last, period)]).toEqual([
        ...[true, true, span, span],
      ]);
    }
  }
});

test.each(['(none)', '2025-W53', '2026-13', '2026-Q5', '2026-03-02', 'March'])('%s is no span', (name) => {
  expect(daysIn(name)).toBeUndefined();
});
