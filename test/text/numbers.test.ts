import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { inProject } from '../../src/load/project.js';
import { numbersIn } from '../../src/text/numbers.js';

const cases = z
  .array(z.strictObject({ text: z.string(), find: z.array(z.string()) }))
  .parse(load(readFileSync(inProject('test', 'text', 'cases.yaml'), 'utf8')));

test.each(cases)('$text', ({ text, find }) => {
  const found = numbersIn(text).map(
    ({ printed, kind, bound }) => `${printed} ${kind}${bound === 'exactly' ? '' : ` ${bound}`}`,
  );
  expect(found).toEqual(find);
});

test('a number knows its line, its column, its value and the unit of its last digit', () => {
  const [, second] = numbersIn('Of 425 adverts\nsome 12.4 million are old');
  expect(second).toMatchObject({
    printed: '12.4 million',
    line: 2,
    column: 6,
    form: 'digits',
    bound: 'about',
    values: [{ value: 12_400_000, step: 100_000, decimals: 1 }],
  });
});

test('numbers stand in order and do not overlap', () => {
  const text =
    'On 4 May 2021 two-thirds of 1,101 postings (twice the 12% of 2019) paid $170K–$300K; p < .001, one in five.';
  const found = numbersIn(text);
  expect(found.length).toBe(9);
  found.forEach(({ start, end, printed }, i) => {
    expect(text.slice(start, end)).toBe(printed);
    expect(start).toBeGreaterThanOrEqual(found[i - 1]?.end ?? 0);
  });
});

const units =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety';
const inWords = (n: number): string => {
  if (n < 20) return units.split(' ')[n - 1] ?? '';
  const [size, name] = n < 100 ? [10, ''] : n < 1000 ? [100, ' hundred'] : [1000, ' thousand'];
  const [first, rest] = [Math.floor(n / size), n % size];
  const start = n < 100 ? (tens.split(' ')[first - 2] ?? '') : inWords(first) + name;
  if (rest === 0) return start;
  return `${start}${n < 100 ? '-' : rest < 100 ? ' and ' : ' '}${inWords(rest)}`;
};
const valuesIn = (text: string) => numbersIn(text).flatMap(({ values }) => values.map(({ value }) => value));

test('every whole number in words up to 9,999 is read as one number, and says itself', () => {
  const numbers = Array.from({ length: 9998 }, (_, i) => i + 2);
  expect(numbers.filter((n) => valuesIn(`${inWords(n)} firms`).join() !== String(n))).toEqual([]);
});

test('of two round numbers in words with "and" between them, both are read', () => {
  const round = [2, 7, 20, 90].flatMap((n) => [n, n * 100, n * 1000]);
  const pairs = round.flatMap((low) => round.map((high): [number, number] => [low, high]));
  const misread = pairs.filter(([low, high]) => {
    const text = `between ${inWords(low)} and ${inWords(high)} firms`;
    return valuesIn(text).join() !== `${low},${high}`;
  });
  expect(misread).toEqual([]);
});
