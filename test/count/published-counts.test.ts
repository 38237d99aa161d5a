import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { publishedAnswers } from '../../src/count/published-counts.js';

/** A published file with these contents, gone after the test. */
function published(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'recount-published-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('columns of counts are the groups of a field, and add up to the groups of the others', () => {
  const file = published('levels.csv', 'level,onsite,remote\nintern,30,10\nstaff,20,40\n');
  const tables = [
    { file: 'levels.csv', by: { level: 'level' }, columns: { work: { onsite: 'onsite', remote: 'remote' } } },
  ];
  expect(publishedAnswers(tables, [file])).toEqual([
    {
      query: { by: ['level', 'work'] },
      rows: [
        { level: 'intern', work: 'onsite', postings: 30 },
        { level: 'intern', work: 'remote', postings: 10 },
        { level: 'staff', work: 'onsite', postings: 20 },
        { level: 'staff', work: 'remote', postings: 40 },
      ],
    },
    {
      query: { by: ['level'] },
      rows: [
        { level: 'intern', postings: 40 },
        { level: 'staff', postings: 60 },
      ],
    },
  ]);
});

test('an unrounded percentage of a number of postings says which count it was; a rounded one is refused', () => {
  const table = (file: string) => [
    { file, by: { role: 'role' }, postings: 'n', percent: { remote: { column: 'pct', is: 'yes', rest: 'no' } } },
  ];
  const exact = published('exact.csv', 'role,n,pct\nData Engineer,37,10.81081081081081\n');
  expect(publishedAnswers(table('exact.csv'), [exact])[1]?.rows).toEqual([
    { role: 'Data Engineer', remote: 'yes', postings: 4 },
    { role: 'Data Engineer', remote: 'no', postings: 33 },
  ]);
  const rounded = published('rounded.csv', 'role,n,pct\nData Engineer,3700,10.8\n');
  expect(() => publishedAnswers(table('rounded.csv'), [rounded])).toThrow(
    /row 1, column "pct": 10.8 % of 3700 is no whole number of postings; a rounded percentage/,
  );
});

test('nested aggregations of OpenSearch are groups within groups', () => {
  const file = published(
    'answer.json',
    JSON.stringify({
      by_country: { buckets: [{ key: 'DE', doc_count: 5, wm: { buckets: [{ key: 'remote', doc_count: 3 }] } }] },
    }),
  );
  expect(publishedAnswers([{ file: 'answer.json', buckets: { country: 'by_country', work: 'wm' } }], [file])).toEqual([
    { query: { by: ['country'] }, rows: [{ country: 'DE', postings: 5 }] },
    { query: { by: ['country', 'work'] }, rows: [{ country: 'DE', work: 'remote', postings: 3 }] },
  ]);
});

test.each([
  ['a.csv', 'level,n\nintern,1.5\n', /row 1, column "n": "1.5" is no count/],
  ['a.csv', 'level,m\nintern,1\n', /row 1 has no column "n"; there are: level, m/],
  ['a.json', '{"rows": []}', /is not a list of rows; for an answer of OpenSearch, say buckets/],
  ['a.json', '[', /cannot be read as JSON/],
  ['b.csv', '', /a\.\w+ is not among those given; name its path with --from/],
])('a table that cannot be read says where and why (%s, %j)', (name, text, message) => {
  const file = published(name, text);
  const table = { file: name === 'a.json' ? 'a.json' : 'a.csv', by: { level: 'level' }, postings: 'n' };
  expect(() => publishedAnswers([table], [file])).toThrow(message);
});
