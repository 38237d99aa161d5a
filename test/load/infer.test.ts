import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { outline } from '../../src/load/infer.js';
import { scratch } from './scratch.js';

const { folder } = scratch();
const outlineOf = (name: string, content: string | Uint8Array, encoding?: string) => {
  writeFileSync(join(folder, name), content);
  return outline([join(folder, name)], { encoding });
};
const lines = (...records: object[]) => records.map((record) => JSON.stringify(record)).join('\n');
const kinds = ({ fields }: Awaited<ReturnType<typeof outline>>) =>
  Object.fromEntries(fields.map(({ name, kind }) => [name, kind]));
const long = 'We look for somebody who builds things that people use, and who likes to say why they work. '.repeat(2);

test.each([
  [
    'Greenhouse',
    {
      id: 1,
      title: 'a',
      absolute_url: 'u',
      updated_at: '2026-01-26T00:00:00Z',
      content: '&lt;p&gt;x&lt;/p&gt;',
      departments: [{ name: 'Data' }],
    },
    { departments: 'names' },
  ],
  [
    'Lever',
    {
      id: '1',
      text: 'a',
      hostedUrl: 'u',
      categories: { team: 'Data' },
      descriptionPlain: 'x',
      createdAt: 1774742400000,
    },
    { created: 'day' },
  ],
  [
    'Ashby',
    { id: '1', title: 'a', jobUrl: 'u', employmentType: 'FullTime', descriptionHtml: '<p>x</p>', isRemote: true },
    { remote: 'flag' },
  ],
  ['Workable', { shortcode: 'A', title: 'a', department: null, description: '<p>x</p>' }, { title: 'name' }],
  [
    'SmartRecruiters',
    { id: '1', name: 'a', releasedDate: '2026-01-26', company: { identifier: 'x', name: 'X' } },
    { company: 'name' },
  ],
  [
    'USAJOBS',
    {
      MatchedObjectId: '1',
      MatchedObjectDescriptor: { PositionTitle: 'a', PositionLocation: [{ LocationName: 'x' }] },
    },
    { locations: 'names' },
  ],
  [
    'Adzuna',
    {
      id: '1',
      title: 'a',
      redirect_url: 'u',
      created: '2026-01-26T00:00:00Z',
      category: { label: 'IT' },
      salary_min: 1,
    },
    { pay_low: 'number' },
  ],
  [
    'schema.org JobPosting',
    {
      '@type': 'JobPosting',
      title: 'a',
      hiringOrganization: { name: 'X' },
      identifier: { value: '1' },
      jobLocation: { address: { addressLocality: 'Ulm' } },
    },
    { cities: 'names' },
  ],
  ['LinkedIn', { job_id: 1, title: 'a', description: 'x', formatted_work_type: 'Full-time' }, { work_type: 'name' }],
  ['Hacker News', { objectID: '1', comment_text: '<p>x', story_id: 2, author: 'me' }, { comment: 'text' }],
])('an export of %s is known by its keys', async (shape, record, expected) => {
  const found = await outlineOf('shape.jsonl', lines(record));
  expect(found.shape).toBe(shape);
  expect(kinds(found)).toMatchObject(expected);
});

test('an export of Glassdoor is known, with its missing values and its pay', async () => {
  const found = await outlineOf(
    'glassdoor.csv',
    'Job Title,Salary Estimate,Job Description,Company Name\na,$53K-$91K (Glassdoor est.),x,X\nb,-1,y,Y\n',
  );
  expect(found.shape).toBe('Glassdoor');
  expect(found.fields.find(({ name }) => name === 'pay_low')?.options).toEqual({ pay: 'low', missing: ['-1'] });
});

test('the format, the delimiter, the list and the encoding are found out, or asked for', async () => {
  expect((await outlineOf('a.csv', 'id;title\n1;a\n2;b\n')).files).toEqual({ format: 'csv', delimiter: ';', id: 'id' });
  expect((await outlineOf('a.json', '{"meta":{},"jobs":[{"title":"a"},{"title":"b"}]}')).files).toEqual({
    format: 'json',
    rows: 'jobs',
  });
  expect((await outlineOf('lines.json', lines({ t: 'a' }, { t: 'b' }))).files).toEqual({ format: 'jsonl' });
  // postings hold more than the lists that stand in each, however long those are
  const nested = '{"jobs":[{"title":"a","offices":[{"n":"x"},{"n":"y"}]},{"title":"b","offices":[]}],"meta":{}}';
  expect((await outlineOf('nested.json', nested)).files).toEqual({ format: 'json', rows: 'jobs' });
  const paged = `{"pages":[{"at":"1","jobs":[{"text":"${long}"}]},{"at":"2","jobs":[{"text":"${long}"}]}]}`;
  expect((await outlineOf('paged.json', paged)).files).toMatchObject({ rows: 'pages[].jobs' });
  expect((await outlineOf('carets.txt', 'id^title\n1^C: a, b\n2^b\n')).files).toMatchObject({ delimiter: '^' });
  expect((await outlineOf('noname', gzipSync('id|title\n1|a\n2|b\n'))).files).toMatchObject({ delimiter: '|' });
  const latin = Buffer.from('title,text\nIng\xe9nieur,donn\xe9es\n', 'latin1');
  await expect(outlineOf('latin.csv', latin)).rejects.toThrow(
    /1 of 1 rows are not valid UTF-8; encoding: windows-1252 reads ".*é.*--encoding/,
  );
  expect((await outlineOf('latin.csv', latin, 'windows-1252')).files).toEqual({
    format: 'csv',
    encoding: 'windows-1252',
  });
});

