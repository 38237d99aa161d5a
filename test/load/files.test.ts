import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parquetWriteBuffer } from 'hyparquet-writer';
import sqlite from 'node-sqlite3-wasm';
import { expect, test } from 'vitest';
import { delimiterOf } from '../../src/load/formats/delimiter.js';
import { stepsOf } from '../../src/load/formats/json-items.js';
import { microdataItems } from '../../src/load/formats/microdata.js';
import { loadCorpus } from '../../src/load/load.js';
import { optional } from '../../src/load/optional.js';
import { inPackage } from '../../src/load/project.js';
import { remarks } from '../../src/load/remarks.js';
import { unzstdInWasm } from '../../src/load/unzstd.js';
import { scratch } from './scratch.js';

const { folder, write, manifest } = scratch();
const title = { kind: 'name', from: 'title' };
/** The ids and field values of the postings in a file that a manifest describes. */
const read = async (name: string, content: string | Uint8Array, files: object, fields: object = { title }) => {
  write(name, content);
  const { postings } = await loadCorpus(manifest({ files: { id: 'id', path: name, ...files }, fields }));
  return postings.map(({ id, fields }) => [id, ...Object.values(fields)]);
};
const ab = [
  ['1', 'a'],
  ['2', 'Zürich'],
];

/** The lines `{"id":"1","title":"a"}` and `{"id":"2","title":"Zürich"}`, as the tools of each kind pack them. */
const packed = [
  ['zstd', 'KLUv/SQ0XQEAJAJ7ImlkIjoiMSIsInRpdGxlIjoiYSJ9CjJaw7xyaWNoIn0KAgDAiJrNJlMAmIo=', 12],
  [
    'xz',
    '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AAzACldAD2IiSaBk1OFYmHuwhmjJBPvhAn2X/cvcU7a/Wm9YhTSEKR8Mn8Bat4AAAAAAH0WxxMmd4r6' +
      'AAFFNN76PIwftvN9AQAAAAAEWVo=',
    60,
  ],
] as const;

test.each(packed)('lines packed with %s are read, whatever the file is called', async (_, content) => {
  expect(await read('rows', Buffer.from(content, 'base64'), { format: 'jsonl' })).toEqual(ab);
});

test.each(packed)('Node itself finds what unpacks %s, and not only the runner of the tests', (kind, content) => {
  const path = write(`plain.${kind}`, Buffer.from(content, 'base64'));
  const unpack = `const { unpackedBytes } = await import(process.argv[1]);
    for await (const piece of unpackedBytes(process.argv[2])) process.stdout.write(piece);`;
  const source = pathToFileURL(inPackage('dist', 'load', 'formats', 'source.js')).href;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', unpack, source, path], {
    encoding: 'utf8',
  });
  expect([stdout.trim(), stderr]).toEqual(['{"id":"1","title":"a"}\n{"id":"2","title":"Zürich"}', '']);
});

test.each(packed)('data packed with %s that end early are an error', async (kind, content, cut) => {
  await expect(read('cut', Buffer.from(content, 'base64').subarray(0, -cut), { format: 'jsonl' })).rejects.toThrow(
    new RegExp(`the ${kind} data break off here`),
  );
});

/** Bytes in pieces of so many at most. */
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const frame = Buffer.from(packed[0][1], 'base64');
/** A frame that is to be skipped: a number that says so, how many bytes follow, and these. */
const skipped = Buffer.from('502a4d1803000000616263', 'hex');

test.each([1, 7, 1000])(
  'frames of zstd data follow each other, some to be skipped, in pieces of %i bytes',
  async (size) => {
    let text = '';
    for await (const piece of unzstdInWasm(inPieces(Buffer.concat([frame, skipped, frame, skipped]), size)))
      text += piece.toString();
    const once = '{"id":"1","title":"a"}\n{"id":"2","title":"Zürich"}\n';
    expect(text).toBe(once + once);
  },
);

test('zstd data of which a byte is another are an error, wherever it stands', async () => {
  const unpack = async (bytes: Buffer) => {
    for await (const piece of unzstdInWasm(inPieces(bytes, 16))) expect(piece.length).toBeGreaterThan(0);
  };
  for (let at = 0; at < frame.length; at += 1) {
    const damaged = Buffer.from(frame);
    damaged[at] = (damaged[at] ?? 0) ^ 0xff;
    await expect(unpack(damaged), `byte ${at}`).rejects.toThrow(/damaged|Incomplete/);
  }
});

