import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Browser, Page } from 'playwright-core';
import { create } from 'tar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpus } from '../../src/count/corpus.js';
import type { Query } from '../../src/count/query.js';
import type { Manifest } from '../../src/load/manifest.js';
import { inPackage } from '../../src/load/project.js';
import { html } from '../../src/site/html.js';
import { pageHtml } from '../../src/site/layout.js';
import { scratch } from '../load/scratch.js';
import { launch, noBrowser, sharedPage } from './browser.js';

/*
 * The library in a page, given a file of postings as a reader drops it: what it answers is what the library answers in
 * Node from the same file.
 */

const { folder, write, manifest } = scratch();

const jobs = Array.from({ length: 40 }, (_, i) => ({
  id: `p${i}`,
  role: ['AI Engineer', 'ML Engineer', 'Data Scientist'][i % 3] as string,
  description:
    i % 4 === 0 ? `Fine-tuning of models, caf\u00e9 ${i}` : `We build things ${'\ud83d\ude80'.repeat(i % 2)}`,
}));
const json = jobs.map((job) => JSON.stringify(job));
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csv = ['id,role,description', ...jobs.map((job) => Object.values(job).map(cell).join(','))].join('\n');
const column = (name: 'id' | 'role' | 'description') => ({
  name,
  type: 'STRING' as const,
  data: jobs.map((job) => job[name]),
});
const parquet = new Uint8Array(
  parquetWriteBuffer({ columnData: [column('id'), column('role'), column('description')] }),
);
/** So long that the scan counts it, which parses no more of a line than the queries ask for. */
const padded = jobs.map((job) => JSON.stringify({ ...job, rest: 'x'.repeat(850_000) })).join('\n');
/** Two packed files one after the other. */
const joined = Buffer.concat([gzipSync(`${json.slice(0, 20).join('\n')}\n`), gzipSync(json.slice(20).join('\n'))]);
/** The lines as `xz -9` packs them. */
const xz = Buffer.from(
  [
    '/Td6WFoAAAFpIt42AgAhARwAAAAQz1jM4At2AS1dAD2IiSaBk1OFy1ycRYXlKPbiXvENJW1GYbxbMZw3vfHoswWNzHPC0elssdlPVClslK',
    'Dke8oUK2N2Q5ngYJKYKsQsEbRUMgr7qrT2r3z2+s/g6ptXItQ90kpJIc5FEQjiUZ2ovQwzDJDxCJeh7HB34BpmccgBALLSrdZil0QIibqX',
    'Yt5infuYKryKAUclrcAQBD6nz/aZUs32tD/oOvFHl3hkdCW5AJTX8+mjXVlYtM0furBptWsDENkhqPfjAuf3Zbh0fJqs4fIFnuplYFyjU5',
    'B9M+uXc79tiT8x2ZXEvM/q/1CBFnRDp3FMPrr/oQL2CIm2dlGgNWNDb4bu37YgN8+qgflOusb7sWcVabcg7dY2f76D7ASjqU36OO4qc6Go',
    'AoIZ7kqeMi2rONE6x2AAAAAADSilEgABxQL3FgAAZvmq+z4wDYsCAAAAAAFZWg==',
  ].join(''),
  'base64',
);

const files: readonly (readonly [name: string, format: string, content: string | Uint8Array])[] = [
  ['jobs.jsonl', 'jsonl', json.join('\n')],
  ['joined.jsonl.gz', 'jsonl', joined],
  ['packed.jsonl.xz', 'jsonl', xz],
  ['long.jsonl.gz', 'jsonl', gzipSync(padded)],
  ['long.jsonl', 'jsonl', padded],
  ['jobs.json', 'json', JSON.stringify(jobs)],
  ['jobs.csv', 'csv', csv],
  ['semicolons.csv', 'csv', csv.replaceAll('","', '";"').replace('id,role,description', 'id;role;description')],
  ['latin1.csv', 'csv', Buffer.from(csv.replaceAll('\ud83d\ude80', '!'), 'latin1')],
  ['jobs.parquet', 'parquet', parquet],
];

