import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { create } from 'tar';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseJson } from '../../src/load/formats/parse-json.js';
import { outline } from '../../src/load/infer.js';
import { loadCorpus } from '../../src/load/load.js';
import { preview } from '../../src/load/preview.js';
import { readYaml } from '../../src/load/yaml.js';
import { scratch } from './scratch.js';

const { folder, write, manifest } = scratch();
const title = { title: { kind: 'name', from: 'title' } };
const load = (name: string, content: string | Uint8Array, files: object = {}, said: object = {}, maxLost?: number) => {
  write(name, content);
  const format = name.replace('.gz', '').split('.').at(-1);
  return loadCorpus(
    manifest({ files: { format, id: 'id', path: name, ...files }, fields: title, ...said }),
    maxLost === undefined ? {} : { maxLost },
  );
};
const rows = (n: number): string[] => Array.from({ length: n }, (_, i) => JSON.stringify({ id: `${i}`, title: 'a' }));

test('a value of any shape is a problem of its field, and ends nothing', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const { postings, problems } = await load(
    'deep.jsonl',
    `{"id":"1","title":${deep}}\n{"id":"2","title":[12345678901234567890]}\n{"id":"3","title":"c"}`,
  );
  expect(postings.map(({ fields }) => fields['title'])).toEqual([null, null, 'c']);
  expect(problems.map(({ reason }) => reason)).toEqual([
    'title: expected a name, got the list [[[[[…]]]]]; take one by its place, [0], or make it kind: names',
    'title: expected a name, got the list [12345678901234567890]; take one by its place, [0], or make it kind: names',
  ]);
  expect((await outline([join(folder, 'deep.jsonl')])).records).toBe(3);
});

test('a list of 64-bit integers in Parquet is a problem of its field', async () => {
  const data = [[1n, 2n], [3n]];
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: 'id', data: ['1', '2'] },
      { name: 'title', data },
    ],
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'title', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'INT64', repetition_type: 'OPTIONAL' },
    ],
  });
  const { problems } = await load('lists.parquet', new Uint8Array(parquet));
  expect(problems.map(({ reason }) => reason)).toEqual([
    'title: expected a name, got the list [1,2]; take one by its place, [0], or make it kind: names',
    'title: expected a name, got the list [3]; take one by its place, [0], or make it kind: names',
  ]);
});

test('aliases of YAML that lead in a circle, or grow without end, are read in no time', async () => {
  const laughs = [
    'a: &a [x,x,x,x,x,x,x,x,x,x]',
    ...Array.from(
      'bcdefghij',
      (name, i) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcdefghij'[i]}`)}]`,
    ),
  ];
  mkdirSync(join(folder, 'tree', 'jobs'), { recursive: true });
  write(join('tree', 'jobs', '1.yaml'), `title: &t [*t]\n`);
  write(join('tree', 'jobs', '2.yaml'), `${laughs.join('\n')}\ntitle: *j\n`);
  write(join('tree', 'jobs', '3.yaml'), `title: c\n`);
  await create({ gzip: true, file: join(folder, 'aliases.tar.gz'), cwd: join(folder, 'tree') }, ['jobs']);
  const began = performance.now();
  const { problems, postings } = await loadCorpus(
    manifest({
      files: { format: 'yaml-tarball', path: 'aliases.tar.gz', parts: { job: 'jobs/*.yaml' } },
      fields: { title: { kind: 'name', from: 'job.title' } },
    }),
    { maxLost: 1 },
  );
  expect(postings.at(-1)?.fields).toEqual({ title: 'c' });
  expect(problems).toHaveLength(2);
  const path = write('laughs.yaml', laughs.join('\n'));
  expect(() => readYaml(path, z.strictObject({ id: z.string() }))).toThrow(
    /laughs\.yaml: its aliases cannot be followed/,
  );
  expect(performance.now() - began).toBeLessThan(2000);
});

test('a preview costs what it shows, whatever the value is', () => {
  const circle: unknown[] = [];
  circle.push(circle, new Date('2026-01-26'), { a: 1n, b: undefined });
  expect(preview(circle, 200)).toBe(
    '[[[[[…],2026-01-26T00:00:00.000Z,{…}],2026-01-26T00:00:00.000Z,{"a":1,"b":undefined}],2026-01-26T00:00:00.000Z,{"a":1,"b":undefined}],2026-01-26T00:00:00.000Z,{"a":1,"b":undefined}]',
  );
  expect(preview({ a: 'x'.repeat(1e7) })).toHaveLength(60);
});

