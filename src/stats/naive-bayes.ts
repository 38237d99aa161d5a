import { checkFinite, refuse } from './argument.js';
import { exp, log, log1p } from './elementary.js';
import { checkPatterns, type PatternCount, skillsIn, withoutRepeats } from './pattern-count.js';

/** Postings of one employer with one title and one pattern of skills. */
export interface LabelledPattern extends PatternCount {
  readonly label: string;
}

/** A fitted classifier. */
export interface Classifier {
  /** In alphabetical order. */
  readonly labels: readonly string[];
  /** The label with the largest posterior probability; of equal ones the first. */
  classify(has: readonly string[]): string;
  /** The natural logarithm of each label's posterior probability. */
  logProbabilities(has: readonly string[]): Readonly<Record<string, number>>;
}

/**
 * Which title would a posting with these skills have?
 *
 * Bernoulli naive Bayes: for each label the share of its postings with each skill, smoothed as
 * (k + α)/(n + 2α); the skills taken as independent within a label; the label's own frequency as prior. A skill
 * that a posting lacks counts as evidence, too. Skills that no training posting has are ignored.
 *
 * Source: C. D. Manning, P. Raghavan & H. Schütze, Introduction to Information Retrieval (2008), 13.3;
 * scikit-learn's `BernoulliNB`.
 *
 * @param examples labelled patterns, at least one
 * @param options.alpha the smoothing, above 0; 1 by default (Laplace's)
 * @throws UserError when there is no example, or alpha is not above 0
 * @example
 * const rag = { label: 'AI', has: ['RAG'], postings: 3, cluster: 'a' }
 * const pyTorch = { label: 'ML', has: ['PyTorch'], postings: 2, cluster: 'b' }
 * const examples = [rag, pyTorch]
 * naiveBayes(examples).classify(['PyTorch']) // => 'ML'
 * naiveBayes(examples).logProbabilities(['RAG']) // => { AI: -0.063, ML: -2.795 }
 */
export function naiveBayes(examples: readonly LabelledPattern[], { alpha = 1 }: { alpha?: number } = {}): Classifier {
  checkExamples('naiveBayes', examples, alpha);
  return fit(withoutRepeats(examples), skillsIn(examples), alpha);
}

export function checkExamples(where: string, examples: readonly LabelledPattern[], alpha: number): void {
  checkPatterns(where, 'examples', examples);
  examples.forEach(({ label }, i) => {
    if (typeof label !== 'string') refuse(where, `examples[${i}].label`, label, 'a name');
  });
  checkFinite(where, 'alpha', alpha);
  if (!(alpha > 0)) refuse(where, 'alpha', alpha, 'more than 0');
}

function fit(examples: readonly LabelledPattern[], skills: readonly string[], alpha: number): Classifier {
  const labels = [...new Set(examples.map(({ label }) => label))].sort((a, b) => (a < b ? -1 : 1));
  const indexOf = new Map(skills.map((skill, i) => [skill, i]));
  const total = examples.reduce((sum, { postings }) => sum + postings, 0);
  const models = labels.map((label) => {
    const of = examples.filter((example) => example.label === label);
    const n = of.reduce((sum, { postings }) => sum + postings, 0);
    const counts = new Float64Array(skills.length);
    for (const { has, postings } of of) for (const skill of has) counts[indexOf.get(skill)!]! += postings;
    const shares = Array.from(counts, (k) => (k + alpha) / (n + 2 * alpha));
    return {
      label,
      lacking: log(n / total) + shares.reduce((sum, share) => sum + log1p(-share), 0),
      gain: shares.map((share) => log(share) - log1p(-share)),
    };
  });
  const scores = (has: readonly string[]) => {
    const known = [...new Set(has)].flatMap((skill) => indexOf.get(skill) ?? []);
    return models.map(({ lacking, gain }) => known.reduce((sum, i) => sum + (gain[i] ?? 0), lacking));
  };
  return {
    labels,
    classify(has) {
      const found = scores(has);
      return labels[found.indexOf(Math.max(...found))] ?? '';
    },
    logProbabilities(has) {
      const found = scores(has);
      const most = Math.max(...found);
      const all = most + log(found.reduce((sum, score) => sum + exp(score - most), 0));
      return Object.fromEntries(labels.map((label, i) => [label, (found[i] ?? NaN) - all]));
    },
  };
}
