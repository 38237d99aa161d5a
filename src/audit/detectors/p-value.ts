import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import { anyWord, latin } from '../../text/rule.js';
import { agrees, type Detector, error, note, type Outcome, unchecked } from '../diagnostic.js';
import { type PossibleP, possibleP } from '../possible-p.js';
import type { Reading, ReadSentence } from '../reading.js';
import type { ReportedName } from '../reported/names.js';
import type { Reported } from '../reported/reported.js';
import { isOneSided } from '../sidedness.js';
import { pOfCounts } from '../tables/p-of-counts.js';
import { inRows } from '../tables/statistic-rows.js';
import { ofTable } from '../tables/unchecked-tables.js';
import { varianceRows } from '../tables/variance-rows.js';
import { digits, pText, reportedText } from '../words.js';

/** A p-value belongs to the statistic before it when no more than this many characters part them. */
const REACH = 120;

const tests: readonly ReportedName[] = ['t', 'F', 'χ²', 'z', 'r', 'ρ', 'Q', 'H'];
const pNames: readonly ReportedName[] = ['p', 'adjusted p', 'one-tailed p'];
/** Tests whose p-value halves when they are one-sided. */
const symmetric: readonly ReportedName[] = ['t', 'z', 'r', 'ρ'];

const correction = anyWord(`
  adjusted | adj\\.? | corrected | bonferroni | holm | hochberg | benjamini | FDR | tukey | scheff[ée] | sidak | šidák |
  family-?wise | greenhouse | huynh | post[-\\s]?hoc | HSD`);
/** p-values that do not come from the statistic's own distribution. */
const otherwise = anyWord(`
  permutations? | permuted | bootstrap(?:ped|ping)? | monte[-\\s]carlo | exact\\stest | fisher[’']?s?\\sexact |
  simulated | dunnett | satterthwaite | kenward | FWE | cluster-(?:level|corrected) | small-volume`);

/**
 * p-values recomputed from the statistic printed before them, as statcheck does: t, F, χ², Q, H, z and correlations
 * with their degrees of freedom, t and χ² without them as far as that goes. What rounding allows is allowed, on both
 * numbers; where this test is said to be one-sided, half the p-value is too; a corrected p may be larger.
 *
 * Source: M. B. Nuijten et al., The prevalence of statistical reporting errors in psychology, Behavior Research
 * Methods 48 (2016) 1205–1226.
 */
export const pValue: Detector = {
  checks: 'p-values beside their statistic',
  *detect(reading) {
    yield* inSentences(reading);
    yield* inRows(reading, inSentences);
    for (const table of reading.tables) {
      yield* ofTable(table, pOfCounts(table));
      yield* ofTable(table, varianceRows(table));
    }
  },
};

function* inSentences(reading: Reading): Generator<Outcome> {
  for (const sentence of reading.reporting) {
    for (const { test, p } of pairsOf(reading, sentence)) {
      if (p) yield judge(reading, sentence, test, p);
      else if (test.df.length > 0 && test.relation === '=') yield unchecked(test, 'no p-value stands beside it');
    }
    yield* beyondOne(reading, sentence);
  }
}

/** A test, and its own p-value: the first after it, before the next test. */
interface Pair {
  readonly test: Reported;
  readonly p: Reported | undefined;
}

function pairsOf(reading: Reading, { reported }: ReadSentence): Pair[] {
  const inOrder = reported.filter(({ name }) => tests.includes(name) || pNames.includes(name) || name === 'several p');
  return inOrder.flatMap((test, i): Pair[] => {
    if (!tests.includes(test.name)) return [];
    const next = inOrder[i + 1];
    const isOwn =
      next !== undefined &&
      pNames.includes(next.name) &&
      next.start - test.end < REACH &&
      isOwnGap(reading.text.slice(test.end, next.start));
    return [{ test: withN(test, reported), p: isOwn ? next : undefined }];
  });
}

const newPart = latin(/[;:]\s+\p{L}{3,}.{12,}$/u);

/**
 * Whether what stands between a test and a p-value goes on with the test: no new part of the sentence, no next cell.
 */
