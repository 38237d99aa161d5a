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
  ['1e-7', [1e-7]],
  ['2.1 × 10⁻⁸', [2.1e-8]],
  ['12.4 million', [12_400_000]],
  ['$4.2M', [4_200_000]],
  ['−5%', [-0.05]],
  ['18,2 %', [0.182]],
  ['26.2 percent', [0.262]],
  ['$80K–$90K', [80_000, 90_000]],
  ['1.2–1.6', [1.2, 1.6]],
  ['1.4×', [1.4]],
  ['300 K', [300_000]],
  ['2019', [2019]],
  ['½', [0.5]],
  ['twice', [2]],
  ['half of the postings', [0.5]],
])('%s holds %j', (printed, numbers) => {
  expect(printedNumbers(printed)).toEqual(numbers);
});

test('a text without a number is refused, and so is one of several numbers where one is asked for', () => {
  expect(() => printedNumbers('a share of the postings')).toThrow('must hold a number');
  expect(() => printedNumbers('GPT-4')).toThrow('must hold a number');
  expect(() => printedNumber('64/36')).toThrow('printedNumbers takes several');
});
