import { type NumberStyle, type PrintedNumber, readNumber } from '../../text/printed-number.js';
import { allMatches } from '../../text/rule.js';
import type { ReportedName } from './names.js';
import type { Reported, Stretch } from './reported.js';

/** A confidence or credible interval as printed. */
export interface ReportedInterval {
  readonly low: PrintedNumber;
  readonly high: PrintedNumber;
  /** 0.95 by default. */
  readonly level: number;
  /** Whether the text prints the level beside the interval. */
  readonly levelPrinted: boolean;
  readonly percent: boolean;
  /** The value that it belongs to: the last that is named before it, with nothing but values between. */
  readonly of: Reported | undefined;
  readonly start: number;
  readonly end: number;
}

/** Digits of one end, at most 24 characters, so that no pattern takes long. */
const endSource: Readonly<Record<NumberStyle, string>> = {
  point:
    '[-−–]?\\s?(?:\\d{1,3}(?:,\\d{3}){1,4}(?!\\d)(?:\\.\\d{1,9})?|\\d{0,9}\\.\\d{1,9}|\\d{1,9})' +
    '(?:\\s?e\\s?[-−]\\s?\\d{1,3})?',
  comma: '[-−–]?\\s?\\d{1,9}(?:\\.\\d{3}){0,4}(?:,\\d{1,9})?',
};
const between: Readonly<Record<NumberStyle, string>> = {
  point: '(?:\\s?[;,]\\s?|\\s?[–—]\\s?|\\s?-\\s?|\\sto\\s|\\sand\\s)',
  comma: '(?:\\s?;\\s?|,\\s|\\s?[–—]\\s?|\\s?-\\s?|\\s(?:to|bis|à|a)\\s|\\sand\\s)',
};

const named =
  '(?:(?<level>\\d{2}(?:\\.\\d{1,2})?)\\s?(?:%|\\\\%|percent)?[-\\s]?)?' +
  '(?:\\bC(?:r)?Is?\\b|\\bHP?DIs?\\b|\\b(?:confidence|credible|credibility|compatibility)\\s(?:intervals?|limits))' +
  '(?:(?:_\\{?|(?<=CI))(?<lower>\\d{2})\\s?%?\\}?)?(?:\\s\\((?:95%\\s)?CIs?\\)|,?\\sor\\sCI,?)?' +
  '[\\s:,=]{0,4}(?:of\\s|was\\s|is\\s|from\\s|between\\s|ranged\\sfrom\\s|=\\s?)?';

const patternFor = (style: NumberStyle): RegExp => {
  const end = endSource[style];
  const ends = (a: string, b: string): string =>
    `(?<${a}>${end})(?<unit${a}>\\s?%)?${between[style]}(?<${b}>${end})(?<unit${b}>\\s?%)?`;
  return new RegExp(`${named}[\\[(]?\\s?${ends('low', 'high')}(?!\\d|[.,]\\d)`, 'gu');
};
const patterns: Readonly<Record<NumberStyle, RegExp>> = { point: patternFor('point'), comma: patternFor('comma') };

/** Names that no interval is of; what stands before them may be what it is of. */
const passedOver: readonly ReportedName[] = [
  ...(['p', 'adjusted p', 'one-tailed p', 'several p', 'SD', 'SE', 'df', 'n', 'N', 'MSE'] as const),
  ...(['t', 'z', 'F', 'χ²', 'Q', 'H'] as const),
];
const describing: readonly ReportedName[] = ['SD', 'SE', 'n', 'N'];
/** What may stand between two values that belong together. */
const NEAR = 14;

/** The intervals that a sentence names as such, in order, each with the value that it is of. */
export function intervalsIn(
  { text, start }: Stretch,
  reported: readonly Reported[],
  style: NumberStyle,
): ReportedInterval[] {
  if (!/\d/.test(text) || !/\bC(?:I|rI)s?\b|\bHP?DIs?\b|interval|\blimits\b/.test(text)) return [];
  return allMatches(patterns[style], text).map((match): ReportedInterval => {
    const { level, lower, low = '', high = '', unitlow, unithigh } = match.groups ?? {};
    const from = start + match.index;
    const printed = level ?? lower;
    return {
      low: readNumber(low, style),
      high: readNumber(high, style),
      level: Number(printed ?? '95') / 100,
      levelPrinted: printed !== undefined,
      percent: unitlow !== undefined || unithigh !== undefined,
      of: ownerOf({ text, start }, from, reported),
      start: from,
      end: from + match[0].length,
    };
  });
}

/** The value before an interval that it is of: undefined where words stand between. */
function ownerOf({ text, start }: Stretch, at: number, reported: readonly Reported[]): Reported | undefined {
  let next = at;
  let tested = false;
  for (const one of reported.filter(({ end }) => end <= at).reverse()) {
    if (!isNear(text.slice(one.end - start, next - start))) return undefined;
    // behind a test, an interval is of what was tested: a difference of two means, and not the last mean
    if (!passedOver.includes(one.name)) return tested && (one.name === 'M' || one.name === 'Mdn') ? undefined : one;
    tested ||= !describing.includes(one.name);
    next = one.start;
  }
  return undefined;
}

/** Whether nothing but brackets, commas and a word or two stands between two values. */
const isNear = (gap: string): boolean => gap.length <= NEAR && !/[.?!]\s|\d/.test(gap);
