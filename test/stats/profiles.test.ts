import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import { crossValidate, jaccard, jensenShannon, naiveBayes, profileOverlap } from '../../src/stats/index.js';
import type { PatternCount } from '../../src/stats/pattern-count.js';
import { expectAgreement } from './agree.js';
import { labelled } from './labelled.js';

describe('The Jensen-Shannon divergence', () => {
  // Python: scipy.spatial.distance.jensenshannon(a, b, base=2) ** 2
  test.each([
    { a: [10, 5, 0], b: [20, 10, 0], divergence: 0 },
    { a: [10, 5, 0], b: [2, 2, 8], divergence: 0.4696226686166433 },
    { a: [1, 0], b: [0, 1], divergence: 1 },
    { a: [321, 260, 227, 168, 129], b: [12, 40, 18, 3, 44], divergence: 0.13132218627930003 },
    { a: [0.2, 0.3, 0.5, 0], b: [0.25, 0.25, 0.25, 0.25], divergence: 0.1592886406098034 },
    { a: [1e-9, 1], b: [1, 1e-9], divergence: 0.9999999686599521 },
  ])('of $a and $b agrees with SciPy', ({ a, b, divergence }) => {
    expectAgreement(jensenShannon(a, b), divergence);
    expectAgreement(jensenShannon(b, a), divergence);
  });
});

describe("Jaccard's index", () => {
  // Python: 1 - scipy.spatial.distance.jaccard(np.array(a, bool), np.array(b, bool)); of weights, with
  // d = scipy.spatial.distance.braycurtis(a, b): (1 - d) / (1 + d)
  test.each([
    { a: [1, 1, 0, 1], b: [1, 0, 1, 1], shared: 0.5 },
    { a: [1, 0, 0, 0, 1], b: [0, 1, 1, 0, 0], shared: 0 },
    { a: [0.9, 0.4, 0], b: [0.6, 0.4, 0.2], shared: 0.6666666666666667 },
    { a: [321, 260, 227, 168, 129], b: [12, 40, 18, 3, 44], shared: 0.1058823529411765 },
  ])('of $a and $b agrees with SciPy', ({ a, b, shared }) => {
    expectAgreement(jaccard(a, b), shared);
  });
});

describe('The overlap of two groups of postings', () => {
  const of = (label: string) => labelled.filter((each) => each.label === label);

  // Python, 20,000 resamples of the employers of both groups, each posting weighted by how often its employer was
  // drawn: 2*plain - mean, and 2*plain - np.quantile(values, [.975, .025])
  test('agrees with a bootstrap in NumPy', () => {
    const found = profileOverlap(of('AI'), of('ML'), { resamples: 20_000 });
    expectAgreement(found.jensenShannon.plain, 0.19361198265276075);
    expectAgreement(found.jaccard.plain, 0.4430264357338195);
    expect(found.jensenShannon.estimate).toBeCloseTo(0.1536, 2);
    expect(found.jensenShannon.low).toBe(0); // −0.0147 before the cut at 0
    expect(found.jensenShannon.high).toBeCloseTo(0.2662, 1.5);
    expect(found.jaccard.estimate).toBeCloseTo(0.4576, 2);
    expect(found.jaccard.low).toBeCloseTo(0.3228, 1.5);
    expect(found.jaccard.high).toBeCloseTo(0.5938, 1.5);
    expect(found.employers).toBe(16);
  });

  test('of two halves of one population is what chance gives', () => {
    const half = (which: number) => labelled.filter((_, i) => i % 2 === which);
    const found = profileOverlap(half(0), half(1));
    expect(found.jensenShannon.p).toBeGreaterThan(0.05);
    expect(found.jensenShannon.low).toBeLessThan(0.01);
    expect(found.jensenShannon.plain).toBeGreaterThan(found.jensenShannon.estimate);
  });
});

