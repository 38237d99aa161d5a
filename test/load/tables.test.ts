import { from } from 'arquero';
import danfo from 'danfojs-node';
import { expect, test } from 'vitest';
import { toRows } from '../../src/load/tables.js';

const postings = [
  { id: '1', fields: { type: 'ai-first', skills: ['RAG', 'agents'], salary: 100 } },
  { id: '2', fields: { type: 'ai-first', skills: [], salary: null } },
  { id: '3', fields: { type: 'ml-first', skills: ['PyTorch'], salary: 300 } },
];

test('postings become an Arquero table, lists as they are', () => {
  const table = from(toRows(postings));
  expect(table.columnNames()).toEqual(['id', 'type', 'skills', 'salary']);
  expect(table.groupby('type').count().objects()).toEqual([
    { type: 'ai-first', count: 2 },
    { type: 'ml-first', count: 1 },
  ]);
  expect(table.get('skills', 0)).toEqual(['RAG', 'agents']);
});

test('postings become a danfo.js frame, lists as texts', { timeout: 60_000 }, () => {
  const frame = new danfo.DataFrame(toRows(postings, { lists: '; ' }));
  expect(frame.columns).toEqual(['id', 'type', 'skills', 'salary']);
  expect(frame['skills'].values).toEqual(['RAG; agents', '', 'PyTorch']);
  expect(frame['type'].valueCounts().values).toEqual([2, 1]);
});
