import { expect, test } from 'vitest';
import { corpus } from '../../src/count/corpus.js';
import { scratch } from '../load/scratch.js';

const { write } = scratch();

test('texts are compared once a question asks which are alike, also where others were asked before', async () => {
  write('texts.jsonl', ['One text.', 'Another.', 'One text.'].map((text) => JSON.stringify({ text })).join('\n'));
  const path = write(
    'texts.yaml',
    JSON.stringify({
      id: 'texts',
      title: 'Texts',
      files: { format: 'jsonl', path: 'texts.jsonl' },
      fields: { text: { kind: 'text', from: 'text' }, repeat: { kind: 'flag', alike: 'text' } },
    }),
  );
  const texts = corpus(path, { engine: 'rows' });
  expect((await texts.count({ by: [] })).rows).toEqual([{ postings: 3 }]);
  expect((await texts.count({ by: ['repeat'] })).rows).toEqual([
    { repeat: 'false', postings: 2 },
    { repeat: 'true', postings: 1 },
  ]);
  expect((await texts.count({ by: [], where: { field: 'repeat', is: false } })).rows).toEqual([{ postings: 2 }]);
});
