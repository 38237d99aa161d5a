/**
 * The variance of Kendall's S (later-and-higher minus later-and-lower pairs) when the n values stand in
 * random order: (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 over the groups of t tied values in each series given.
 * Source: M. G. Kendall, Rank Correlation Methods (4th ed., 1975), 4.9.
 */
export function kendallVariance(n: number, ...series: readonly (readonly number[])[]): number {
  const term = (size: number): number => size * (size - 1) * (2 * size + 5);
  return series.flatMap(tieSizes).reduce((sum, size) => sum - term(size), term(n)) / 18;
}

/** How often each value occurs: [1, 5, 5, 5, 2, 2] gives 1, 3 and 2. */
function tieSizes(values: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()];
}
