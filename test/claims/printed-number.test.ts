import { expect, test } from 'vitest';
import { printedNumber, printedNumbers } from '../../src/claims/printed-number.js';

test.each<[printed: string, numbers: number[]]>([
  ['1,101', [1101]],
  ['26.2%', [0.262]],
  ['7%', [0.07]],
  ['<5%', [0.05]],
  ['$80/hour. Contract', [80]],
  ['$170K–$300K', [170_000, 300_000]],
  ['3–6 months', [3, 6]],
  ['64/36', [64, 36]],
  ['20 of the 425', [20, 425]],
  ['429 Software Engineer, 425 AI Engineer', [429, 425]], // a comma that ends a phrase is no separator
  ['$4,000', [4000]],
  ['5 Kubernetes clusters', [5]], // a K that begins a word is no thousand
])('%s holds %j', (printed, numbers) => {
  expect(printedNumbers(printed)).toEqual(numbers);
});

test('a text without digits is refused, and so is one of several numbers where one is asked for', () => {
  expect(() => printedNumbers('half of the postings')).toThrow('must hold a number in digits');
  expect(() => printedNumber('64/36')).toThrow('printedNumbers takes several');
});
