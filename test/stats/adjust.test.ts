import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from '../../src/stats/index.js';
import { expectAgreement } from './agree.js';

const RAW = [2.1e-8, 5.0e-82, 1.3e-54, 0.03, 0.2, 0.2, 0.9, 1];

describe("Adjusted p-values agree with R's p.adjust", () => {
  // R: p.adjust(c(2.1e-8, 5.0e-82, 1.3e-54, .03, .2, .2, .9, 1), method)
  it.each([
    { method: bonferroni, adjusted: [1.68e-7, 4e-81, 1.04e-53, 0.24, 1, 1, 1, 1] },
    { method: holm, adjusted: [1.26e-7, 4e-81, 9.1e-54, 0.15, 0.8, 0.8, 1, 1] },
    { method: benjaminiHochberg, adjusted: [5.6e-8, 4e-81, 5.2e-54, 0.06, 0.8 / 3, 0.8 / 3, 1, 1] },
    {
      method: benjaminiYekutieli,
      adjusted: [
        1.522e-7, 1.08714285714286e-80, 1.41328571428571e-53, 0.163071428571429, 0.724761904761905, 0.724761904761905,
        1, 1,
      ],
    },
  ])('$method.name', ({ method, adjusted }) => {
    expectAgreement(method(RAW), adjusted);
  });
});

describe('Every adjustment', () => {
  const methods = [bonferroni, holm, benjaminiHochberg, benjaminiYekutieli];

  it.each(methods)('%o is at least the raw p, at most 1, and keeps the order', (method) => {
    const raw = Array.from({ length: 50 }, (_, i) => ((i * 37) % 50) ** 3 / 50 ** 3);
    const adjusted = method(raw);
    const inOrder = raw.map((p, i) => ({ p, q: adjusted[i] ?? NaN })).sort((a, b) => a.p - b.p);
    inOrder.forEach(({ p, q }, i) => {
      expect(q >= p && q <= 1).toBe(true);
      expect(q).toBeGreaterThanOrEqual(inOrder[i - 1]?.q ?? 0);
    });
  });

  it.each(methods)('%o leaves a single p-value and its argument alone', (method) => {
    const raw = Object.freeze([0.03]);
    expect(method(raw)).toEqual([0.03]);
  });

  it('Holm is never above Bonferroni, nor Benjamini-Hochberg above Holm', () => {
    holm(RAW).forEach((p, i) => {
      expect(p).toBeLessThanOrEqual(bonferroni(RAW)[i] ?? NaN);
      expect(p).toBeGreaterThanOrEqual(benjaminiHochberg(RAW)[i] ?? NaN);
    });
  });
});
