import { agrestiCoull } from '../../stats/agresti-coull.js';
import { clopperPearson } from '../../stats/clopper-pearson.js';
import { criticalZ } from '../../stats/normal.js';
import type { Interval, Proportion } from '../../stats/types.js';
import { wilson } from '../../stats/wilson.js';
import type { AuditedText } from '../../text/audited-text.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { type PrintedNumber, readNumber, roundedFrom } from '../../text/printed-number.js';
import type { Sentence } from '../../text/sentences.js';
import type { Detected, Detector } from '../finding.js';
import { numeralSource, pValuesIn, statisticsIn } from '../statistics.js';
import { grouped } from '../words.js';
import { columnN } from './impossible-percentage.js';
import { printedShares } from './share.js';

/** An estimate with its interval, as printed. */
interface PrintedInterval {
  readonly estimate: PrintedNumber | undefined;
  readonly low: PrintedNumber;
  readonly high: PrintedNumber;
  readonly level: number;
  /** In percent, so that it may be a share of n. */
  readonly percent: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * Confidence intervals against what stands beside them: the ends in order and around the estimate; for a share with its n,
 * recomputed by the methods in use; for a ratio or a difference, on the same side of the null value as the p-value.
 */
export const interval: Detector = {
  checks: 'intervals',
  detect(text) {
    const findings: Detected[] = [];
    let checked = 0;
    const excused =
      /\b(?:weight(?:ed|s|ing)|design effect|cluster|bootstrap|multilevel|bayes|credible|posterior)/i.test(text.text);
    const judge = (
      one: PrintedInterval,
      base: Base | undefined,
      rest: string,
      p: { least: number; most: number } | undefined,
      before: string,
    ): void => {
      checked += 1;
      const outcome =
        order(one) ??
        (p && nullValue(one, p, before)) ??
        (base && one.percent ? shareInterval(one, base, excused, rest) : undefined);
      if (outcome) findings.push({ start: one.start, end: one.end, ...outcome });
    };
    const shares = printedShares(text);
    for (const sentence of text.sentences) {
      const intervals = intervalsIn(text, sentence);
      intervals.forEach((one, i) => {
        const known = shares.find(
          ({ start, end }) =>
            start >= sentence.start && end <= sentence.end && start <= one.start && one.start - start < 120,
        );
        const nextStart = intervals[i + 1]?.start ?? sentence.end;
        const ps = pValuesIn(sentence, text.style).filter(
          ({ start }) => start >= one.end && start < Math.min(nextStart, one.end + 40),
        );
        const [p] = ps;
        const bounds =
          p &&
          (p.sign === '='
            ? { least: roundedFrom(p.p).low, most: roundedFrom(p.p).high }
            : p.sign === '<'
              ? { least: 0, most: p.p.value }
              : { least: p.p.value, most: 1 });
        const n = intervals.length === 1 ? nOf(sentence.text) : undefined;
        judge(
          one,
          known ? { ks: [known.k], n: known.n } : n === undefined ? undefined : { ks: undefined, n },
          text.text,
          bounds,
          text.text.slice(Math.max(sentence.start, one.start - 120), one.start + 40),
        );
      });
      const margin = marginOfError(text, sentence);
      if (margin) {
        checked += 1;
        if (margin !== 'agrees') findings.push(margin);
      }
    }
    for (const { one, n } of intervalsInTables(text))
      judge(one, n === undefined ? undefined : { ks: undefined, n }, text.text, undefined, '');
    return { findings, checked };
  },
};

/** n, and the counts that the share may stand for where they are printed. */
interface Base {
  readonly ks: readonly number[] | undefined;
  readonly n: number;
}
type Outcome = Pick<Detected, 'severity' | 'arithmetic'>;

const shown = ({ value, decimals }: PrintedNumber): string => value.toFixed(decimals);

function order({ estimate, low, high }: PrintedInterval): Outcome | undefined {
  if (low.value > high.value)
    return {
      severity: 'error',
      arithmetic: `the interval begins at ${shown(low)} and ends at ${shown(high)}, which is less`,
    };
  if (!estimate) return undefined;
  const own = roundedFrom(estimate);
  if (own.high <= roundedFrom(low).low + 1e-9 || own.low >= roundedFrom(high).high - 1e-9) {
    return {
      severity: 'error',
      arithmetic: `the estimate ${shown(estimate)} lies outside its own interval, ${shown(low)} to ${shown(high)}`,
    };
  }
  return undefined;
}

const ratioName =
  /\b(?:(?:[Oo]dds|[Hh]azard|[Rr]isk|[Rr]ate|[Pp]revalence|[Ii]ncidence)\s(?:ratio|rate ratio)|[Rr]elative risk|(?:a|c)?[OH]R|RR|IRR|PR)\b/;
const differenceName = /\b(?:[Dd]ifference|[Ss]lope|[Cc]oefficient|b|B|beta)\b|[βΔ]/;

/** A ratio whose interval leaves out 1, or a difference whose interval leaves out 0, has p below 1 − level, and the other way round. */
function nullValue(
  { low, high, level }: PrintedInterval,
  p: { least: number; most: number },
  before: string,
): Outcome | undefined {
  const value = ratioName.test(before) ? 1 : differenceName.test(before) ? 0 : undefined;
  if (value === undefined) return undefined;
  const alpha = 1 - level;
  const excludes = roundedFrom(low).low > value || roundedFrom(high).high < value;
  const includes = roundedFrom(low).high < value && roundedFrom(high).low > value;
  const limit = alpha.toFixed(2);
  if (excludes && p.least > alpha + 1e-9)
    return {
      severity: 'error',
      arithmetic: `the ${(100 * level).toFixed(0)}% interval leaves out ${value}, so p is below ${limit}; printed is one above`,
    };
  if (includes && p.most < alpha - 1e-9)
    return {
      severity: 'error',
      arithmetic: `the ${(100 * level).toFixed(0)}% interval, ${shown(low)} to ${shown(high)}, includes ${value}, so p is above ${limit}; printed is one below`,
    };
  return undefined;
}

/** The methods in use for k of n, the named first in a text that names one. */
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

function shareInterval(one: PrintedInterval, { ks, n }: Base, excused: boolean, text: string): Outcome | undefined {
  const { estimate, low, high, level } = one;
  if (!estimate || n < 2 || n > 1e8 || estimate.value < 0 || estimate.value > 100) return undefined;
  const around = roundedFrom(estimate);
  const [from, to] = [Math.ceil((around.low / 100) * n - 1e-9), Math.floor((around.high / 100) * n + 1e-9)];
  // of many possible counts, the ends and the middle bound what the others give
  const counts = (
    ks ??
    (to - from > 40
      ? [from, Math.round((from + to) / 2), to]
      : Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i))
  ).filter((k) => k >= 0 && k <= n);
  if (counts.length === 0) return undefined;
  const off = (computed: number, printed: PrintedNumber): number =>
    Math.max(0, Math.abs(100 * Math.min(1, Math.max(0, computed)) - Math.max(0, printed.value)) - printed.step / 2) /
    printed.step;
  const tries = methods
    .flatMap((method) => counts.map((k) => ({ method, k, ...method.of({ k, n }, level) })))
    .map((one) => ({ ...one, off: Math.max(off(one.low, low), off(one.high, high)) }));
  // counts left out between the ends are allowed for by their distance
  const slack = to - from > 40 ? ((100 * (to - from)) / n / Math.min(low.step, high.step)) * 0.5 : 1e-9;
  const fitting = tries.filter((one) => one.off <= slack);
  const named = methods.filter((method) => method.named.test(text)).map((method) => method.name);
  const print = (one: (typeof tries)[number]): string =>
    `${one.method.name} for ${grouped(one.k)} of ${grouped(n)}: ${(100 * one.low).toFixed(low.decimals + 1)}% to ${(100 * one.high).toFixed(high.decimals + 1)}%`;
  if (fitting.length === 0) {
    const best = tries.reduce((a, b) => (b.off < a.off ? b : a));
    const [first] = tries;
    const shownTries = [...new Set([first, best])].flatMap((one) => (one ? [print(one)] : [])).join('; ');
    const slight = best.off <= 1;
    return {
      severity: slight || excused ? 'note' : 'error',
      arithmetic: `${shownTries}; printed is ${shown(low)}% to ${shown(high)}%${excused ? ' (weights, clusters or resampling, which the text mentions, may explain it)' : ''}`,
    };
  }
  if (named.length > 0 && !fitting.some(({ method }) => named.includes(method.name))) {
    const own = tries.filter(({ method }) => named.includes(method.name)).reduce((a, b) => (b.off < a.off ? b : a));
    const [other] = fitting;
    return {
      severity: 'note',
      arithmetic: `${print(own)}, the nearest that the method named in the text comes to; printed is ${shown(low)}% to ${shown(high)}%, which fits ${other ? print(other) : ''}`,
    };
  }
  return undefined;
}

