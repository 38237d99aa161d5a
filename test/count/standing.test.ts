import { expect, test } from 'vitest';
import type { Query } from '../../src/count/query.js';
import { countRows } from '../../src/count/rows.js';

const postings = [
  {
    id: '1',
    fields: {
      skills: ['Python', 'RAG', 'LLM evaluation', 'RAG'],
      text: 'Python and retrieval; evaluation of LLM answers. Fragments.',
    },
  },
  { id: '2', fields: { skills: ['python', '+'], text: 'PYTHON + SQL' } },
  { id: '3', fields: { skills: [], text: null } },
];
const count = (query: Query) => countRows(query, postings, () => false);

test.each<[what: string, query: Query, rows: Record<string, string | number>[]]>([
  [
    'items that stand in a text, in any case, never inside a word',
    { by: [{ as: 'skill', standing: 'skills', in: 'text', words: 'together' }] },
    [
      { skill: 'Python', postings: 1 },
      { skill: 'python', postings: 1 },
    ],
  ],
  [
    'items of which each word stands somewhere in it',
    { by: [{ as: 'skill', standing: 'skills', in: 'text', words: 'anywhere' }] },
    [
      { skill: 'LLM evaluation', postings: 1 },
      { skill: 'Python', postings: 1 },
      { skill: 'python', postings: 1 },
    ],
  ],
  [
    'of them only those named',
    { by: [{ as: 'skill', standing: 'skills', in: 'text', words: 'together', of: ['Python', 'RAG'] }] },
    [{ skill: 'Python', postings: 1 }],
  ],
  [
    'different items of a list',
    { by: [{ as: 'listed', size: 'skills' }] },
    [
      { listed: '0', postings: 1 },
      { listed: '2', postings: 1 },
      { listed: '3', postings: 1 },
    ],
  ],
  [
    'listed items beside those that stand in a text',
    {
      by: [
        { as: 'listed', size: 'skills' },
        { as: 'found', size: 'skills', in: 'text', words: 'anywhere' },
      ],
    },
    [
      { listed: '0', found: '0', postings: 1 },
      { listed: '2', found: '1', postings: 1 },
      { listed: '3', found: '2', postings: 1 },
    ],
  ],
])('counts %s', (_, query, rows) => {
  expect(count(query)).toEqual(rows);
});

test('no phrase reaches from one text of a list into the next', () => {
  const fields = { skills: ['data pipelines'], text: ['Own the data', 'Pipelines of all kinds'] };
  expect(
    countRows(
      { by: [{ as: 'found', size: 'skills', in: 'text', words: 'together' }] },
      [{ id: '1', fields }],
      () => false,
    ),
  ).toEqual([{ found: '0', postings: 1 }]);
});

test('only a list has items', () => {
  expect(() => count({ by: [{ as: 'listed', size: 'text' }] })).toThrow(
    'field "text" is no list; only a list has items',
  );
});
