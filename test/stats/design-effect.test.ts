import { expect, test } from 'vitest';
import { designEffect, newcombeDifference, wilson } from '../../src/stats/index.js';
import { expectAgreement } from './agree.js';

const group = (counts: string) =>
  counts.split(' ').map((pair) => {
    const [k = NaN, n = NaN] = pair.split('/').map(Number);
    return { k, n };
  });

test('The design effect agrees with an analysis of variance in R', () => {
  // R: anova(lm(y ~ factor(group) + factor(employer))), ρ from its mean squares, 1 + (Σm²/Σm − 1) ρ
  const groups = [group('3/4 0/1 2/2 5/9 1/1 0/3 4/4'), group('0/2 1/5 6/8')] as const;
  expectAgreement(designEffect(groups), [2.495581194555568, 2.794697433466681]);
});

test('Employers with one posting each have no design effect, and employers without postings change nothing', () => {
  expect(designEffect([group('1/1 0/1 0/1 1/1')])).toEqual([1]);
  expect(designEffect([group('3/4 0/0 1/5')])).toEqual(designEffect([group('3/4 1/5')]));
});

test('An interval with a design effect is that of so many times fewer postings', () => {
  expect(wilson({ k: 60, n: 200 }, { designEffect: 2 })).toEqual(wilson({ k: 30, n: 100 }));
  const [a, b] = [{ k: 60, n: 200 }, { k: 30, n: 300 }]; // biome-ignore format: two shares
  const fewer = [{ k: 30, n: 100 }, { k: 10, n: 100 }] as const; // biome-ignore format: two shares
  expect(newcombeDifference(a, b, { designEffect: [2, 3] })).toEqual(newcombeDifference(...fewer));
});