/** A zip of b.csv with the posting 3, and a.csv with 1 and 2. */
const archive =
  'UEsDBAoAAAAAADByfV1MyOslDQAAAA0AAAAFABwAYi5jc3ZVVAkAA/wzDGv8MwxrdXgLAAEEAAAAAAQAAAAAaWQsdGl0bGUKMyxjClBLAwQKAAAA' +
  'AAAwcn1d4sgyShEAAAARAAAABQAcAGEuY3N2VVQJAAP8Mwxr/DMMa3V4CwABBAAAAAAEAAAAAGlkLHRpdGxlCjEsYQoyLGIKUEsBAh4DCgAAAAAA' +
  'MHJ9XUzI6yUNAAAADQAAAAUAGAAAAAAAAQAAAKSBAAAAAGIuY3N2VVQFAAP8MwxrdXgLAAEEAAAAAAQAAAAAUEsBAh4DCgAAAAAAMHJ9XeLIMkoR' +
  'AAAAEQAAAAUAGAAAAAAAAQAAAKSBTAAAAGEuY3N2VVQFAAP8MwxrdXgLAAEEAAAAAAQAAAAAUEsFBgAAAAACAAIAlgAAAJwAAAAAAA==';

test('the files in a zip are one corpus, in the order of their names', async () => {
  const content = Buffer.from(archive, 'base64');
  expect(await read('shards.zip', content, { format: 'csv' })).toEqual([
    ['1', 'a'],
    ['2', 'b'],
    ['3', 'c'],
  ]);
  const { postings } = await loadCorpus(manifest({ files: { format: 'csv', path: 'shards.zip' }, fields: { title } }));
  expect(postings.map(({ id }) => id)).toEqual(['a.csv:1', 'a.csv:2', 'b.csv:1']);
});

test.each([
  ['an outer list', undefined, '[{"id":"1","title":"a"},\n {"id":"2","title":"Zürich"}]'],
  ['a list at a key', 'jobs', '{"meta":{"jobs":[1]},"jobs":[{"id":"1","title":"a"},{"id":"2","title":"Zürich"}]}'],
  [
    'a list deeper',
    'data.results',
    '{"data":{"total":2,"results":[{"id":"1","title":"a"},{"id":"2","title":"Zürich"}]},"results":[]}',
  ],
  [
    'the lists of several pages',
    'pages[].jobs',
    '{"pages":[{"jobs":[{"id":"1","title":"a"}]},{"jobs":[]},{"jobs":[{"id":"2","title":"Zürich"}]}]}',
  ],
  ['the lists of items', '[].jobs', '[{"jobs":[{"id":"1","title":"a"}]},{"jobs":[{"id":"2","title":"Zürich"}]}]'],
  ['the values of an object', 'jobs.*', '{"jobs":{"x":{"id":"1","title":"a"},"y]":{"id":"2","title":"Zürich"}}}'],
])('JSON: %s', async (_, rows, text) => {
  const files = { format: 'json', ...(rows !== undefined && { rows }) };
  expect(await read('list.json', text, files)).toEqual(ab);
  // brackets, quotes and escapes inside of texts are no structure
  const odd = text.replaceAll('"a"', String.raw`"a\\\"]},[{\u005d"`);
  expect((await read('odd.json', odd, files))[0]?.[1]).toBe('a\\"]},[{]');
});

test('JSON is cut into items wherever the pieces of the file end', async () => {
  const items = Array.from({ length: 20_000 }, (_, i) => ({ id: `${i}`, title: `"{[${i}]}\\`.repeat(1 + (i % 5)) }));
  const text = JSON.stringify({ about: { n: 1 }, jobs: items }, null, 1);
  const rows = await read('large.json', text, { format: 'json', rows: 'jobs' });
  expect(rows).toEqual(items.map(({ id, title }) => [id, title]));
});

test('an item of a JSON list that is malformed costs no other, and JSON that ends early is an error', async () => {
  write('items.json', '[{"id":"1","title":"a"},\n5,\n{"id" 2},\n{"id":"3","title":"c"}]');
  const { postings, problems } = await loadCorpus(
    manifest({ files: { format: 'json', id: 'id', path: 'items.json', max_lost: 1 }, fields: { title } }),
  );
  expect(postings.map(({ id }) => id)).toEqual(['1', '3']);
  expect(problems.map(({ line }) => line)).toEqual([2, 3]);
  await expect(read('early.json', '[{"id":"1","title":"a"},{"id":"2"', { format: 'json' })).rejects.toThrow(
    /how many more is not known.*the JSON ends early/,
  );
});

