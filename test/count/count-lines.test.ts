import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { countLines, linePlan } from '../../src/count/count-lines.js';
import { Counters } from '../../src/count/counters.js';
import { conceptTests, mentionsOf } from '../../src/count/mentions.js';
import { fieldsIn, type Query } from '../../src/count/query.js';
import { countRows } from '../../src/count/rows.js';
import { loadCorpus } from '../../src/load/load.js';
import { locate } from '../../src/load/locate.js';
import { type CorpusWithRows, readManifest } from '../../src/load/manifest.js';
import { inProject } from '../../src/load/project.js';
import { scratch } from '../load/scratch.js';
import { drawnQueries } from './opensearch/drawn.js';

// A large file is counted by a scan that parses only what the queries ask for. Its counts are those of the rows read one
// by one: here over texts and queries that were drawn to be hard, and over lines that are broken in every way.
const { write } = scratch();
const { documents } = JSON.parse(readFileSync(inProject('test/tag/match-phrase.json'), 'utf8')) as {
  documents: string[];
};
const at = (i: number): string => documents[i % documents.length] ?? '';
const rows = documents.map((text, i) => ({
  id: i % 3 === 0 ? i + 1 : `p${i + 1}`,
  title: i % 11 === 0 ? null : text,
  tools: i % 13 === 0 ? null : i % 7 === 0 ? [] : [at(i), at(i), '(none)'].slice(0, i % 4),
  skills: i % 7 === 0 ? [] : [at(i * 3), at(i * 5), ...(i % 3 === 0 ? [at(i * 3)] : [])],
  description: i % 19 === 0 ? null : `${at(i * 7)} ${text} ${at(i + 1)}`,
  remote: i % 5 === 0 ? null : i % 2 === 0,
  pay: i % 4 === 0 ? null : { low: [0, 1.5, -2, 1e21, 100][i % 5] },
  day: i % 6 === 0 ? null : `2026-0${1 + (i % 9)}-11T08:00:00Z`,
}));
const good = rows.map((row) => JSON.stringify(row));
const odd = [
  'no JSON',
  '[1, 2]',
  '',
  ' \t ',
  '\u00a0',
  `${good[4]}\r`,
  `\ufeff${JSON.stringify({ ...rows[5], id: 'mark' })}`,
  JSON.stringify({ ...rows[1], title: 'again' }), // an id that stands above
  '{"id": "escaped", "t\\u0069tle": "fine-tuning", "remote": true}',
  '{"id": "twice", "title": "first", "title": "RAG"}',
  '{"id": "2", "title": 7, "skills": "RAG", "day": "2026-02-30", "pay": {"low": "much"}, "remote": "yes"}',
  '{"id": 12345678901234567890, "title": "long number"}',
  '{"id": 12345678901234567891, "title": "another"}',
  '{"id": 4, "title": "the number of a text"}',
  '{"id": "4", "title": "the text of a number"}',
  '{"id": 4.0, "title": "no whole number as it is written"}',
  '{"id": null, "title": "no id"}',
  '{"id": " ", "title": "no id"}',
  '{"title": "no id"}',
  '{"id": "nested", "pay.low": 5, "pay": {"low": 6}}',
  '{"id": "\\u0070\\u0031", "title": "an id that stands above, in escapes"}',
  '{"id": "caf\u00e9", "description": "RAG"}',
  '{"id": "caf\\u00e9", "description": "RAG"}',
];

const fields = {
  title: { kind: 'name', from: 'title' },
  skills: { kind: 'names', from: 'skills' },
  tools: { kind: 'names', from: 'tools' },
  description: { kind: 'text', from: 'description' },
  remote: { kind: 'flag', from: 'remote' },
  pay: { kind: 'number', from: 'pay.low' },
  day: { kind: 'day', from: 'day' },
  'a.b*c d': { kind: 'name', from: 'title', lowercase: true },
  both: { kind: 'text', join: ['title', 'skills'], with: ' ' },
};
write(
  'lexicon.yaml',
  JSON.stringify({
    mode: 'phrase',
    concepts: {
      fine: { phrases: [{ phrase: 'fine-tuning' }, { phrase: 'fine' }] },
      rag: { phrases: [{ phrase: 'RAG' }] },
      foreign: { phrases: [{ phrase: '機械' }, { phrase: 'λόγος' }] },
    },
  }),
);
const corpusOf = (name: string, lines: readonly string[], rest: object = {}): CorpusWithRows => {
  write(`${name}.jsonl`, lines.join('\n'));
  write(`${name}.jsonl.gz`, gzipSync(lines.join('\n')));
  const files = { format: 'jsonl', path: `${name}.jsonl`, id: 'id', max_lost: 1 };
  const said = { id: name, title: 'Made up', files, fields, lexicon: 'lexicon.yaml', ...rest };
  const manifest = readManifest(write(`${name}.yaml`, JSON.stringify(said)));
  if (!manifest.files) throw new Error('it has files');
  return manifest;
};

