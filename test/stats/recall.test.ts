import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { recall } from '../../src/stats/recall.js';

/** How many of n postings drawn without replacement from `all` are among the first `good`. */
function drawnGood(random: ReturnType<typeof xoroshiro128plus>, good: number, all: number, n: number): number {
  let [left, of, k] = [good, all, 0];
  for (let i = 0; i < n; i += 1) {
    if (uniformInt(random, 1, of) <= left) {
      left -= 1;
      k += 1;
    }
    of -= 1;
  }
  return k;
}

test.each<[matched: number, right: number, unmatched: number, missed: number, n: number]>([
  [200, 190, 700, 21, 60],
  [200, 160, 700, 70, 60],
  [500, 475, 400, 4, 60],
  [100, 60, 800, 40, 40],
  [300, 297, 600, 120, 30],
])(
  'of %d postings that match %d are right, of %d others %d were missed: the interval holds the truth 19 times in 20, from samples of %d',
  (matched, right, unmatched, missed, n) => {
    const random = xoroshiro128plus(1);
    const truth = right / (right + missed);
    let holds = 0;
    for (let i = 0; i < 2000; i += 1) {
      const { low, high } = recall({
        matched,
        right: { k: drawnGood(random, right, matched, n), n },
        unmatched,
        missed: { k: drawnGood(random, missed, unmatched, n), n },
      });
      if (low <= truth && truth <= high) holds += 1;
    }
    expect(holds / 2000).toBeGreaterThan(0.94);
  },
);

test('without a missed posting everything is found, as far as the sample can tell', () => {
  const right = { k: 60, n: 60 };
  const few = recall({ matched: 200, right, unmatched: 700, missed: { k: 0, n: 30 } });
  const many = recall({ matched: 200, right, unmatched: 700, missed: { k: 0, n: 600 } });
  expect([few.estimate, few.high, many.estimate]).toEqual([1, 1, 1]);
  expect(few.low).toBeLessThan(many.low);
});

test('what cannot be is refused', () => {
  const of = (k: number, n: number) => ({ k, n });
  expect(() => recall({ matched: 10, right: of(0, 5), unmatched: 5, missed: of(1, 5) })).toThrow('right.k');
  expect(() => recall({ matched: 10, right: of(5, 11), unmatched: 5, missed: of(1, 5) })).toThrow('matched');
  expect(() => recall({ matched: 10, right: of(5, 5), unmatched: 5, missed: of(6, 5) })).toThrow();
});
