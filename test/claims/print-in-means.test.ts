import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { articleIds, readArticle } from '../../src/claims/article.js';
import { parseMeans } from '../../src/claims/expectation.js';
import { numbersLeftOut, numbersNotOfWords } from '../../src/claims/print-in-means.js';
import { boundsOfWords } from '../../src/claims/vague-words.js';

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
  ['+21σ', 'in 20.5..21.5', []],
  ['+22σ', 'in 20.5..21.5', [22]],
  ['3 to 1', 'in 2.5..3.5', []],
  ['3 to 3', 'in 2.5..3.5', [1]],
  ['called so in 2026', '>= 0.25', []],
  ['significantly more often', '< 0.05', []],
])('printed %s with means "%s" leaves out %j', (printed, means, leftOut) => {
  expect(numbersLeftOut(printed, parseMeans(means))).toEqual(leftOut);
});

test.each<[printed: string, means: string, other: number[]]>([
  ['Most roles need one cloud', '> 0.5', []],
  ['Most roles need one cloud', '> 0.4', [0.4]],
  ['rarely touches a training loop', '< 0.1', []],
  ['rarely touches a training loop', '< 0.2', [0.2]],
  ['almost every posting', '> 0.9', []],
  ['far more likely', 'all >= 1.5', [1.5]],
  ['many people', '>= 0.25', []],
  ['half of all roles', 'in 0.45..0.55', []],
  ['half of all roles', 'in 0.4..0.55', [0.4]],
  // comparisons, names, and numbers in digits are read otherwise
  ['the most common pattern', '> 0', []],
  ['more often than the others', '> 0', []],
  ['the foundation models', '> 0', []],
  ['most of the 60%', '>= 0.6', []],
])('the words of "%s" do not ask for %s: %j', (printed, means, other) => {
  expect(numbersNotOfWords(printed, parseMeans(means))).toEqual(other);
});

test('the words are read as the guide says', () => {
  const turns: Record<string, number> = {
    'more than 90 %': 0.9,
    'more than half': 0.5,
    'at least one in four': 0.25,
    'at least one in ten': 0.1,
    'fewer than half': 0.5,
    'fewer than one in ten': 0.1,
    'at least twice': 2,
  };
  const rows = [...readFileSync('docs/vague-words.md', 'utf8').matchAll(/^\| (.+) \| (.+) \|$/gm)].flatMap(
    ([, words = '', reading = '']) => {
      const at = turns[reading];
      return at === undefined ? [] : words.split(', ').map((word) => [word, at] as const);
    },
  );
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.filter(([word, at]) => !boundsOfWords(word).includes(at))).toEqual([]);
});

test('every claim of the project asks for what it prints, or says why not', () => {
  // reading refuses the others, with the line and what to do
  for (const id of articleIds()) expect(() => readArticle(id)).not.toThrow();
});