async function counted(manifest: CorpusWithRows, queries: readonly Query[], threads: number) {
  const paths = locate(manifest) ?? [];
  const plan = linePlan(manifest, paths, queries);
  if (!plan) throw new Error('these are counted by a scan');
  const counters = new Counters(
    queries,
    conceptTests(manifest, queries).map(({ mentions }) => mentions),
  );
  const losses = await countLines(manifest, paths, queries, plan, counters, { threads });
  return { rows: counters.rows(), losses: losses?.all };
}

describe('Counting JSON lines by a scan', { timeout: 60_000 }, () => {
  const manifest = corpusOf('odd', [...good, ...odd]);
  const drawn = drawnQueries(120, { texts: documents.slice(0, 20), concepts: ['fine', 'rag', 'foreign'] });
  const queries: Query[] = [
    ...drawn,
    { by: ['title'], concepts: ['fine', 'rag', 'foreign'], match: 'phrase' },
    { by: ['both'], where: { mentions: 'rag', in: 'both' }, match: 'phrase' },
    { by: ['pay'], where: { mentions: 'rag', in: 'skills' }, match: 'phrase', concepts: ['foreign'] },
  ];

  test('gives the rows that the postings read one by one give, for every query alone and for all at once', async () => {
    const { postings } = await loadCorpus(manifest);
    const expected = queries.map((query) =>
      countRows(query, postings, mentionsOf(manifest, query.match, query.lexicon).mentions),
    );
    expect((await counted(manifest, queries, 1)).rows).toEqual(expected);
    for (const [i, query] of queries.entries()) {
      if (i % 4 !== 0 && i < drawn.length) continue;
      expect((await counted(manifest, [query], 1)).rows, JSON.stringify(query)).toEqual([expected[i]]);
    }
  });

  test('loses what reading one by one loses, of the fields that are asked for', async () => {
    const { problems, read } = await loadCorpus(manifest);
    for (const query of queries.slice(-3)) {
      const { losses } = await counted(manifest, [query], 2);
      const lost = (what: string) => problems.filter((problem) => problem.lost === what);
      expect(losses).toMatchObject({ read, atLeast: lost('posting').length, repeats: lost('repeat').length });
      const needed = fieldsIn(query).flatMap((name) => (name === 'both' ? ['title', 'skills'] : name));
      if ((query.concepts ?? []).length > 0) needed.push('description', 'both', 'title', 'skills');
      expect(losses?.fields).toBe(lost('fields').filter(({ field = '' }) => needed.includes(field)).length);
      expect(losses?.first).toMatchObject({ line: good.length + 1, reason: expect.stringContaining('not valid JSON') });
    }
  });

  test('takes out a posting whose id stood far above, on several threads', async () => {
    const many = Array.from({ length: 20 }, (_, n) =>
      rows.map((row) => JSON.stringify({ ...row, id: `${n} ${row.id}` })),
    );
    const lines = [...many.flat(), ...(many[0] ?? []), ...(many[19] ?? []).slice(0, 7), JSON.stringify({ id: 'last' })];
    const large = corpusOf('large', lines);
    const { postings } = await loadCorpus(large);
    const asked: Query[] = [{ by: ['remote'], concepts: ['fine'], match: 'phrase', distinct: 'title' }, { by: [] }];
    const { rows: found, losses } = await counted(large, asked, 3);
    expect(found).toEqual(asked.map((query) => countRows(query, postings, mentionsOf(large, query.match).mentions)));
    expect(losses).toMatchObject({ read: postings.length, repeats: rows.length + 7 });
  });

  test('gives the same rows of a gzip file, whose repeats stand blocks apart', async () => {
    const lines = [
      ...Array.from({ length: 12 }, (_, n) =>
        rows.map((row) => JSON.stringify({ ...row, id: `${n} ${row.id}` })),
      ).flat(),
      ...odd,
      ...good,
      ...odd,
    ];
    const packed = corpusOf('packed', lines, {
      files: { format: 'jsonl', path: 'packed.jsonl.gz', id: 'id', max_lost: 1 },
    });
    const { postings, problems } = await loadCorpus(packed);
    const asked: Query[] = [
      { by: ['remote'], concepts: ['fine'], match: 'phrase' },
      { by: ['title'], top: 9 },
    ];
    const { rows: found, losses } = await counted(packed, asked, 2);
    expect(found).toEqual(asked.map((query) => countRows(query, postings, mentionsOf(packed, query.match).mentions)));
    const repeats = problems.filter(({ lost }) => lost === 'repeat').length;
    expect(losses).toMatchObject({ read: postings.length, repeats });
    expect(repeats).toBeGreaterThan(5);
  });

  test('is not sure of a path that it saw nowhere, and leaves the rows to be read one by one', async () => {
    const absent = corpusOf('absent', good, { fields: { ...fields, salary: { kind: 'number', from: 'pay.high' } } });
    expect((await counted(absent, [{ by: ['remote'] }], 1)).losses).toBeUndefined();
  });
});