test('the description is the field of that name, else the longest; names keep letters of any alphabet', async () => {
  const named = await outlineOf('named.jsonl', lines({ skills: long, description: 'We need SQL.' }));
  expect(named.texts).toEqual(['description']);
  const longest = await outlineOf('long.jsonl', lines({ Título: 'a', about: long, profile: long + long, 職種: 'x' }));
  expect(longest.texts).toEqual(['profile']);
  expect(Object.keys(kinds(longest))).toEqual(['Título', 'about', 'profile', '職種']);
});

test('of a known export, what its description consists of is looked through, and what is left out is said', async () => {
  const found = await outlineOf(
    'lever.jsonl',
    lines({
      id: '1',
      text: 'a',
      hostedUrl: 'u',
      categories: { team: 'Data', level: 'Senior' },
      descriptionPlain: 'x',
      lists: [{ text: 'You bring', content: '<li>SQL</li>' }],
      additionalPlain: 'z',
    }),
  );
  expect(found.texts).toEqual(['description', 'lists', 'additional']);
  expect(found.left).toEqual(['hostedUrl', 'categories.level', 'lists.text']);
});

test('a column of a kind that cannot be read costs no other: it is left out, and said', async () => {
  const required = { repetition_type: 'REQUIRED' } as const;
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'title', data: ['a', 'b'] },
      { name: 'wait', data: [new Uint8Array(12), new Uint8Array(12)] },
    ],
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'title', type: 'BYTE_ARRAY', converted_type: 'UTF8', ...required },
      { name: 'wait', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 12, converted_type: 'INTERVAL', ...required },
    ],
  });
  const found = await outlineOf('odd.parquet', new Uint8Array(bytes));
  expect(kinds(found)).toEqual({ title: 'name' });
  expect(found.left).toEqual(['wait (parquet interval not supported)']);
});

test('no column is left out in silence, and a number among titles is a title', async () => {
  const found = await outlineOf(
    'mixed.csv',
    'Title,Empty,posted,tags\n2024,,"March 3, 2026","[\'a\']"\nPython Engineer,,"March 4, 2026","[\'b\', \'c\']"\n',
  );
  expect(kinds(found)).toEqual({ Title: 'name', posted: 'day', tags: 'names' });
  expect(found.left).toEqual(['Empty (empty)']);
  const typed = await outlineOf(
    'typed.jsonl',
    lines({ odd: 'a', date_posted: 1714605534 }, { odd: 5, date_posted: 1714605534 }),
  );
  expect(typed.left).toEqual(['odd (values of several kinds)']);
  expect(kinds(typed)).toEqual({ date_posted: 'day' });
});

test('digits that begin with a zero are a key, such as a postcode, and no number', async () => {
  const found = await outlineOf('keys.csv', 'title,zip,openings,rate\na,07030,1,0.5\nb,55401,0,12\n');
  expect(kinds(found)).toEqual({ title: 'name', zip: 'name', openings: 'number', rate: 'number' });
});

test('in JSON an amount in quotes is a number, and digits of another name are a name', async () => {
  const rows = lines({ min_salary: '9500', zone: '7' }, { min_salary: '10000.5', zone: '12' }, { min_salary: null });
  expect(kinds(await outlineOf('quoted.jsonl', rows))).toEqual({ min_salary: 'number', zone: 'name' });
});

test('where no row can be read, the first reason is told', async () => {
  await expect(outlineOf('torn.csv', 'title,place\na,Minneapolis, MN\n')).rejects.toThrow(
    /torn\.csv has no record that can be read: not valid CSV: .*columns length is 2, got 3/,
  );
});

test.each([
  [
    'day first',
    ['19/03/2026', '02/03/2026'],
    'day',
    { order: 'dmy' },
    '"posted" has the day first, as 19/03/2026 shows',
  ],
  ['month first', ['03/02/2026', '07/23/2026'], 'day', { order: 'mdy' }, '"posted" has the month first, as 07/23/2026'],
  ['neither is told', ['03/02/2026', '07/04/2026'], 'name', {}, 'none tells the month: kind: day, with order: dmy or'],
  ['both at once', ['19/03/2026', '07/23/2026'], 'name', {}, undefined],
])('days whose order the values show, or not: %s', async (_, days, kind, options, said) => {
  const rows = days.map((posted, id) => `${id},${posted},"${long}"`);
  const found = await outlineOf('days.csv', `id,posted,description\n${rows.join('\n')}\n`);
  expect(found.fields.find(({ name }) => name === 'posted')).toMatchObject({ kind, options });
  expect(found.orders).toEqual(said === undefined ? [] : [expect.stringContaining(said)]);
});

test('a column "Salary [EUR]" is a field, and one whose name reads as a path is left out and named', async () => {
  const found = await outlineOf(
    'brackets.csv',
    `id,Salary [EUR],pay[usd],text\n1,60000,1,"${long}"\n2,70000,2,"${long}"\n`,
  );
  expect(found.fields.find(({ from }) => from === 'Salary [EUR]')).toMatchObject({
    name: 'Salary_EUR',
    kind: 'number',
  });
  expect(found.left).toEqual(['pay[usd] (its name reads as a path)']);
});

test('a column that is filled after the first thousand postings is not said to be empty', async () => {
  const rows = Array.from({ length: 1001 }, (_, id) => `${id},${id === 1000 ? 5 : ''},"${long}"`);
  const { left } = await outlineOf('late.csv', `id,late,text\n${rows.join('\n')}\n`);
  expect(left).toEqual(['late (empty in the first 1,000 postings)']);
});
