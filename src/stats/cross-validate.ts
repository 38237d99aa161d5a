import { checkCount, checkFraction, checkSeed, refuse } from './argument.js';
import { type ClusteredEstimate, clusteredBootstrap, resampleClusters } from './clustered-bootstrap.js';
import { checkExamples, type LabelledPattern, naiveBayes } from './naive-bayes.js';
import { shuffled } from './resampling.js';

/** How often held-out postings of a label were given which label. */
export interface Confused {
  readonly label: string;
  readonly predicted: string;
  readonly postings: number;
}

/** How well labels are told from skills, on postings of employers that the classifier has not seen. */
export interface CrossValidated {
  /** The share of held-out postings whose label was told rightly. */
  readonly accuracy: ClusteredEstimate;
  /** The share that saying the most common label of the training postings gets right. */
  readonly baseRate: ClusteredEstimate;
  /** Accuracy less base rate. */
  readonly gain: ClusteredEstimate;
  /** The mean, over the labels, of the share of a label's postings told rightly; 1/labels by chance. */
  readonly balancedAccuracy: ClusteredEstimate;
  readonly postings: number;
  readonly folds: number;
  readonly confusion: readonly Confused[];
}

/**
 * How well can the title be told from the skills?
 *
 * The employers are dealt into folds; for each fold `naiveBayes` learns from all others and tells the labels of
 * its postings. Whole employers are held out, since a copy of a held-out posting among the training ones would
 * be remembered and not told. The intervals are `clusteredBootstrap`'s, over employers.
 *
 * Source: M. Stone, Cross-validatory choice and assessment of statistical predictions, JRSS B 36 (1974) 111–147;
 * with groups: D. R. Roberts et al., Cross-validation strategies for data with structure, Ecography 40 (2017) 913–929.
 *
 * @param examples labelled patterns, of two employers and two labels at least
 * @param options.folds from 2 up; 10 by default; at most one an employer is made
 * @param options.alpha the smoothing of `naiveBayes`; 1 by default
 * @param options.seed of the dealing and the intervals, a whole number; 1 by default
 * @param options.level coverage of the intervals, between 0 and 1; 0.95 by default
 * @throws UserError when there are too few employers or labels, or an option is out of its range
 * @example
 * const posting = (label, skill, i) => ({ label, has: [skill], postings: 1, cluster: `${label} ${i}` })
 * const either = (_, i) => (i % 2 === 0 ? posting('AI', 'RAG', i) : posting('ML', 'PyTorch', i))
 * const told = crossValidate(Array.from({ length: 40 }, either))
 * told.accuracy.estimate // => 1
 * told.balancedAccuracy.low // => 1
 */
export function crossValidate(
  examples: readonly LabelledPattern[],
  {
    folds = 10,
    alpha = 1,
    seed = 1,
    level = 0.95,
  }: { folds?: number; alpha?: number; seed?: number; level?: number } = {},
): CrossValidated {
  const where = 'crossValidate';
  checkExamples(where, examples, alpha);
  checkCount(where, 'folds', folds, 2);
  checkSeed(where, seed);
  checkFraction(where, 'level', level);
  const labels = [...new Set(examples.map(({ label }) => label))];
  if (labels.length < 2) refuse(where, 'the labels of examples', labels, 'at least two');
  const employers = [...new Set(examples.map(({ cluster }) => cluster))].sort((a, b) => (a < b ? -1 : 1));
  if (employers.length < 2) refuse(where, 'the clusters of examples', employers, 'at least two');

  const made = Math.min(folds, employers.length);
  const foldOf = new Map(shuffled(employers, seed).map((employer, i) => [employer, i % made]));
  const told = Array.from({ length: made }, (_, fold) => {
    const training = examples.filter(({ cluster }) => foldOf.get(cluster) !== fold);
    const classifier = naiveBayes(training, { alpha });
    const common = mostCommon(training);
    return examples
      .filter(({ cluster }) => foldOf.get(cluster) === fold)
      .map((example) => ({ ...example, predicted: classifier.classify(example.has), common }));
  }).flat();

  const clusters = employers.map((employer) => {
    const of = told.filter(({ cluster }) => cluster === employer);
    const count = (right: (each: (typeof told)[number]) => boolean) =>
      of.filter(right).reduce((sum, { postings }) => sum + postings, 0);
    const n = count(() => true);
    return {
      a: { k: count(({ label, predicted }) => label === predicted), n },
      b: { k: count(({ label, common }) => label === common), n },
    };
  });
  const confusion = new Map<string, Confused>();
  for (const { label, predicted, postings } of told) {
    const key = JSON.stringify([label, predicted]);
    confusion.set(key, { label, predicted, postings: postings + (confusion.get(key)?.postings ?? 0) });
  }
  const cells = [...confusion.values()].sort(
    (a, b) => byName(a.label, b.label) || b.postings - a.postings || byName(a.predicted, b.predicted),
  );
  const byLabel = employers.map((employer) => {
    const of = told.filter(({ cluster }) => cluster === employer);
    return labels.flatMap((label) => {
      const counted = of.filter((each) => each.label === label);
      const sum = (list: typeof counted) => list.reduce((total, { postings }) => total + postings, 0);
      return [sum(counted.filter(({ predicted }) => predicted === label)), sum(counted)];
    });
  });
  const meanShare = (totals: ArrayLike<number>) =>
    labels.reduce((sum, _, i) => sum + (totals[2 * i] ?? NaN) / (totals[2 * i + 1] ?? NaN), 0) / labels.length;
  return {
    accuracy: clusteredBootstrap({ of: 'share', clusters: clusters.map(({ a }) => a) }, { seed, level }),
    baseRate: clusteredBootstrap({ of: 'share', clusters: clusters.map(({ b }) => b) }, { seed, level }),
    gain: clusteredBootstrap({ of: 'difference', clusters }, { seed, level }),
    balancedAccuracy: resampleClusters(where, byLabel, 'the mean share told rightly', meanShare, {
      level,
      resamples: 10_000,
      seed,
    }),
    postings: cells.reduce((sum, { postings }) => sum + postings, 0),
    folds: made,
    confusion: cells,
  };
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The label of most postings; of equal ones the first in the alphabet. */
function mostCommon(examples: readonly LabelledPattern[]): string {
  const counts = new Map<string, number>();
  for (const { label, postings } of examples) counts.set(label, (counts.get(label) ?? 0) + postings);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? '';
}
