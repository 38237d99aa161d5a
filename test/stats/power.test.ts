import { describe, expect, it } from 'vitest';
import { smallestDetectableDifference, trendPower, twoProportionPower } from '../../src/stats/index.js';
import { expectAgreement } from './agree.js';

describe('The power of the two-proportion test', () => {
  // R: power.prop.test(n = n, p1 = p1, p2 = p2, sig.level = alpha, strict = TRUE)$power
  it.each([
    { p1: 0.18, p2: 0.26, n: 500, alpha: 0.05, power: 0.864049502260484 },
    { p1: 0.05, p2: 0.06, n: 2800, alpha: 0.01, power: 0.174949175926058 },
    { p1: 0.001, p2: 0.01, n: 300, alpha: 0.05, power: 0.319297168906237 },
    { p1: 0.5, p2: 0.5, n: 100, alpha: 0.05, power: 0.05 },
  ])("of $n each, $p1 against $p2, agrees with R's power.prop.test", ({ p1, p2, n, alpha, power }) => {
    expectAgreement(twoProportionPower({ p1, n1: n, p2, n2: n }, { alpha }), power);
  });

  // Python: statsmodels.stats.proportion.power_proportions_2indep(p1 - p2, p2, n1, ratio=n2/n1, alpha=alpha).power
  it.each([
    { p1: 0.26, n1: 1114, p2: 0.18, n2: 2893, alpha: 0.05, power: 0.999760798656875 },
    { p1: 0.2, n1: 337, p2: 0.18, n2: 444, alpha: 0.05, power: 0.110389613064746 },
    { p1: 0.05, n1: 2795, p2: 0.06, n2: 2893, alpha: 0.01, power: 0.177542764913075 },
  ])('of $n1 and $n2, $p1 against $p2, agrees with statsmodels', ({ alpha, power, ...design }) => {
    expectAgreement(twoProportionPower(design, { alpha }), power);
  });
});

describe('The smallest detectable difference', () => {
  // Python: f = lambda p2: power_proportions_2indep(p1 - p2, p2, n1, ratio=n2/n1, alpha=alpha).power - power;
  // 100 * (brentq(f, p1 + 1e-6, 1 - 1e-12, xtol=1e-16, rtol=1e-15) - p1), downward brentq(f, 1e-12, p1 - 1e-6);
  // null where f has one sign
  it.each([
    { p1: 0.18, n1: 444, n2: 337, power: 0.8, alpha: 0.05, upward: 8.364768184244253, downward: 7.140014662633247 },
    { p1: 0.05, n1: 2795, n2: 1114, power: 0.9, alpha: 0.01, upward: 3.3457000594740856, downward: 2.628929114552908 },
    { p1: 0.02, n1: 100, n2: 50, power: 0.8, alpha: 0.05, upward: 12.52767539947752, downward: null },
    { p1: 0.97, n1: 60, n2: 400, power: 0.8, alpha: 0.05, upward: null, downward: 11.497670232852697 },
    { p1: 0.5, n1: 10, n2: 10, power: 0.9, alpha: 0.01, upward: null, downward: null },
  ])('from $p1 with $n1 and $n2 agrees with statsmodels', ({ power, alpha, upward, downward, ...design }) => {
    expectAgreement(smallestDetectableDifference(design, { power, alpha }), { upward, downward });
  });

  it('is where the power is reached', () => {
    const { upward } = smallestDetectableDifference({ p1: 0.18, n1: 444, n2: 337 }, { power: 0.9 });
    expectAgreement(twoProportionPower({ p1: 0.18, n1: 444, p2: 0.18 + (upward ?? NaN) / 100, n2: 337 }), 0.9);
  });
});

describe('The simulated power of the trend tests', () => {
  // R, 100,000 simulations, set.seed(1), for weeks n with p = mean + slope/100 * (seq_along(n) - (length(n)+1)/2):
  // X <- sapply(seq_along(n), function(i) rbinom(1e5, n[i], p[i])); Mann-Kendall of each row of X/n as pymannkendall,
  // prop.trend.test of each row of X (chi-squared 0 where undefined); mean(p <= 0.05)
  const cases = [
    { n: [904, 519, 494, 444, 337], mean: 0.18, slope: 2, mannKendall: 0.32851, cochranArmitage: 0.97242 },
    { n: [904, 519, 494, 444, 337], mean: 0.18, slope: 0, mannKendall: 0.01585, cochranArmitage: 0.0503 },
    { n: [30, 20, 40, 25, 30, 50, 20, 30], mean: 0.1, slope: -1, mannKendall: 0.12545, cochranArmitage: 0.20852 },
    { n: new Array<number>(12).fill(200), mean: 0.3, slope: 0.5, mannKendall: 0.31618, cochranArmitage: 0.45461 },
  ];
  it.each(cases)(
    'agrees with a simulation in R within four standard errors: $n, $slope',
    ({ n, mean, slope, ...anchor }) => {
      const power = trendPower({ n, mean, slope }, { simulations: 40_000, seed: 20 });
      for (const test of ['mannKendall', 'cochranArmitage'] as const) {
        const error = Math.sqrt(anchor[test] * (1 - anchor[test]) * (1 / 40_000 + 1 / 100_000));
        expect(Math.abs(power[test] - anchor[test])).toBeLessThan(4 * error);
      }
    },
  );

  it('is the same for the same seed, and another for another', () => {
    const design = { n: [100, 120, 90, 110], mean: 0.2, slope: 3 };
    const options = { simulations: 500, seed: 4 };
    expect(trendPower(design, options)).toEqual(trendPower(design, options));
    expect(trendPower(design, options)).not.toEqual(trendPower(design, { ...options, seed: 5 }));
  });

  it('survives simulations in which no posting has the property', () => {
    expect(trendPower({ n: [3, 3, 3], mean: 0.001, slope: 0 }, { simulations: 200 })).toMatchObject({ mannKendall: 0 });
  });
});
