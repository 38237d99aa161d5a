import { beforeAll, expect, test } from 'vitest';
import { corpus } from '../../src/count/corpus.js';
import { mentionsOf } from '../../src/count/mentions.js';
import type { Query } from '../../src/count/query.js';
import { countRows } from '../../src/count/rows.js';
import { UserError } from '../../src/error.js';
import { type Loaded, loadCorpus } from '../../src/load/load.js';
import { readManifest } from '../../src/load/manifest.js';
import { scratch } from '../load/scratch.js';

// 12,000 postings of 5,000 characters: more than are kept in memory, so that they are counted as they are read, by several threads
const { write } = scratch();
const text = 'word '.repeat(1000);
const posting = (i: number) => ({
  id: `p${i}`,
  role: `role ${i % 7}`,
  company: `company ${i % 501}`,
  skills: [`s${i % 3}`, `s${(i * 5) % 11}`, ...(i % 4 === 0 ? [`s${i % 3}`] : [])],
  description: `${i % 5 === 0 ? 'Fine-tuning of models. ' : ''}${text}${i % 6 === 0 ? ' LoRA and RAG' : ''}`,
});
let path = '';
let loaded: Loaded;
beforeAll(async () => {
  const lines = Array.from({ length: 12_000 }, (_, i) => JSON.stringify(posting(i)));
  lines.splice(
    11_000,
    0,
    'no JSON',
    JSON.stringify({ ...posting(3), role: 'again' }),
    JSON.stringify({ ...posting(12_000), role: 7 }),
  );
  write('large.jsonl', lines.join('\n'));
  const fields = {
    role: { kind: 'name', from: 'role' },
    company: { kind: 'name', from: 'company' },
    skills: { kind: 'names', from: 'skills' },
    description: { kind: 'text', from: 'description' },
  };
  path = write(
    'large.yaml',
    JSON.stringify({
      id: 'large',
      title: 'Large',
      files: { format: 'jsonl', path: 'large.jsonl', id: 'id' },
      lexicon: 'fine-tuning',
      fields,
    }),
  );
  loaded = await loadCorpus(readManifest(path));
});

const queries: Query[] = [
  { by: [] },
  { by: ['role'], concepts: ['fine-tuning', 'RAG'], match: 'phrase' },
  { by: ['role'], concepts: ['LoRA'], match: 'word', where: { mentions: 'fine-tuning' } },
  { by: ['skills'], mentions: true, top: 5 },
  { by: [], pairs: 'skills', top: 4 },
  { by: ['role'], distinct: 'company', columns: { zero: { field: 'skills', is: 's0' } } },
  { by: [{ as: 'has', holding: { a: { field: 'skills', is: 's1' }, b: { mentions: 'RAG' } } }], match: 'phrase' },
];

test('a corpus larger than what is kept in memory has the answers that all its postings together give', {
  timeout: 120_000,
}, async () => {
  const manifest = readManifest(path);
  const progress: [bytes: number, of: number][] = [];
  const asked = corpus(path, { onProgress: (bytes, of) => progress.push([bytes, of]) });
  const answers = await Promise.all(queries.map((query) => asked.count(query)));
  for (const [i, query] of queries.entries()) {
    expect(answers[i]?.rows).toEqual(
      countRows(query, loaded.postings, mentionsOf(manifest, query.match, query.lexicon).mentions),
    );
    // the one field that cannot be read is the role of a posting: a question about other fields lacks nothing
    const fields = query.by.includes('role') ? 1 : 0;
    expect(answers[i]?.provenance.skipped).toEqual({ postings: 1, repeats: 1, fields });
  }
  const [bytes, of] = progress.at(-1) ?? [];
  expect(bytes).toBe(of); // all of the file, each byte once, for all questions together
  expect(progress.filter(([done]) => done === of)).toHaveLength(1);
});

test('an id that stands there twice, far apart, is told with both places', () => {
  expect(loaded.problems.map(({ line, reason }) => [line, reason])).toEqual([
    [11_001, expect.stringContaining('not valid JSON')],
    [11_002, expect.stringMatching(/^its id "p3" is already that of .*large\.jsonl:4; the first is kept$/)],
    [11_003, expect.stringContaining('role: expected a name')],
  ]);
});

test('a question that no posting can answer is a mistake of who asked, whichever thread finds it', async () => {
  const refused = corpus(path).count({ by: [], pairs: 'role' });
  await expect(refused).rejects.toThrow(UserError);
  await expect(refused).rejects.toThrow(/field "role" is no list/);
});
