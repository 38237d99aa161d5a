import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/error.js';
import * as stats from '../../src/stats/index.js';

const GOOD = { k: 3, n: 10 };
const GROUPS = [GOOD, GOOD, { k: 4, n: 10 }];
const TABLE = [
  [3, 1],
  [1, 3],
];
const DESIGN = { p1: 0.2, n1: 100, p2: 0.3, n2: 100 };
const SEARCHED = { matched: 200, right: { k: 57, n: 60 }, unmatched: 700, missed: { k: 2, n: 60 } };
const WEEKS = { n: [100, 100, 100], mean: 0.2, slope: 1 };

/** What is called, and what its message must name: the function is checked for every case. */
const cases: { call: () => unknown; where: string; says: string }[] = [
  {
    call: () => stats.clusteredBootstrap({ of: 'share', clusters: [GOOD] }),
    where: 'clusteredBootstrap',
    says: 'clusters is [{"k":3,"n":10}], but must be a list of at least two clusters',
  },
  {
    call: () => stats.clusteredBootstrap({ of: 'share', clusters: [GOOD, { k: 4, n: 3 }] }),
    where: 'clusteredBootstrap',
    says: 'clusters[1].k is 4, but must be at most clusters[1].n',
  },
  {
    call: () =>
      stats.clusteredBootstrap({
        of: 'ratio',
        clusters: [
          { a: GOOD, b: { k: 0, n: 3 } },
          { a: GOOD, b: { k: 0, n: 3 } },
        ],
      }),
    where: 'clusteredBootstrap',
    says: 'the ratio of all clusters is Infinity',
  },
  {
    call: () => stats.clusteredBootstrap({ of: 'share', clusters: [GOOD, GOOD] }, { resamples: 50 }),
    where: 'clusteredBootstrap',
    says: 'resamples is 50',
  },
  {
    call: () => stats.jensenShannon([1, 2], [1]),
    where: 'jensenShannon',
    says: 'the length of b is 1, but must be that of a, which is 2',
  },
  {
    call: () => stats.jensenShannon([0, 0], [1, 2]),
    where: 'jensenShannon',
    says: 'a is [0,0], but must be not 0 throughout',
  },
  { call: () => stats.jaccard([1, -1], [1, 2]), where: 'jaccard', says: 'a[1] is -1' },
  { call: () => stats.jaccard([0], [0]), where: 'jaccard', says: 'a and b is 0' },
  {
    call: () => stats.profileOverlap([], [{ has: ['x'], postings: 1, cluster: 'y' }]),
    where: 'profileOverlap',
    says: 'a is []',
  },
  {
    call: () =>
      stats.profileOverlap([{ has: [], postings: 1, cluster: 'y' }], [{ has: ['x'], postings: 1, cluster: 'y' }]),
    where: 'profileOverlap',
    says: 'a is "a group without any skill"',
  },
  {
    call: () => stats.naiveBayes([{ label: 'a', has: [], postings: 0, cluster: 'y' }]),
    where: 'naiveBayes',
    says: 'examples[0].postings is 0',
  },
  {
    call: () => stats.naiveBayes([{ label: 'a', has: [], postings: 1, cluster: 'y' }], { alpha: 0 }),
    where: 'naiveBayes',
    says: 'alpha is 0, but must be more than 0',
  },
  {
    call: () =>
      stats.crossValidate([
        { label: 'a', has: [], postings: 1, cluster: 'y' },
        { label: 'b', has: [], postings: 1, cluster: 'y' },
      ]),
    where: 'crossValidate',
    says: 'the clusters of examples is ["y"], but must be at least two',
  },
  {
    call: () => stats.designEffect([[GOOD, { k: 4, n: 3 }]]),
    where: 'designEffect',
    says: 'groups[0][1].k is 4, but must be at most n, which is 3',
  },
  {
    call: () => stats.clusteredShare([GOOD]),
    where: 'clusteredShare',
    says: 'groups is [[{"k":3,"n":10}]], but must be groups with at least two employers',
  },
  { call: () => stats.clusteredDifference([], [GOOD]), where: 'clusteredDifference', says: 'groups[0] is []' },
  { call: () => stats.grim({ percent: 18, decimals: 0, n: 0 }), where: 'grim', says: 'n is 0' },
  {
    call: () => stats.grim({ percent: 118, decimals: 0, n: 9 }),
    where: 'grim',
    says: 'percent is 118, but must be a number from 0 to 100',
  },
  {
    call: () => stats.grim({ percent: 18.2, decimals: 0, n: 9 }),
    where: 'grim',
    says: 'percent is 18.2, but must be a number of 0 decimals',
  },
  {
    call: () => stats.grim({ percent: 18, decimals: 7, n: 9 }),
    where: 'grim',
    says: 'decimals is 7, but must be at most 6',
  },
  { call: () => stats.wilson({ k: 11, n: 10 }), where: 'wilson', says: 'k is 11, but must be at most n, which is 10' },
  { call: () => stats.wilson({ k: -1, n: 10 }), where: 'wilson', says: 'k is -1' },
  { call: () => stats.wilson({ k: 2.5, n: 10 }), where: 'wilson', says: 'k is 2.5, but must be a whole number' },
  { call: () => stats.wilson({ k: NaN, n: 10 }), where: 'wilson', says: 'k is NaN' },
  {
    call: () => stats.wilson({ k: 0, n: 0 }),
    where: 'wilson',
    says: 'n is 0, but must be a whole number of at least 1',
  },
  { call: () => stats.wilson({ k: 1, n: Infinity }), where: 'wilson', says: 'n is Infinity' },
  { call: () => stats.wilson({ k: '3' as unknown as number, n: 10 }), where: 'wilson', says: 'k is "3"' },
  {
    call: () => stats.wilson(GOOD, { level: 1 }),
    where: 'wilson',
    says: 'level is 1, but must be a number between 0 and 1',
  },
  { call: () => stats.wilson(GOOD, { level: 95 }), where: 'wilson', says: 'level is 95' },
  { call: () => stats.clopperPearson(GOOD, { level: 0 }), where: 'clopperPearson', says: 'level is 0' },
  { call: () => stats.clopperPearson({ k: 4, n: 3 }), where: 'clopperPearson', says: 'k is 4' },
  { call: () => stats.agrestiCoull(GOOD, { level: NaN }), where: 'agrestiCoull', says: 'level is NaN' },
  { call: () => stats.agrestiCoull({ k: 4, n: 3 }), where: 'agrestiCoull', says: 'k is 4' },
  { call: () => stats.newcombeDifference({ k: 4, n: 3 }, GOOD), where: 'newcombeDifference', says: 'a.k is 4' },
  {
    call: () => stats.newcombeDifference(GOOD, { k: 4, n: 3 }),
    where: 'newcombeDifference',
    says: 'b.k is 4, but must be at most b.n',
  },
  { call: () => stats.newcombeDifference(GOOD, GOOD, { level: 2 }), where: 'newcombeDifference', says: 'level is 2' },
  { call: () => stats.waldDifference(GOOD, { k: 1, n: -3 }), where: 'waldDifference', says: 'b.n is -3' },
  {
    call: () => stats.riskRatio(GOOD, { k: 0, n: 5 }),
    where: 'riskRatio',
    says: "b.k is 0, but must be at least 1, unless the option correction is 'haldane'",
  },
  { call: () => stats.quantile([], 0.5), where: 'quantile', says: 'counts is [], but must be at least one value' },
  { call: () => stats.riskRatio({ k: 0, n: 5 }, GOOD), where: 'riskRatio', says: 'a.k is 0' },
  { call: () => stats.riskRatio({ k: 5, n: 5 }, { k: 3, n: 3 }), where: 'riskRatio', says: 'a.k is 5' },
  {
    call: () => stats.oddsRatio(GOOD, { k: 5, n: 5 }),
    where: 'oddsRatio',
    says: 'b.k is 5, but must be more than 0 and less than b.n',
  },
  {
    call: () => stats.oddsRatio(GOOD, GOOD, { correction: 'half' as 'none' }),
    where: 'oddsRatio',
    says: 'correction is "half", but must be "none" or "haldane"',
  },
  { call: () => stats.cohensH(1.2, 0.1), where: 'cohensH', says: 'p1 is 1.2' },
  { call: () => stats.cohensH(0.2, 26), where: 'cohensH', says: 'p2 is 26, but must be a number from 0 to 1' },
  { call: () => stats.contingencyTable([GOOD, { k: 4, n: 3 }]), where: 'contingencyTable', says: 'groups[1].k is 4' },
  {
    call: () => stats.chiSquare([[1, 2]]),
    where: 'chiSquare',
    says: 'table is [[1,2]], but must be at least two rows',
  },
  { call: () => stats.chiSquare([[1], [2]]), where: 'chiSquare', says: 'table[0] is [1]' },
  { call: () => stats.chiSquare([[1, 2], [3]]), where: 'chiSquare', says: 'table[1] is [3], but must be 2 counts' },
  {
    call: () =>
      stats.chiSquare([
        [1, 2],
        [3, -4],
      ]),
    where: 'chiSquare',
    says: 'table[1][1] is -4',
  },
  {
    call: () =>
      stats.chiSquare([
        [1, 2.5],
        [3, 4],
      ]),
    where: 'chiSquare',
    says: 'table[0][1] is 2.5',
  },
  {
    call: () =>
      stats.chiSquare([
        [0, 0],
        [3, 4],
      ]),
    where: 'chiSquare',
    says: 'the total of row 0 of table is 0',
  },
  {
    call: () =>
      stats.chiSquare([
        [1, 0],
        [3, 0],
      ]),
    where: 'chiSquare',
    says: 'the total of column 1 of table is 0',
  },
  {
    call: () =>
      stats.chiSquare(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        { correction: 'yates' },
      ),
    where: 'chiSquare',
    says: 'correction is "yates", but must be "none" for a 3 × 2 table',
  },
  {
    call: () => stats.chiSquare(TABLE, { correction: 'Yates' as 'yates' }),
    where: 'chiSquare',
    says: 'correction is "Yates"',
  },
  {
    call: () =>
      stats.gTest([
        [0, 1],
        [0, 2],
      ]),
    where: 'gTest',
    says: 'the total of column 0',
  },
  {
    call: () =>
      stats.fisherExact([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    where: 'fisherExact',
    says: 'table is [[1,2],[3,4],[5,6]], but must be 2 × 2',
  },
  {
    call: () =>
      stats.fisherExact([
        [0, 0],
        [3, 4],
      ]),
    where: 'fisherExact',
    says: 'the total of row 0',
  },
  {
    call: () =>
      stats.cramersV([
        [1, 2],
        [NaN, 4],
      ]),
    where: 'cramersV',
    says: 'table[1][0] is NaN',
  },
  { call: () => stats.adjustedResiduals([]), where: 'adjustedResiduals', says: 'table is []' },
  {
    call: () => stats.mannKendall([1]),
    where: 'mannKendall',
    says: 'values is [1], but must be a list of at least 2 numbers',
  },
  { call: () => stats.mannKendall([1, NaN, 2]), where: 'mannKendall', says: 'values[1] is NaN' },
  {
    call: () => stats.mannKendall([1, 2, 2], { method: 'exact' }),
    where: 'mannKendall',
    says: 'values is [1,2,2], but must be free of ties',
  },
  {
    call: () =>
      stats.mannKendall(
        Array.from({ length: 101 }, (_, i) => i),
        { method: 'exact' },
      ),
    where: 'mannKendall',
    says: 'the length of values is 101',
  },
  {
    call: () => stats.mannKendall([1, 2], { method: 'fast' as 'exact' }),
    where: 'mannKendall',
    says: 'method is "fast"',
  },
  { call: () => stats.mannKendallMinimumP(1), where: 'mannKendallMinimumP', says: 'n is 1' },
  { call: () => stats.mannKendallMinimumP(101, { method: 'exact' }), where: 'mannKendallMinimumP', says: 'n is 101' },
  { call: () => stats.theilSen([1]), where: 'theilSen', says: 'y is [1]' },
  {
    call: () => stats.theilSen([1, 2], { x: [1, 2, 3] }),
    where: 'theilSen',
    says: 'the length of x is 3, but must be that of y, which is 2',
  },
  { call: () => stats.theilSen([1, 2], { x: [5, 5] }), where: 'theilSen', says: 'x is [5,5]' },
  { call: () => stats.theilSen([1, 2], { level: -1 }), where: 'theilSen', says: 'level is -1' },
  {
    call: () => stats.cochranArmitage([GOOD, GOOD]),
    where: 'cochranArmitage',
    says: 'the number of groups is 2, but must be at least 3',
  },
  {
    call: () => stats.cochranArmitage([GOOD, { k: 4, n: 3 }, GOOD]),
    where: 'cochranArmitage',
    says: 'groups[1].k is 4',
  },
  {
    call: () =>
      stats.cochranArmitage([
        { k: 0, n: 3 },
        { k: 0, n: 4 },
        { k: 0, n: 5 },
      ]),
    where: 'cochranArmitage',
    says: 'the share of all groups together is 0',
  },
  {
    call: () => stats.cochranArmitage(GROUPS, { scores: [1, 2, 3, 4] }),
    where: 'cochranArmitage',
    says: 'the length of scores is 4',
  },
  {
    call: () => stats.cochranArmitage(GROUPS, { scores: [1, 1, 1] }),
    where: 'cochranArmitage',
    says: 'scores is [1,1,1]',
  },
  {
    call: () => stats.cochranArmitage(GROUPS, { scores: [1, 2, Infinity] }),
    where: 'cochranArmitage',
    says: 'scores[2] is Infinity',
  },
  { call: () => stats.bonferroni([]), where: 'bonferroni', says: 'pValues is []' },
  { call: () => stats.holm([0.1, 1.1]), where: 'holm', says: 'pValues[1] is 1.1, but must be a number from 0 to 1' },
  { call: () => stats.benjaminiHochberg([NaN]), where: 'benjaminiHochberg', says: 'pValues[0] is NaN' },
  { call: () => stats.benjaminiYekutieli([-0.1]), where: 'benjaminiYekutieli', says: 'pValues[0] is -0.1' },
  { call: () => stats.twoProportionPower({ ...DESIGN, p1: 0 }), where: 'twoProportionPower', says: 'p1 is 0' },
  { call: () => stats.twoProportionPower({ ...DESIGN, n2: 1.5 }), where: 'twoProportionPower', says: 'n2 is 1.5' },
  { call: () => stats.twoProportionPower(DESIGN, { alpha: 5 }), where: 'twoProportionPower', says: 'alpha is 5' },
  {
    call: () => stats.smallestDetectableDifference(DESIGN, { power: 0.04 }),
    where: 'smallestDetectableDifference',
    says: 'power is 0.04, but must be more than alpha, which is 0.05',
  },
  {
    call: () => stats.smallestDetectableDifference({ ...DESIGN, p1: 18 }),
    where: 'smallestDetectableDifference',
    says: 'p1 is 18',
  },
  {
    call: () => stats.trendPower({ ...WEEKS, n: [100, 100] }),
    where: 'trendPower',
    says: 'n is [100,100], but must be a list of at least 3',
  },
  { call: () => stats.trendPower({ ...WEEKS, n: [100, 0, 100] }), where: 'trendPower', says: 'n[1] is 0' },
  { call: () => stats.trendPower({ ...WEEKS, slope: 30 }), where: 'trendPower', says: 'slope is 30' },
  { call: () => stats.trendPower({ ...WEEKS, slope: NaN }), where: 'trendPower', says: 'slope is NaN' },
  { call: () => stats.trendPower({ ...WEEKS, mean: 18 }), where: 'trendPower', says: 'mean is 18' },
  { call: () => stats.trendPower(WEEKS, { simulations: 0 }), where: 'trendPower', says: 'simulations is 0' },
  { call: () => stats.trendPower(WEEKS, { seed: 0.5 }), where: 'trendPower', says: 'seed is 0.5' },
  {
    call: () => stats.recall({ ...SEARCHED, matched: 10 }),
    where: 'recall',
    says: 'matched is 10, but must be at least the 60 of its sample',
  },
  {
    call: () => stats.recall({ ...SEARCHED, right: { k: 0, n: 60 } }),
    where: 'recall',
    says: 'right.k is 0, but must be above 0',
  },
  { call: () => stats.recall({ ...SEARCHED, unmatched: 70.5 }), where: 'recall', says: 'unmatched is 70.5' },
  { call: () => stats.recall(SEARCHED, { level: 95 }), where: 'recall', says: 'level is 95' },
  { call: () => stats.normalTail(NaN), where: 'normalTail', says: 'z is NaN' },
  { call: () => stats.normalQuantile(0), where: 'normalQuantile', says: 'p is 0' },
  { call: () => stats.chiSquareTail(-1, 1), where: 'chiSquareTail', says: 'statistic is -1' },
  { call: () => stats.chiSquareTail(Infinity, 1), where: 'chiSquareTail', says: 'statistic is Infinity' },
  { call: () => stats.chiSquareTail(1, 0), where: 'chiSquareTail', says: 'df is 0' },
];

describe('Impossible input is refused with the function, the argument, its value and what is expected', () => {
  for (const { call, where, says } of cases) {
    it(`${where}: ${says}`, () => {
      expect(call).toThrow(UserError);
      expect(call).toThrow(`${where}: ${says}`);
    });
  }

  it('is tested for every function', () => {
    expect(new Set(cases.map(({ where }) => where))).toEqual(new Set(Object.keys(stats)));
  });
});
