import { describe, expect, it } from 'vitest';
import { cohensH, newcombeDifference, oddsRatio, riskRatio, waldDifference } from '../../src/stats/index.js';
import { expectAgreement } from './agree.js';
import { AI_ENGINEER, DATA_SCIENTIST, ML_ENGINEER } from './data.js';

describe("Newcombe's and Wald's intervals of a difference agree with statsmodels", () => {
  // Python: statsmodels.stats.proportion.confint_proportions_2indep(a.k, a.n, b.k, b.n, method='newcomb', compare='diff'),
  // and with method='wald'
  it.each([
    {
      a: AI_ENGINEER,
      b: ML_ENGINEER,
      newcombe: [0.0514332311820597, 0.110199087946517],
      wald: [0.0508982030105792, 0.109702417195068],
    },
    {
      a: AI_ENGINEER,
      b: DATA_SCIENTIST,
      newcombe: [0.186673215838411, 0.240724524923665],
      wald: [0.186065030939628, 0.240139752544601],
    },
    {
      a: DATA_SCIENTIST,
      b: ML_ENGINEER,
      newcombe: [-0.149059240533128, -0.116663835641724],
      wald: [-0.148976030840952, -0.11662813243763],
    },
    {
      a: { k: 0, n: 20 },
      b: { k: 3, n: 30 },
      newcombe: [-0.256210825791841, 0.0738921824275235],
      wald: [-0.207351648623029, 0.00735164862302945],
    },
    { a: { k: 10, n: 10 }, b: { k: 0, n: 10 }, newcombe: [0.607509350430524, 1], wald: [1, 1] },
  ])('for $a against $b', ({ a, b, newcombe, wald }) => {
    const estimate = a.k / a.n - b.k / b.n;
    expectAgreement(newcombeDifference(a, b), { estimate, low: newcombe[0], high: newcombe[1], level: 0.95 });
    expectAgreement(waldDifference(a, b), { estimate, low: wald[0], high: wald[1], level: 0.95 });
  });

  it('Newcombe never leaves -1 to 1 and contains the difference', () => {
    for (let ka = 0; ka <= 7; ka++) {
      for (let kb = 0; kb <= 9; kb++) {
        const { low, estimate, high } = newcombeDifference({ k: ka, n: 7 }, { k: kb, n: 9 }, { level: 0.99 });
        expect(-1 <= low && low <= estimate && estimate <= high && high <= 1, `${ka}, ${kb}`).toBe(true);
      }
    }
  });
});

describe('Risk ratio and odds ratio agree with statsmodels', () => {
  // Python: T = statsmodels.stats.contingency_tables.Table2x2([[a.k, a.n - a.k], [b.k, b.n - b.k]]);
  // T.riskratio, T.riskratio_confint(), T.oddsratio, T.oddsratio_confint()
  it.each([
    {
      a: AI_ENGINEER,
      b: ML_ENGINEER,
      risk: [1.44165170556553, 1.27196013180798, 1.63398174847336],
      odds: [1.5985401459854, 1.35733205364136, 1.88261272654084],
    },
    {
      a: AI_ENGINEER,
      b: DATA_SCIENTIST,
      risk: [5.34759988992124, 4.41907926360452, 6.4712178435469],
      odds: [6.89200277052587, 5.54470670647972, 8.5666753362133],
    },
    {
      a: DATA_SCIENTIST,
      b: ML_ENGINEER,
      risk: [0.2695885509839, 0.225029026767752, 0.322971608887631],
      odds: [0.231941309255079, 0.190660945061382, 0.28215936368951],
    },
  ])('for $a against $b', ({ a, b, risk, odds }) => {
    expectAgreement(riskRatio(a, b), { estimate: risk[0], low: risk[1], high: risk[2], level: 0.95 });
    expectAgreement(oddsRatio(a, b), { estimate: odds[0], low: odds[1], high: odds[2], level: 0.95 });
  });

  // Python: the same with ½ added to every cell, riskratio_confint(0.01), oddsratio_confint(0.01)
  it.each([
    {
      a: AI_ENGINEER,
      b: ML_ENGINEER,
      risk: [1.44195316392626, 1.22330203846361, 1.69968565536629],
      odds: [1.59912191827085, 1.28996955039715, 1.98236532692338],
    },
    {
      a: { k: 0, n: 20 },
      b: { k: 3, n: 30 },
      risk: [0.210884353741497, 0.00459823479794192, 9.6715832503537],
      odds: [0.191637630662021, 0.00363078677562586, 10.1148824635736],
    },
    {
      a: { k: 10, n: 10 },
      b: { k: 0, n: 10 },
      risk: [21, 0.595395085215816, 740.684649488077],
      odds: [441, 2.26178468449274, 85985.6383914003],
    },
  ])('for $a against $b with the ½ of Haldane, at 99 %', ({ a, b, risk, odds }) => {
    const options = { level: 0.99, correction: 'haldane' } as const;
    expectAgreement(riskRatio(a, b, options), { estimate: risk[0], low: risk[1], high: risk[2], level: 0.99 });
    expectAgreement(oddsRatio(a, b, options), { estimate: odds[0], low: odds[1], high: odds[2], level: 0.99 });
  });
});

describe("Cohen's h agrees with statsmodels", () => {
  // Python: statsmodels.stats.proportion.proportion_effectsize(p1, p2)
  it.each([
    { p1: 292 / 1114, p2: 526 / 2893, h: 0.193943688142544 },
    { p1: 292 / 1114, p2: 137 / 2795, h: 0.628473898349058 },
    { p1: 0, p2: 0.1, h: -0.643501108793284 },
    { p1: 1, p2: 0, h: Math.PI },
  ])('for $p1 against $p2', ({ p1, p2, h }) => {
    expectAgreement(cohensH(p1, p2), h);
  });
});
