/**
 * No function of stats answers nonsense: wherever a value of the wrong kind stands, the message names the function and
 * what stood there. Every place of every valid call below is filled with every value of `wrong`.
 */
import { expect, it } from 'vitest';
import { UserError } from '../../src/error.js';
import * as stats from '../../src/stats/index.js';

const share = { k: 3, n: 10 };
const table = [[3, 1], [1, 3]]; // biome-ignore format: a table
const pattern = { has: ['RAG'], postings: 2, cluster: 'one', label: 'AI' };
const patterns = [pattern, { ...pattern, cluster: 'two', label: 'ML', has: ['PyTorch'] }];
const unlabelled = patterns.map(({ label: _, ...rest }) => rest);
const groups = [share, share, { k: 4, n: 10 }];
const pairs = [0, 1, 2].map((k) => ({ a: { k, n: 5 }, b: { k: 2, n: 5 } }));

/** A valid call of every function: its arguments. */
const calls: { [Name in keyof typeof stats]: unknown[][] } = {
  adjustedResiduals: [[table]],
  agrestiCoull: [[share, { level: 0.9 }]],
  benjaminiHochberg: [[[0.1, 0.2]]],
  benjaminiYekutieli: [[[0.1, 0.2]]],
  bonferroni: [[[0.1, 0.2]]],
  chiSquare: [[table, { correction: 'yates' }]],
  chiSquareTail: [[3.8, 1]],
  clopperPearson: [[share, { level: 0.9 }]],
  clusteredBootstrap: [
    [
      { of: 'share', clusters: [share, share] },
      { level: 0.9, resamples: 100, seed: 1 },
    ],
    [{ of: 'difference', clusters: pairs }, { resamples: 100 }],
  ],
  clusteredDifference: [[[share, share], [share, share], { level: 0.9 }]],
  clusteredShare: [[[share, share], { level: 0.9 }]],
  cochranArmitage: [[groups, { scores: [1, 2, 4] }]],
  cohensH: [[0.1, 0.2]],
  contingencyTable: [[[share, share]]],
  cramersV: [[table, { biasCorrected: true }]],
  crossValidate: [[patterns, { folds: 2, alpha: 1, seed: 1 }]],
  designEffect: [[[[share, share]]]],
  fisherExact: [[table]],
  gTest: [[table]],
  grim: [[{ percent: 18, decimals: 0, n: 7 }]],
  holm: [[[0.1, 0.2]]],
  jaccard: [[[1, 2], [2, 3]]], // biome-ignore format: two lists
  jensenShannon: [[[1, 2], [2, 3]]], // biome-ignore format: two lists
  mannKendall: [[[1, 3, 2], { method: 'exact' }]],
  mannKendallMinimumP: [[5, { method: 'normal' }]],
  naiveBayes: [[patterns, { alpha: 1 }]],
  newcombeDifference: [[share, share, { level: 0.9, designEffect: [1.5, 2] }]],
  normalQuantile: [[0.9]],
  normalTail: [[1.96]],
  oddsRatio: [[share, share, { level: 0.9, correction: 'none' }]],
  profileOverlap: [[unlabelled, unlabelled, { level: 0.9, resamples: 100, seed: 1 }]],
  quantile: [[[{ value: 1, n: 2 }], 0.5, { level: 0.9 }]],
  recall: [[{ matched: 99, right: share, unmatched: 99, missed: share }, { level: 0.9 }]],
  riskRatio: [[share, share, { level: 0.9, correction: 'none' }]],
  smallestDetectableDifference: [
    [
      { p1: 0.2, n1: 50, n2: 50 },
      { power: 0.8, alpha: 0.05 },
    ],
  ],
  theilSen: [[[1, 3, 2], { x: [0, 1, 2], level: 0.9 }]],
  trendPower: [
    [
      { n: [10, 10, 10], mean: 0.2, slope: 1 },
      { alpha: 0.05, simulations: 5, seed: 1 },
    ],
  ],
  twoProportionPower: [[{ p1: 0.2, n1: 50, p2: 0.3, n2: 50 }, { alpha: 0.05 }]],
  waldDifference: [[share, share, { level: 0.9 }]],
  wilson: [[share, { level: 0.9, continuity: true, designEffect: 1.5 }]],
};

const wrong = [null, NaN, '0.5', {}, [], true, undefined];

type Place = readonly (string | number)[];

/** Every place of a value, from the whole to its innermost parts. */
function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, part]) => placesOf(part, [...at, key]))];
}

function replaced(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by;
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...(value as object) };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** Places that may hold what stands there: an omitted option, a name, a list of no skills, true for a switch. */
function isAllowed(valid: unknown, place: Place, by: unknown): boolean {
  const isOption = place[0] !== undefined && Number(place[0]) > 0 && place.length <= 2 && by === undefined;
  const at = place.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], valid);
  const sameKind = typeof at === typeof by && (typeof at === 'string' || typeof at === 'boolean');
  return isOption || sameKind || (place.at(-1) === 'has' && Array.isArray(by));
}

/** All arguments at once, or the object of the options, whose parts are filled one by one. */
const isWhole = (values: readonly unknown[], place: Place): boolean => {
  const [first, ...rest] = place;
  const value = values[Number(first)];
  return (
    first === undefined ||
    (rest.length === 0 && Number(first) > 0 && typeof value === 'object' && !Array.isArray(value))
  );
};

it.each(Object.entries(calls))('%s', (name, valid) => {
  // biome-ignore lint/performance/noDynamicNamespaceImportAccess: all of them are called
  const call = stats[name as keyof typeof stats] as (...values: unknown[]) => unknown;
  for (const values of valid) {
    expect(() => call(...values)).not.toThrow();
    for (const place of placesOf(values)) {
      if (isWhole(values, place)) continue;
      for (const by of wrong) {
        if (isAllowed(values, place, by)) continue;
        const bad = replaced(values, place, by) as unknown[];
        let thrown: unknown = 'nothing';
        try {
          call(...bad);
        } catch (error) {
          thrown = error;
        }
        const what = `${name}(${JSON.stringify(bad)})`;
        expect(thrown, what).toBeInstanceOf(UserError);
        expect(String(thrown), what).toContain(`${name}: `);
      }
    }
  }
});