const isOwnGap = (gap: string): boolean =>
  /^\s*(?:$|[,;:()[\].–—-]|on\s\d|with\b|and\b|at\b|is\b|was\b|which\b|,)/.test(gap) && !newPart.test(gap);

/** A correlation with the n beside it in place of its degrees of freedom: `r = .22, n = 30`. */
function withN(test: Reported, reported: readonly Reported[]): Reported {
  if ((test.name !== 'r' && test.name !== 'ρ') || test.df.length > 0) return test;
  const n = reported.find(
    ({ name, start }) => (name === 'n' || name === 'N') && start >= test.end && start - test.end < 6,
  );
  return n && n.value.value > 3 && n.relation === '=' ? { ...test, df: [n.value.value - 2] } : test;
}

/** p as a fraction of 1: `p = 3%` is .03. */
const asFraction = ({ value, percent }: Reported): PrintedNumber =>
  percent ? { value: value.value / 100, step: value.step / 100, decimals: value.decimals + 2 } : value;

function judge(reading: Reading, sentence: ReadSentence, test: Reported, printed: Reported): Outcome {
  const range = { start: test.start, end: printed.end };
  const possible = possibleP(test);
  const p = asFraction(printed);
  if (!possible) return unchecked(range, 'degrees of freedom are missing');
  if (p.value > 1 || p.value < 0) return unchecked(range, 'p is no probability');
  if (otherwise.test(sentence.text)) return unchecked(range, 'p comes from resampling or another test');
  const adjusted = printed.name === 'adjusted p' || correction.test(sentence.text);
  const widened = test.name === 'ρ' ? Math.log10(1.5) : 0;
  const fits = (factor: number): boolean => agreesWith(possible, printed, p, { factor, adjusted, widened });

  const oneSided = printed.name === 'one-tailed p' || isOneSided(reading, sentence);
  const isSymmetric = symmetric.includes(test.name) && test.relation === '=';
  if (fits(1) || (symmetric.includes(test.name) && oneSided && (fits(0.5) || isOtherSide(possible, p)))) return agrees;
  const computed = arithmetic(test, possible);
  const printedP = `${printed.name === 'adjusted p' ? 'adjusted p' : 'p'} ${printed.relation} ${digits(p)}`;
  if (isSymmetric && printed.relation === '=' && (fits(0.5) || isOtherSide(possible, p))) {
    const half = fits(0.5) ? 'half of that' : 'the rest of half of that';
    return note(range, `${computed}; printed is ${half}, so the test was one-sided, which the text does not say of it`);
  }
  const side = crosses(possible, printed, p) ? ', on the other side of 0.05' : '';
  const contradiction = `${computed}; printed is ${printedP}${side}`;
  if (isCutOff(possible, printed, p)) return note(range, `${contradiction}; it was cut off and not rounded`);
  const saved = savedBy(reading, sentence, test, possible, printed, p);
  return saved ? note(range, `${contradiction}; ${saved}`) : error(range, contradiction);
}

/** The p-value of a one-sided test whose statistic lies on the other side: 1 − p / 2. */
function isOtherSide({ least, most }: PossibleP, p: PrintedNumber): boolean {
  const { low, high } = roundedFrom(p);
  return low > 0.5 && 1 - most.p / 2 <= high + 1e-9 && 1 - least.p / 2 >= low - 1e-9;
}

/** Whether a p-value has the digits of its statistic's one, the last of them cut off instead of rounded. */
const isCutOff = ({ least, most }: PossibleP, { relation }: Reported, { value, step }: PrintedNumber): boolean =>
  relation === '=' && value > 0 && most.p >= value && least.p < value + step - 1e-12;