describe('Naive Bayes', () => {
  // Python: BernoulliNB(alpha=1).fit(X, y).predict_log_proba(...), with X the six flags and y the label of each row
  test.each([
    {
      alpha: 1,
      has: ['Agents', 'Python', 'RAG'],
      AI: -0.07779221735769415,
      ML: -3.42222161271365,
      SW: -3.1652516327377294,
    },
    { alpha: 1, has: [], AI: -1.0597812829163225, ML: -1.473253640261035, SW: -0.8573385678118441 },
    {
      alpha: 1,
      has: ['Agents', 'Docker', 'PyTorch', 'Python', 'RAG', 'SQL'],
      AI: -1.5507426730252236,
      ML: -1.4939746867190236,
      SW: -0.5737104893328384,
    },
    {
      alpha: 0.1,
      has: ['PyTorch', 'Python', 'SQL'],
      AI: -6.630056525290533,
      ML: -0.19404263989595538,
      SW: -1.7426429171605156,
    },
  ])('with alpha $alpha and $has agrees with scikit-learn', ({ alpha, has, ...expected }) => {
    expectAgreement(naiveBayes(labelled, { alpha }).logProbabilities(has), expected);
  });

  test('learns the same from a pattern of two postings as from two postings', () => {
    const twice = labelled.map((each) => ({ ...each, postings: 2 }));
    expect(naiveBayes(twice, { alpha: 2 }).logProbabilities(['RAG'])).toEqual(
      naiveBayes([...labelled, ...labelled], { alpha: 2 }).logProbabilities(['RAG']),
    );
  });
});

describe('Cross-validation', () => {
  // Python: p = cross_val_predict(BernoulliNB(alpha=1), X, y, groups=g, cv=LeaveOneGroupOut()); (p == y).mean(),
  // balanced_accuracy_score(y, p), Counter(zip(y, p)); base: the most common label of the other groups
  test('leaving out one employer at a time agrees with scikit-learn', () => {
    const told = crossValidate(labelled, { folds: 60 });
    expect(told).toMatchObject({ folds: 18, postings: 60 });
    expectAgreement(
      [told.accuracy.estimate, told.balancedAccuracy.estimate, told.baseRate.estimate],
      [0.5833333333333334, 0.5150800668042047, 0.48333333333333334],
    );
    expect(told.confusion).toEqual([
      { label: 'AI', predicted: 'AI', postings: 23 },
      { label: 'AI', predicted: 'ML', postings: 3 },
      { label: 'AI', predicted: 'SW', postings: 3 },
      { label: 'ML', predicted: 'AI', postings: 5 },
      { label: 'ML', predicted: 'ML', postings: 4 },
      { label: 'ML', predicted: 'SW', postings: 4 },
      { label: 'SW', predicted: 'SW', postings: 8 },
      { label: 'SW', predicted: 'AI', postings: 7 },
      { label: 'SW', predicted: 'ML', postings: 3 },
    ]);
  });

  test('gains nothing over the base rate where labels have nothing to do with skills', () => {
    const dealt = labelled.map((each, i) => ({ ...each, label: labelled[(i * 37) % labelled.length]?.label ?? '' }));
    const { gain } = crossValidate(dealt);
    expect(gain.low).toBeLessThan(0);
  });
});

/** Postings of employers that are alike within an employer, most of which stand in both groups; the groups say nothing. */
function drawnGroups(seed: number) {
  const random = xoroshiro128plus(seed);
  const uniform = () => (random.next() >>> 0) / 2 ** 32;
  const skills = ['RAG', 'SQL', 'Go', 'AWS', 'Docker', 'React'];
  const [a, b]: PatternCount[][] = [[], []];
  for (let employer = 0; employer < 30; employer++) {
    const liking = skills.map(() => (uniform() < 0.5 ? 0.85 : 0.15));
    for (let posting = 0; posting < 8; posting++) {
      const has = skills.filter((_, i) => uniform() < (liking[i] ?? 0));
      (posting < 4 ? a : b)?.push({ has, postings: 1, cluster: `employer ${employer}` });
    }
  }
  return { a: a ?? [], b: b ?? [] };
}

test('Where employers stand in both groups, p is below 0.05 in about one of twenty draws that differ by chance alone', () => {
  const alarms = Array.from({ length: 200 }, (_, seed) => drawnGroups(seed + 1)).filter(
    ({ a, b }) => profileOverlap(a, b, { resamples: 100 }).jensenShannon.p <= 0.05,
  ).length;
  // 10 expected of 200; 3 to 18 hold 99 % of what a right test gives
  expect(alarms).toBeGreaterThanOrEqual(3);
  expect(alarms).toBeLessThanOrEqual(18);
}, 30_000);

test('A skill that a pattern names twice is one skill', () => {
  const once = labelled.map((each) => ({ ...each, has: [...new Set(each.has)] }));
  const twice = once.map((each) => ({ ...each, has: [...each.has, ...each.has] }));
  expect(naiveBayes(twice).logProbabilities(['RAG', 'RAG'])).toEqual(naiveBayes(once).logProbabilities(['RAG']));
  expect(crossValidate(twice)).toEqual(crossValidate(once));
  expect(profileOverlap(twice, twice)).toEqual(profileOverlap(once, once));
});
