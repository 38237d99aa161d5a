import { expect, test } from 'vitest';
import type { Direction } from '../../src/claims/direction.js';
import {
  type Chosen,
  combinations,
  type Outcome,
  parseSensitivity,
  sensitivity,
} from '../../src/claims/sensitivity.js';
import { corpus } from '../../src/count/corpus.js';

const basis = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' });
const choices = { who: ['all', 'few'], how: ['plain', 'corrected'] };

/** Ratios: 1.4 of all and 1.1 of few; with the correction 0.02 higher; few are not significant, nor is the corrected. */
const outcome = ({ who, how }: Chosen): Outcome => {
  const estimate = (who === 'all' ? 1.4 : 1.1) + (how === 'corrected' ? 0.02 : 0);
  return { estimate, low: estimate - 0.3, high: estimate + 0.3, p: who === 'all' && how === 'plain' ? 0.01 : 0.2 };
};
const curve = (direction: Direction, compute: (chosen: Chosen) => Outcome | null = outcome) =>
  sensitivity({
    claim: 'fine-tuning-by-role/aie-over-mle',
    question: 'How much more often?',
    measure: 'ratio',
    direction,
    choices,
    outcome: compute,
    basis,
  });

test('every combination of choices is one specification, the first values first', () => {
  expect(combinations(choices)).toEqual([
    { who: 'all', how: 'plain' },
    { who: 'all', how: 'corrected' },
    { who: 'few', how: 'plain' },
    { who: 'few', how: 'corrected' },
  ]);
});

test('counts where direction and significance hold, and which choice moves the estimate most', () => {
  const found = curve({ above: 1 });
  expect(found).toMatchObject({ total: 4, sameDirection: 4, significant: 1, survives: 1 });
  expect(found.influences.map(({ choice, flips }) => ({ choice, flips }))).toEqual([
    { choice: 'who', flips: 0.5 },
    { choice: 'how', flips: 0.5 },
  ]);
  expect(found.mostInfluential.spread).toBeCloseTo(0.3, 5);
  expect(parseSensitivity(JSON.parse(JSON.stringify(found)), 'a cell')).toEqual(found);
});

test('an estimate on the other side does not survive, however significant', () => {
  expect(curve({ below: 1 })).toMatchObject({ sameDirection: 0, significant: 1, survives: 0 });
});

test('a claim of no effect survives where nothing is significant', () => {
  expect(curve({ none: 1 })).toMatchObject({ sameDirection: 3, significant: 1, survives: 3 });
});

test('without p the interval decides', () => {
  const found = curve({ above: 1 }, (chosen) => ({ ...outcome(chosen), p: null }));
  expect(found.significant).toBe(2);
});

test('a combination that makes no sense is left out, and the rest still compared', () => {
  const found = curve({ above: 1 }, (chosen) =>
    chosen['who'] === 'few' && chosen['how'] === 'corrected' ? null : outcome(chosen),
  );
  expect(found.total).toBe(3);
  expect(found.influences.map(({ choice }) => choice)).toEqual(['who', 'how']);
});

test('a part of the claim is compared, but is no choice that could have moved it', () => {
  const found = sensitivity({
    claim: 'fine-tuning-by-role/aie-over-mle',
    question: '',
    measure: 'ratio',
    direction: { above: 1 },
    choices,
    parts: ['who'],
    outcome,
    basis,
  });
  expect(found.influences.map(({ choice }) => choice)).toEqual(['how']);
  expect(found.total).toBe(4);
});

test.each<[what: string, compute: (chosen: Chosen) => Outcome | null, says: RegExp]>([
  ['nothing to compute', () => null, /no combination of choices has an outcome/],
  [
    'neither p nor interval',
    () => ({ estimate: 1, low: null, high: null, p: null }),
    /p is null, and there is no interval/,
  ],
  [
    'an interval that misses its estimate',
    () => ({ estimate: 1, low: 2, high: 3, p: 0.1 }),
    /under \{"who":"all","how":"plain"\}: 2 ≤ 1 ≤ 3/,
  ],
])('%s is refused', (_, compute, says) => {
  expect(() => curve({ above: 1 }, compute)).toThrow(says);
});
