import padjust from '@stdlib/stats-padjust';
import { checkProbability, refuse } from './argument.js';

/**
 * Which of several tests still count, when any false alarm is one too many? The plainest answer.
 *
 * Bonferroni: every p is multiplied by the number of tests m, at most 1. Whatever is then below 0.05 holds
 * together with at most a 5 % chance of any false alarm. `holm` gives the same promise and is never worse.
 *
 * Source: O. J. Dunn, JASA 56 (1961) 52–64. As R's `p.adjust(…, "bonferroni")`.
 *
 * @param pValues p-values, each from 0 to 1, at least one
 * @returns the adjusted p-values, in the same order
 * @throws UserError when the list is empty or a value is not from 0 to 1
 * @example
 * bonferroni([0.01, 0.04, 0.03]) // => [0.03, 0.12, 0.09]
 */
export function bonferroni(pValues: readonly number[]): number[] {
  return adjust('bonferroni', pValues, 'bonferroni');
}

/**
 * Which of several tests still count, when any false alarm is one too many?
 *
 * Holm's step-down method: the smallest p is multiplied by m, the next by m−1, and so on, each at least as
 * large as the one before. It bounds the chance of any false alarm, needs no assumption on how the tests
 * depend on each other, and finds at least as much as Bonferroni.
 *
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65–70. As R's `p.adjust(…, "holm")`.
 *
 * @param pValues p-values, each from 0 to 1, at least one
 * @returns the adjusted p-values, in the same order
 * @throws UserError when the list is empty or a value is not from 0 to 1
 * @example
 * holm([0.01, 0.04, 0.03]) // => [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): number[] {
  return adjust('holm', pValues, 'holm');
}

/**
 * Which of several tests still count, when a few false alarms among many findings are bearable?
 *
 * Benjamini & Hochberg's method bounds the false discovery rate, the expected share of false alarms among
 * the findings: the i-th smallest of m p-values is multiplied by m/i, each at most as large as the next.
 * It holds for tests that are independent or positively dependent.
 *
 * Source: Y. Benjamini & Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289–300.
 * As R's `p.adjust(…, "BH")`.
 *
 * @param pValues p-values, each from 0 to 1, at least one
 * @returns the adjusted p-values, in the same order
 * @throws UserError when the list is empty or a value is not from 0 to 1
 * @example
 * benjaminiHochberg([0.01, 0.04, 0.03]) // => [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  return adjust('benjaminiHochberg', pValues, 'bh');
}

/**
 * Which of several tests still count, when a few false alarms are bearable and the tests hang together?
 *
 * Benjamini & Yekutieli's method bounds the false discovery rate under any dependence between the tests,
 * such as skills that compete for the same postings: as `benjaminiHochberg`, times 1 + 1/2 + … + 1/m.
 *
 * Source: Y. Benjamini & D. Yekutieli, Annals of Statistics 29 (2001) 1165–1188. As R's `p.adjust(…, "BY")`.
 *
 * @param pValues p-values, each from 0 to 1, at least one
 * @returns the adjusted p-values, in the same order
 * @throws UserError when the list is empty or a value is not from 0 to 1
 * @example
 * benjaminiYekutieli([0.01, 0.04, 0.03]) // => [0.055, 0.073, 0.073]
 */
export function benjaminiYekutieli(pValues: readonly number[]): number[] {
  return adjust('benjaminiYekutieli', pValues, 'by');
}

function adjust(where: string, pValues: readonly number[], method: 'bonferroni' | 'holm' | 'bh' | 'by'): number[] {
  if (!Array.isArray(pValues) || pValues.length === 0)
    refuse(where, 'pValues', pValues, 'a list of at least one p-value');
  pValues.forEach((p, i) => checkProbability(where, `pValues[${i}]`, p));
  return padjust([...pValues], method);
}