test('JSON without a list at its top says which lists it has', async () => {
  const text = '{"meta":{"page":1},"jobs":[{"id":"1","places":[{"city":"x"}]},{"id":"2","places":[]}]}';
  await expect(read('object.json', text, { format: 'json' })).rejects.toThrow(
    /object\.json: it is a JSON object, not a list; .*: rows: jobs \(2 items\), or rows: jobs\[\]\.places \(1 items\)/,
  );
  expect(stepsOf('pages[].jobs')).toEqual(['pages', '[]', 'jobs', '[]']);
});

test.each([
  [';', 'id;title\n1;a\n2;"Zürich"\n'],
  ['\t', 'id\ttitle\n1\ta\n2\tZürich\n'],
  ['|', 'id|title\n1|a\n2|Zürich\n'],
])('the delimiter %j is found out, and said', async (delimiter, text) => {
  expect(await read('delimited.csv', text, { format: 'csv' })).toEqual(ab);
  expect(remarks().join()).toContain(`(delimiter: ${JSON.stringify(delimiter)})`);
  expect(await read('stated.csv', text, { format: 'csv', delimiter })).toEqual(ab);
});

test('neither a comma nor a semicolon in a text is taken for a delimiter', () => {
  expect(delimiterOf('title\nAI, ML\nNLP, agents; more\n')).toBe(',');
  expect(delimiterOf('id,skills\n1,a;b\n2,c;d\n')).toBe(',');
});

const ascii = (text: string): Buffer => Buffer.from(text);
test.each([
  [
    'windows-1252',
    'id,title\n1,a\n2,Zürich\n3,“5 €”\n',
    Buffer.from('id,title\n1,a\n2,Z\xfcrich\n3,\x935 \x80\x94\n', 'latin1'),
  ],
  ['gb18030', 'id,title\n1,a\n2,开发\n', Buffer.concat([ascii('id,title\n1,a\n2,'), Buffer.from('bfaab7a20a', 'hex')])],
  ['shift_jis', 'id,title\n1,a\n2,表\n', Buffer.concat([ascii('id,title\n1,a\n2,'), Buffer.from('955c0a', 'hex')])],
])('%s is read where the manifest states it, and proposed where it does not', async (encoding, text, bytes) => {
  const [, ...rows] = text.trim().split('\n');
  expect(await read('encoded.csv', bytes, { format: 'csv', encoding })).toEqual(rows.map((row) => row.split(',')));
  await expect(read('encoded.csv', bytes, { format: 'csv' })).rejects.toThrow(
    new RegExp(`not valid UTF-8; .*encoding: ${encoding} reads`),
  );
  await expect(read('encoded.csv', bytes, { format: 'csv', encoding: 'klingon' })).rejects.toThrow(
    /"klingon" is not the name of an encoding/,
  );
});

test('an encoding whose second bytes look like brackets and backslashes is read in JSON too', async () => {
  const bytes = Buffer.concat([ascii('[{"id":"1","title":"'), Buffer.from('955c835b', 'hex'), ascii('"}]')]);
  expect(await read('sjis.json', bytes, { format: 'json', encoding: 'shift_jis' })).toEqual([['1', '表ゼ']]);
});

test.each([
  ['csv', 'id,title\n1,a\n2,Zürich\n'],
  ['jsonl', '{"id":"1","title":"a"}\n{"id":"2","title":"Zürich"}\n'],
  ['json', '[{"id":"1","title":"a"},{"id":"2","title":"Zürich"}]'],
])('UTF-16 is found out by its first bytes: %s', async (format, text) => {
  expect(await read('wide', Buffer.from(`\ufeff${text}`, 'utf16le'), { format })).toEqual(ab);
  expect(await read('bare', Buffer.from(text, 'utf16le').swap16(), { format })).toEqual(ab);
});

test('of a Parquet file only the columns are read that the manifest names, and decimals keep their digits', async () => {
  const parquet = parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: 5 },
      { name: 'id', type: 'INT64', repetition_type: 'REQUIRED' },
      { name: 'title', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'skills', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'pay', type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18, repetition_type: 'OPTIONAL' },
      { name: 'wait', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 12, converted_type: 'INTERVAL' },
    ],
    columnData: [
      { name: 'id', data: [1848372615498276865n, 2n, 3n] },
      { name: 'title', data: ['a', 'b', 'c'] },
      { name: 'skills', data: [['SQL', 'Go'], ['R'], []] },
      { name: 'pay', data: [1_234_567.89, 1.15, null] },
      { name: 'wait', data: Array.from({ length: 3 }, () => new Uint8Array(12)) },
    ],
  });
  const fields = { title, pay: { kind: 'number', from: 'pay' }, digits: { kind: 'name', from: 'pay' } };
  expect(await read('odd.parquet', new Uint8Array(parquet), { format: 'parquet' }, fields)).toEqual([
    ['1848372615498276865', 'a', 1_234_567.89, '1234567.89'],
    ['2', 'b', 1.15, '1.15'],
    ['3', 'c', null, null],
  ]);
  const all = manifest({
    files: { format: 'parquet', path: 'odd.parquet' },
    fields: { wait: { kind: 'name', from: 'wait' } },
  });
  await expect(loadCorpus(all)).rejects.toThrow(/cannot be read as Parquet: parquet interval not supported/);
});

