import { checkProbability } from './argument.js';
import { asin } from './elementary.js';

/**
 * How large is the difference of two shares, on a scale that treats 5 % vs 10 % and 50 % vs 60 % fairly?
 *
 * Cohen's h = 2·arcsin √p₁ − 2·arcsin √p₂, whose variance hardly depends on the shares.
 * By Cohen's rule of thumb 0.2 is small, 0.5 medium, 0.8 large. It takes shares, not counts, so that
 * printed percentages can be compared too.
 *
 * Source: J. Cohen, Statistical Power Analysis for the Behavioral Sciences (2nd ed., 1988), 6.2.
 *
 * @param p1 the first share, from 0 to 1
 * @param p2 the second share, from 0 to 1
 * @returns h, from −π to π; positive when p1 is the larger
 * @throws UserError when a share is not from 0 to 1
 * @example
 * cohensH(292 / 1114, 137 / 2795) // => 0.63
 */
export function cohensH(p1: number, p2: number): number {
  checkProbability('cohensH', 'p1', p1);
  checkProbability('cohensH', 'p2', p2);
  return 2 * asin(Math.sqrt(p1)) - 2 * asin(Math.sqrt(p2));
}
