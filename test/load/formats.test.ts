import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { loadCorpus } from '../../src/load/load.js';
import { scratch } from './scratch.js';

const { folder, write, manifest } = scratch();

const fields = {
  title: { kind: 'name', from: 'title' },
  skills: { kind: 'names', from: 'skills', split: ';' },
  remote: { kind: 'flag', from: 'remote' },
  salary: { kind: 'number', from: 'salary' },
  posted: { kind: 'day', from: 'posted' },
  text: { kind: 'text', from: 'text' },
};
const table = [
  {
    id: 'a1',
    title: 'AI Engineer',
    skills: ['RAG', 'agents'],
    remote: true,
    salary: 120000.5,
    posted: '2026-01-26',
    text: 'Two lines,\nwith "quotes" and Zürich — 東京 🚀',
  },
  {
    id: 'b2',
    title: 'ML Engineer',
    skills: ['PyTorch'],
    remote: false,
    salary: 0,
    posted: '2026-02-01',
    text: 'a comma, here',
  },
  { id: 'c3', title: 'Data Scientist', skills: null, remote: null, salary: null, posted: null, text: null },
];
const expected = table.map(({ id, ...rest }) => ({ id, fields: rest }));

const cell = (value: unknown): string =>
  value === null ? '' : `"${(Array.isArray(value) ? value.join(';') : String(value)).replaceAll('"', '""')}"`;
const csv = [
  'id,title,skills,remote,salary,posted,text',
  ...table.map((row) => Object.values(row).map(cell).join(',')),
].join('\r\n');
const jsonl = table.map((row) => JSON.stringify(row)).join('\n');
const column = (name: string, data: unknown[], type: 'STRING' | 'JSON' | 'BOOLEAN' | 'DOUBLE') => ({
  name,
  data,
  type,
});
const parquet = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      column(
        'id',
        table.map((row) => row.id),
        'STRING',
      ),
      column(
        'title',
        table.map((row) => row.title),
        'STRING',
      ),
      column(
        'skills',
        table.map((row) => row.skills),
        'JSON',
      ),
      column(
        'remote',
        table.map((row) => row.remote),
        'BOOLEAN',
      ),
      column(
        'salary',
        table.map((row) => row.salary),
        'DOUBLE',
      ),
      {
        name: 'posted',
        data: table.map((row) => (row.posted === null ? null : new Date(row.posted))),
        type: 'TIMESTAMP',
      },
      column(
        'text',
        table.map((row) => row.text),
        'STRING',
      ),
    ],
    rowGroupSize: 2,
  }),
);

