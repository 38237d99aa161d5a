import { boundBefore } from './bounds.js';
import { isYear } from './calendar.js';
import { beginsName, continuesName, followsProduct, isLabelled, isListMarker } from './names.js';
import type { NumberKind, ReadStretch } from './number-in-text.js';
import { inScale, type NumberStyle, numeralSource, type PrintedNumber, readNumber } from './printed-number.js';
import { firstMatch, joined, joinedBefore, standsBefore, standsHere } from './rule.js';
import { currencyRules, scaleRules, unitRules } from './units.js';

/** How much of the text beside a number is looked at. */
const BESIDE = 32;

const otherEnd = (style: NumberStyle): RegExp =>
  new RegExp(`^(?:\\s?[–—‑-]\\s?|\\s(?:to|bis|à|a)\\s)(?:US\\$|[$€£])?(${numeralSource[style]})`);
const mayGoOn = /[\s–—‑-]/;
const otherEnds: Readonly<Record<NumberStyle, RegExp>> = { point: otherEnd('point'), comma: otherEnd('comma') };

const pBefore = /(?<=\b[pP](?:[-\s]?[Vv]alues?)?\s{0,2}(?:[=<>≤≥]|of|was|is)\s{0,2})/y;
const currencyBefore = joinedBefore(currencyRules, '');
const ordinalAfter = /^(?:st|nd|rd|th)\b/;

/** Reads the number at a run of digits, with sign, currency, unit, scale and the other end of a range. */
export function readDigits(text: string, match: RegExpExecArray, style: NumberStyle): ReadStretch {
  const before = text.slice(Math.max(0, match.index - BESIDE), match.index);
  const isP = standsBefore(pBefore, text, match.index);
  if (continuesName(before) && !isP) return nameAround(text, match, before);

  const currency = standsBefore(currencyBefore, text, match.index) ? firstMatch(currencyRules, before) : undefined;
  const unsigned = match.index - (currency?.length ?? 0);
  const signed = hasSign(text, unsigned);
  const first = readNumber(`${signed ? '-' : ''}${match[0]}`, style);
  const start = unsigned - (signed ? 1 : 0);

  const own = amountAt(text, match.index + match[0].length);
  const range = otherEndOf(text, match, own, style);
  const values = [scaled(first, own.scale ?? range?.amount.scale), ...(range ? [range.value] : [])];
  const unit = own.unit ?? range?.amount.unit;
  const end = range?.amount.end ?? own.end;
  const plus = text[end] === '+' && !/\w/.test(text[end + 1] ?? '') ? 1 : 0;

  const { bound, sign } = boundBefore(text, start);
  const rest = text.slice(end + plus, end + plus + BESIDE);
  const ordinal = ordinalAfter.exec(rest)?.[0].length ?? 0;
  const hasScale = own.scale !== undefined;
  const kind = isP ? 'p-value' : kindOf(text, match, { before, rest, values, unit, currency, ordinal, hasScale });
  const named = kind === 'name' ? (/^[-‑]?[\p{L}][\p{L}\d]*/u.exec(rest)?.[0].length ?? 0) : 0;
  const valued = kind !== 'name' && (kind !== 'date' || !range);
  return {
    start: start - sign,
    end: end + plus + ordinal + named,
    form: 'digits',
    kind,
    bound: plus > 0 ? 'at least' : bound,
    values: valued ? values : [],
  };
}

