import { expect, test } from 'vitest';
import { loadCorpus } from '../../src/load/load.js';
import { scratch } from './scratch.js';

const { write, manifest } = scratch();
write(
  'rows.jsonl',
  [
    JSON.stringify({
      position: { title: ' Sr. Staff AI Engineer III ', skills: { genai: ['RAG', 'agents', 'LLMs'], ml: ['PyTorch'] } },
    }),
    JSON.stringify({ position: { title: 'Data Lead', skills: { ml: [] } } }),
    JSON.stringify({ position: {} }),
  ].join('\n'),
);

const base = {
  title: { kind: 'name', from: 'position.title' },
  genai: { kind: 'names', from: 'position.skills.genai' },
  ml: { kind: 'names', from: 'position.skills.ml' },
};
const derived = async (field: object) => {
  const { postings, problems } = await loadCorpus(
    manifest({ files: { format: 'jsonl', path: 'rows.jsonl' }, fields: { ...base, derived: field } }),
  );
  expect(problems).toEqual([]);
  return postings.map(({ fields }) => fields['derived']);
};

test('a title is tidied by removing substrings wherever they occur, in order, trimming after each', async () => {
  const remove = ['senior', 'staff', 'lead', 'sr.', 'sr', 'iii', 'i'];
  expect(await derived({ kind: 'name', from: 'position.title', lowercase: true, remove })).toEqual([
    'a engneer',
    'data',
    null,
  ]);
});

test('fields are joined to one text, lists item by item, what is missing left out', async () => {
  const text = await derived({ kind: 'text', join: ['title', 'genai', 'ml'], with: ' | ', lowercase: true });
  expect(text).toEqual([' sr. staff ai engineer iii  | rag | agents | llms | pytorch', 'data lead', null]);
});

test('lists become one list, of each only the first items where the manifest says so', async () => {
  expect(await derived({ kind: 'names', lists: ['genai', 'ml'] })).toEqual([
    ['RAG', 'agents', 'LLMs', 'PyTorch'],
    [],
    null,
  ]);
  expect(await derived({ kind: 'names', lists: ['genai', 'ml'], first: 2 })).toEqual([
    ['RAG', 'agents', 'PyTorch'],
    [],
    null,
  ]);
});
