import { expect, test } from 'vitest';
import { articleIds, readArticle } from '../../src/claims/article.js';
import { parseMeans } from '../../src/claims/expectation.js';
import { numbersLeftOut } from '../../src/claims/print-in-means.js';

test.each<[printed: string, means: string, leftOut: number[]]>([
  ['2–4×', 'all in 2..4', []],
  ['2–9×', 'all in 2..4', [9]],
  ['2–3×', 'all in 2..4', [3]],
  ['roughly 150', 'in 145..155', []],
  ['roughly 160', 'in 145..155', [160]],
  ['70%+ of use cases', '>= 0.7', []],
  ['60%+ of use cases', '>= 0.7', [0.6]],
  ['p < 1e-7', 'all < 1e-7', []],
  ['five weeks', '= 5', []],
  ['half of them', 'in 0.45..0.55', []],
  ['10–16%', 'all in 0.095..0.165', []], // what rounds to the printed ends
  ['10–17%', 'all in 0.095..0.165', [0.17]],
  ['never exceeds 16%', 'all <= 0.165', []],
  ['+37pp', 'in 0.365..0.375', []],
  ['called so in 2026', '>= 0.25', []],
  ['significantly more often', '< 0.05', []],
])('printed %s with means "%s" leaves out %j', (printed, means, leftOut) => {
  expect(numbersLeftOut(printed, parseMeans(means))).toEqual(leftOut);
});

test('every claim of the project asks for what it prints, or says why not', () => {
  // reading refuses the others, with the line and what to do
  for (const id of articleIds()) expect(() => readArticle(id)).not.toThrow();
});
