import { expect, test } from 'vitest';
import { lexiconOf } from '../../src/tag/lexicon.js';
import { drawMatches } from '../../src/tag/sample.js';
import { compileLexicon } from '../../src/tag/tag.js';

const tagger = compileLexicon(
  lexiconOf('mine', [{ name: 'RAG', mode: 'word', phrases: [{ phrase: 'RAG', match: [], not: [] }] }]),
);
const texts = Array.from({ length: 30 }, (_, i) => ({
  posting: `p${i}`,
  field: 'text',
  text: i % 3 === 0 ? 'Storage only' : `RAG first, then RAG again, posting ${i}`,
}));
const draw = (n: number, seed: number) => drawMatches(tagger, texts, { concept: 'RAG', n, seed });

test('the same seed draws the same matches, another seed others', () => {
  expect(draw(8, 1)).toEqual(draw(8, 1));
  expect(draw(8, 2).drawn.map(({ posting }) => posting)).not.toEqual(draw(8, 1).drawn.map(({ posting }) => posting));
});

test('each match is of another posting, and of a posting that matches', () => {
  const { drawn, matches, postings } = draw(12, 3);
  expect({ matches, postings }).toEqual({ matches: 40, postings: 20 });
  expect(new Set(drawn.map(({ posting }) => posting)).size).toBe(12);
  for (const { posting, match } of drawn) expect([match, Number(posting.slice(1)) % 3 === 0]).toEqual(['RAG', false]);
});

test('where fewer postings match than are asked for, all are drawn', () => {
  expect(new Set(draw(500, 1).drawn.map(({ posting }) => posting)).size).toBe(20);
});

test('every posting, and every match in it, is as likely as any other', () => {
  const seeds = Array.from({ length: 2000 }, (_, seed) => draw(5, seed).drawn);
  const times = (holds: (one: { posting: string; start: number }) => boolean) => seeds.flat().filter(holds).length;
  // 10,000 draws: 500 of each posting, standard error 19 at the most; half of them the first match, standard error 50
  for (const posting of ['p1', 'p14', 'p29'])
    expect(Math.abs(times((one) => one.posting === posting) - 500)).toBeLessThan(4 * 19);
  expect(Math.abs(times(({ start }) => start === 0) - 5000)).toBeLessThan(4 * 50);
});