/** The whole name whose digits these are: `GPT-4`, `v3.2.1`. */
function nameAround(text: string, match: RegExpExecArray, before: string): ReadStretch {
  const lead = /[\p{L}\p{N}_@#\\/][\p{L}\p{N}_.\\/‑-]*$/u.exec(before)?.[0].length ?? 0;
  const end = match.index + match[0].length;
  const rest = /^[\w.-]*\w/.exec(text.slice(end, end + BESIDE))?.[0].length ?? 0;
  return { start: match.index - lead, end: end + rest, form: 'digits', kind: 'name', bound: 'exactly', values: [] };
}

/** Whether a minus stands before a number: not the dash of a range. */
const hasSign = (text: string, start: number): boolean =>
  /[-−–]/.test(text[start - 1] ?? '') &&
  /[\s([=<>≤≥,;:|]/.test(text[start - 2] ?? ' ') &&
  !/[\d%]\s?$/.test(text.slice(Math.max(0, start - 4), start - 1));

/** What stands behind a number's digits: a scale, a unit, and where both end. */
interface Amount {
  readonly scale: number | undefined;
  readonly unit: NumberKind | undefined;
  readonly end: number;
}

/** The first letters and signs of all scales and units: most words are told by one look. */
const mayBeAmount = /[\s-]?[%\\×€£µσ°ABCEFGIKMPTUbcdefghkmprstvx]/y;
const scaleOrUnit = joined([...scaleRules, ...unitRules], 'u');

function amountAt(text: string, digitsEnd: number): Amount {
  const after = standsHere(mayBeAmount, text, digitsEnd) ? text.slice(digitsEnd, digitsEnd + BESIDE) : '';
  if (after === '' || !scaleOrUnit.test(after)) return { scale: undefined, unit: undefined, end: digitsEnd };
  const scale = firstMatch(scaleRules, after);
  const scaleEnd = digitsEnd + (scale?.length ?? 0);
  const unit = firstMatch(unitRules, text.slice(scaleEnd, scaleEnd + BESIDE));
  return { scale: scale?.means, unit: unit?.means, end: scaleEnd + (unit?.length ?? 0) };
}

const scaled = (number: PrintedNumber, scale: number | undefined): PrintedNumber =>
  scale === undefined ? number : inScale(number, scale);

/** The other end of a range: `10–15%`, `$170K–$300K`, `4.1% – 5.8%`, `10% to 15%`. */
function otherEndOf(
  text: string,
  match: RegExpExecArray,
  own: Amount,
  style: NumberStyle,
): { readonly value: PrintedNumber; readonly amount: Amount } | undefined {
  if (!mayGoOn.test(text[own.end] ?? '')) return undefined;
  const range = otherEnds[style].exec(text.slice(own.end, own.end + 48));
  const [whole = '', digits] = range ?? [];
  if (digits === undefined) return undefined;
  const before = text.slice(Math.max(0, match.index - BESIDE), match.index);
  const thirdOfThree = /\d\s?[-‑]\s?$/.test(before);
  const yearAndMonth = whole.startsWith('-') && own.unit === undefined && /\d{4}$/.test(match[0]);
  if (thirdOfThree || yearAndMonth) return undefined;
  const amount = amountAt(text, own.end + whole.length);
  const agree = own.unit === undefined || amount.unit === undefined || own.unit === amount.unit;
  if (!agree || /^[\p{L}\d]/u.test(text.slice(amount.end, amount.end + 1))) return undefined;
  const value = scaled(readNumber(digits, style), amount.scale);
  if (!/^\s(?:to|bis|à|a)\s/.test(whole)) return { value, amount };
  // in words only two shares, and not the change "from 10% to 15%"
  const shares = own.unit === 'share' && amount.unit === 'share';
  const change = /\b(?:from|von|de)\s$/i.test(before);
  return shares && !change && value.value > readNumber(match[0], style).value ? { value, amount } : undefined;
}

/** What a number is by the words beside it, where it follows no `p =`. */
function kindOf(
  text: string,
  { 0: digits, index }: RegExpExecArray,
  number: {
    before: string;
    rest: string;
    values: readonly PrintedNumber[];
    unit: NumberKind | undefined;
    currency: object | undefined;
    ordinal: number;
    hasScale: boolean;
  },
): NumberKind {
  const { before, rest, values, unit, currency, ordinal, hasScale } = number;
  if (unit !== undefined && !(unit === 'measure' && currency)) return unit;
  if (currency) return 'money';
  if (ordinal > 0) return 'ordinal';
  if (beginsName(rest) && !hasScale) return 'name';
  if (isLabelled(text, index)) return 'name';
  const version = followsProduct(text, index) && Math.abs(values[0]?.value ?? 0) < 100;
  if (version && !/^\s(?:of|out of|postings|jobs)\b/.test(rest)) return 'name';
  if (isListMarker(before, rest) && digits.length <= 3) return 'name';
  if (/^(?:1[89]|20)\d{2}$/.test(digits) && !hasScale && isYear(before, rest)) return 'date';
  return hasScale || values.every(({ decimals, step }) => decimals === 0 && step >= 1) ? 'count' : 'measure';
}
