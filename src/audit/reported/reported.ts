import { type NumberStyle, numeralsIn, type PrintedNumber, readNumber } from '../../text/printed-number.js';
import { allMatches, latin } from '../../text/rule.js';
import { levelled } from '../../text/scripts.js';
import { nameAtEnd, type ReportedName } from './names.js';

/** How a text relates a name to its value. */
export type Relation = '=' | '<' | '>';

/** A value that a text reports under a name: `t(28) = 2.20`, `M = 5.1`, `OR = 2.0`, `p < .001`. */
export interface Reported {
  readonly name: ReportedName;
  /** Degrees of freedom, of a test that prints them. */
  readonly df: readonly number[];
  /** How many observations, where it stands in the brackets of a test. */
  readonly n: number | undefined;
  readonly relation: Relation;
  readonly value: PrintedNumber;
  readonly percent: boolean;
  /** Offsets into the text, of the first character of the name and of the one after the value. */
  readonly start: number;
  readonly end: number;
}

/** A stretch of a text: a sentence, or the cell of a table. */
export interface Stretch {
  readonly text: string;
  readonly start: number;
}

/** How far before its value a name may begin, with its brackets. */
const REACH = 72;

const sign = '(<=|>=|&lt;|&gt;|[=<>≤≥⩽⩾≈:])';
const word = String.raw`(\b(?:of|was|is|were)\b|(?<=[\p{L}\d)])(?=\s))`;
/** All of it, its sign or its word, and a minus; groups with names would take longer than the search. */
const relationBefore = latin(new RegExp(String.raw`(?<=((?:${sign}|${word})\s{0,3}([-−–]?)\s?))`, 'uy'));
/** What a relation ends in. */
const mayRelate = (char: string): boolean => char === ' ' || '=<>≤≥⩽⩾≈:;−–-'.includes(char) || /\s/.test(char);
const relations: Readonly<Record<string, Relation>> = {
  ...{ '<': '<', '<=': '<', '&lt;': '<', '≤': '<', '⩽': '<' },
  ...{ '>': '>', '>=': '>', '&gt;': '>', '≥': '>', '⩾': '>' },
};
const tests: readonly ReportedName[] = ['t', 'F', 'χ²', 'z', 'r', 'ρ', 'Q', 'H'];
/** Names before a colon: those that software prints, since prose puts a colon before any number. */
const beforeColon = /(?:[pP][-\s]values?|statistic|squared|Sig\.)\s?$/;

/**
 * A second point, `p = .0.3`, and digits that a page has torn apart, `p = 1 4 10 7 . × -`: nobody knows what was
 * meant.
 */
const garbled = /^(?:[.,]?\d|(?:\s\d{1,3}){2})/;

/** What a stretch of text holds wherever it reports a value: a relation, or a name right before digits. */
const mayReport = new RegExp(
  String.raw`[=<>≤≥≈:]|\b(?:of|was|is|were)\s|(?:SD|SE|OR|RR|HR|difference|recall|precision|kappa|κ|` +
    String.raw`risk|ratio|F1|median|[Ss]core|\)|error|deviation)\s\d`,
);