const lexicon = { mode: 'phrase', concepts: { tuning: { phrases: [{ phrase: 'fine tuning' }] } } };
const fields = { role: { kind: 'name', from: 'role' }, description: { kind: 'text', from: 'description' } };
const queries: readonly Query[] = [
  { by: ['role'], concepts: ['tuning'], match: 'phrase' },
  { by: [{ forms: 'description', of: ['caf\u00e9'], as: 'word' }] } as Query,
];

/** What the worker tells in the end of each question, by kind. */
type Told = Readonly<Record<string, unknown>> & { readonly kind: string };

describe.skipIf(noBrowser)('postings that a reader drops on a page', { timeout: 120_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    // a page as the site has them, with what Run loads
    write('page.html', pageHtml({ path: 'page.html', title: 'A page', body: html`<input type="file">`, runs: true }));
    write('site.css', '');
    write('site.js', '');
    for (const name of ['run.js', 'run-worker.js']) write(name, readFileSync(inPackage('dist', 'site', 'run', name)));
    write('lexicon.yaml', JSON.stringify(lexicon));
    browser = await launch();
  });
  afterAll(() => browser?.close());
  const look = sharedPage(
    () => browser,
    () => folder,
  );

  /** A manifest of a file as a page has it, which pins its digest. */
  const forPage = ({ named, digest }: Manifest): object => ({
    'data/corpora/made.yaml': readFileSync(named, 'utf8')
      .replace('./lexicon.yaml', 'made')
      .replace('{', `{ "digest": "${digest}",`),
    'data/lexicons/made.yaml': JSON.stringify(lexicon),
  });

  const cells = queries.map((query, i) => ({
    id: `q${i}`,
    source: `${i === 0 ? "import { corpus } from 'recount';\n" : ''}const a${i} = await corpus('made').count(${JSON.stringify(query)});
console.log(JSON.stringify([a${i}.rows, a${i}.provenance.evidence, a${i}.provenance.digest]));`,
  }));

  /** What the page tells of a file; asked once of the same file with the same manifest, whatever its id. */
  const dropped = (name: string, given: object): Promise<readonly Told[]> => {
    const key = JSON.stringify([name, given]).replace(/recount-load-\w+-\d+/g, '');
    const told = toldOf.get(key) ?? drop(name, given);
    toldOf.set(key, told);
    return told;
  };
  const toldOf = new Map<string, Promise<readonly Told[]>>();
  const drop = async (name: string, given: object) => {
    const { page, open, strayed, complaints } = await look();
    await open('page.html');
    await page.setInputFiles('input', join(folder, name));
    await page.addScriptTag({ url: 'run-worker.js' });
    const told = await ask(page, { given, cells });
    expect([strayed, complaints]).toEqual([[], []]);
    return told;
  };
  const answersIn = (told: readonly Told[]): unknown[] =>
    told.flatMap(({ kind, text }) => (kind === 'text' ? [JSON.parse(String(text))] : []));
  /** What Node answers to the same queries. */
  const expected = async ({ named, digest }: Manifest): Promise<unknown[]> => {
    const answers = await Promise.all(queries.map((query) => corpus(named, { engine: 'rows' }).count(query)));
    return answers.map(({ rows }) => [rows, 'rows', digest]);
  };

  test.each(files)('%s answers there as it does in Node, from rows', async (name, format, content) => {
    write(name, content);
    const encoding = name === 'latin1.csv' ? { encoding: 'latin1' } : {};
    const own = manifest({ files: { id: 'id', format, ...encoding, path: name }, fields, lexicon: './lexicon.yaml' });
    const told = await dropped(name, forPage(own));
    const { digest } = own;
    expect(told).toContainEqual(expect.objectContaining({ kind: 'brought', digest, isPinned: true, postings: 40 }));
    expect(answersIn(told)).toEqual(await expected(own));
  });

  test('how far the digest and the postings are is told while a large file is read', async () => {
    write('long.jsonl', padded);
    const own = manifest({
      files: { id: 'id', format: 'jsonl', path: 'long.jsonl' },
      fields,
      lexicon: './lexicon.yaml',
    });
    const told = await dropped('long.jsonl', forPage(own));
    for (const doing of ['digest', 'postings']) {
      const read = told.filter((each) => each['doing'] === doing).map(({ bytes }) => Number(bytes));
      expect(read.length, doing).toBeGreaterThan(3);
      expect(read, doing).toEqual([...read].sort((a, b) => a - b));
      expect(read.at(-1), doing).toBe(Buffer.byteLength(padded));
    }
  });

  test('a tarball is known by its contents, whoever packed it', async () => {
    mkdirSync(join(folder, 'host-1', 'jobs'), { recursive: true });
    for (const { id, ...job } of jobs) writeFileSync(join(folder, 'host-1', 'jobs', `${id}.yaml`), JSON.stringify(job));
    await create({ file: join(folder, 'jobs.tar.gz'), cwd: folder, gzip: true, portable: true }, ['host-1']);
    const parts = { main: 'jobs/*.yaml' };
    const inParts = {
      role: { kind: 'name', from: 'main.role' },
      description: { kind: 'text', from: 'main.description' },
    };
    const files = { format: 'yaml-tarball', path: 'jobs.tar.gz', parts };
    const own = manifest({ files, fields: inParts, lexicon: './lexicon.yaml' });
    const told = await dropped('jobs.tar.gz', forPage(own));
    expect(told).toContainEqual(expect.objectContaining({ kind: 'brought', isPinned: true, postings: 40 }));
    expect(answersIn(told)).toEqual(await expected(own));
  });

  test('other data, in another format, are counted by their own digest', async () => {
    write('jobs.jsonl', json.join('\n'));
    const pinned = manifest({
      files: { id: 'id', format: 'jsonl', path: 'jobs.jsonl' },
      fields,
      lexicon: './lexicon.yaml',
    });
    write('fewer.csv', csv.split('\n').slice(0, 11).join('\n'));
    const other = manifest({
      files: { id: 'id', format: 'csv', path: 'fewer.csv' },
      fields,
      lexicon: './lexicon.yaml',
    });
    const told = await dropped('fewer.csv', forPage(pinned));
    const { digest } = other;
    expect(told).toContainEqual(expect.objectContaining({ kind: 'brought', digest, isPinned: false, postings: 10 }));
    expect(answersIn(told)).toEqual(await expected(other));
  });

  test.each([
    [
      'other-fields.csv',
      'id,title\n1,Engineer\n',
      /field "role" is filled from "role", which the only record does not/,
    ],
    ['jobs.zip', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /does not read zip; unpack the file first/],
    ['empty.jsonl', '', /the file is empty/],
    ['cut.jsonl.gz', gzipSync(json.join('\n')).subarray(0, 200), /break off here/],
    ['book.xlsx', Buffer.from('PK\u0003\u0004xl/[Content_Types].xml'), /Excel files are not read by a page/],
  ])('%s is refused, and says why', async (name, content, reason) => {
    write('jobs.csv', csv);
    const own = manifest({ files: { id: 'id', format: 'csv', path: 'jobs.csv' }, fields, lexicon: './lexicon.yaml' });
    write(name, content);
    const told = await dropped(name, forPage(own));
    expect(told.find(({ kind }) => kind === 'refused')?.['message']).toMatch(reason);
  });
});

/** Gives the library the chosen file, and runs cells: as the page does, in a worker that it makes. */
const ask = (page: Page, asked: { readonly given: object; readonly cells: readonly object[] }): Promise<Told[]> =>
  page.evaluate(async ({ given, cells }) => {
    const here = globalThis as unknown as {
      Worker: new (url: string) => { onmessage: (event: { data: Told }) => void; postMessage(ask: object): void };
      document: { querySelector(name: string): { files: readonly object[] } };
      recountWorker: string;
    };
    const worker = new here.Worker(URL.createObjectURL(new Blob([here.recountWorker], { type: 'text/javascript' })));
    const asks = [
      { kind: 'files', files: given },
      { kind: 'postings', corpus: 'made', file: here.document.querySelector('input').files[0] },
      { kind: 'run', cells, packages: {} },
    ];
    const told: Told[] = [];
    for (const each of asks)
      await new Promise<void>((done) => {
        worker.onmessage = ({ data }) => {
          told.push(data);
          if (['ready', 'ended', 'refused'].includes(data.kind)) done();
        };
        worker.postMessage(each);
      });
    return told;
  }, asked);