/** Intervals that a sentence names as such, each with the estimate before it. */
function intervalsIn(text: AuditedText, { text: sentence, start }: Sentence): PrintedInterval[] {
  if (!/\bC(?:I|rI)s?\b|intervals?\b/.test(sentence)) return [];
  const number = numeralSource(text.style);
  const pattern = new RegExp(
    `(?:(?<level>\\d{2}(?:\\.\\d{1,2})?)\\s?(?:%|percent)?-?\\s?)?(?:\\bC(?:I|rI)s?\\b|\\b(?:confidence|credible)\\sintervals?)(?:\\s\\(CI\\))?[\\s:,=]{0,4}(?:of\\s|was\\s|is\\s|from\\s|=\\s?)?[\\[(]?\\s?(?<low>${number})(?<unit1>\\s?%)?(?:\\s?[–—;,-]\\s?|\\sto\\s|\\sand\\s|\\s-\\s)(?<high>${number})(?<unit2>\\s?%)?`,
    'g',
  );
  const statistics = statisticsIn({ text: sentence, start }, text.style);
  const ps = pValuesIn({ text: sentence, start }, text.style);
  const isEstimate = (one: NumberInText): boolean =>
    one.form === 'digits' &&
    !['date', 'name', 'p-value', 'ordinal'].includes(one.kind) &&
    !ps.some((p) => one.start >= p.start && one.end <= p.end) &&
    !statistics.some((statistic) => one.start >= statistic.start && one.end <= statistic.end) &&
    !/\b(?:SE|SD|SEM|s\.?e\.?m?\.?|s\.?d\.?|IQR|df|[nNtFzZpP]|[pP]-value)\s?[=:<>]?\s?$/.test(
      text.text.slice(Math.max(start, one.start - 10), one.start),
    );
  return [...sentence.matchAll(pattern)].flatMap((match): PrintedInterval[] => {
    const { level = '95', low = '', high = '', unit1, unit2 } = match.groups ?? {};
    const at = start + match.index;
    const [low_, high_] = [readNumber(low, text.style), readNumber(high, text.style)];
    const estimate = text.within(start, at).findLast(isEstimate);
    const between = estimate ? text.text.slice(estimate.end, at) : '';
    // the estimate of "18.2% (526 of 2,893; 95% CI …" stands before the bracket
    const bracket = estimate && /[)\]]/.test(between) ? undefined : estimate;
    const inside = bracket && text.text.slice(start, at).lastIndexOf('(');
    const opened =
      inside === undefined || inside < 0 ? undefined : text.within(start, start + inside).findLast(isEstimate);
    const chosen =
      opened && start + (inside ?? 0) - opened.end <= 30 && bracket && bracket.start > start + (inside ?? 0)
        ? opened
        : bracket;
    const near =
      chosen &&
      at - chosen.end <= 60 &&
      chosen.values.length === 1 &&
      !/[;.]\s/.test(
        text.text
          .slice(chosen.end, at)
          .replace(/\([^)]*$/, '')
          .replace(/^;\s*$/, ''),
      )
        ? chosen
        : undefined;
    const percent = unit1 !== undefined || unit2 !== undefined || near?.kind === 'share';
    const comparable =
      near && ((near.kind === 'share' || near.kind === 'points') === percent || near.kind === 'points');
    return [
      {
        estimate: comparable ? near.values[0] : undefined,
        low: low_,
        high: high_,
        level: Number(level) / 100,
        percent: percent && near?.kind === 'share',
        start: comparable ? near.start : at,
        end: at + match[0].length,
      },
    ].filter(({ level }) => level > 0.5 && level < 1);
  });
}

