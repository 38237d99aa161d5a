import { expect, test } from 'vitest';
import { type Query, queryKey, queryOfKey } from '../../src/count/query.js';
import { countRows } from '../../src/count/rows.js';
import type { Posting } from '../../src/load/posting.js';

const posting = (
  id: string,
  title: string,
  type: string | null,
  skills: readonly string[],
  remote: boolean,
): Posting => ({
  id,
  fields: { title, type, skills, remote, ...others[id] },
});

const others: Readonly<Record<string, { pay: number | null; day: string | null }>> = {
  1: { pay: 100, day: '2026-02-01' },
  2: { pay: 200, day: '2026-02-28' },
  3: { pay: null, day: null },
  4: { pay: 201, day: '2026-03-01' },
};

const postings = [
  posting('1', 'AI Engineer', 'first', ['RAG', 'LLMs', 'RAG'], true),
  posting('2', 'Senior AI Engineer', 'first', ['RAG', 'Storage'], false),
  posting('3', 'Platform Engineer', 'support', [], true),
  posting('4', 'Data Engineer, AI platform', null, ['LLMs'], false),
];
const mentions = ({ fields }: Posting, concept: string) => (fields['skills'] as string[]).includes(concept);
const count = (query: Query) => countRows(query, postings, mentions);

test.each<[what: string, query: Query, rows: Record<string, string | number>[]]>([
  ['a total', { by: [] }, [{ postings: 4 }]],
  ['a total of nothing', { by: [], where: { field: 'type', is: 'none' } }, [{ postings: 0 }]],
  ['groups of nothing', { by: ['type'], where: { field: 'type', is: 'none' } }, []],
  [
    'groups, in the order of their names',
    { by: ['type'] },
    [
      { type: '(none)', postings: 1 },
      { type: 'first', postings: 2 },
      { type: 'support', postings: 1 },
    ],
  ],
  [
    'groups of groups',
    { by: ['type', 'remote'], where: { field: 'type', is: 'first' } },
    [
      { type: 'first', remote: 'false', postings: 1 },
      { type: 'first', remote: 'true', postings: 1 },
    ],
  ],
  [
    'items of a list, once a posting and as mentions',
    { by: ['skills'], mentions: true },
    [
      { skills: 'LLMs', postings: 2, mentions: 2 },
      { skills: 'RAG', postings: 2, mentions: 3 },
      { skills: 'Storage', postings: 1, mentions: 1 },
    ],
  ],
  [
    'the largest groups, ties by name',
    { by: ['skills'], top: 2 },
    [
      { skills: 'LLMs', postings: 2 },
      { skills: 'RAG', postings: 2 },
    ],
  ],
  [
    'the largest by mentions',
    { by: ['skills'], mentions: true, top: 1 },
    [{ skills: 'RAG', postings: 2, mentions: 3 }],
  ],
  [
    'concepts as columns',
    { by: ['remote'], concepts: ['RAG'], match: 'word' },
    [
      { remote: 'false', postings: 2, RAG: 1 },
      { remote: 'true', postings: 2, RAG: 1 },
    ],
  ],
  [
    'conditions as columns',
    {
      by: [],
      columns: {
        senior: { field: 'title', contains: ['senior'], case: 'ignore' },
        ai: { field: 'title', contains: ['ai'], case: 'exact' },
      },
    },
    [{ postings: 4, senior: 1, ai: 0 }],
  ],
  [
    'pairs of a list, once a posting',
    { by: [], pairs: 'skills' },
    [
      { a: 'LLMs', b: 'RAG', postings: 1 },
      { a: 'RAG', b: 'Storage', postings: 1 },
    ],
  ],
  ['different values', { by: [], distinct: 'skills' }, [{ postings: 4, distinct: 3 }]],
  [
    'cases, of which the first that holds decides',
    {
      by: [
        {
          as: 'kind',
          first: {
            senior: { field: 'title', contains: ['senior'], case: 'ignore' },
            ai: { field: 'title', contains: ['AI'], case: 'exact' },
          },
        },
      ],
    },
    [
      { kind: '(other)', postings: 1 },
      { kind: 'ai', postings: 2 },
      { kind: 'senior', postings: 1 },
    ],
  ],
  [
    'patterns: which of several conditions hold',
    {
      by: [
        {
          as: 'skills',
          holding: { RAG: { mentions: 'RAG' }, LLMs: { mentions: 'LLMs' }, Storage: { mentions: 'Storage' } },
        },
      ],
      match: 'word',
    },
    [
      { skills: '(none)', postings: 1 },
      { skills: 'LLMs', postings: 1 },
      { skills: 'LLMs + RAG', postings: 1 },
      { skills: 'RAG + Storage', postings: 1 },
    ],
  ],
  [
    'patterns within groups',
    { by: ['remote', { as: 'skills', holding: { RAG: { mentions: 'RAG' } } }], match: 'word' },
    [
      { remote: 'false', skills: '(none)', postings: 1 },
      { remote: 'false', skills: 'RAG', postings: 1 },
      { remote: 'true', skills: '(none)', postings: 1 },
      { remote: 'true', skills: 'RAG', postings: 1 },
    ],
  ],
  [
    'items in cases',
    { by: [{ as: 'kind', items: 'skills', first: { models: ['llm'], search: ['rag'] } }], mentions: true },
    [
      { kind: 'models', postings: 2, mentions: 2 },
      { kind: 'search', postings: 2, mentions: 4 },
    ],
  ],
  [
    'the words that a substring matched',
    { by: [{ as: 'form', forms: 'skills', of: ['rag'] }], mentions: true },
    [
      { form: 'rag', postings: 2, mentions: 3 },
      { form: 'storage', postings: 1, mentions: 1 },
    ],
  ],
])('counts %s', (_, query, rows) => {
  expect(count(query)).toEqual(rows);
});