test('a sheet of an Excel file is read with its types, the first unless the manifest names another', async () => {
  // written by another library than it is read by
  const { utils, write: packed } = createRequire(import.meta.url)('xlsx');
  const book = utils.book_new();
  const posted = new Date(Date.UTC(2026, 0, 26));
  const rows = [
    [],
    ['id', 'title', 'posted', 'pay', 'remote'],
    ['1', 'a', posted, 120000.5, true],
    [],
    ['2', 'Zürich'],
  ];
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows, { cellDates: true }), 'jobs');
  utils.book_append_sheet(book, utils.aoa_to_sheet([['id', 'title'], ['9', 'z']]), 'more'); // biome-ignore format: a table
  const bytes = packed(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  const fields = {
    title,
    posted: { kind: 'day', from: 'posted' },
    pay: { kind: 'number', from: 'pay' },
    remote: { kind: 'flag', from: 'remote' },
  };
  expect(await read('book.xlsx', bytes, { format: 'xlsx' }, fields)).toEqual([
    ['1', 'a', '2026-01-26', 120000.5, true],
    ['2', 'Zürich', null, null, null],
  ]);
  expect(remarks().join('\n')).toContain('book.xlsx: the sheet "jobs" is read, of jobs, more (sheet: "jobs")');
  expect(await read('book.xlsx', bytes, { format: 'xlsx', sheet: 'more' })).toEqual([['9', 'z']]);
  await expect(read('book.xlsx', bytes, { format: 'xlsx', sheet: 'most' })).rejects.toThrow(
    /no sheet "most"; it has jobs, more/,
  );
});

test('a table or a query of an SQLite file is read, with its integers exact', async () => {
  const database = new sqlite.Database(join(folder, 'jobs.sqlite'));
  database.exec(
    "create table jobs (id integer, title text); insert into jobs values (1848372615498276865, 'a'), (2, 'b')",
  );
  const rows = async (said: object) => {
    const files = { format: 'sqlite', id: 'id', path: 'jobs.sqlite', ...said };
    const { postings } = await loadCorpus(manifest({ files, fields: { title } }));
    return postings.map(({ id, fields }) => [id, fields['title']]);
  };
  const both = [
    ['1848372615498276865', 'a'],
    ['2', 'b'],
  ];
  expect(await rows({})).toEqual(both);
  database.exec('create table other (id integer, title text)');
  database.close();
  await expect(rows({})).rejects.toThrow(/name a table or a query under files; it has jobs, other/);
  expect(await rows({ table: 'jobs' })).toEqual(both);
  expect(await rows({ query: 'select id, upper(title) as title from jobs where id = 2' })).toEqual([['2', 'B']]);
  await expect(rows({ table: 'job' })).rejects.toThrow(/there is no table "job"; it has jobs, other/);
  await expect(rows({ query: 'select id from jbos' })).rejects.toThrow(/jobs\.sqlite: .*no such table: jbos/);
  await expect(rows({ query: 'delete from jobs' })).rejects.toThrow(/jobs\.sqlite: .*readonly database/);
});

test('the job postings that a web page describes in JSON-LD are read', async () => {
  const page = (json: string) =>
    `<!doctype html><html><head><script type="application/ld+json">${json}</script></head><body>Jobs</body></html>`;
  const posting = { '@type': 'JobPosting', id: '1', title: 'a' };
  const item = { '@type': 'ListItem', item: { ...posting, '@type': 'https://schema.org/JobPosting' } };
  for (const json of [
    posting,
    { '@graph': [{ '@type': 'Organization', title: 'x' }, posting] },
    [{ ...posting, '@type': ['JobPosting'] }],
    { '@type': 'ItemList', itemListElement: [item] },
  ])
    expect(await read('page.html', page(JSON.stringify(json)), { format: 'html' })).toEqual([['1', 'a']]);
  await expect(read('none.html', page('{"@type":"WebSite"}'), { format: 'html' })).rejects.toThrow(
    /the page describes no JobPosting/,
  );
});

