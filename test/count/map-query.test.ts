import { describe, expect, test } from 'vitest';
import { mapQuery, unmapRows } from '../../src/count/map-query.js';
import type { Filter, Query } from '../../src/count/query.js';

const byTitle = {
  first: {
    'AI Engineer': { field: 'title', contains: ['ai engineer'], case: 'ignore' },
    'Data Scientist': { field: 'title', contains: ['scientist'], case: 'ignore' },
  },
} as const;

test('a field that has another name in the other corpus is asked by that name, and answered by its own', () => {
  const query: Query = { by: ['role', 'week'], where: { field: 'role', is: 'AI Engineer' }, distinct: 'role' };
  const mapped = mapQuery(query, { fields: { role: 'title' } });
  expect(mapped).toEqual({ by: ['title', 'week'], where: { field: 'title', is: 'AI Engineer' }, distinct: 'title' });
  expect(unmapRows([{ title: 'x', week: 'w', postings: 1 }], query, { fields: { role: 'title' } })).toEqual([
    { role: 'x', week: 'w', postings: 1 },
  ]);
});

test('roles are made out of titles: as groups, and as conditions of which the first that holds decides', () => {
  expect(mapQuery({ by: ['role'] }, { fields: { role: byTitle } })).toEqual({ by: [{ as: 'role', ...byTitle }] });
  const where = { not: { field: 'role', oneOf: ['Data Scientist'] } } as const;
  expect(mapQuery({ by: [], where }, { fields: { role: byTitle } }).where).toEqual({
    not: { any: [{ all: [{ not: byTitle.first['AI Engineer'] }, byTitle.first['Data Scientist']] }] },
  });
});

test('concepts are looked for with the lexicon that has them, unless the query names one', () => {
  const query: Query = { by: [], concepts: ['RAG'], match: 'phrase' };
  expect(mapQuery(query, { lexicon: 'fine-tuning' })).toEqual({ ...query, lexicon: 'fine-tuning' });
  expect(mapQuery({ ...query, lexicon: 'practice' }, { lexicon: 'fine-tuning' }).lexicon).toBe('practice');
});

describe('weeks made out of days', () => {
  const named = { week: { day: 'posted', per: 'week' } } as const;
  const rounded = { week: { day: 'posted', round: 'week' } } as const;

  test('as groups, by the name of the week or by its Monday; a posting without a day is in no week', () => {
    const query: Query = { by: ['week'] };
    const rows = [
      { week: '2026-W10', postings: 3 },
      { week: '(none)', postings: 1 },
    ];
    for (const fields of [named, rounded])
      expect(mapQuery(query, { fields })).toEqual({ by: [{ as: 'week', day: 'posted', per: 'week' }] });
    expect(unmapRows(rows, query, { fields: named })).toEqual([{ week: '2026-W10', postings: 3 }]);
    expect(unmapRows(rows, query, { fields: rounded })).toEqual([{ week: '2026-03-02', postings: 3 }]);
  });

  const field = 'posted';
  test.each<[string, Filter, Filter]>([
    ['one week', { field: 'week', is: '2026-03-02' }, { field, from: '2026-03-02', to: '2026-03-08' }],
    ['a day that begins no week', { field: 'week', is: '2026-03-03' }, { any: [] }],
    ['no day', { field: 'week', is: null }, { field, is: null }],
    ['weeks from one on', { field: 'week', from: '2026-03-02' }, { field, from: '2026-03-02' }],
    ['weeks that begin after a Tuesday', { field: 'week', from: '2026-03-03' }, { field, above: '2026-03-08' }],
    ['weeks until one', { field: 'week', to: '2026-03-02' }, { field, to: '2026-03-08' }],
    ['weeks before one', { field: 'week', below: '2026-03-02' }, { field, below: '2026-03-02' }],
    [
      'weeks between two',
      { field: 'week', above: '2026-03-02', below: '2026-03-17' },
      {
        all: [
          { field, above: '2026-03-08' },
          { field, to: '2026-03-22' },
        ],
      },
    ],
  ])('as a condition: %s', (_, where, expected) => {
    expect(mapQuery({ by: [], where }, { fields: rounded }).where).toEqual(expected);
  });

  test('by names of weeks, and not where days do not tell what is asked', () => {
    const where: Filter = { field: 'week', oneOf: ['2026-W10', 'soon'] };
    expect(mapQuery({ by: [], where }, { fields: named }).where).toEqual({
      any: [{ field, from: '2026-03-02', to: '2026-03-08' }, { any: [] }],
    });
    expect(() => mapQuery({ by: [], distinct: 'week' }, { fields: named })).toThrow(
      'field "week" is made of others there, which do not tell what is asked of it',
    );
    expect(() => mapQuery({ by: [], where: { field: 'week', from: 'soon' } }, { fields: named })).toThrow(
      '"soon" is no week that days of "posted" lie in',
    );
  });
});
