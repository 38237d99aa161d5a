import { expect, test } from 'vitest';
import { type Judged, replicationVerdict, verdictOf } from '../../src/claims/verdict.js';

test('data of its own, the print alone: two pairs of words', () => {
  expect([
    verdictOf(true, 'rows'),
    verdictOf(false, 'counts'),
    verdictOf(true, 'print'),
    verdictOf(false, 'print'),
  ]).toEqual([
    'reproduced',
    'differs',
    'consistent',
    'contradicted', // biome-ignore format: one line
  ]);
});

const on = (corpus: string, low: number, high: number): Judged => ({
  corpus,
  direction: { above: 0 },
  interval: { estimate: (low + high) / 2, low, high },
});

test.each<[what: string, measured: Judged[], verdict: string]>([
  ['an interval on the claimed side', [on('a', 0.1, 0.3)], 'replicated'],
  ['an interval on the other side', [on('a', -0.3, -0.1)], 'not replicated'],
  ['an interval that holds the turning point', [on('a', -0.1, 0.3)], 'undecided'],
  ['an end that touches it', [on('a', 0, 0.3)], 'undecided'],
  ['two ways on one corpus that agree', [on('a', 0.1, 0.3), on('a', 0.2, 0.4)], 'replicated'],
  ['two ways on one corpus, one of them open', [on('a', 0.1, 0.3), on('a', -0.1, 0.4)], 'undecided'],
  ['one corpus that speaks and one that cannot tell', [on('a', -0.1, 0.3), on('b', 0.1, 0.3)], 'replicated'],
  ['two corpora that disagree', [on('a', -0.3, -0.1), on('b', 0.1, 0.3)], 'undecided'],
  ['nothing', [], 'undecided'],
  [
    'a claim of no effect that shows one',
    [{ corpus: 'a', direction: { none: 0 }, interval: { estimate: 0.2, low: 0.1, high: 0.3 } }],
    'not replicated',
  ],
  [
    'a claim of no effect that shows none, which proves nothing',
    [{ corpus: 'a', direction: { none: 0 }, interval: { estimate: 0, low: -0.1, high: 0.1 } }],
    'undecided',
  ],
])('%s', (_, measured, verdict) => {
  expect(replicationVerdict(measured)).toBe(verdict);
});
