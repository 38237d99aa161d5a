import { normalTail } from '../../stats/normal.js';
import { studentTTail } from '../../stats/student-t-tail.js';
import { roundedFrom } from '../../text/printed-number.js';
import { overlap, quotient } from '../arithmetic.js';
import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import type { Reading, ReadSentence } from '../reading.js';
import { besides } from '../reported/besides.js';
import type { Reported } from '../reported/reported.js';
import { isOneSided } from '../sidedness.js';
import { inRows } from '../tables/statistic-rows.js';
import { digits, grouped, pText, reportedText } from '../words.js';

/** Fewer degrees of freedom than these hardly stand behind an estimate with a standard error. */
const FEWEST_DF = 4;

/** Estimates that are cut off instead of rounded are as near as this. */
const SLACK = 1.02;

/**
 * An estimate, its standard error, and what follows from both: the statistic t or z is the one by the other, and p its
 * tail. A mean's standard error is the standard deviation by √n.
 */
export const standardError: Detector = {
  checks: 'standard errors beside what follows from them',
  *detect(reading) {
    yield* inSentences(reading);
    yield* inRows(reading, inSentences);
  },
};

function* inSentences(reading: Reading): Generator<Outcome> {
  for (const sentence of reading.reporting)
    for (const se of sentence.reported)
      if (se.name === 'SE' && se.relation === '=' && se.value.value > 0) {
        const outcome = ofEstimate(reading, sentence, se) ?? ofMean(sentence, se);
        if (outcome) yield outcome;
      }
}

/** `b = 0.50, SE = 0.20, t = 2.5, p = .016`. */
function ofEstimate(reading: Reading, sentence: ReadSentence, se: Reported): Outcome | undefined {
  const estimate = besides(sentence, se, 'before', ['b', 'β', 'difference'], ['df', 'n']);
  if (estimate?.relation !== '=') return undefined;
  const size = roundedFrom({ ...estimate.value, value: Math.abs(estimate.value.value) });
  const ratio = quotient({ low: Math.max(0, size.low), high: size.high }, roundedFrom(se.value));
  if (!ratio) return undefined;
  const statistic = besides(sentence, se, 'after', ['t', 'z'], ['df']);
  const p = besides(sentence, se, 'after', ['p'], ['t', 'z', 'df']);
  const exact = Math.abs(estimate.value.value) / se.value.value;
  const print = `${reportedText(estimate)} by ${reportedText(se)} is ${exact.toFixed(2)}`;
  if (statistic && statistic.relation === '=') {
    const own = roundedFrom({ ...statistic.value, value: Math.abs(statistic.value.value) });
    if (overlap(own, ratio)) return agrees;
    // another estimate, standardized or transformed, may stand beside the test of the first
    return note({ start: estimate.start, end: statistic.end }, `${print}; printed is ${reportedText(statistic)}`);
  }
  if (!p || isOneSided(reading, sentence)) return undefined;
  const [least, most] = [normalTail(ratio.high * SLACK).p, studentTTail(ratio.low / SLACK, FEWEST_DF).p];
  const bounds = roundedFrom(p.value);
  const tooLow = p.relation !== '>' && (p.relation === '<' ? p.value.value : bounds.high) < least;
  const tooHigh = p.relation !== '<' && (p.relation === '>' ? p.value.value : bounds.low) > most;
  if (!tooLow && !tooHigh) return agrees;
  const said = (p: number): string => pText({ p, log10P: Math.log10(p) });
  const range = `from ${said(least)} to ${said(most)}`;
  const arithmetic =
    `${print}, which gives p ${range} with ${FEWEST_DF} degrees of freedom or more; ` +
    `printed is p ${p.relation} ${digits(p.value)}`;
  return error({ start: estimate.start, end: p.end }, arithmetic);
}

/** `SD = 10.0, SE = 5.0, n = 100`. */
function ofMean(sentence: ReadSentence, se: Reported): Outcome | undefined {
  const near = (names: readonly ('SD' | 'n' | 'N')[]): Reported | undefined =>
    besides(sentence, se, 'before', names, ['SD', 'n', 'N', 'M']) ??
    besides(sentence, se, 'after', names, ['SD', 'n', 'N']);
  const [sd, n] = [near(['SD']), near(['n', 'N'])];
  if (!sd || !n || n.value.value < 2 || sd.relation !== '=' || n.relation !== '=') return undefined;
  const root = Math.sqrt(n.value.value);
  const { low, high } = roundedFrom(sd.value);
  if (overlap(roundedFrom(se.value), { low: low / root, high: high / root })) return agrees;
  const range = { start: Math.min(sd.start, se.start, n.start), end: Math.max(sd.end, se.end, n.end) };
  return error(
    range,
    `${reportedText(sd)} by √${grouped(n.value.value)} is ${(sd.value.value / root).toFixed(se.value.decimals + 1)}; ` +
      `printed is ${reportedText(se)}`,
  );
}
