import { agrestiCoull } from '../../stats/agresti-coull.js';
import { clopperPearson } from '../../stats/clopper-pearson.js';
import { criticalZ } from '../../stats/normal.js';
import type { Interval, Proportion } from '../../stats/types.js';
import { wilson } from '../../stats/wilson.js';
import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import { anyWord, latin } from '../../text/rule.js';
import type { TextTable } from '../../text/tables.js';
import { agrees, error, note, type Outcome, type Range } from '../diagnostic.js';
import type { Reading, ReadSentence } from '../reading.js';
import type { ReportedInterval } from '../reported/intervals.js';
import { ofTable } from '../tables/unchecked-tables.js';
import { digits, grouped } from '../words.js';
import { columnN } from './column-n.js';
import { printedShares } from './printed-shares.js';

/** A share in percent with its interval, and what it is of. */
interface ShareWithInterval extends Range {
  readonly share: PrintedNumber;
  readonly low: PrintedNumber;
  readonly high: PrintedNumber;
  readonly level: number;
  readonly n: number;
  /** The counts that the share may stand for, where they are printed. */
  readonly ks: readonly number[] | undefined;
}

/** What may stand between a share and its interval: the counts behind it. */
const countsOrN = String.raw`\d[\d,]*\s(?:of|out of)\s\d[\d,]*(?:\s\p{L}+){0,2}|[nNk]\s?=\s?\d[\d,]*`;
const onlyCounts = latin(
  new RegExp(String.raw`^\s?(?:of\s[\p{L}\s]{1,24})?[([,;]?\s?(?:${countsOrN})?[)\]]?\s?[([,;:]?\s?$`, 'u'),
);

/** The interval of a share whose n the sentence prints, recomputed; undefined for any other interval. */
export function intervalOfShare(reading: Reading, sentence: ReadSentence, one: ReportedInterval): Outcome | undefined {
  const before = reading
    .within(sentence.start, one.start)
    .findLast(({ kind, values, form }) => kind === 'share' && values.length === 1 && form === 'digits');
  // "SD = 32%" is no share
  if (
    sentence.reported.some(
      ({ name, start, end }) => name !== 'recall' && before && start <= before.start && end >= before.end,
    )
  )
    return undefined;
  const [share] = before?.values ?? [];
  if (!before || !share || !onlyCounts.test(reading.text.slice(before.end, one.start))) return undefined;
  const range = { start: before.start, end: one.end };
  const outside = roundedFrom(share).high < one.low.value || roundedFrom(share).low > one.high.value;
  if (outside)
    return error(
      range,
      `the estimate ${digits(share)}% lies outside its own interval, ${digits(one.low)} to ${digits(one.high)}`,
    );
  const known = printedShares(reading).find(({ start, end }) => start <= before.start && end >= before.end);
  const printedN = sentence.intervals.length === 1 ? nOf(sentence.text) : undefined;
  const n = known?.n ?? printedN;
  if (n === undefined) return undefined;
  return recompute(
    { ...range, share, low: one.low, high: one.high, level: one.level, n, ks: known && [known.k] },
    reading,
  );
}

/** The one n that a sentence states. */
function nOf(sentence: string): number | undefined {
  const all = [...sentence.matchAll(/\b[nN]\s?=\s?\d[\d,.]{0,12}/g)];
  return all.length === 1 ? columnN(all[0]?.[0] ?? '') : undefined;
}

/** The methods in use for k of n. */
const methods: readonly {
  name: string;
  named: RegExp;
  of: (share: Proportion, level: number) => Pick<Interval, 'low' | 'high'>;
}[] = [
  { name: 'Wilson', named: /\bwilson\b/i, of: (share, level) => wilson(share, { level }) },
  {
    name: 'Wilson with continuity correction',
    named: /\bwilson\b[^.]{0,40}\bcontinuity/i,
    of: (share, level) => wilson(share, { level, continuity: true }),
  },
  {
    name: 'Clopper-Pearson',
    named: /\bclopper|\bexact\s(?:binomial|95|confidence)/i,
    of: (share, level) => clopperPearson(share, { level }),
  },
  { name: 'Wald', named: /\bwald\b|\bnormal approximation/i, of: wald },
  { name: 'Agresti-Coull', named: /\bagresti/i, of: (share, level) => agrestiCoull(share, { level }) },
];

function wald({ k, n }: Proportion, level: number): { low: number; high: number } {
  const half = criticalZ(level) * Math.sqrt(((k / n) * (1 - k / n)) / n);
  return { low: k / n - half, high: k / n + half };
}

const otherDesign = anyWord(
  'weight(?:ed|s|ing) | design effect | clusters? | clustered | bootstrap\\w* | multilevel | bayes\\w* | ' +
    'credible | posterior',
);
/** Beyond so many counts that round to one share, three stand for all. */
const MANY_COUNTS = 40;

