import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import { anyWord } from '../../text/rule.js';
import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import type { Reading, ReadSentence } from '../reading.js';
import type { ReportedInterval } from '../reported/intervals.js';
import type { ReportedName } from '../reported/names.js';
import type { Reported } from '../reported/reported.js';
import { marginOfError } from '../shares/margin-of-error.js';
import { intervalOfShare, intervalsOfTables } from '../shares/share-interval.js';
import { isOneSided } from '../sidedness.js';
import { inRows } from '../tables/statistic-rows.js';
import { digits, reportedText } from '../words.js';

/**
 * Confidence intervals against what stands beside them: the ends in order, and around the estimate that they are of;
 * the estimate in the middle, where the method puts it there; for a share with its n, recomputed by the methods in use;
 * for a ratio or a difference, on the same side of the null value as the p-value.
 */
export const interval: Detector = {
  checks: 'intervals',
  *detect(reading) {
    for (const sentence of reading.quantified) yield* marginOfError(reading, sentence);
    yield* inSentences(reading);
    yield* inRows(reading, inSentences);
    yield* intervalsOfTables(reading);
  },
};

function* inSentences(reading: Reading): Generator<Outcome> {
  for (const sentence of reading.quantified) for (const one of sentence.intervals) yield judge(reading, sentence, one);
}

/** Intervals that need not lie evenly around their estimate, nor on the side of the null value where p is. */
const resampled = anyWord(`
  bootstrap(?:ped|ping|s)? | bias-corrected | BCa | percentile | profile | credible | credibility | bayesian |
  posterior | HDI | HPDI | MCMC | monte[-\\s]carlo | permutation | indirect | robust |
  simultaneous | back-?transformed`);

function judge(reading: Reading, sentence: ReadSentence, one: ReportedInterval): Outcome {
  const { low, high, of } = one;
  const range = { start: of?.start ?? one.start, end: one.end };
  if (one.level <= 0.5 || one.level >= 1) return agrees;
  if (low.value > high.value && !isDroppedSign(one)) {
    const backwards = `the interval begins at ${digits(low)} and ends at ${digits(high)}, which is less`;
    return low.value < 0
      ? note(range, `${backwards}; it may be printed from the end nearer to 0`)
      : error(range, backwards);
  }
  if (of && (of.percent || !one.percent) && of.relation === '=') {
    const outside = outsideOf(of, one);
    if (outside && isEffectOfTest(sentence, of))
      return note(range, `${outside}; it may be that of the difference tested`);
    if (outside) return error(range, outside);
    const against = againstP(reading, sentence, of, one);
    const isOther = resampled.test(sentence.text) || !isCentred(of, one);
    if (against)
      return isOther ? note(range, `${against}; the interval may come from another method`) : error(range, against);
    const off = offCentre(of, one);
    if (off && !resampled.test(reading.text)) return (of.name === 'difference' ? error : note)(range, off);
  }
  return intervalOfShare(reading, sentence, one) ?? agrees;
}

/** Whether the ends would be in order with a minus that the text has lost: `[.12, .03]` is nothing else. */
const isDroppedSign = ({ low, high, of }: ReportedInterval): boolean =>
  of !== undefined && -low.value < high.value && of.value.value >= -low.value && of.value.value <= high.value;

function outsideOf(of: Reported, { low, high }: ReportedInterval): string | undefined {
  const own = roundedFrom(of.value);
  // a share of variance below 0 is estimated, and its interval begins at 0
  if (signed.includes(of.name) && of.value.value <= 0 && low.value === 0) return undefined;
  if (own.high > roundedFrom(low).low + 1e-9 && own.low < roundedFrom(high).high - 1e-9) return undefined;
  return `the estimate ${reportedText(of)} lies outside its own interval, ${digits(low)} to ${digits(high)}`;
}

const standardized: readonly ReportedName[] = ['d', 'd_z', 'g', 'f', 'r', 'ρ', 'V', 'φ'];
const signed: readonly ReportedName[] = ['η²', 'partial η²', 'generalized η²', 'ω²', 'R²', 'ΔR²'];

/** An effect size behind a test; the interval that follows is often of the difference in the units of the measure. */
function isEffectOfTest({ reported }: ReadSentence, of: Reported): boolean {
  const previous = reported[reported.indexOf(of) - 1];
  if (!standardized.includes(of.name) || of.df.length > 0) return false;
  return (
    previous !== undefined &&
    of.start - previous.end < 20 &&
    ['p', 't', 'F', 'z', 'χ²', 'several p'].includes(previous.name)
  );
}

const ratios: readonly ReportedName[] = ['OR', 'RR', 'HR', 'exp(b)'];
const differences: readonly ReportedName[] = ['b', 'β', 'difference'];

/**
 * A ratio whose interval leaves out 1, or a difference whose interval leaves out 0, has p below 1 − level, and the
 * other way round.
 */
