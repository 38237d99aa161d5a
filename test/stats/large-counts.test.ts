import { describe, expect, it } from 'vitest';
import { clopperPearson, fisherExact } from '../../src/stats/index.js';
import { expectAgreement } from './agree.js';

describe("Fisher's test keeps its digits and its speed at large counts", () => {
  // mpmath, 40 digits: the hypergeometric probabilities of all tables no more probable than the observed one, summed
  it.each<[table: number[][], p: number]>([
    [
      [
        [2_500_000, 2_500_000],
        [2_503_000, 2_497_000],
      ],
      0.057862984882391715,
    ],
    [
      [
        [1_000_000, 4_000_000],
        [1_002_000, 3_998_000],
      ],
      0.11416270417174712,
    ],
    [
      [
        [0, 5_000_000],
        [8, 4_999_992],
      ],
      0.00781247812501422,
    ],
    [
      [
        [150_001_000, 149_999_000],
        [150_000_000, 150_000_000],
      ],
      0.9349902420735096,
    ],
    [
      [
        [150_040_000, 149_960_000],
        [150_000_000, 150_000_000],
      ],
      0.0010911496157784049,
    ],
    [
      [
        [300_000_000, 1],
        [299_999_990, 11],
      ],
      0.006347655766601574,
    ],
    [
      [
        [5, 999_999_995],
        [15, 999_999_985],
      ],
      0.041389464333992,
    ],
  ])('%j', (table, p) => {
    const start = performance.now();
    expectAgreement(fisherExact(table), { p });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('The Clopper-Pearson interval keeps nine digits at a billion', () => {
  it.each([
    // mpmath, 50 digits; R's binom.test gives the same to 15
    { k: 1, n: 1e9, low: 2.531780798396938e-11, high: 5.571643378203115e-9 },
    { k: 5e8, n: 1e9, low: 0.499969009748422, high: 0.500030990251578 },
    { k: 1e9 - 1, n: 1e9, low: 0.999999994428357, high: 0.999999999974682 },
  ])('$k of $n', ({ k, n, low, high }) => {
    expectAgreement(clopperPearson({ k, n }), { low, high });
  });
});
