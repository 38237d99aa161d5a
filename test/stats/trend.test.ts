import { describe, expect, it } from 'vitest';
import { cochranArmitage, mannKendall, mannKendallMinimumP, theilSen } from '../../src/stats/index.js';
import { expectAgreement } from './agree.js';
import { WEEKS } from './data.js';

const SHARES = WEEKS.map(({ k, n }) => k / n);
const TIED = [1, 2, 2, 3, 3, 3, 5, 4, 2, 6];
const LONG = Array.from({ length: 60 }, (_, i) => ((i * 7919) % 101) + i / 5);
const RISING = Array.from({ length: 30 }, (_, i) => i);

describe('The Mann-Kendall test agrees with pymannkendall', () => {
  // Python: pymannkendall.original_test(values)
  it.each([
    {
      name: 'the weekly shares of ML Engineers',
      values: SHARES,
      s: 4,
      tau: 0.4,
      variance: 50 / 3,
      z: 0.734846922834953,
      p: 0.462432726450476,
    },
    {
      name: 'a series with ties of 3 and 3',
      values: TIED,
      s: 27,
      tau: 0.6,
      variance: 353 / 3,
      z: 2.39688182706571,
      p: 0.0165352555450982,
    },
    { name: 'a constant series', values: [3, 3, 3, 3], s: 0, tau: 0, variance: 0, z: 0, p: 1 },
    {
      name: '60 values',
      values: LONG,
      s: 282,
      tau: 0.159322033898305,
      variance: 24583.3333333333,
      z: 1.79219777964262,
      p: 0.0731012902120536,
    },
  ])('for $name', ({ values, s, tau, variance, z, p }) => {
    expectAgreement(mannKendall(values), { s, tau, variance, statistic: z, p });
  });

  // Python: z = (435 - 1) / sqrt(30*29*65/18); mpmath.erfc(z / sqrt(2)) (pymannkendall's 1 - cdf loses digits there)
  it('for 30 rising values', () => {
    expectAgreement(mannKendall(RISING), { s: 435, tau: 1, statistic: 7.74300745551968, p: 9.7092345667084274e-15 });
  });
});

describe("The exact Mann-Kendall test agrees with R's cor.test", () => {
  // R: cor.test(seq_along(values), values, method = "kendall", exact = TRUE)
  it.each([
    { name: 'the weekly shares of ML Engineers', values: SHARES, tau: 0.4, p: 0.483333333333333 },
    { name: '10 values', values: [5, 3, 8, 1, 9, 10, 2, 12, 11, 13], tau: 0.555555555555556, p: 0.0286094576719578 },
    { name: 'two values', values: [2, 1], tau: -1, p: 1 },
  ])('for $name', ({ values, tau, p }) => {
    expectAgreement(mannKendall(values, { method: 'exact' }), { tau, p });
  });

  // 2 / n!, since one order of n! rises throughout (R's own tail is a difference, and loses it)
  it('keeps its digits in the far tail', () => {
    expectAgreement(mannKendall(RISING, { method: 'exact' }).p, 2 / 265252859812191058636308480000000);
  });
});

describe('The smallest p of a Mann-Kendall test', () => {
  // Python, mpmath: S = n*(n-1)/2; erfc((S - 1) / sqrt(n*(n-1)*(2*n+5)/18) / sqrt(2)); 2 / factorial(n)
  it.each([
    { n: 2, normal: 1, exact: 1 },
    { n: 3, normal: 0.29626987148428635, exact: 1 / 3 },
    { n: 4, normal: 0.089429359028993565, exact: 1 / 12 },
    { n: 5, normal: 0.027486336111510347, exact: 1 / 60 },
    { n: 8, normal: 0.00083662713111930342, exact: 4.9603174603174603e-5 },
    { n: 20, normal: 8.6797627633778853e-10, exact: 8.2206352466243297e-19 },
    { n: 100, normal: 3.637189687627117e-49, exact: 2.1430205762509338e-158 },
  ])('with $n values agrees with mpmath', ({ n, normal, exact }) => {
    expectAgreement(mannKendallMinimumP(n).p, normal);
    expectAgreement(mannKendallMinimumP(n, { method: 'exact' }).p, exact);
  });

  it('is known where p underflows', () => {
    expectAgreement(mannKendallMinimumP(3000).log10P, -1466.0471376883831);
  });

  it('is what a series that rises throughout gets', () => {
    expect(mannKendall([1, 2, 3, 4, 5]).p).toBe(mannKendallMinimumP(5).p);
    expect(mannKendall([5, 4, 3, 2, 1], { method: 'exact' }).p).toBe(mannKendallMinimumP(5, { method: 'exact' }).p);
  });
});