test.each([
  ['jsonl', 'rows.jsonl', jsonl],
  ['jsonl', 'bom-crlf.jsonl', `\uFEFF${jsonl.replaceAll('\n', '\r\n')}\r\n\r\n`],
  ['jsonl', 'rows.jsonl.gz', gzipSync(jsonl)],
  ['csv', 'rows.csv', csv],
  ['csv', 'bom.csv', `\uFEFF${csv.replaceAll('\r\n', '\n')}\n`],
  ['csv', 'rows.csv.gz', gzipSync(csv)],
  ['parquet', 'rows.parquet', parquet],
])('the same table gives the same postings from %s, %s', async (format, name, content) => {
  write(name, content);
  const { postings, problems, digest } = await loadCorpus(
    manifest({ files: { format, id: 'id', path: name }, fields }),
  );
  expect(problems).toEqual([]);
  expect(postings).toEqual(expected);
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('several files, named or by a pattern, are one corpus, and a row without an id is known by its file and number', async () => {
  write('part-1.jsonl', '{"title":"a"}\n{"title":"b"}\n');
  write('part-2.jsonl', '{"title":"c"}\n');
  const titles = { title: { kind: 'name', from: 'title' } };
  for (const path of ['part-*.jsonl', ['part-1.jsonl', 'part-2.jsonl']]) {
    const { postings } = await loadCorpus(manifest({ files: { format: 'jsonl', path }, fields: titles }));
    expect(postings.map(({ id, fields: { title } }) => [id, title])).toEqual([
      [join(folder, 'part-1.jsonl:1'), 'a'],
      [join(folder, 'part-1.jsonl:2'), 'b'],
      [join(folder, 'part-2.jsonl:1'), 'c'],
    ]);
  }
  const { postings } = await loadCorpus(manifest({ files: { format: 'jsonl', path: 'part-1.jsonl' }, fields: titles }));
  expect(postings.map(({ id }) => id)).toEqual(['1', '2']);
});

const load = (name: string, content: string | Uint8Array, said: object = {}, strict = false) => {
  write(name, content);
  const format = name.replace('.gz', '').split('.').at(-1);
  return loadCorpus(
    manifest({ files: { format, id: 'id', path: name }, fields: { title: { kind: 'name', from: 'title' }, ...said } }),
    { strict, maxLost: 1 },
  );
};
const where = (problems: readonly { line?: number; reason: string; lost: string }[]) =>
  problems.map(({ line, reason, lost }) => [line, reason, lost]);

test('a line of JSONL that cannot be read is reported with its number, and the others are read', async () => {
  const lines = [
    '{"id":"1","title":"a"}',
    '{"id":"2","title":',
    '[1]',
    '',
    '{"id":"3","title":"c"}',
    '{"title":"d"}',
    '{"id":"1","title":"e"}',
  ];
  const { postings, problems } = await load('broken.jsonl', lines.join('\n'));
  expect(postings.map(({ id }) => id)).toEqual(['1', '3']);
  expect(where(problems)).toEqual([
    [2, expect.stringMatching(/^not valid JSON: /), 'posting'],
    [3, 'expected a JSON object, got [1]', 'posting'],
    [6, 'it has no id at "id"', 'posting'],
    [7, expect.stringMatching(/^its id "1" is already that of .*broken\.jsonl:1; the first is kept$/), 'repeat'],
  ]);
  await expect(load('broken.jsonl', lines.join('\n'), {}, true)).rejects.toThrow(
    /broken\.jsonl:2: not valid JSON: .*strict/,
  );
});

test('bytes that are not UTF-8 are reported with their line, in JSONL and in CSV', async () => {
  const latin = Buffer.from('é', 'latin1');
  const lines = Buffer.concat([
    Buffer.from('{"id":"1","title":"a"}\n{"id":"2","title":"'),
    latin,
    Buffer.from('"}\n{"id":"3","title":"c"}'),
  ]);
  const inJson = await load('latin.jsonl', lines);
  expect([inJson.postings.length, where(inJson.problems)]).toEqual([
    2,
    [[2, expect.stringMatching(/^not valid UTF-8; encoding: windows-1252 reads "2","title":"é"}"/), 'posting']],
  ]);
  const inCsv = await load(
    'latin.csv',
    Buffer.concat([Buffer.from('id,title\n1,a\n2,"two\n'), latin, Buffer.from('"\n3,c\n')]),
  );
  expect([inCsv.postings.map(({ id }) => id), where(inCsv.problems)]).toEqual([
    ['1', '3'],
    [[4, expect.stringMatching(/^not valid UTF-8; encoding: windows-1252 reads "é"/), 'posting']],
  ]);
});

test('a row of CSV that is broken, or has too few or too many cells, is reported with its line, and the others are read', async () => {
  const { postings, problems } = await load(
    'broken.csv',
    'id,title\n1,a\n2\n3,c,d\n4,"two\nlines"\n6,f\n7,"no end\n8,g\n',
  );
  expect(postings.map(({ id }) => id)).toEqual(['1', '4', '6']);
  expect(problems.map(({ line, lost }) => [line, lost])).toEqual([
    [3, 'posting'],
    [4, 'posting'],
    [8, 'posting'],
  ]);
  expect(problems.at(-1)?.reason).toMatch(/^not valid CSV: Quote Not Closed: .*; lines 8 to \d+ are not read$/);
});

test('a row of CSV with several mistakes is one problem, on its own line', async () => {
  const { postings, problems } = await load('quotes.csv', 'id,title\n1,a "b" c "d",e\n2,"5",6\n3,c\n');
  expect(postings.map(({ id }) => id)).toEqual(['3']);
  expect(problems.map(({ line }) => line)).toEqual([2, 3]);
});

test('a quote inside an unquoted cell is a character like others', async () => {
  const { postings } = await load('inches.csv', 'id,title\n1,a 19" rack\n2,"say ""hi"""\n');
  expect(postings.map(({ fields }) => fields['title'])).toEqual(['a 19" rack', 'say "hi"']);
});

test('a column without a name has its number, and two of one name are told apart', async () => {
  const { postings } = await load('twice.csv', ',id,title,title\n0,1,a,b\n', {
    second: { kind: 'name', from: 'title (column 4)' },
    first: { kind: 'name', from: 'column 1' },
  });
  expect(postings[0]?.fields).toEqual({ title: 'a', second: 'b', first: '0' });
});

test('a folder is said to be one', async () => {
  const inside = manifest({ files: { format: 'jsonl', path: '.' }, fields: {}, digest: `sha256:${'0'.repeat(64)}` });
  await expect(loadCorpus(inside)).rejects.toThrow(/it is a folder; name a file, or a pattern/);
});

test.each([
  ['empty.jsonl', '', 'the file is empty'],
  ['blank.jsonl', '\n\n', 'the file is empty'],
  ['empty.csv', '', 'the file is empty'],
  ['header.csv', 'id,title\n', 'there is no row below the header'],
  ['empty.jsonl.gz', gzipSync(''), 'the file is empty'],
  ['empty.parquet', '', expect.stringMatching(/^cannot be read as Parquet: /)],
  ['cut.parquet', 'PAR1 and no more', expect.stringMatching(/^cannot be read as Parquet: /)],
])('a file without anything to read is a problem: %s', async (name, content, reason) => {
  const { postings, problems } = await load(name, content);
  expect(postings).toEqual([]);
  expect(problems).toMatchObject([{ reason, lost: 'posting' }]);
});

test.each([
  ['cut.jsonl.gz', 0, (i: number) => JSON.stringify({ id: `${i}`, title: `${i * 7919}` })],
  ['cut.csv.gz', 1, (i: number) => (i === 0 ? 'id,title' : `${i},${i * 7919}`)],
])(
  'a gzip file that breaks off is reported with the line, and what came before it is read: %s',
  async (name, head, row) => {
    const rows = Array.from({ length: 20_000 }, (_, i) => row(i));
    const { postings, problems } = await load(name, gzipSync(rows.join('\n')).subarray(0, 40_000));
    expect(postings.length).toBeGreaterThan(100);
    expect(problems).toEqual([
      {
        file: join(folder, name),
        line: head + postings.length + 1,
        reason: expect.stringMatching(/the gzip data break off here/),
        lost: 'posting',
        atMost: Number.POSITIVE_INFINITY,
      },
    ]);
  },
);

test('a line of a megabyte, and U+2028 inside a string, are read whole', async () => {
  const long = `${'x'.repeat(1_000_000)}\u2028y`;
  const { postings } = await load('long.jsonl', `{"id":"1","title":"${long}"}\n{"id":"2","title":"b"}`);
  expect(postings.map(({ fields: { title } }) => title)).toEqual([long, 'b']);
});

test('a value of another kind than the manifest says is a problem, and the posting stands without that field', async () => {
  const row = {
    id: 7,
    title: ['a'],
    skills: 'RAG; agents',
    remote: 'yes',
    salary: '12 €',
    posted: '2026-02-30',
    text: { a: 1 },
  };
  const { split: _, ...skills } = fields.skills;
  const { postings, problems } = await load('kinds.jsonl', JSON.stringify(row), { ...fields, skills });
  expect(postings).toEqual([
    { id: '7', fields: { title: null, skills: null, remote: null, salary: null, posted: null, text: null } },
  ]);
  expect(where(problems)).toEqual([
    [1, 'title: expected a name, got the list ["a"]; take one by its place, [0], or make it kind: names', 'fields'],
    [
      1,
      expect.stringMatching(/^skills: expected a list of names, got the string "RAG; agents"; say what separates/),
      'fields',
    ],
    [1, 'remote: expected true or false, got the string "yes"', 'fields'],
    [1, 'salary: expected a number, got the string "12 €"', 'fields'],
    [1, 'posted: expected a day such as 2026-01-26, got the string "2026-02-30"', 'fields'],
    [1, 'text: expected a text, got {"a":1}', 'fields'],
  ]);
});

test('a path that no record has is an error: every posting would be without it, and nothing would say so', async () => {
  await expect(
    load('path.jsonl', '{"id":"1","title":"a"}', { level: { kind: 'name', from: 'levle' } }),
  ).rejects.toThrow(/field "level" is filled from "levle", which the only record does not have\..* The first has: /);
});

test('rows that have changed since their digest was pinned are an error with both digests', async () => {
  write('pinned.jsonl', '{"id":"1","title":"a"}');
  const digest = `sha256:${'0'.repeat(64)}`;
  const pinned = manifest({
    digest,
    files: { format: 'jsonl', id: 'id', path: 'pinned.jsonl' },
    fields: { title: { kind: 'name', from: 'title' } },
  });
  await expect(loadCorpus(pinned)).rejects.toThrow(/pinned\.jsonl has sha256:[1-9a-f].* pins sha256:0000/);
  expect(readFileSync(join(folder, 'pinned.jsonl'), 'utf8')).toContain('"a"');
});
