import { expect, test } from 'vitest';
import { describeFragility, fragility } from '../../src/claims/fragility.js';
import { contingencyTable } from '../../src/stats/contingency-table.js';
import { fisherExact } from '../../src/stats/fisher-exact.js';

type Groups = Parameters<typeof fragility>[0];
const of = (groups: Groups) =>
  groups.map((group) => group.reduce((sum, { k, n }) => ({ k: sum.k + k, n: sum.n + n }), { k: 0, n: 0 }));
const isChance = (groups: Groups) => fisherExact(contingencyTable(of(groups))).p >= 0.05;

// the two trials with which M. Walsh et al. (2014) introduce the index
test.each<[a: number, b: number, n: number, fewest: number]>([
  [1, 9, 100, 1],
  [200, 250, 4000, 9],
])('%d against %d events of %d each: %d changed event makes it chance', (a, b, n, fewest) => {
  expect(fragility([[{ k: a, n }], [{ k: b, n }]], isChance)).toEqual({ fewest, postings: 2 * n });
});

test('it is what trying every number of postings, group and way one by one finds', () => {
  const groups = [
    [
      { k: 3, n: 8 },
      { k: 0, n: 2 },
      { k: 5, n: 5 },
    ],
    [
      { k: 1, n: 9 },
      { k: 0, n: 11 },
    ],
  ];
  const [a = { k: 0, n: 0 }, b = { k: 0, n: 0 }] = of(groups);
  const tried: number[] = [];
  for (let m = 1; m <= 20; m += 1)
    for (const [k, l] of [
      [a.k + m, b.k],
      [a.k - m, b.k],
      [a.k, b.k + m],
      [a.k, b.k - m],
    ] as const)
      if (k >= 0 && k <= a.n && l >= 0 && l <= b.n && isChance([[{ k, n: a.n }], [{ k: l, n: b.n }]])) tried.push(m);
  expect(fragility(groups, isChance).fewest).toBe(Math.min(...tried));
});

test('postings are taken from the employers in turn, and only where there are some', () => {
  const seen: string[] = [];
  fragility(
    [
      [
        { k: 2, n: 2 },
        { k: 1, n: 1 },
        { k: 0, n: 4 },
      ],
    ],
    ([group = []]) => {
      seen.push(group.map(({ k }) => k).join(' '));
      return group.reduce((sum, { k }) => sum + k, 0) < 1;
    },
  );
  expect(seen).toContain('0 0 0');
  expect(seen).toContain('1 0 0');
});

test('where no change of one group turns it there is none, and nothing is said', () => {
  const none = fragility([[{ k: 1, n: 2 }]], () => false);
  expect(none).toEqual({ fewest: null, postings: 2 });
  expect(describeFragility(none)).toBeUndefined();
  expect(describeFragility({ fewest: 2, postings: 1281 })).toBe(
    '2 of 1,281 postings would turn it, were they otherwise',
  );
});
