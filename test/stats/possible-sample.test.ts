import { expect, test } from 'vitest';
import { impossibleSample } from '../../src/stats/possible-sample.js';

/** Every mean and standard deviation, to two decimals, that n numbers of a scale can have, by trying all samples. */
function everySample(n: number, low: number, high: number): Set<string> {
  const found = new Set<string>();
  const walk = (numbers: number[]): void => {
    if (numbers.length === n) {
      const mean = numbers.reduce((sum, x) => sum + x, 0) / n;
      const squares = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0);
      for (const by of [n - 1, n]) found.add(`${mean.toFixed(2)} ${Math.sqrt(squares / by).toFixed(2)}`);
      return;
    }
    for (let x = numbers.at(-1) ?? low; x <= high; x++) walk([...numbers, x]);
  };
  walk([]);
  return found;
}

test.each([
  [4, 1, 5],
  [5, 1, 7],
  [6, 0, 1],
  [7, 0, 3],
])(
  'for %i numbers from %i to %i, no figures that some sample has are impossible, and nearly all others are',
  (n, low, high) => {
    const possible = everySample(n, low, high);
    let [wrong, missed, others] = [0, 0, 0];
    for (let mean = 100 * low; mean <= 100 * high; mean += 1)
      for (let sd = 0; sd <= 60 * (high - low); sd += 1) {
        const [m, s] = [(mean / 100).toFixed(2), (sd / 100).toFixed(2)];
        const verdict = impossibleSample({
          n,
          mean: Number(m),
          meanDecimals: 2,
          sd: Number(s),
          sdDecimals: 2,
          low,
          high,
        });
        if (possible.has(`${m} ${s}`)) wrong += verdict === undefined ? 0 : 1;
        else {
          others += 1;
          missed += verdict === undefined ? 1 : 0;
        }
      }
    expect(wrong).toBe(0);
    // a half may be rounded up, down or to even, which toFixed does not show
    expect(missed / others).toBeLessThan(0.01);
  },
);

test.each<[string, Parameters<typeof impossibleSample>[0], ReturnType<typeof impossibleSample>]>([
  // the worked examples of the papers
  ['GRIM: 5.19 of 28 whole numbers', { n: 28, mean: 5.19, meanDecimals: 2 }, 'no whole sum'],
  ['GRIM: 5.18 of 28', { n: 28, mean: 5.18, meanDecimals: 2 }, undefined],
  ['GRIMMER: 3.44 (2.47) of 18', { n: 18, mean: 3.44, meanDecimals: 2, sd: 2.47, sdDecimals: 2 }, 'no such squares'],
  ['a mean beyond its scale', { n: 30, mean: 5.4, meanDecimals: 1, low: 1, high: 5 }, 'beyond the scale'],
  [
    'DEBIT: a property of half with too small a deviation',
    { n: 100, mean: 0.5, meanDecimals: 2, sd: 0.35, sdDecimals: 2, low: 0, high: 1 },
    'too small a deviation',
  ],
  [
    'more spread than both ends of the scale allow',
    { n: 40, mean: 4, meanDecimals: 2, sd: 3.4, sdDecimals: 2, low: 1, high: 7 },
    'too large a deviation',
  ],
])('%s', (_, printed, verdict) => {
  expect(impossibleSample(printed)).toBe(verdict);
});
