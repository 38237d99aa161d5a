import { chiSquareTail } from '../stats/chi-square-tail.js';
import { fTail } from '../stats/f-tail.js';
import { normalTail } from '../stats/normal.js';
import { studentTTail } from '../stats/student-t-tail.js';
import type { PValue } from '../stats/types.js';
import { type NumberStyle, type PrintedNumber, readNumber, roundedFrom } from '../text/printed-number.js';
import type { Sentence } from '../text/sentences.js';

export type StatisticName = 't' | 'F' | 'χ²' | 'Q' | 'r' | 'z';

/** A test's result as printed: `t(28) = 2.20`, `χ²(2, N = 240) = 10.53`, `F = 8.8, df = 1, 60`. */
export interface PrintedStatistic {
  readonly name: StatisticName;
  readonly df: readonly number[];
  /** How many observations, where it stands in the brackets. */
  readonly n: number | undefined;
  readonly statistic: PrintedNumber;
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
}

/** A p-value as printed, with its sign; `ns` is p > .05. */
export interface PrintedP {
  readonly sign: '=' | '<' | '>';
  readonly p: PrintedNumber;
  readonly start: number;
  readonly end: number;
  /** Whether the words say that it was corrected for several tests. */
  readonly adjusted: boolean;
}

/** Digits of one number, in the text's style; at most 24 characters, so that no pattern takes long. */
export const numeralSource = (style: NumberStyle): string =>
  style === 'comma'
    ? '[-−–]?\\s?\\d{1,12}(?:\\.\\d{3}){0,4}(?:,\\d{1,12})?'
    : '[-−–]?\\s?(?:\\d{1,3}(?:,\\d{3}){1,4}(?!\\d)(?:\\.\\d{1,12})?|\\d{0,12}\\.\\d{1,12}|\\d{1,12})';

const exponentSource = '(?:[eE][-−+]?\\d{1,4}|\\s?(?:[×x·]|\\\\times)\\s?10\\^?\\{?[-−⁻]?[\\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}\\}?)?';
const names: Readonly<Record<StatisticName, string>> = {
  t: '\\bt',
  F: '\\bF',
  'χ²': '(?:(?:χ|Χ|\\bX|\\bx|\\\\chi)\\s?(?:²|\\^?\\{?2\\}?)|\\b[Cc]hi-?\\s?(?:[Ss]quared?\\b|²|2\\b))(?:\\s(?:statistic|value))?',
  Q: '\\bQ(?:[bws]|-?\\s?(?:between|within))?',
  r: '\\br',
  z: '\\b[zZ]',
};

/** The statistics that a sentence prints, in order. */
export function statisticsIn(
  { text, start }: Pick<Sentence, 'text' | 'start'>,
  style: NumberStyle,
): PrintedStatistic[] {
  if (!/[=<>]/.test(text)) return [];
  const number = numeralSource(style);
  const df = style === 'comma' ? '\\d{1,7}(?:,\\d{1,3})?' : '(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d{1,7}(?:\\.\\d{1,4})?)';
  // a comma parts two degrees of freedom: 1,240 in F(1,240) is no thousand
  const first = style === 'comma' ? df : '\\d{1,7}(?:\\.\\d{1,4})?';
  const equals = '\\s{0,2}=\\s{0,2}';
  const found: PrintedStatistic[] = [];
  const collect = (
    name: StatisticName,
    pattern: string,
    read: (groups: Readonly<Record<string, string | undefined>>) => { df: number[]; n: number | undefined },
  ): void => {
    for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
      const value = match.groups?.['value'];
      if (value === undefined || !match.groups) continue;
      const from = start + match.index;
      if (found.some((one) => from < one.end && from + match[0].length > one.start)) continue;
      found.push({
        name,
        ...read(match.groups),
        statistic: readNumber(value, style),
        start: from,
        end: from + match[0].length,
      });
    }
  };
  const whole = (digits: string | undefined): number => readNumber(digits ?? '', style).value;
  const optional = (digits: string | undefined): number | undefined =>
    digits === undefined ? undefined : whole(digits);

  collect(
    'F',
    `${names.F}\\s?\\(\\s{0,2}(?<a>${first})\\s{0,2}[,;]\\s{0,2}(?<b>${df})\\s{0,2}\\)${equals}(?<value>${number})`,
    ({ a, b }) => ({ df: [whole(a), whole(b)], n: undefined }),
  );
  for (const name of ['χ²', 'Q'] as const)
    collect(
      name,
      `${names[name]}\\s?\\(\\s{0,2}(?:df\\s?=\\s?)?(?<a>\\d{1,6})\\s{0,2}(?:[,;]\\s{0,2}[nN]\\s{0,2}=\\s{0,2}(?<n>\\d[\\d.,]{0,12}?))?\\s{0,2}\\)${equals}(?<value>${number})`,
      ({ a, n }) => ({ df: [whole(a)], n: optional(n) }),
    );
  for (const name of ['t', 'r'] as const) {
    collect(
      name,
      `${names[name]}\\s?\\(\\s{0,2}(?:df\\s?=\\s?)?(?<a>${df})\\s{0,2}\\)${equals}(?<value>${number})`,
      ({ a }) => ({ df: [whole(a)], n: undefined }),
    );
  }
  // the degrees of freedom behind the statistic: χ² = 10.53, df = 2
  const later = `[^=<>.;]{0,6}?[,;(]\\s{0,2}`;
  const loose = `(?:df|d\\.f\\.)\\s{0,2}[=:]\\s{0,2}`;
  collect(
    'F',
    `${names.F}${equals}(?<value>${number})${later}${loose}(?<a>${first})\\s{0,2}[,;]\\s{0,2}(?<b>${df})`,
    ({ a, b }) => ({ df: [whole(a), whole(b)], n: undefined }),
  );
  for (const name of ['t', 'χ²'] as const) {
    collect(
      name,
      `${names[name]}${equals}(?<value>${number})${later}(?:${loose}(?<a>${df})|(?<b>${df})\\s(?:df\\b|degrees))(?:\\s{0,2},\\s{0,2}[nN]\\s{0,2}=\\s{0,2}(?<n>\\d[\\d.,]{0,12}\\d))?`,
      ({ a, b, n }) => ({ df: [whole(a ?? b)], n: optional(n) }),
    );
  }
  collect('z', `${names.z}(?:\\s?-?(?:score|statistic|value))?${equals}(?<value>${number})`, () => ({
    df: [],
    n: undefined,
  }));
  return found
    .filter(({ df, statistic }) => df.every((one) => one > 0) && Number.isFinite(statistic.value))
    .sort((a, b) => a.start - b.start);
}