describe("The Theil-Sen line agrees with scipy's theilslopes", () => {
  // Python: scipy.stats.theilslopes(y, x, alpha=level)
  it.each([
    {
      name: 'the weekly shares',
      y: SHARES,
      level: 0.95,
      slope: 0.010992585772381,
      intercept: 0.171708522148932,
      low: -0.0559619417873037,
      high: 0.0499689973374184,
    },
    {
      name: 'the weekly shares',
      y: SHARES,
      level: 0.9,
      slope: 0.010992585772381,
      intercept: 0.171708522148932,
      low: -0.0254827845652252,
      high: 0.0334788981126635,
    },
    {
      name: 'ties in y',
      y: TIED,
      level: 0.9,
      slope: 3 / 7,
      intercept: 1.07142857142857,
      low: 0.25,
      high: 0.571428571428571,
    },
    { name: 'a constant series', y: [3, 3, 3, 3], level: 0.95, slope: 0, intercept: 3, low: 0, high: 0 },
    { name: '60 values', y: LONG, level: 0.9, slope: 0.8, intercept: 32.3, low: 0.0518518518518518, high: 0.8 },
  ])('for $name at $level', ({ y, level, slope, intercept, low, high }) => {
    expectAgreement(theilSen(y, { level }), { slope, intercept, low, high, level });
  });

  it('for given x with ties', () => {
    expectAgreement(theilSen([1, 3, 2, 5, 4, 8], { x: [0, 1, 1, 2, 5, 7] }), {
      slope: 1,
      intercept: 2,
      low: 0.25,
      high: 2,
    });
  });
});

describe("The Cochran-Armitage test agrees with R's prop.trend.test and weighted regression", () => {
  const SMOKERS = [
    { k: 83, n: 86 },
    { k: 90, n: 93 },
    { k: 129, n: 136 },
    { k: 70, n: 82 },
  ];
  // R: t <- prop.trend.test(k, n, scores); l <- summary(lm(k/n ~ scores, weights = n));
  // coef(l)[2, 1]; l$fstatistic[1]; coef(l)[2, 4]
  // p <- sum(k)/sum(n); lof <- sum((k - n*p)^2 / (n*p*(1-p))) - t$statistic; pchisq(lof, length(k) - 2, lower.tail = FALSE)
  it.each([
    {
      name: 'the weekly counts of ML Engineers',
      groups: WEEKS,
      scores: [1, 2, 3, 4, 5],
      statistic: 0.382500111688817,
      p: 0.536268246753519,
      slope: 0.00321252855854335,
      f: 0.0817446693485223,
      scaledP: 0.793552545207762,
      lack: 14.0376166936836,
      lackP: 0.00285439458307555,
      dispersion: 4.6792055645612,
    },
    {
      name: "the smokers of R's example",
      groups: SMOKERS,
      scores: [1, 2, 3, 4],
      statistic: 8.22492228519771,
      p: 0.00413189747764149,
      slope: -0.0334156264126014,
      f: 3.75954425334956,
      scaledP: 0.192070360458129,
      lack: 4.37548901192995,
      lackP: 0.112169461064829,
      dispersion: 2.18774450596497,
    },
    {
      name: 'the smokers with scores 0, 1, 2, 10',
      groups: SMOKERS,
      scores: [0, 1, 2, 10],
      statistic: 12.442000175472,
      p: 0.000419785980823164,
      slope: -0.0117696039664193,
      // φ below 1 counts as 1: f is the statistic, pf(12.442000175472, 1, 2, lower.tail = FALSE)
      f: 12.442000175472,
      scaledP: 0.0718216619084838,
      lack: 0.158411121655641,
      lackP: 0.923849997554712,
      dispersion: 0.0792055608278206,
    },
  ])('for $name', ({ groups, scores, statistic, p, slope, f, scaledP, lack, lackP, dispersion }) => {
    const df = groups.length - 2;
    expectAgreement(cochranArmitage(groups, { scores }), {
      statistic,
      df: 1,
      p,
      slope,
      z: Math.sign(slope) * Math.sqrt(statistic),
      dispersion,
      scaled: { statistic: f, df, p: scaledP },
      lackOfFit: { statistic: lack, df, p: lackP },
    });
  });

  it('finds no trend in equal shares, however they scatter', () => {
    const equal = [
      { k: 10, n: 100 },
      { k: 20, n: 200 },
      { k: 5, n: 50 },
      { k: 7, n: 70 },
    ];
    expectAgreement(cochranArmitage(equal), { statistic: 0, p: 1, dispersion: 0, scaled: { statistic: 0, p: 1 } });
  });
});
