import { expect, test } from 'vitest';
import { clusteredBootstrap, wilson } from '../../src/stats/index.js';
import { indexDraws, indexResamples } from '../../src/stats/resampling.js';

const k = [5, 0, 2, 1, 0, 3, 0, 0, 4, 1, 0, 2, 0, 1, 6, 0, 0, 1, 2, 0];
const n = [8, 3, 5, 1, 2, 3, 4, 6, 9, 1, 1, 2, 3, 1, 9, 2, 1, 4, 3, 2];
const k2 = [1, 0, 1, 0, 0, 0, 1, 2, 2, 0, 0, 1, 1, 0, 2, 1, 0, 1, 0, 1];
const n2 = [8, 3, 4, 1, 2, 3, 4, 6, 9, 1, 0, 2, 3, 0, 9, 2, 1, 4, 3, 2];
const shares = k.map((each, i) => ({ k: each, n: n[i] ?? 0 }));
const pairs = shares.map((a, i) => ({ a, b: { k: k2[i] ?? 0, n: n2[i] ?? 0 } }));

// Python, 400,000 resamples of the clusters: i = np.random.default_rng(1).integers(0, 20, (400000, 20));
// a = K[i].sum(1)/N[i].sum(1); b = K2[i].sum(1)/N2[i].sum(1); np.quantile(v, [.025, .975]), v.std(ddof=1) of v = a, a-b, a/b
test.each([
  { data: { of: 'share', clusters: shares } as const, low: 0.235294, high: 0.54386, standardError: 0.0787122 },
  { data: { of: 'difference', clusters: pairs } as const, low: -0.0067568, high: 0.366753, standardError: 0.0950829 },
  { data: { of: 'ratio', clusters: pairs } as const, low: 0.971831, high: 3.271016, standardError: 0.5880223 },
])('of a $data.of agrees with NumPy within the error of the simulation', ({ data, low, high, standardError }) => {
  const found = clusteredBootstrap(data, { resamples: 100_000, seed: 5 });
  // a percentile of a normal scatter has a standard error of 2.67 σ/√resamples at 2.5 %, and skew may double it
  const allowed = 4 * 2 * 2.67 * standardError * Math.sqrt(1 / 100_000 + 1 / 400_000);
  expect(Math.abs(found.low - low)).toBeLessThan(allowed);
  expect(Math.abs(found.high - high)).toBeLessThan(allowed);
  expect(Math.abs(found.standardError / standardError - 1)).toBeLessThan(0.02);
  expect(found).toMatchObject({ clusters: 20, undefinedResamples: 0 });
});

test('of three clusters gives the percentiles of all 27 possible resamples', () => {
  // Python: sorted(sum(c[i][0] for i in d)/sum(c[i][1] for i in d) for d in itertools.product(range(3), repeat=3)):
  // once 0, three times 0.125, three times 0.2, …, six times 0.5, once 0.6; so 10 % and 90 % are 0.125 and 0.5
  const clusters = [
    { k: 1, n: 4 },
    { k: 3, n: 5 },
    { k: 0, n: 2 },
  ];
  const found = clusteredBootstrap({ of: 'share', clusters }, { level: 0.8, resamples: 50_000 });
  expect(found).toMatchObject({ estimate: 4 / 11, low: 0.125, high: 0.5 });
});

test('equals a plain interval where every employer has one posting, and is wider where its postings are copies', () => {
  const alone = Array.from({ length: 400 }, (_, i) => ({ k: i % 4 === 0 ? 1 : 0, n: 1 }));
  const copied = Array.from({ length: 80 }, (_, i) => ({ k: i % 4 === 0 ? 5 : 0, n: 5 }));
  const width = ({ low, high }: { low: number; high: number }) => high - low;
  const plain = width(wilson({ k: 100, n: 400 }));
  expect(width(clusteredBootstrap({ of: 'share', clusters: alone })) / plain).toBeCloseTo(1, 1);
  expect(width(clusteredBootstrap({ of: 'share', clusters: copied })) / plain).toBeCloseTo(Math.sqrt(5), 0);
});

test('is the same for the same seed, and another for another', () => {
  const once = clusteredBootstrap({ of: 'share', clusters: shares }, { seed: 3 });
  expect(clusteredBootstrap({ of: 'share', clusters: shares }, { seed: 3 })).toEqual(once);
  expect(clusteredBootstrap({ of: 'share', clusters: shares }, { seed: 4 })).not.toEqual(once);
});

test('counts the resamples in which a ratio has nothing below it', () => {
  const rare = [
    { a: { k: 1, n: 2 }, b: { k: 1, n: 2 } },
    { a: { k: 1, n: 2 }, b: { k: 0, n: 2 } },
  ];
  expect(
    clusteredBootstrap({ of: 'ratio', clusters: rare }, { resamples: 10_000 }).undefinedResamples / 10_000,
  ).toBeCloseTo(0.25, 1);
});

test('ten thousand resamples of six hundred employers take well under a second', () => {
  const clusters = Array.from({ length: 600 }, (_, i) => ({ k: i % 3 === 0 ? 1 : 0, n: 1 + (i % 2) }));
  const before = performance.now();
  clusteredBootstrap({ of: 'share', clusters });
  expect(performance.now() - before).toBeLessThan(1000);
});

test.each([
  ['remembered', 50, 200],
  ['too many to remember', 5000, 4000],
])('draws that are %s are the same, one resample after another', (_, size, resamples) => {
  const draw = indexDraws(size, 7);
  const first = Array.from({ length: 2 * size }, draw);
  for (let asked = 0; asked < 2; asked++) {
    const indicesOf = indexResamples(size, resamples, 7);
    expect([0, 1].flatMap((resample) => [...indicesOf(resample)])).toEqual(first);
  }
});
