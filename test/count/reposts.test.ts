import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countText } from '../../src/command/count-answer.js';
import { corpus } from '../../src/count/corpus.js';
import { writeRecording } from '../../src/count/write-recording.js';
import { loadCorpus } from '../../src/load/load.js';
import { readManifest } from '../../src/load/manifest.js';
import { scratch } from '../load/scratch.js';

const { write } = scratch();

const postings = [
  { id: 1, company: 'Acme', title: 'AI Engineer', text: 'Build RAG, in C++.' },
  { id: 2, company: 'Acme', title: 'AI Engineer', text: '  build\nRAG in C++' }, // the same words
  { id: 3, company: 'Acme', title: 'AI Engineer', text: 'Build RAG, in C.' }, // another language
  { id: 4, company: 'Other', title: 'AI Engineer', text: 'Build RAG, in C++.' }, // another employer
  { id: 5, company: 'Acme', title: 'AI Engineer', text: null }, // who knows
  { id: 6, company: 'Acme', title: 'AI Engineer', text: null },
  { id: 7, company: 'Acme', title: 'AI Engineer', text: 'Build RAG in C++!' },
];
write('jobs.jsonl', postings.map((each) => JSON.stringify(each)).join('\n'));
const corpusWith = (name: string, unique: string): string =>
  write(
    name,
    `id: jobs
title: Jobs
files: { format: jsonl, path: jobs.jsonl, id: id }
${unique}
fields:
  company: { kind: name, from: company }
  title: { kind: name, from: title }
  text: { kind: text, from: text }
`,
  );
const jobs = corpusWith('jobs.yaml', 'unique: [company, title, text]');

test('a posting with the values of an earlier one is left out, said so, and is no loss', async () => {
  const { postings, problems } = await loadCorpus(readManifest(jobs));
  expect(postings.map(({ id }) => id)).toEqual(['1', '3', '4', '5', '6']);
  expect(problems.map(({ line, reason, lost }) => [line, reason.replace(/ \S*jobs/, ' jobs'), lost])).toEqual([
    [2, 'it repeats jobs.jsonl:1 in company, title, text; the first is kept', 'repeat'],
    [7, 'it repeats jobs.jsonl:1 in company, title, text; the first is kept', 'repeat'],
  ]);
});

test('counts are had without reposts, and with them', async () => {
  const text = await countText(jobs, { by: ['company'] });
  expect(text).toMatch(/left out, since they repeat another: 2 postings\n[^]*Acme +4\nOther +1/);
  expect(text).not.toContain('could not be read');
  expect(await countText(jobs, { by: ['company'], withReposts: true })).toMatch(/Acme +6\nOther +1/);
  expect((await corpus(jobs, { reposts: 'counted' }).count({ by: [] })).at({}).postings).toBe(7);
});

test('by fewer fields more are reposts', async () => {
  const byTitle = corpusWith('by-title.yaml', 'unique: [title]');
  expect((await corpus(byTitle).count({ by: [] })).at({}).postings).toBe(1);
});

// of twelve words each; the second changes one word of the first, the third another of the second
const near = ['one two three four five six seven eight nine ten eleven twelve'];
near.push(near[0]?.replace('twelve', 'dozen') ?? '', near[0]?.replace('one', 'a').replace('twelve', 'dozen') ?? '');
const nearly = (shared: number): string => {
  const rows = [...near, 'something else'].flatMap((text, i) => [
    { id: `a${i}`, company: 'Acme', text },
    { id: `b${i}`, company: 'Other', text: i === 1 ? 'nothing like it' : text },
  ]);
  write('near.jsonl', rows.map((each) => JSON.stringify(each)).join('\n'));
  return write(
    'near.yaml',
    `id: near
title: Jobs
files: { format: jsonl, path: near.jsonl, id: id }
unique: [company, alike]
fields:
  company: { kind: name, from: company }
  text: { kind: text, from: text }
  alike: { kind: name, alike: text, shared: ${shared} }
`,
  );
};

test('postings of a company whose texts are nearly the same are one, also where a chain of them leads there', async () => {
  const byCompany = async (shared: number, options: object = {}) =>
    (await corpus(nearly(shared), options).count({ by: ['company'] })).rows.map(({ company, postings }) => [
      company,
      postings,
    ]);
  // seven sequences of six words each, of which six are shared from one text to the next: 6 of 8, and 5 of 9
  expect(await byCompany(0.75)).toEqual([
    ['Acme', 2],
    ['Other', 3],
  ]);
  expect(await byCompany(0.76)).toEqual([
    ['Acme', 4],
    ['Other', 4],
  ]);
  expect(await byCompany(0.75, { reposts: 'counted' })).toEqual([
    ['Acme', 4],
    ['Other', 4],
  ]);
  const { problems } = await loadCorpus(readManifest(nearly(0.75)));
  expect(problems.map(({ line, lost }) => [line, lost])).toEqual([
    [3, 'repeat'],
    [5, 'repeat'],
    [6, 'repeat'],
  ]);
  expect(problems[0]?.reason).toMatch(/^it repeats \S*near\.jsonl:1 in company, alike; the first is kept$/);
});

test('recorded answers leave the same reposts out', async () => {
  const path = nearly(0.75);
  const query = { by: ['company'] };
  const { rows } = await corpus(path, { engine: 'rows' }).count(query);
  await writeRecording(readManifest(path), path, [query]);
  const recorded = await corpus(path, { engine: 'recording' }).count(query);
  expect(recorded.rows).toEqual(rows);
  rmSync(readManifest(path).recording);
});

test('a flag that another text is alike does not tell which', () => {
  const path = nearly(0.75);
  writeFileSync(path, readFileSync(path, 'utf8').replace('kind: name, alike', 'kind: flag, alike'));
  expect(() => readManifest(path)).toThrow(
    /unique\.1: "alike" says that another text is alike, not which; make it kind: name/,
  );
});

test.each([
  ['unique: [compny]', {}, /unique\.0: there is no field "compny"\. Did you mean "company"\?/],
  ['', { withReposts: true }, /leaves no reposts out; its manifest would name the fields: unique/],
  ['unique: [title]', { withReposts: true, engine: 'opensearch' }, /left out of the opensearch, too; the rows count/],
] as const)('%j asked with %j is refused', async (unique, options, message) => {
  await expect(countText(corpusWith('wrong.yaml', unique), options)).rejects.toThrow(message);
});