/** The values that a stretch of text reports under a name, in order. */
export function reportedIn({ text, start }: Stretch, style: NumberStyle): Reported[] {
  if (!/\d/.test(text) || !(text.includes('=') || mayReport.test(text))) return [];
  const found: Reported[] = [];
  let past = 0;
  for (const match of numeralsIn(text, style)) {
    if (match.index < past) continue;
    const end = match.index + match[0].length;
    if (match.index === 0 || !mayRelate(text.charAt(match.index - 1))) continue;
    relationBefore.lastIndex = match.index;
    const relation = relationBefore.exec(text);
    if (!relation || garbled.test(text.slice(end, end + 12))) continue;
    const [, all = '', sign, word, minus = ''] = relation;
    const before = text.slice(Math.max(0, match.index - REACH), match.index);
    const own = before.slice(0, before.length - all.length).trimEnd();
    const head = headOf(own, word !== undefined, () => isInBrackets(text, match.index), style);
    if (!head) continue;
    // a test printed as "at least" is a rule for many
    if (tests.includes(head.name) && /^(?:<=|>=|[≤≥⩽⩾])$/.test(sign ?? '')) continue;
    if (sign === ':' && !beforeColon.test(own)) continue;
    const percent = /^\s?(?:%|\\%|percent\b)/.exec(text.slice(end, end + 9));
    const last = end + (percent?.[0].length ?? 0);
    const from = match.index - before.length + head.start;
    past = last;
    // n in the brackets of a test is the test's
    while ((found.at(-1)?.end ?? 0) > start + from) found.pop();
    const { df, n } = later(head, text.slice(last, last + 64), style);
    found.push({
      name: head.name,
      df,
      n,
      relation: relations[sign ?? ''] ?? '=',
      value: readNumber(`${minus}${match[0]}`, style),
      percent: percent !== null,
      start: start + from,
      end: start + last,
    });
  }
  return [...found, ...notSignificant(text, start)]
    .sort((a, b) => a.start - b.start)
    .filter(({ value }) => Number.isFinite(value.value));
}

/** The name before a relation, with what stands in its brackets. */
interface Head {
  readonly name: ReportedName;
  readonly df: readonly number[];
  readonly n: number | undefined;
  /** Offset of the name in the stretch that was looked at. */
  readonly start: number;
}

function headOf(
  before: string,
  relationInWords: boolean,
  inBrackets: () => boolean,
  style: NumberStyle,
): Head | undefined {
  const bare = nameAtEnd(before, relationInWords);
  if (bare) return { name: bare.name, df: [], n: undefined, start: before.length - bare.length };
  const bracketed = bracketsAtEnd(before, inBrackets) ?? loweredAtEnd(before);
  if (!bracketed) return undefined;
  const own = before.slice(0, bracketed.start).trimEnd();
  const named = nameAtEnd(own, relationInWords);
  if (!named) return undefined;
  const start = own.length - named.length;
  const args = argumentsOf(bracketed.inside, named.name, style);
  if (args) return { name: named.name, ...args, start };
  // P(β < 0) = .98 is no p-value
  return tests.includes(named.name) || named.name === 'p'
    ? undefined
    : { name: named.name, df: [], n: undefined, start };
}

/** `(28)` at the end; square brackets only within round ones, where style guides want them. */
function bracketsAtEnd(before: string, inBrackets: () => boolean): { inside: string; start: number } | undefined {
  const opening = before.endsWith(')') ? '(' : before.endsWith(']') && inBrackets() ? '[' : undefined;
  const start = opening === undefined ? -1 : before.lastIndexOf(opening);
  return start === -1 ? undefined : { inside: before.slice(start + 1, -1), start };
}

/** Degrees of freedom below the line: `t₂₈`, `t_{28}`, `F_{2,28}`. */
function loweredAtEnd(before: string): { inside: string; start: number } | undefined {
  const lowered = /(?:[₀-₉]{1,5}(?:,\s?[₀-₉]{1,5})?|_\{?\s?\d[\d.,\s]{0,12}\}?)$/.exec(before);
  return lowered ? { inside: levelled(lowered[0]).replace(/[_{}]/g, ''), start: lowered.index } : undefined;
}

const whole = '(?:\\d{1,3}(?:,\\d{3})+|\\d{1,7})(?:\\.\\d{1,6})?';
const observations = `(?:\\s?[,;]\\s?[nN]\\s?=\\s?(?<n>\\d[\\d,. ]{0,12}?))?`;
const argumentsOfF = new RegExp(`^\\s?(?<a>\\d{1,7}(?:\\.\\d{1,6})?|[lI])\\s?[,;]\\s?(?<b>${whole})\\s?$`);
const argumentsOfOne = new RegExp(`^\\s?(?:d\\.?f\\.?\\s?=\\s?)?(?<a>${whole})${observations}\\s?$`);
/** In Q's brackets only degrees of freedom stand. */
const argumentsOfQ = new RegExp(`^\\s?(?:d\\.?f\\.?\\s?=\\s?)?(?<a>${whole})\\s?$`);

