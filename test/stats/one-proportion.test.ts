import { describe, expect, it } from 'vitest';
import { agrestiCoull, clopperPearson, wilson } from '../../src/stats/index.js';
import { expectAgreement } from './agree.js';

describe("Wilson's interval agrees with R's prop.test", () => {
  // R: prop.test(k, n, correct = FALSE, conf.level = level)$conf.int
  it.each([
    { k: 526, n: 2893, level: 0.95, low: 0.168188537528144, high: 0.196291698559932 },
    { k: 526, n: 2893, level: 0.99, low: 0.164082194143276, high: 0.201010286238293 },
    { k: 137, n: 2795, level: 0.95, low: 0.0416125518116732, high: 0.0576576151158111 },
    { k: 292, n: 1114, level: 0.95, low: 0.237141991795009, high: 0.288729950225157 },
    { k: 1, n: 3, level: 0.99, low: 0.0404266292960847, high: 0.855783984952333 },
    { k: 0, n: 10, level: 0.95, low: 0, high: 0.277532799862889 },
    { k: 10, n: 10, level: 0.99, low: 0.601145906695092, high: 1 },
  ])('for $k in $n at $level', ({ k, n, level, low, high }) => {
    expectAgreement(wilson({ k, n }, { level }), { estimate: k / n, low, high, level });
  });
});

describe("Wilson's interval with continuity correction agrees with R's prop.test", () => {
  // R: prop.test(k, n, correct = TRUE)$conf.int
  it.each([
    { k: 526, n: 2893, low: 0.168021120939163, high: 0.196469480809479 },
    { k: 137, n: 2795, low: 0.0414477045552465, high: 0.0578500294018476 },
    { k: 292, n: 1114, low: 0.236708894269555, high: 0.289191399403603 },
    { k: 1, n: 3, low: 0.0176527942786535, high: 0.874665528089737 },
    { k: 0, n: 10, low: 0, high: 0.344537218306922 },
    { k: 10, n: 10, low: 0.655462781693077, high: 1 },
  ])('for $k in $n', ({ k, n, low, high }) => {
    expectAgreement(wilson({ k, n }, { continuity: true }), { low, high });
  });
});

describe("The Clopper-Pearson interval agrees with R's binom.test", () => {
  // R: binom.test(k, n, conf.level = level)$conf.int
  it.each([
    { k: 526, n: 2893, level: 0.95, low: 0.167918016121487, high: 0.196364995120111 },
    { k: 137, n: 2795, level: 0.95, low: 0.0413090787476625, high: 0.0576839757808885 },
    { k: 292, n: 1114, level: 0.99, low: 0.228812763920759, high: 0.297488274244669 },
    { k: 1, n: 3, level: 0.95, low: 0.00840375865961264, high: 0.905700675949754 },
    { k: 0, n: 10, level: 0.95, low: 0, high: 0.308497107818761 },
    { k: 10, n: 10, level: 0.99, low: 0.588704018652475, high: 1 },
  ])('for $k in $n at $level', ({ k, n, level, low, high }) => {
    expectAgreement(clopperPearson({ k, n }, { level }), { estimate: k / n, low, high, level });
  });
});

describe('The Agresti-Coull interval agrees with statsmodels', () => {
  // Python: statsmodels.stats.proportion.proportion_confint(k, n, 0.05, 'agresti_coull')
  it.each([
    { k: 526, n: 2893, low: 0.168182212471367, high: 0.196298023616709 },
    { k: 137, n: 2795, low: 0.0415887409064926, high: 0.0576814260209918 },
    { k: 292, n: 1114, low: 0.237129085508462, high: 0.288742856511705 },
    { k: 1, n: 3, low: 0.0562746143753147, high: 0.797557729543034 },
    { k: 0, n: 10, low: 0, high: 0.320887305750546 },
    { k: 10, n: 10, low: 0.679112694249454, high: 1 },
  ])('for $k in $n', ({ k, n, low, high }) => {
    expectAgreement(agrestiCoull({ k, n }), { estimate: k / n, low, high, level: 0.95 });
  });
});

describe('Every interval of a proportion lies within 0 to 1 and around the estimate', () => {
  const intervals = {
    wilson,
    'wilson with continuity correction': (of: { k: number; n: number }, options: { level: number }) =>
      wilson(of, { ...options, continuity: true }),
    clopperPearson,
    agrestiCoull,
  };
  it.each(Object.entries(intervals))('%s, for all k of 1 to 40 at four levels', (_, interval) => {
    for (let n = 1; n <= 40; n++) {
      for (let k = 0; k <= n; k++) {
        for (const level of [0.01, 0.5, 0.95, 0.9999]) {
          const { low, estimate, high } = interval({ k, n }, { level });
          expect(0 <= low && low <= estimate && estimate <= high && high <= 1, `${k} of ${n} at ${level}`).toBe(true);
        }
      }
    }
  });
});
