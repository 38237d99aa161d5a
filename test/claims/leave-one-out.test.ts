import { describe, expect, test } from 'vitest';
import { withoutEach } from '../../src/claims/leave-one-out.js';
import { corpus } from '../../src/count/corpus.js';

const basis = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' });
interface Row {
  readonly week: string;
  readonly k: number;
  readonly n: number;
}
const sum = (rows: readonly Row[], of: 'k' | 'n') => rows.reduce((all, row) => all + row[of], 0);
const how = {
  measure: 'share' as const,
  over: 'week',
  part: ({ week }: Row) => week,
  postings: ({ n }: Row) => n,
  value: (rows: readonly Row[]) => sum(rows, 'k') / sum(rows, 'n'),
  basis,
};

describe('a share without one week after the other', () => {
  const rows = [
    { week: 'a', k: 5, n: 10 },
    { week: 'b', k: 10, n: 100 },
    { week: 'c', k: 11, n: 100 },
  ];
  test('the week that moves it most stands first, with its own share; a number turns beyond a tenth of itself', () => {
    const { value, postings, parts } = withoutEach({ ...how, claim: 'fine-tuning-by-role/aie-share', rows });
    expect([value, postings]).toEqual([0.12381, 210]);
    expect(parts).toEqual(
      [
        { part: 'a', postings: 10, alone: 0.5, without: 0.105, turns: true },
        { part: 'b', postings: 100, alone: 0.1, without: 0.145455, turns: true },
        { part: 'c', postings: 100, alone: 0.11, without: 0.136364, turns: true },
      ].toSorted((a, b) => Math.abs(b.without - 26 / 210) - Math.abs(a.without - 26 / 210)),
    );
  });
  test('a comparison turns with its verdict: below a tenth it holds, and not below', () => {
    const { parts } = withoutEach({ ...how, claim: 'fine-tuning-by-role/ds-barely', rows: rows.slice(1) });
    expect(parts.map(({ part, turns }) => [part, turns])).toEqual([
      ['b', false],
      ['c', false],
    ]);
    const low = [{ week: 'z', k: 0, n: 50 }, ...rows.slice(1)];
    const { parts: turning } = withoutEach({ ...how, claim: 'fine-tuning-by-role/ds-barely', rows: low });
    expect(turning.filter(({ turns }) => turns).map(({ part }) => part)).toEqual(['z']);
  });
  test('a claim of one part alone has nothing to leave out, and a part without rows is an error', () => {
    const claim = 'fine-tuning-by-role/aie-share';
    expect(withoutEach({ ...how, claim, rows: rows.slice(0, 1) }).parts).toEqual([]);
    expect(() => withoutEach({ ...how, claim, rows, only: ['x'] })).toThrow('no row is of week "x"');
    expect(() => withoutEach({ ...how, claim, rows: [] })).toThrow('the value of all rows is NaN');
  });
});

describe('a share of some of the postings that its words cover', () => {
  const counted = [{ week: 'a', k: 9, n: 10 }];
  const wider = (k: number) =>
    withoutEach({
      ...how,
      claim: 'fine-tuning-by-role/aie-share',
      rows: counted,
      wider: [...counted, { week: 'b', k, n: 10 }],
    }).wider;
  test('turns where all of them give a number more than a tenth off', () => {
    expect(wider(8)).toEqual({ postings: 20, value: 0.85, turns: false });
    expect(wider(7)).toEqual({ postings: 20, value: 0.8, turns: true });
  });
  test('of the print alone has no answers behind it', () => {
    expect(
      withoutEach({ ...how, claim: 'fine-tuning-by-role/aie-share', rows: counted, basis: 'print' }),
    ).toMatchObject({
      sources: [],
      value: 0.9,
    });
  });
});

test.each<[claim: string, value: number, changed: (m: number) => number, fewest: number | null, why: string]>([
  ['ds-barely', 5 / 100, (m) => (5 + m) / 100, 5, 'below a tenth: 10 of 100 is no longer'],
  [
    'aie-over-ds',
    292 / 1114 / (137 / 2795),
    (m) => (292 - m) / 1114 / (137 / 2795),
    19,
    'above 5: 292 less 19 is the first',
  ],
  ['ds-barely', 5 / 100, () => 5 / 100, null, 'nothing turns it'],
])('the fewest postings that turn %s at %d', (claim, value, changed, fewest) => {
  const rows = [{ week: 'a', k: 5, n: 100 }];
  const found = withoutEach({ ...how, claim: `fine-tuning-by-role/${claim}`, rows, value: () => value, changed });
  expect(found.fewest).toBe(fewest);
});
