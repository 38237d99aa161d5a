import { expect, test } from 'vitest';
import { mapQuery, unmapRows } from '../../src/count/map-query.js';
import type { Query } from '../../src/count/query.js';

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
  expect(unmapRows([{ title: 'x', week: 'w', postings: 1 }], query, mapped)).toEqual([
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