/** The counts of n that round to a share. */
function countsOf({ share, n, ks }: ShareWithInterval): { counts: number[]; slack: (step: number) => number } {
  const around = roundedFrom(share);
  const [from, to] = [Math.ceil((around.low / 100) * n - 1e-9), Math.floor((around.high / 100) * n + 1e-9)];
  const many = ks === undefined && to - from > MANY_COUNTS;
  const all = many
    ? [from, Math.round((from + to) / 2), to]
    : Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  return {
    counts: (ks ?? all).filter((k) => k >= 0 && k <= n),
    // counts left out between the ends are allowed for by their distance
    slack: (step) => (many ? ((100 * (to - from)) / n / step) * 0.5 : 1e-9),
  };
}

function recompute(one: ShareWithInterval, { text }: Reading): Outcome | undefined {
  const { share, low, high, level, n } = one;
  const { counts, slack } = countsOf(one);
  if (n < 2 || n > 1e8 || share.value < 0 || share.value > 100 || counts.length === 0) return undefined;
  /** By how many units of the last digit a computed end misses the printed one. */
  const off = (computed: number, printed: PrintedNumber): number => {
    const percent = 100 * Math.min(1, Math.max(0, computed));
    return Math.max(0, Math.abs(percent - Math.max(0, printed.value)) - printed.step / 2) / printed.step;
  };
  const tries = methods.flatMap((method) =>
    counts.map((k) => {
      const computed = method.of({ k, n }, level);
      return { method, k, ...computed, off: Math.max(off(computed.low, low), off(computed.high, high)) };
    }),
  );
  const nearest = (some: typeof tries) => some.reduce((a, b) => (b.off < a.off ? b : a));
  const print = ({ method, k, low: a, high: b }: (typeof tries)[number]): string =>
    `${method.name} for ${grouped(k)} of ${grouped(n)}: ` +
    `${(100 * a).toFixed(low.decimals + 1)}% to ${(100 * b).toFixed(high.decimals + 1)}%`;
  const printed = `printed is ${digits(low)}% to ${digits(high)}%`;
  const fitting = tries.filter((each) => each.off <= slack(Math.min(low.step, high.step)));
  const [fit] = fitting;
  if (!fit) {
    const best = nearest(tries);
    const [first = best] = tries;
    const excused = otherDesign.test(text);
    const why = excused ? ' (weights, clusters or resampling, which the text mentions, may explain it)' : '';
    const shown = [...new Set([first, best])].map(print).join('; ');
    return (best.off <= 1 || excused ? note : error)(one, `${shown}; ${printed}${why}`);
  }
  const named = methods.filter((method) => method.named.test(text)).map(({ name }) => name);
  if (named.length > 0 && !fitting.some(({ method }) => named.includes(method.name))) {
    const own = nearest(tries.filter(({ method }) => named.includes(method.name)));
    return note(
      one,
      `${print(own)}, the nearest that the method named in the text comes to; ${printed}, which fits ${print(fit)}`,
    );
  }
  return agrees;
}

/**
 * Tables with a column of intervals: the share before it, and a count in the row as n where the header names no
 * other.
 */
export function* intervalsOfTables(reading: Reading): Generator<Outcome> {
  for (const table of reading.tables) yield* ofTable(table, intervalsOf(table, reading));
}

function* intervalsOf({ header, rows }: TextTable, reading: Reading): Generator<Outcome> {
  const words = header.map(({ text }) => text).join(' ');
  const isInterval = /\bCI\b|confidence interval/i.test(words);
  if (!isInterval) return;
  const [, level = '95'] = /(\d{2})\s?%\s?(?:CI|confidence interval)/i.exec(words) ?? [];
  // a count column may be the k of the share: then the text's n is unknown
  const countsAreN = !/\b(?:[Cc]ount|[Yy]es|[Ee]vents|[Cc]ases|[Mm]entions|k)\b/.test(words);
  for (const row of rows) {
    const numbers = row.slice(1).flatMap((cell) => cell.numbers);
    const [range, ...more] = numbers.filter(({ kind, values }) => kind === 'share' && values.length === 2);
    const [low, high] = range?.values ?? [];
    const own =
      range &&
      numbers.findLast(({ kind, values, start }) => kind === 'share' && values.length === 1 && start < range.start);
    const [share] = own?.values ?? [];
    const counts = numbers.filter(({ kind, values }) => kind === 'count' && values.length === 1);
    const n = counts.length === 1 && countsAreN ? counts[0]?.values[0]?.value : undefined;
    if (!range || more.length > 0 || !low || !high || !own || !share) continue;
    const place = { start: own.start, end: range.end };
    if (low.value > high.value)
      yield error(place, `the interval begins at ${digits(low)} and ends at ${digits(high)}, which is less`);
    else if (n === undefined) yield agrees;
    else
      yield recompute({ ...place, share, low, high, level: Number(level) / 100, n, ks: undefined }, reading) ?? agrees;
  }
}
