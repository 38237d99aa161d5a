/** The statistics that a notebook may call: intervals, tests, effect sizes, trends, adjustments, power. */

export { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from './adjust.js';
export { adjustedResiduals } from './adjusted-residuals.js';
export { agrestiCoull } from './agresti-coull.js';
export { type ChiSquare, chiSquare } from './chi-square.js';
export { chiSquareTail } from './chi-square-tail.js';
export { clopperPearson } from './clopper-pearson.js';
export {
  type ClusterCount,
  type ClusteredEstimate,
  type ClusterPair,
  clusteredBootstrap,
} from './clustered-bootstrap.js';
export { clusteredDifference, clusteredShare } from './clustered-intervals.js';
export { type CochranArmitage, cochranArmitage } from './cochran-armitage.js';
export { cohensH } from './cohens-h.js';
export { contingencyTable } from './contingency-table.js';
export { cramersV } from './cramers-v.js';
export { type CrossValidated, crossValidate } from './cross-validate.js';
export { designEffect } from './design-effect.js';
export { type FisherExact, fisherExact } from './fisher-exact.js';
export { gTest } from './g-test.js';
export { type Grim, grim } from './grim.js';
export { jaccard } from './jaccard.js';
export { jensenShannon } from './jensen-shannon.js';
export { type MannKendall, type MannKendallMethod, mannKendall, mannKendallMinimumP } from './mann-kendall.js';
export { type Classifier, type LabelledPattern, naiveBayes } from './naive-bayes.js';
export { newcombeDifference } from './newcombe.js';
export { normalQuantile, normalTail } from './normal.js';
export { oddsRatio } from './odds-ratio.js';
export type { PatternCount } from './pattern-count.js';
export { type DetectableDifference, smallestDetectableDifference, twoProportionPower } from './power.js';
export { type Overlap, type ProfileOverlap, profileOverlap } from './profile-overlap.js';
export { type CountedValue, type Quantile, quantile } from './quantile.js';
export { recall, type Searched } from './recall.js';
export { riskRatio } from './risk-ratio.js';
export { type TheilSen, theilSen } from './theil-sen.js';
export { type TrendPower, trendPower } from './trend-power.js';
export type { Estimate, Interval, Proportion, PValue, Table, TestResult } from './types.js';
export { waldDifference } from './wald.js';
export { wilson } from './wilson.js';
