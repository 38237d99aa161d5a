import { expect, test } from 'vitest';
import { Answer, type Beyond } from '../../src/count/answer.js';
import { answerThere, askerOf } from '../../src/count/ask-there.js';
import type { Query, RowOf } from '../../src/count/query.js';
import { readManifest } from '../../src/load/manifest.js';

const own = readManifest('field-guide');
const there = async (query: Query) => {
  const mapping = {};
  const other = { named: 'field-guide-march', engine: 'recording', mapping } as const;
  const { rows, beyond } = await answerThere(query, askerOf(own, other));
  const provenance = { corpus: own.id, digest: own.digest, query, answer: '', evidence: 'counts' } as const;
  type Row = RowOf<Query>;
  return new Answer(provenance, rows as readonly object[] as Row[], beyond as Beyond<object> as Beyond<Row>);
};

test('a group that is not among the recorded first ones is not taken for an empty one', async () => {
  const companies = await there({ by: ['company'], top: 31 });
  expect(companies.at({ company: companies.rows[0]?.['company'] ?? '' })).toEqual(companies.rows[0]);
  expect(() => companies.at({ company: 'Speechify' })).toThrow(
    'Speechify is not among the first 31 there, and what else there is was not recorded; ' +
      'the postings would tell: --engine rows',
  );
});

test('where all groups were recorded, one that is not among them is empty', async () => {
  const days = await there({ by: ['structured_on'], distinct: 'company' });
  expect(days.at({ structured_on: '1999-01-01' })).toMatchObject({ structured_on: '1999-01-01', postings: 0 });
});