/** The one n that a sentence states. */
function nOf(sentence: string): number | undefined {
  const all = [...sentence.matchAll(/\b[nN]\s?=\s?\d[\d,.]{0,12}/g)];
  return all.length === 1 ? columnN(all[0]?.[0] ?? '') : undefined;
}

/** Tables with a column of intervals: the share before it, and a count in the row as n where the header names no other. */
function intervalsInTables({ tables }: AuditedText): { one: PrintedInterval; n: number | undefined }[] {
  return tables.flatMap(({ header, rows }) => {
    const words = header.map(({ text }) => text).join(' ');
    const [, level] =
      /(\d{2})\s?%\s?(?:CI|confidence interval)/i.exec(words) ??
      (/\bCI\b|confidence interval/i.test(words) ? ['', '95'] : []);
    if (level === undefined) return [];
    return rows.flatMap((row) => {
      const numbers = row.slice(1).flatMap((cell) => cell.numbers);
      const ranges = numbers.filter(({ kind, values }) => kind === 'share' && values.length === 2);
      const [range] = ranges;
      const estimate =
        range &&
        numbers.findLast(({ kind, values, start }) => kind === 'share' && values.length === 1 && start < range.start);
      const counts = numbers.filter(({ kind, values }) => kind === 'count' && values.length === 1);
      const [low, high] = range?.values ?? [];
      if (ranges.length !== 1 || !range || !estimate?.values[0] || !low || !high) return [];
      const [count] = counts;
      // a count column may be the k of the share: then the text's n is unknown
      const isN =
        counts.length === 1 &&
        count !== undefined &&
        !/\b(?:[Cc]ount|[Yy]es|[Ee]vents|[Cc]ases|[Mm]entions|k)\b/.test(words);
      return [
        {
          one: {
            estimate: estimate.values[0],
            low,
            high,
            level: Number(level) / 100,
            percent: true,
            start: estimate.start,
            end: range.end,
          },
          n: isN ? count.values[0]?.value : undefined,
        },
      ];
    });
  });
}