const correction =
  /\b(?:adjusted|adj\.?|corrected|bonferroni|holm|hochberg|benjamini|FDR|tukey|scheff[ée]|dunnett|sidak|šidák|family-?wise)\b/i;

/** The p-values that a sentence prints, in order. */
export function pValuesIn({ text, start }: Pick<Sentence, 'text' | 'start'>, style: NumberStyle): PrintedP[] {
  const number = `10\\^?\\{?[-−⁻][\\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}\\}?|(?:${style === 'comma' ? '\\d{0,3}[.,]\\d{1,18}|\\d{1,3}' : '\\d{0,3}\\.\\d{1,18}|\\d{1,3}'})${exponentSource}`;
  const pattern = new RegExp(
    `(?<![\\p{L}\\d.])[pP](?:[-\\s]?[Vv]alues?|[Vv]al|_?(?:adj|corr|Holm|holm|bonf|FDR)\\.?)?(?:\\s(?:for|of)\\s[^\\d=<>.,;]{1,40}?)?\\s{0,2}(?<sign>[=<>≤≥]|&lt;|&gt;|:|\\bof\\b|\\bwas\\b|\\bis\\b)\\s{0,2}(?<value>${number})(?![\\d%])`,
    'gu',
  );
  const found: PrintedP[] = [];
  for (const match of text.matchAll(pattern)) {
    const { sign = '=', value = '' } = match.groups ?? {};
    const p = /^10\s?(?:\^|[⁻−-])/.test(value) ? readNumber(`1×${value}`, style) : readNumber(value, style);
    const from = start + match.index;
    found.push({
      sign: /^(?:<|≤|&lt;)$/.test(sign) ? '<' : /^(?:>|≥|&gt;)$/.test(sign) ? '>' : '=',
      p,
      start: from,
      end: from + match[0].length,
      adjusted: correction.test(text),
    });
  }
  for (const match of text.matchAll(/(?<=[,;]\s{0,2})(?:p\s?=\s?)?(?:ns|n\.s\.)(?![\p{L}])/gu)) {
    found.push({
      sign: '>',
      p: { value: 0.05, step: 0, decimals: 2 },
      start: start + match.index,
      end: start + match.index + match[0].length,
      adjusted: correction.test(text),
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The two-sided p-values that a statistic can have, given how it was rounded: the smaller first. */
export function possiblePValues({
  name,
  df,
  statistic,
}: PrintedStatistic): { readonly least: PValue; readonly most: PValue; readonly exact: PValue } | undefined {
  const tail = tailOf(name, df);
  if (!tail) return undefined;
  const size = Math.abs(statistic.value);
  const { low, high } = roundedFrom({ ...statistic, value: size });
  const most = Math.max(0, low);
  if (name === 'r' && size > 1) return undefined;
  return {
    least: tail(name === 'r' ? Math.min(high, 1 - 1e-12) : high),
    most: tail(most),
    exact: tail(name === 'r' ? Math.min(size, 1 - 1e-12) : size),
  };
}

function tailOf(name: StatisticName, df: readonly number[]): ((statistic: number) => PValue) | undefined {
  const [a, b] = df;
  switch (name) {
    case 'z':
      return normalTail;
    case 't':
      return a === undefined ? undefined : (t) => studentTTail(t, a);
    case 'r':
      return a === undefined ? undefined : (r) => studentTTail(r * Math.sqrt(a / (1 - r * r)), a);
    case 'F':
      return a === undefined || b === undefined ? undefined : (f) => fTail(f, a, b);
    case 'χ²':
    case 'Q':
      return a === undefined || !Number.isInteger(a) ? undefined : (x) => chiSquareTail(x, a);
  }
}

/** `t(28) = 2.20`, for a finding's arithmetic. */
export const statisticText = ({ name, df, statistic }: PrintedStatistic): string =>
  `${name}${df.length > 0 ? `(${df.join(', ')})` : ''} = ${statistic.value.toFixed(Math.max(0, statistic.decimals))}`;
