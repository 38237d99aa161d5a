/**
 * The probabilities of 0, 1, 2, … discordant pairs among n values in random order without ties.
 *
 * Putting the m-th value among m−1 others adds 0 to m−1 discordant pairs, each with probability 1/m:
 * f_m(d) = (1/m) Σ_{j<m} f_{m−1}(d−j). All terms are positive, so the far tail keeps its digits.
 * Source: M. G. Kendall, Biometrika 30 (1938) 81–93. Time grows as n⁴.
 */
export function discordantPairs(n: number): number[] {
  let probabilities = [1];
  for (let m = 2; m <= n; m++) {
    const next = new Array<number>(probabilities.length + m - 1).fill(0);
    probabilities.forEach((probability, d) => {
      for (let j = 0; j < m; j++) next[d + j] = (next[d + j] ?? 0) + probability / m;
    });
    probabilities = next;
  }
  return probabilities;
}