test('the job postings that a web page describes in microdata are read, where it has none in JSON-LD', async () => {
  const page = `<!doctype html><body>
    <div itemscope itemtype="http://schema.org/JobPosting" itemref="place">
      <meta itemprop="id" content="1"><h1 itemprop="title">Data
        Engineer</h1>
      <div itemprop="description"><p>We use:</p><ul><li>machine</li><li>learning &amp; SQL</li></ul></div>
      <span itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization">
        <a itemprop="url" href="https://example.org">Example</a> <b itemprop="name">Example</b></span>
      <time itemprop="datePosted" datetime="2026-03-19">last week</time>
      <span itemprop="skills">Go</span><span itemprop="skills">Rust</span>
    </div>
    <p id="place" itemprop="jobLocation" itemscope><span itemprop="name">Lima</span></p>
    <div itemscope itemtype="http://schema.org/Event"><b itemprop="title">no posting</b></div></body>`;
  expect(await read('page.html', page, { format: 'html' })).toEqual([['1', 'Data Engineer']]);
  const postings = microdataItems(page, 'JobPosting').map(({ item }) => item);
  expect(postings).toEqual([
    {
      '@type': 'JobPosting',
      id: '1',
      title: 'Data Engineer',
      description: 'We use:\nmachine\nlearning & SQL',
      hiringOrganization: { '@type': 'Organization', url: 'https://example.org', name: 'Example' },
      datePosted: '2026-03-19',
      skills: ['Go', 'Rust'],
      jobLocation: { name: 'Lima' },
    },
  ]);
});

test.each([
  ['array.jsonl', 'jsonl', '[\n {"id":"1"}\n]', /it is a JSON array; state format: json/],
  ['object.jsonl', 'jsonl', '{\n "jobs": []\n}', /it is a JSON object; state format: json/],
  ['lines.json', 'json', '{"id":"1"}\n{"id":"2"}\n', /it is JSON lines; state format: jsonl/],
  ['table.jsonl', 'jsonl', 'id,title\n1,a\n2,b\n', /it is a table of text; state format: csv/],
  ['page.csv', 'csv', '<!DOCTYPE html><html></html>', /it is a web page; state format: html/],
  ['jobs.csv', 'csv', 'PAR1....', /it is Parquet; state format: parquet/],
  ['book.csv', 'csv', 'PK\u0003\u0004[Content_Types].xml xl/', /it is an Excel file; state format: xlsx/],
  ['old.xlsx', 'xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /it is an old Excel file; save it as \.xlsx or CSV/],
  ['jobs.xml', 'csv', '<?xml version="1.0"?><jobs/>', /it is XML; convert it/],
  ['text.parquet', 'parquet', 'anything', /its first bytes are not of such a file/],
])(
  'a file of another format than its manifest says names the line that mends it: %s',
  async (name, format, content, message) => {
    await expect(read(name, content, { format })).rejects.toThrow(message);
  },
);

test('a reader that is not installed is asked for by name', async () => {
  await expect(optional('postgres', 'Postgres tables are', 'a-package-that-is-not-here')).rejects.toThrow(
    'Postgres tables are read by the package postgres, which is not installed here: npm install postgres',
  );
});

/** DuckDB has 70 MB and is not a dependency: it is installed for this test, where a registry answers. */
const duckdb = mkdtempSync(join(tmpdir(), 'recount-duckdb-'));
const { status } = spawnSync(
  'npm',
  ['install', '--prefix', duckdb, '--no-audit', '--no-fund', '--prefer-offline', '@duckdb/node-api'],
  { timeout: 120_000 },
);
test.skipIf(status !== 0)('a table of a DuckDB file is read, with all digits', { timeout: 60_000 }, async () => {
  const script = `
    const { DuckDBInstance } = require('@duckdb/node-api');
    (async () => {
      const connection = await (await DuckDBInstance.create('jobs.duckdb')).connect();
      await connection.run("create table jobs as select 1848372615498276865::bigint id, 'a' title, " +
        "1234567890123456.78::decimal(18,2) pay, date '2026-01-26' posted, ['x','y'] skills");
      connection.closeSync();
    })()`;
  spawnSync(process.execPath, ['-e', script], { cwd: duckdb });
  const { readDuckDb } = await import('../../src/load/formats/duckdb.js');
  const module = createRequire(join(duckdb, 'x.js')).resolve('@duckdb/node-api');
  const rows = [];
  for await (const row of readDuckDb(join(duckdb, 'jobs.duckdb'), {}, module)) rows.push(row);
  const values = { id: '1848372615498276865', title: 'a', pay: '1234567890123456.78', posted: '2026-01-26' };
  expect(rows).toMatchObject([{ record: { values: { ...values, skills: ['x', 'y'] } } }]);
  rmSync(duckdb, { recursive: true, force: true });
});
