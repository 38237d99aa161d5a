import { roundedFrom } from '../../text/printed-number.js';
import type { Detected, Detector } from '../finding.js';
import {
  type PrintedP,
  type PrintedStatistic,
  possiblePValues,
  pValuesIn,
  statisticsIn,
  statisticText,
} from '../statistics.js';
import { pText } from '../words.js';

/** A p-value belongs to the statistic before it when no more than this many characters part them. */
const REACH = 120;

const oneSided = /\b(?:one|1)[-\s](?:tailed|sided|tail)\b|\beinseitig|\bdirectional\b/i;
/** p-values that do not come from the statistic's own distribution. */
const otherwise = /\b(?:permutation|bootstrap|monte[-\s]carlo|exact test|fisher|simulated|tukey|dunnett|scheff|bayes)/i;

/**
 * p-values recomputed from the statistic printed before them, as statcheck does: t, F, χ², r, z with their degrees of
 * freedom. What rounding allows is allowed, on both numbers; where the text says that tests are one-sided, half the
 * p-value is too; where it says that p was corrected for several tests, a larger one is.
 *
 * Source: M. B. Nuijten et al., The prevalence of statistical reporting errors in psychology, Behavior Research
 * Methods 48 (2016) 1205–1226.
 */
export const pValue: Detector = {
  checks: 'p-values beside their statistic',
  detect({ text, sentences, style }) {
    const findings: Detected[] = [];
    let checked = 0;
    const oneSidedText = oneSided.test(text);
    for (const sentence of sentences) {
      const statistics = statisticsIn(sentence, style);
      const ps = statistics.length === 0 ? [] : pValuesIn(sentence, style);
      statistics.forEach((statistic, i) => {
        const next = statistics[i + 1]?.start ?? Infinity;
        const p = ps.find(({ start }) => start >= statistic.end && start < Math.min(next, statistic.end + REACH));
        if (!p || otherwise.test(sentence.text)) return;
        if (statistic.name === 'r' && Math.abs(statistic.statistic.value) > 1) return;
        const outcome = compare(statistic, p, oneSidedText);
        if (outcome === undefined) return;
        checked += 1;
        if (outcome !== 'agrees') findings.push({ start: statistic.start, end: p.end, ...outcome });
      });
      // p may name a pressure or a place as well
      if (statistics.length === 0 && !/\bp[-\s]values?\b|significan|probabilit|hypothes/i.test(sentence.text)) continue;
      for (const p of pValuesIn(sentence, style)) {
        if (p.p.value > 1 && p.sign === '=')
          findings.push({
            start: p.start,
            end: p.end,
            severity: 'error',
            arithmetic: `a probability is at most 1; printed is ${p.p.value}`,
          });
      }
    }
    return { findings, checked };
  },
};

function compare(
  statistic: PrintedStatistic,
  printed: PrintedP,
  oneSidedText: boolean,
): 'agrees' | Pick<Detected, 'severity' | 'arithmetic'> | undefined {
  const possible = possiblePValues(statistic);
  if (!possible || printed.p.value > 1) return undefined;
  const { least, most, exact } = possible;
  const fits = (half: number): boolean => {
    const low = least.log10P + half;
    const high = most.log10P + half;
    const bounds = roundedFrom(printed.p);
    const tolerance = 1e-6;
    switch (printed.sign) {
      case '<':
        return printed.p.value === 0 || low < Math.log10(printed.p.value) + tolerance;
      case '>':
        return printed.adjusted || high > Math.log10(printed.p.value) - tolerance;
      case '=':
        return (
          low <= Math.log10(bounds.high) + tolerance &&
          (printed.adjusted || bounds.low <= 0 || high >= Math.log10(bounds.low) - tolerance)
        );
    }
  };
  if (fits(0)) return 'agrees';
  const symmetric = statistic.name === 't' || statistic.name === 'z' || statistic.name === 'r';
  const half = Math.log10(0.5);
  const [from, to] = [pText(least), pText(most)];
  const range = from === to ? '' : ` (${from} to ${to} with its rounding)`;
  const computed = `${statisticText(statistic)} gives p = ${pText(exact)}, two-sided${range}`;
  if (symmetric && fits(half) && (printed.sign === '=' || oneSidedText)) {
    if (oneSidedText) return 'agrees';
    return {
      severity: 'note',
      arithmetic: `${computed}; printed is half of that, so the test was one-sided, which the text does not say`,
    };
  }
  const crosses = exact.p < 0.05 !== (printed.sign === '<' ? printed.p.value <= 0.05 : printed.p.value < 0.05);
  return {
    severity: 'error',
    arithmetic: `${computed}; printed is p ${printed.sign} ${printed.p.value}${crosses ? ', on the other side of 0.05' : ''}`,
  };
}
