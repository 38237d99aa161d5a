import { expect, test } from 'vitest';
import { listData } from '../../src/command/data-list.js';
import { pullData } from '../../src/command/data-pull.js';
import { verifyData } from '../../src/command/data-verify.js';
import { digestOf } from '../../src/load/digest.js';
import { piped } from '../../src/terminal/print.js';
import { published, scratch } from './scratch.js';

const { folder, write, manifest } = scratch();
const content = '{"id":"1","title":"a"}\n{"id":"2"\n';
write('rows.jsonl', content);
const fields = { title: { kind: 'name', from: 'title' } };

test('the list says of each corpus what it is and what of it is here, for people and for machines', () => {
  expect(piped(listData([], {}))).toMatch(
    /field-guide-march\n {2}title .*\nfield-guide\n {2}title .*\n {2}postings +895\n {2}period +2025-08-01 to 2026-02-04\n.*\nskillenai\n.*6,802.*not published: only counts are known\n {2}recording +data\/recordings\/skillenai\.json/s,
  );
  expect(JSON.parse(listData(['skillenai'], { json: true }))).toMatchObject([
    { id: 'skillenai', postings: 6802, rows: 'not published', recording: 'data/recordings/skillenai.json' },
  ]);
  expect(() => listData(['skilenai'], {})).toThrow(/Did you mean "skillenai"/);
});

test('data that were pulled are verified: their digest, the postings, and every problem with file and line', async () => {
  const { id } = manifest({
    ...published,
    digest: digestOf(content),
    files: { format: 'jsonl', id: 'id', address: 'http://127.0.0.1/rows.jsonl' },
    fields,
  });
  const path = `${folder}/${id}.yaml`;
  expect(await verifyData([path], {})).toEqual({
    ending: 'asExpected',
    text: `${id}: the rows are not here; npx recount data pull ${id}`,
  });
  expect(await pullData(path, { from: `${folder}/rows.jsonl` })).toMatch(
    /: pulled, \.recount\/corpora\/.*\.jsonl, sha256:.*as the manifest pins$/,
  );
  const { text = '' } = await verifyData([path], {});
  expect(text.replace(/\s+/g, ' ')).toMatch(
    /1 postings \(the manifest says 2\); problems: 1 that cost a posting, 0 that cost fields of one .*\.jsonl:2: not valid JSON: /,
  );
  expect(JSON.parse((await verifyData([path], { json: true })).text ?? '')).toMatchObject([
    { rows: 'as pinned', postings: 1, problems: [{ line: 2, lost: 'posting' }] },
  ]);
  await expect(verifyData([path], { strict: true })).rejects.toThrow(/:2: not valid JSON/);
});
