import { describe, expect, test } from 'vitest';
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

describe('texts that are alike', () => {
  const words = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(' ');
  // 95 sequences of six words each; a shift by d words leaves 95 - d in common, of 95 + d
  const texts = [
    words(0, 100),
    'Another text.',
    words(10, 110).toUpperCase(),
    'Another text.',
    words(11, 111),
    words(22, 122),
    'A third text.',
    null,
    null,
  ];
  write('texts.jsonl', texts.map((text) => JSON.stringify({ text })).join('\n'));
  const alike = async (field: object) => {
    const fields = { text: { kind: 'text', from: 'text' }, alike: { alike: 'text', ...field } };
    const { postings } = await loadCorpus(manifest({ files: { format: 'jsonl', path: 'texts.jsonl' }, fields }));
    return postings.map((posting) => posting.fields['alike']);
  };

  test.each<[what: string, field: object, values: readonly (string | boolean | null)[]]>([
    [
      'have the number of their group, and none without another',
      { kind: 'name' },
      [null, '1', null, '1', null, null, null, null, null],
    ],
    [
      'repeat an earlier one, so that each text counts once',
      { kind: 'flag' },
      [false, false, false, true, false, false, false, false, false],
    ],
    [
      'share four fifths of their six-word sequences: 85 of 105 do, 84 of 106 do not, and a chain is one group',
      { kind: 'name', shared: 0.8 },
      ['1', '2', '1', '2', '1', null, null, null, null],
    ],
    [
      'share a half, and so does every link of a longer chain',
      { kind: 'flag', shared: 0.5 },
      [false, false, true, true, true, true, false, false, false],
    ],
  ])('%s', async (_, field, values) => {
    expect(await alike(field)).toEqual(values);
  });
});
