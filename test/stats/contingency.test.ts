import { describe, expect, it } from 'vitest';
import { adjustedResiduals, chiSquare, contingencyTable, cramersV, fisherExact, gTest } from '../../src/stats/index.js';
import { expectAgreement } from './agree.js';
import { AI_ENGINEER, DATA_SCIENTIST, ML_ENGINEER, ROLES } from './data.js';

const PAIRS = {
  'AI Engineer and ML Engineer': contingencyTable([AI_ENGINEER, ML_ENGINEER]),
  'AI Engineer and Data Scientist': contingencyTable([AI_ENGINEER, DATA_SCIENTIST]),
  'ML Engineer and Data Scientist': contingencyTable([ML_ENGINEER, DATA_SCIENTIST]),
};

it('Proportions become the rows of a table', () => {
  expect(contingencyTable([DATA_SCIENTIST, ML_ENGINEER, AI_ENGINEER])).toEqual(ROLES);
});

describe("Pearson's χ² agrees with R's chisq.test", () => {
  // R: r <- chisq.test(matrix(c(137, 2658, 526, 2367, 292, 822), 3, byrow = TRUE)); r$statistic; r$p.value; t(r$expected)
  it('for the three roles, with the expected counts', () => {
    expectAgreement(chiSquare(ROLES), {
      statistic: 371.274460845988,
      df: 2,
      p: 2.39207719930292e-81,
      expected: [
        [392.417671273155, 2402.58232872684],
        [406.176859747133, 2486.82314025287],
        [156.405468979712, 957.594531020288],
      ],
    });
  });

  // R: chisq.test(table, correct = FALSE)
  it.each([
    { pair: 'AI Engineer and ML Engineer' as const, statistic: 31.9212279042508, p: 1.60552946295551e-8 },
    { pair: 'AI Engineer and Data Scientist' as const, statistic: 370.231004543616, p: 1.66685298957415e-82 },
    { pair: 'ML Engineer and Data Scientist' as const, statistic: 243.472549911721, p: 6.87949885034413e-55 },
  ])('for $pair', ({ pair, statistic, p }) => {
    expectAgreement(chiSquare(PAIRS[pair]), { statistic, df: 1, p });
  });

  // R: r <- chisq.test(table); pchisq(r$statistic, 1, lower.tail = FALSE, log.p = TRUE) / log(10)
  // The article's longer write-up prints 2.1e-8, 5.0e-82 and 1.3e-54.
  it.each([
    {
      pair: 'AI Engineer and ML Engineer' as const,
      statistic: 31.4288894870221,
      p: 2.06879708900816e-8,
      log10P: -7.68428210355638,
    },
    {
      pair: 'AI Engineer and Data Scientist' as const,
      statistic: 368.053079049471,
      p: 4.96709111036737e-82,
      log10P: -81.3038978737542,
    },
    {
      pair: 'ML Engineer and Data Scientist' as const,
      statistic: 242.184599995473,
      p: 1.31333045987624e-54,
      log10P: -53.881625983093,
    },
  ])("for $pair with Yates' correction, as printed", ({ pair, statistic, p, log10P }) => {
    expectAgreement(chiSquare(PAIRS[pair], { correction: 'yates' }), { statistic, df: 1, p, log10P });
  });

  // R: chisq.test(table): the correction never exceeds |O - E|
  it.each([
    {
      table: [
        [3, 1],
        [1, 3],
      ],
      statistic: 0.5,
      p: 0.479500122186953,
    },
    {
      table: [
        [5, 5],
        [5, 6],
      ],
      statistic: 0,
      p: 1,
    },
  ])("for the small table $table with Yates' correction", ({ table, statistic, p }) => {
    expectAgreement(chiSquare(table, { correction: 'yates' }), { statistic, df: 1, p });
  });
});

describe('The G test agrees with scipy', () => {
  // Python: scipy.stats.chi2_contingency(table, correction=False, lambda_='log-likelihood')
  it.each([
    { table: ROLES, statistic: 400.489017539303, df: 2, p: 1.08371431456189e-87 },
    {
      table: [
        [10, 0],
        [3, 7],
      ],
      statistic: 13.6805795202874,
      df: 1,
      p: 0.000216683727461849,
    },
    {
      table: [
        [10, 20, 30],
        [6, 9, 17],
        [5, 5, 50],
      ],
      statistic: 18.3778019508088,
      df: 4,
      p: 0.00104097033412454,
    },
  ])('for $table', ({ table, statistic, df, p }) => {
    expectAgreement(gTest(table), { statistic, df, p });
  });
});

