/** `k` of `n`: how many of `n` postings have the property. Whole numbers, 0 ≤ k ≤ n, n ≥ 1. */
export interface Proportion {
  readonly k: number;
  readonly n: number;
}

/** A confidence interval from `low` to `high`; `level` is its nominal coverage, 0.95 for 95 %. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** An interval and the point estimate that it surrounds. */
export interface Estimate extends Interval {
  readonly estimate: number;
}

/** A p-value; `log10P` still holds where `p` underflows (below about 1e-308). */
export interface PValue {
  readonly p: number;
  readonly log10P: number;
}

/** What a test found: its statistic, its degrees of freedom where it has any, and its p-value. */
export interface TestResult extends PValue {
  readonly statistic: number;
  readonly df?: number;
}

/** A contingency table: rows of counts, at least 2 × 2, without an empty row or column. */
export type Table = readonly (readonly number[])[];