test.each<[what: string, where: Query['where'], ids: number]>([
  ['an item of a list', { field: 'skills', is: 'RAG' }, 2],
  ['an empty list', { field: 'skills', is: null }, 1],
  ['a field that is not filled', { field: 'type', is: null }, 1],
  ['a flag', { field: 'remote', is: true }, 2],
  ['one of several values', { field: 'type', oneOf: ['first', 'support'] }, 3],
  ['a part in any case', { field: 'title', contains: ['PLATFORM'], case: 'ignore' }, 2],
  ['a part as written', { field: 'title', contains: ['Platform'], case: 'exact' }, 1],
  ['a part that often', { field: 'skills', contains: ['rag'], case: 'ignore', times: 2 }, 2],
  ['a range of numbers, both ends', { field: 'pay', from: 100, to: 200 }, 2],
  ['a range without its ends', { field: 'pay', above: 100, below: 200 }, 0],
  ['a range of another kind', { field: 'pay', from: '100' }, 0],
  ['a range of days', { field: 'day', from: '2026-02-01', below: '2026-03-01' }, 2],
  ['a mention', { mentions: 'LLMs' }, 2],
  ['and', { all: [{ mentions: 'LLMs' }, { field: 'remote', is: true }] }, 1],
  ['or', { any: [{ mentions: 'LLMs' }, { field: 'remote', is: true }] }, 3],
  ['not', { not: { mentions: 'LLMs' } }, 2],
  [
    'at least two of three',
    { atLeast: 2, of: [{ mentions: 'LLMs' }, { mentions: 'RAG' }, { field: 'remote', is: true }] },
    1,
  ],
  [
    'more of these than of those',
    { moreOf: [{ mentions: 'RAG' }, { mentions: 'Storage' }], than: [{ mentions: 'LLMs' }] },
    1,
  ],
])('finds postings by %s', (_, where, found) => {
  expect(count({ by: [], ...(where ? { where } : {}) })).toEqual([{ postings: found }]);
});

test('a field that postings lack, or a list that is none, is an error and never a count of zero', () => {
  expect(() => count({ by: ['titel'] })).toThrow(
    /posting "1" has no field "titel"; it has title, type, skills, remote, pay, day/,
  );
  expect(() => count({ by: [], pairs: 'title' })).toThrow(/field "title" is no list/);
});

test('a condition of a pattern has a name that cannot be read as two', () => {
  expect(() =>
    count({ by: [{ as: 'skills', holding: { 'RAG + LLMs': { mentions: 'RAG' } } }], match: 'word' }),
  ).toThrow(/named "RAG \+ LLMs"/);
});

test('the order in which the conditions of a pattern are written says nothing', () => {
  const pattern = (...names: string[]): Query => ({
    by: [{ as: 'skills', holding: Object.fromEntries(names.map((name) => [name, { mentions: name }])) }],
    match: 'word',
  });
  expect(queryKey(pattern('RAG', 'LLMs'))).toBe(queryKey(pattern('LLMs', 'RAG')));
  expect(count(pattern('RAG', 'LLMs'))).toEqual(count(pattern('LLMs', 'RAG')));
});

test('the key of a query keeps the order of cases, which decides, and forgets the order of keys, which does not', () => {
  const cases = (...names: string[]): Query => ({
    by: [{ as: 'kind', first: Object.fromEntries(names.map((name) => [name, { field: 'title', is: name }])) }],
    mentions: true,
  });
  expect(queryKey(cases('b', 'a'))).not.toBe(queryKey(cases('a', 'b')));
  expect(queryKey({ mentions: true, by: cases('b', 'a').by })).toBe(queryKey(cases('b', 'a')));
  expect(Object.keys((queryOfKey(queryKey(cases('b', 'a'))).by[0] as { first: object }).first)).toEqual(['b', 'a']);
});
