/**
 * The Bayes factor of a t-test against no effect, with a Cauchy prior on the standardized effect (Jeffreys, Zellner,
 * Siow).
 *
 * Source: J. N. Rouder et al., Bayesian t tests for accepting and rejecting the null hypothesis, Psychonomic Bulletin &
 * Review 16 (2009) 225–237, equation 1, integrated numerically over ln g.
 *
 * @param test `t`, its degrees of freedom `df`, and the effective size `n`: the number of pairs, or n1·n2 / (n1 + n2)
 * @param scale the scale of the prior, √2/2 by default, as in the BayesFactor package
 * @returns how many times likelier the data are with an effect than without: BF₁₀
 * @example
 * jzsBayesFactor({ t: -4.0621, df: 9, n: 10 }) // => 17.26
 */
export function jzsBayesFactor(
  { t, df, n }: { readonly t: number; readonly df: number; readonly n: number },
  scale: number = Math.SQRT1_2,
): number {
  const withEffect = (g: number): number => {
    const spread = 1 + n * scale * scale * g;
    return (
      spread ** -0.5 *
      (1 + (t * t) / (spread * df)) ** (-(df + 1) / 2) *
      (2 * Math.PI) ** -0.5 *
      g ** -1.5 *
      Math.exp(-1 / (2 * g))
    );
  };
  // Simpson's rule over x = ln g, beyond which the integrand is nothing
  const [from, to, steps] = [-12, 24, 400];
  const width = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const g = Math.exp(from + i * width);
    sum += withEffect(g) * g * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return (sum * width) / 3 / (1 + (t * t) / df) ** (-(df + 1) / 2);
}