describe("Fisher's exact test agrees with R's fisher.test", () => {
  // R: fisher.test(matrix(c(a, b, c, d), 2, byrow = TRUE))$p.value
  it.each([
    {
      table: [
        [3, 1],
        [1, 3],
      ],
      p: 0.485714285714286,
      oddsRatio: 9,
    },
    {
      table: [
        [0, 5],
        [5, 0],
      ],
      p: 0.00793650793650794,
      oddsRatio: 0,
    },
    {
      table: [
        [1, 9],
        [11, 3],
      ],
      p: 0.00275945618522008,
      oddsRatio: 3 / 99,
    },
    {
      table: [
        [10, 2],
        [3, 15],
      ],
      p: 0.000536724119143436,
      oddsRatio: 25,
    },
    {
      table: [
        [47, 479],
        [13, 124],
      ],
      p: 0.867324369871072,
      oddsRatio: (47 * 124) / (479 * 13),
    },
    {
      table: [
        [5, 0],
        [2, 3],
      ],
      p: 0.166666666666667,
      oddsRatio: Infinity,
    },
    {
      table: [
        [0, 292],
        [8, 2885],
      ],
      p: 1,
      oddsRatio: 0,
    },
  ])('for $table', ({ table, p, oddsRatio }) => {
    expectAgreement(fisherExact(table), { p, oddsRatio });
  });

  // Python, in whole numbers: w = lambda x: comb(r, x) * comb(N - r, c - x) with r, c the margins of the first cell;
  // sum of w(x) over all x with w(x) <= w(a) * (1 + 1e-7), over comb(N, c); mpmath's log10 at 60 digits
  it.each([
    {
      table: [
        [292, 822],
        [526, 2367],
      ],
      p: 3.2663168457860002e-8,
      log10P: -7.4859416892557587,
    },
    {
      table: [
        [526, 2367],
        [137, 2658],
      ],
      p: 6.0017842036997918e-58,
      log10P: -57.22171962384406,
    },
    {
      table: [
        [292, 822],
        [137, 2658],
      ],
      p: 1.328430072373633e-73,
      log10P: -72.876661301608657,
    },
    {
      table: [
        [1500, 0],
        [0, 1500],
      ],
      p: 0,
      log10P: -900.95230023919854,
    },
    {
      table: [
        [3000, 500],
        [400, 6000],
      ],
      p: 0,
      log10P: -1493.9366080801956,
    },
  ])('and with whole-number arithmetic in the far tail, for $table', ({ table, p, log10P }) => {
    expectAgreement(fisherExact(table), { p, log10P });
  });
});

describe("Cramér's V agrees with scipy", () => {
  // Python: scipy.stats.contingency.association(table, 'cramer', correction=False); corrected, with c, n, r, k for
  // χ² (correction=False), N, rows and columns: ph = max(0, c/n - (r-1)*(k-1)/(n-1));
  // sqrt(ph / min(r - (r-1)**2/(n-1) - 1, k - (k-1)**2/(n-1) - 1))
  it.each([
    { table: ROLES, plain: 0.233630330985309, corrected: 0.233017254383356 },
    {
      table: [
        [526, 2367],
        [292, 822],
      ],
      plain: 0.0892545003674883,
      corrected: 0.0878559448801859,
    },
    {
      table: [
        [10, 0],
        [3, 7],
      ],
      plain: 0.733799385705343,
      corrected: 0.716114874039433,
    },
    {
      table: [
        [10, 20, 30],
        [6, 9, 17],
        [5, 5, 50],
      ],
      plain: 0.237547627317672,
      corrected: 0.209197253852307,
    },
    {
      table: [
        [10, 10],
        [20, 20],
      ],
      plain: 0,
      corrected: 0,
    },
  ])('for $table', ({ table, plain, corrected }) => {
    expectAgreement(cramersV(table), plain);
    expectAgreement(cramersV(table, { biasCorrected: true }), corrected);
  });
});

it("Adjusted residuals of the three roles agree with R's chisq.test()$stdres", () => {
  // R: t(chisq.test(matrix(c(137, 2658, 526, 2367, 292, 822), 3, byrow = TRUE))$stdres)
  expectAgreement(adjustedResiduals(ROLES), [
    [-18.1191187928462, 18.1191187928462],
    [8.45902588216421, -8.45902588216421],
    [12.7881138114548, -12.7881138114548],
  ]);
});
