import { expect, test } from 'vitest';
import { asSaid } from '../../src/claims/as-said.js';
import { type Computed, type Expectation, parseMeans, parsePrinted } from '../../src/claims/expectation.js';

// A value beside a printed one is written as the print is: a person compares the two at a glance.
test.each<[value: Computed, printed: string, expectation: Expectation, said: string]>([
  [0.3044, '30.8%', parsePrinted('30.8%'), '30.4%'],
  [1224, '621', parsePrinted('621'), '1,224'],
  [0.00002, 'significantly more', parseMeans('< 0.05'), 'under 0.001'],
  [0.031, 'significantly more', parseMeans('< 0.05'), '0.031'],
  [2.1234, 'more than twice', parseMeans('> 2'), '2.1'],
  [7, 'at least five', parseMeans('>= 5'), '7'],
  [{ a: 0.25, b: 0.5 }, '20–60%', parseMeans('all in 0.2..0.6'), '25.0% to 50.0%'],
  [{ A: 10, B: 30 }, 'A above B', parseMeans('A > B'), 'B 30 > A 10'],
])('%j beside "%s" is said', (value, printed, expectation, said) => {
  expect(asSaid(value, expectation, printed)).toBe(said);
});