test('whole numbers beyond 2^53 keep their digits, wherever they stand', () => {
  const long = '1848372615498276865';
  expect(
    parseJson(
      `{"id":${long},"list":[-${long}, 9007199254740991],"text":"\\"${long}","float":${long}.5,"exp":${long}e2,"${long}":1}`,
    ),
  ).toEqual({
    id: BigInt(long),
    list: [-BigInt(long), 9007199254740991],
    text: `"${long}`,
    float: Number(`${long}.5`),
    exp: Number(`${long}e2`),
    [long]: 1,
  });
  expect(parseJson(`1e${'0'.repeat(16)}1`)).toBe(10);
  expect(() => parseJson(`{"id":${long}`)).toThrow(SyntaxError);
});

test('ids that differ in their last digit are different postings', async () => {
  const { postings, problems } = await load(
    'ids.jsonl',
    '{"id":1848372615498276864,"title":"a"}\n{"id":1848372615498276865,"title":"b"}',
  );
  expect([postings.map(({ id }) => id), problems]).toEqual([['1848372615498276864', '1848372615498276865'], []]);
});

test('CSV whose rows are all of another encoding takes computing in proportion to its size', {
  timeout: 300_000,
}, async () => {
  const seconds = async (n: number): Promise<number> => {
    const row = Buffer.from('1,\xe9\n', 'latin1');
    write(`latin-${n}.csv`, Buffer.concat([Buffer.from('id,title\n'), ...Array.from({ length: n }, () => row)]));
    const began = process.cpuUsage().user;
    const { problems } = await loadCorpus(manifest({ files: { format: 'csv', path: `latin-${n}.csv` }, fields: {} }), {
      maxLost: 1,
    });
    expect(problems).toHaveLength(n);
    return process.cpuUsage().user - began;
  };
  await seconds(2_000);
  const [few, many] = [await seconds(5_000), await seconds(40_000)];
  expect(many).toBeLessThan(24 * few);
});

test('a gzip file that breaks off is an error: nobody knows how many postings are missing', async () => {
  const cut = gzipSync(
    rows(20_000)
      .map((row, i) => `${row.slice(0, -1)},"n":${i * 7919}}`)
      .join('\n'),
  ).subarray(0, 40_000);
  await expect(load('cut.jsonl.gz', cut)).rejects.toThrow(
    /at least 1 posting could not be read, and how many more is not known \([\d,]+ could\); more than 1 % is an error\. First: .*cut\.jsonl\.gz:\d+: the gzip data break off/,
  );
  await expect(load('cut.jsonl.gz', cut, {}, { postings: 20_000 })).rejects.toThrow(
    /at least 1 and at most [\d,]+ postings could not be read/,
  );
  expect((await load('cut.jsonl.gz', cut, { max_lost: 1 })).problems).toHaveLength(1);
});

test('one row in a hundred may be lost; what is more is an error, until the manifest allows it', async () => {
  const lines = rows(99);
  expect((await load('few.jsonl', [...lines, '{'].join('\n'))).postings).toHaveLength(99);
  await expect(load('many.jsonl', [...lines, '{', '{'].join('\n'))).rejects.toThrow(
    /2 postings could not be read \(99 could\); more than 1 % is an error\. First: .*many\.jsonl:100: not valid JSON.* npx recount data verify .* files: \{ max_lost: 0\.02 \}/,
  );
  expect((await load('many.jsonl', [...lines, '{', '{'].join('\n'), { max_lost: 0.02 })).read).toBe(99);
});

test('lines may end in any way, and in several in one file', async () => {
  const { postings, problems } = await load('endings.csv', 'id,title\r\n1,a\n2,b\r3,"c\nd"\r\n');
  expect([postings.map(({ fields }) => fields['title']), problems]).toEqual([['a', 'b', 'c\nd'], []]);
});

test('a quote that swallows rows counts as all the rows that it may have swallowed', async () => {
  const body = Array.from({ length: 99 }, (_, i) => `${i},a`);
  await expect(load('quote.csv', `id,title\n${body.join('\n')}\n100,"b\n101,c\n102,d\n`)).rejects.toThrow(
    /at least 1 and at most [34] postings could not be read/,
  );
});