/** Degrees of freedom and n in the brackets of a test; undefined where they hold something else. */
function argumentsOf(
  inside: string,
  name: ReportedName,
  style: NumberStyle,
): { df: number[]; n: number | undefined } | undefined {
  if (!tests.includes(name) || name === 'z') return undefined;
  const pattern = name === 'F' ? argumentsOfF : name === 'Q' ? argumentsOfQ : argumentsOfOne;
  const commas = style === 'comma' && name !== 'F' ? inside.replace(',', '.') : inside;
  const { a, b, n } = pattern.exec(commas)?.groups ?? {};
  if (a === undefined) return undefined;
  // scanned text has the letter l for the digit 1
  const df = [a.replace(/[lI]/, '1'), ...(b === undefined ? [] : [b])].map((digits) =>
    Number(digits.replaceAll(',', '')),
  );
  return df.every((one) => one > 0) ? { df, n: n === undefined ? undefined : countOf(n) } : undefined;
}

const countOf = (digits: string): number | undefined => {
  const n = Number(digits.replace(/[,.\s](?=\d{3})/g, '').replace(/[,.\s]$/, ''));
  return Number.isSafeInteger(n) && n > 0 ? n : undefined;
};

const secondDegrees = String.raw`\s?[,;]\s?(?:denom\sd\.?f\.?\s?=\s?)?(?<b>\d[\d.,]*\d|\d)`;
const namedDegrees = String.raw`(?:num\s)?d\.?f\.?\s?[=:]\s?(?<a>[\d.,]*\d)(?:${secondDegrees})?(?![\d.]*\s?[=%])`;
const degreesLater = new RegExp(
  String.raw`^[^=<>.;\d]{0,6}?[,;(]?\s{0,2}(?:${namedDegrees}|(?<c>\d[\d.,]*)\s(?:d\.?f\.?\b|degrees))`,
);
const degreesOfR = /^\s?on\s(?<a>\d[\d.]*)\sand\s(?<b>\d[\d.,]*)\s(?:DF\b|d\.?f\.?\b|degrees)/;

/** Degrees of freedom behind the value: `t = 2.20, df = 28`, `F-statistic: 4.1 on 2 and 28 DF`. */
function later(
  { name, df, n }: Head,
  after: string,
  style: NumberStyle,
): { df: readonly number[]; n: number | undefined } {
  if (df.length > 0 || !tests.includes(name) || name === 'z') return { df, n };
  const groups = (degreesOfR.exec(after) ?? degreesLater.exec(after))?.groups;
  const { a, b, c } = groups ?? {};
  const first = a ?? c;
  if (first === undefined || (b !== undefined) !== (name === 'F')) {
    // two numbers after "df =" are of an F alone: the second is something else
    if (first === undefined || name === 'F') return { df, n };
  }
  const read = (digits: string): number => readNumber(digits, style).value;
  const own = name === 'F' && b !== undefined ? [read(first), read(b)] : [read(first)];
  const count = /[,;]\s?[nN]\s?=\s?(\d[\d,]*)/.exec(after)?.[1];
  return { df: own.every((one) => one > 0) ? own : df, n: n ?? (count === undefined ? undefined : countOf(count)) };
}

const nothing = latin(/(?<=[,;]\s{0,2})(?:p\s?=\s?)?(?:ns|n\.\s?s\.)(?!\p{L})/gu);

/** `ns` behind a comma or a bracket: p > .05. */
function notSignificant(text: string, start: number): Reported[] {
  return !/[,;]\s{0,2}(?:p\s?=\s?)?n/.test(text)
    ? []
    : allMatches(nothing, text).map((match) => ({
        name: 'p',
        df: [],
        n: undefined,
        relation: '>',
        value: { value: 0.05, step: 0, decimals: 2 },
        percent: false,
        start: start + match.index,
        end: start + match.index + match[0].length,
      }));
}

/** Whether a round bracket is open at this place. */
function isInBrackets(text: string, at: number): boolean {
  let depth = 0;
  for (let i = Math.max(0, at - 400); i < at; i += 1) {
    if (text[i] === '(') depth += 1;
    else if (text[i] === ')') depth = Math.max(0, depth - 1);
  }
  return depth > 0;
}