/** What would save a p-value that its statistic does not have; undefined where nothing would. */
function savedBy(
  reading: Reading,
  { reported }: ReadSentence,
  test: Reported,
  { most }: PossibleP,
  printed: Reported,
  p: PrintedNumber,
): string | undefined {
  const isLarger = printed.relation !== '<' && roundedFrom(p).low > most.p;
  const isSingle = symmetric.includes(test.name) || (test.df.length > 0 && test.df[0] === 1);
  if (isLarger && isSingle && (correctedSomewhere(reading) || p.value >= 0.99))
    return 'a correction for several tests, which the text mentions elsewhere or its size suggests, would explain it';
  const previous = reported[reported.indexOf(test) - 1] ?? reported.findLast(({ end }) => end <= test.start);
  const besideEstimate = previous && ['b', 'β'].includes(previous.name) && test.start - previous.end < 60;
  if (test.name === 'F' && test.df[0] !== 1 && besideEstimate)
    return 'p may be that of the estimate before it, and F that of the model';
  return undefined;
}

const correctedTexts = new WeakMap<Reading, boolean>();
const severalTests = anyWord(`
  bonferroni | holm | hochberg | benjamini | FDR | false[-\\s]discovery | tukey | scheff[ée] | sid[aá]k | šid[aá]k |
  family-?wise | corrected\\s(?:for|p) | correct(?:ed|ion|ing)\\sfor\\smultiple | multiple[-\\s]comparisons? |
  adjusted\\s(?:for\\smultiple|p) | emmeans | post[-\\s]?hoc`);

/** Whether a text mentions a correction for several tests at all. */
function correctedSomewhere(reading: Reading): boolean {
  const known = correctedTexts.get(reading) ?? severalTests.test(reading.text);
  correctedTexts.set(reading, known);
  return known;
}

/** Whether a printed p is one of those that the statistic can have, times a factor. */
function agreesWith(
  { least, most, exact }: PossibleP,
  { relation }: Reported,
  p: PrintedNumber,
  { factor, adjusted, widened }: { factor: number; adjusted: boolean; widened: number },
): boolean {
  const [low, high] = [least.log10P + Math.log10(factor) - widened, most.log10P + Math.log10(factor) + widened];
  const bounds = roundedFrom(p);
  /** Two ends that should be equal may differ in the last digits of the computation; a bound excludes its own value. */
  const tolerance = 1e-12;
  const strict = exact === undefined ? -tolerance : tolerance;
  switch (relation) {
    case '<':
      return p.value === 0 || low < Math.log10(p.value) - tolerance;
    case '>':
      return adjusted || high > Math.log10(p.value) + tolerance;
    case '=':
      return (
        low <= Math.log10(bounds.high) + tolerance &&
        (adjusted || bounds.low <= 0 || high >= Math.log10(bounds.low) - strict)
      );
  }
}

function arithmetic(test: Reported, { least, most, exact }: PossibleP): string {
  const [from, to] = [pText(least), pText(most)];
  const range = from === to ? from : `${from} to ${to}`;
  if (exact === undefined) {
    const why = test.relation === '=' ? ', whatever its degrees of freedom' : '';
    return `${reportedText(test)} gives p from ${range}, two-sided${why}`;
  }
  return (
    `${reportedText(test)} gives p = ${pText(exact)}, ` +
    `two-sided${from === to ? '' : ` (${range} with its rounding)`}`
  );
}

/** Whether the recomputed p lies on the other side of .05 from the printed one. */
function crosses({ least, most }: PossibleP, { relation }: Reported, p: PrintedNumber): boolean {
  const printedBelow = relation === '<' ? p.value <= 0.05 : relation === '=' && p.value < 0.05;
  const printedAbove = p.value >= 0.05 && relation !== '<';
  return printedBelow ? least.p >= 0.05 : printedAbove && most.p < 0.05;
}

/** A probability above 1; p may name a pressure or a place as well. */
function* beyondOne(_: Reading, { text, reported }: ReadSentence): Generator<Outcome> {
  if (
    !reported.some(({ name }) => tests.includes(name)) &&
    !/\bp[-\s]values?\b|significan|probabilit|hypothes/i.test(text)
  )
    return;
  for (const p of reported)
    if (p.name === 'p' && p.relation === '=' && !p.percent && (p.value.value > 1 || p.value.value < 0))
      yield error(p, `a probability lies between 0 and 1; printed is ${digits(p.value)}`);
}
