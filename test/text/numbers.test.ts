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