/** `1,000 adults, margin of error ±1 point`: less than simple sampling of so many can reach. */
function marginOfError(text: AuditedText, sentence: Sentence): Detected | 'agrees' | undefined {
  const match =
    /\bmargins? of (?:sampling )?error\b[^.;]{0,40}?(?:±|\+\/[-–−]|plus or minus|is|was|of)\s{0,2}(\d{1,2}(?:\.\d{1,2})?)\s?(?:percentage points?|points?|%|pp|percent)/i.exec(
      sentence.text,
    );
  const counts = text
    .within(sentence.start, sentence.end)
    .filter(
      ({ kind, values, bound }) =>
        kind === 'count' && values.length === 1 && bound !== 'below' && (values[0]?.value ?? 0) >= 50,
    );
  const n = counts.length === 1 ? counts[0]?.values[0]?.value : undefined;
  if (!match?.[1] || n === undefined) return undefined;
  const printed = readNumber(match[1], 'point');
  const [, level = '95'] = /(\d{2})\s?(?:%|percent)\s(?:confidence|level)/i.exec(sentence.text) ?? [];
  const least = 100 * criticalZ(Number(level) / 100) * Math.sqrt(0.25 / n);
  if (printed.value + printed.step / 2 >= least * 0.97) return 'agrees';
  const start = sentence.start + match.index;
  return {
    start,
    end: start + match[0].length,
    severity: 'error',
    arithmetic: `simple sampling of ${grouped(n)} gives at most ±${least.toFixed(2)} points at ${level}%, and weights only widen it; printed is ±${shown(printed)}`,
  };
}
