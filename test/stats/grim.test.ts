import { expect, test } from 'vitest';
import { grim } from '../../src/stats/index.js';
import { expectAgreement } from './agree.js';

// Python, by trying every count (t: the percentage in units of its last digit, d: decimals):
// from fractions import Fraction as F
// def r(k,n,d): v=F(100*k*10**d,n); f=v.__floor__(); return {f+(v-f>=F(1,2)), round(v)}
// counts = [k for k in range(n+1) if t in r(k,n,d)]
// reachable = len(set().union(*(r(k,n,d) for k in range(n+1))))/(100*10**d+1)
const anchors = [
  { percent: 18.2, decimals: 1, n: 33, counts: [6], reachable: 0.03396603396603397 },
  { percent: 18, decimals: 0, n: 7, counts: [], reachable: 0.07920792079207921 },
  { percent: 12.5, decimals: 1, n: 8, counts: [1], reachable: 0.008991008991008992 },
  { percent: 12, decimals: 0, n: 8, counts: [1], reachable: 0.10891089108910891 },
  { percent: 13, decimals: 0, n: 8, counts: [1], reachable: 0.10891089108910891 },
  { percent: 14, decimals: 0, n: 8, counts: [], reachable: 0.10891089108910891 },
  { percent: 63, decimals: 0, n: 8, counts: [5], reachable: 0.10891089108910891 },
  { percent: 62, decimals: 0, n: 8, counts: [5], reachable: 0.10891089108910891 },
  { percent: 0.1, decimals: 1, n: 2000, counts: [1, 2], reachable: 1.0 },
  { percent: 0.1, decimals: 1, n: 1999, counts: [1, 2], reachable: 1.0 },
  { percent: 36, decimals: 0, n: 25, counts: [9], reachable: 0.25742574257425743 },
  { percent: 36, decimals: 0, n: 24, counts: [], reachable: 0.26732673267326734 },
  { percent: 99.97, decimals: 2, n: 3000, counts: [2999], reachable: 0.3000699930006999 },
  { percent: 0, decimals: 0, n: 300, counts: [0, 1], reachable: 1.0 },
  { percent: 100, decimals: 0, n: 300, counts: [299, 300], reachable: 1.0 },
  { percent: 69.4, decimals: 1, n: 895, counts: [621], reachable: 0.8951048951048951 },
  { percent: 50, decimals: 0, n: 99, counts: [], reachable: 0.9900990099009901 },
  { percent: 28.9, decimals: 1, n: 999, counts: [289], reachable: 0.999000999000999 },
  { percent: 28.9, decimals: 1, n: 1000, counts: [289], reachable: 1.0 },
  { percent: 45.1, decimals: 1, n: 620, counts: [], reachable: 0.6203796203796204 },
];

test.each(anchors)('$percent % of $n comes from the counts $counts', ({ counts, reachable, ...printed }) => {
  const found = grim(printed);
  expect(found).toMatchObject({ counts, possible: counts.length > 0, informative: reachable < 1 });
  expectAgreement(found.reachable, reachable);
});

test('of 200 postings or more every whole percentage can come, so passing says nothing', () => {
  const possible = Array.from({ length: 101 }, (_, percent) => grim({ percent, decimals: 0, n: 200 }));
  expect(possible.every((each) => each.possible && !each.informative)).toBe(true);
});

test('an exact half may have been rounded either way', () => {
  expect(grim({ percent: 62, decimals: 0, n: 8 }).counts).toEqual(grim({ percent: 63, decimals: 0, n: 8 }).counts);
});
