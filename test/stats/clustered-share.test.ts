import { expect, test } from 'vitest';
import { clusteredShare } from '../../src/stats/clustered-share.js';
import { waldDifference } from '../../src/stats/wald.js';

// R: k <- c(3,5,0,7,2,4,6,1); n <- c(4,9,2,7,5,4,11,3); p <- sum(k)/sum(n); v <- 8 * var(k - p*n) / sum(n)^2
//    c(p, p + c(-1,1) * qnorm(.975) * sqrt(v))
test('a share of clustered units has the interval of a ratio of two totals', () => {
  const k = [3, 5, 0, 7, 2, 4, 6, 1];
  const n = [4, 9, 2, 7, 5, 4, 11, 3];
  const { estimate, low, high } = clusteredShare(k.map((each, i) => ({ k: each, n: n[i] ?? 0 })));
  expect([estimate, low, high].map((value) => value.toFixed(12))).toEqual(['0.622222222222', '0.447102173462', '0.797342270983']);
});

test('units that are all alike within their cluster tell as little as the clusters', () => {
  const single = clusteredShare([{ k: 1, n: 1, times: 30 }, { k: 0, n: 1, times: 30 }]);
  const alike = clusteredShare([{ k: 10, n: 10, times: 30 }, { k: 0, n: 10, times: 30 }]);
  expect(alike).toEqual(single);
});

test('clusters of one unit give Wald’s interval, but for one degree of freedom', () => {
  const { low, high } = clusteredShare([{ k: 1, n: 1, times: 300 }, { k: 0, n: 1, times: 700 }]);
  const wald = waldDifference({ k: 300, n: 1000 }, { k: 0, n: 1 });
  expect((high - low) / (wald.high - wald.low)).toBeCloseTo(Math.sqrt(1000 / 999), 9);
});

test.each([
  [[{ k: 3, n: 2 }, { k: 1, n: 2 }], /k = 3 of n = 2/],
  [[{ k: 1.5, n: 2 }, { k: 1, n: 2 }], /k = 1\.5/],
  [[{ k: 1, n: 2 }, { k: 0, n: 0 }], /1 clusters have units/],
])('%j is refused', (clusters, message) => {
  expect(() => clusteredShare(clusters)).toThrow(message);
});