function againstP(reading: Reading, sentence: ReadSentence, of: Reported, one: ReportedInterval): string | undefined {
  const value = ratios.includes(of.name) ? 1 : differences.includes(of.name) ? 0 : undefined;
  const p = pOf(sentence, of, one);
  if (value === undefined || !p || isOneSided(reading, sentence)) return undefined;
  const { low, high, level } = one;
  const alpha = 1 - level;
  const [from, to] = [roundedFrom(p.value).low, roundedFrom(p.value).high];
  const least = p.relation === '<' ? 0 : p.relation === '>' ? p.value.value : from;
  const most = p.relation === '<' ? p.value.value : p.relation === '>' ? 1 : to;
  const excludes = roundedFrom(low).low > value || roundedFrom(high).high < value;
  const includes = roundedFrom(low).high < value && roundedFrom(high).low > value;
  const ends = `the ${(100 * level).toFixed(0)}% interval, ${digits(low)} to ${digits(high)},`;
  const printed = `printed is p ${p.relation} ${digits(p.value)}`;
  if (excludes && least > alpha + 1e-9 && p.name === 'p' && !hasLostMinus(of, one))
    return `${ends} leaves out ${value}, so p is below ${alpha.toFixed(2)}; ${printed}`;
  if (includes && most < alpha - 1e-9)
    return `${ends} includes ${value}, so p is above ${alpha.toFixed(2)}; ${printed}`;
  return undefined;
}

/** Whether the estimate of a difference stands nearer to the middle with a minus before the lower end. */
function hasLostMinus({ value: { value } }: Reported, { low, high }: ReportedInterval): boolean {
  const offMiddle = (from: number): number => Math.abs(value - (from + high.value) / 2);
  return low.value > 0 && offMiddle(-low.value) < offMiddle(low.value);
}

/**
 * The p-value of an estimate: right before it, between it and its interval, or next after both, with only values
 * between.
 */
function pOf(sentence: ReadSentence, of: Reported, one: ReportedInterval): Reported | undefined {
  const { reported, text, start } = sentence;
  const isP = ({ name }: Reported): boolean => name === 'p' || name === 'adjusted p';
  const near = (from: number, to: number): boolean =>
    to - from <= 16 && !/[.?!]\s|\d/.test(text.slice(from - start, to - start));
  const before = reported[reported.indexOf(of) - 1];
  if (before && isP(before) && /^[,(]?\s{0,2}$/.test(text.slice(before.end - start, of.start - start))) return before;
  let last = of.end;
  for (const next of reported.filter((other) => other.start >= of.end)) {
    if (next.start > one.end) last = Math.max(last, one.end);
    if (
      !near(last, Math.min(next.start, next.start < one.end ? Math.max(next.start, last) : next.start)) &&
      next.start >= one.end
    )
      return undefined;
    if (isP(next)) return next;
    // an F on several degrees of freedom tests more than this estimate
    if (!testedWith.includes(next.name) || (next.name === 'F' && next.df[0] !== 1)) return undefined;
    last = next.end;
  }
  return undefined;
}

const testedWith: readonly ReportedName[] = ['SE', 'SD', 'df', 't', 'z', 'χ²', 'F', 'n', 'N'];

/** Whether an estimate stands in the middle of its interval, as far as rounding tells. */
function isCentred(of: Reported, { low, high }: ReportedInterval): boolean {
  if (ratios.includes(of.name)) return true;
  const middle = (low.value + high.value) / 2;
  return (
    Math.abs(of.value.value - middle) <=
    (of.value.step + low.step / 2 + high.step / 2) / 2 + 0.02 * Math.abs(high.value - low.value)
  );
}

/** Farther from the middle than this part of half the width, an estimate does not come from the usual formula. */
const FAR = 0.15;

/** An estimate off the middle of its interval: of a difference itself, of a ratio on the logarithmic scale. */
function offCentre(of: Reported, { low, high }: ReportedInterval): string | undefined {
  const isRatio = ratios.includes(of.name);
  if (!isRatio && of.name !== 'difference') return undefined;
  if (isRatio && (roundedFrom(low).low <= 0 || of.value.value <= 0)) return undefined;
  const scale = isRatio ? Math.log : (x: number): number => x;
  const ends = (at: PrintedNumber): { low: number; high: number } => {
    const rounded = roundedFrom(at);
    return { low: scale(rounded.low), high: scale(rounded.high) };
  };
  const [a, b, own] = [ends(low), ends(high), ends(of.value)];
  const [least, most] = [(a.low + b.low) / 2, (a.high + b.high) / 2];
  const off = Math.max(own.low - most, least - own.high, 0);
  const half = (scale(high.value) - scale(low.value)) / 2;
  if (!(off > FAR * half)) return undefined;
  const middle = isRatio ? Math.exp((a.low + a.high + b.low + b.high) / 4) : (low.value + high.value) / 2;
  const where = isRatio ? 'on the logarithmic scale ' : '';
  return (
    `the middle of ${digits(low)} to ${digits(high)} ${where}is ${middle.toFixed(of.value.decimals + 1)}, ` +
    `and the usual interval has its estimate there; printed is ${digits(of.value)}`
  );
}
