import { cardinals, cardinalValue, cardinalWords, firstCardinal } from './cardinals.js';
import type { NumberKind } from './number-in-text.js';
import { phraseFinder } from './phrase-finder.js';
import { isDigit, type PrintedNumber, readNumber } from './printed-number.js';
import { allMatches, joined, latin, type Rule, rule } from './rule.js';

/** What words say as a number. */
interface ReadWords {
  readonly kind: NumberKind;
  readonly values: readonly PrintedNumber[];
}

/** Reads words that a rule's pattern matched, in lower case with single spaces, between what stands beside them. */
type Reader = (words: string, before: string, after: string) => ReadWords | undefined;

const of = (kind: NumberKind, value: number): ReadWords => ({ kind, values: [readNumber(String(value), 'point')] });
const vague: Reader = () => ({ kind: 'vague', values: [] });
const always =
  (kind: NumberKind, value: number): Reader =>
  () =>
    of(kind, value);
const BEFORE = latin(/(?<![\p{L}\p{N}_])/u).source;
const AFTER = latin(/(?![\p{L}\p{N}_])/u).source;
const pattern = (source: string): RegExp => new RegExp(`${BEFORE}(?:${source})${AFTER}`, 'i');

const fractionPart = '(?:thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)';
const partOf: Readonly<Record<string, number>> = {
  second: 2,
  third: 3,
  quarter: 4,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  eighth: 8,
  tenth: 10,
};
/** "One and two thirds" is more than one. */
const plusPart = new RegExp(`${cardinals}\\sand\\s$`, 'i');
const someParts = new RegExp(`^[\\s-]${fractionPart}`, 'i');
const nth = 'second|third|fourth|fifth|sixth|eighth|tenth';

/**
 * Words that may be a number, with the reader that decides by the words beside them. In a text, the first rule that
 * matches at a place decides.
 */
export const wordRules: readonly Rule<Reader>[] = [
  rule(pattern(`(?:a|one|${cardinals})[\\s-]${fractionPart}`), fraction, 'two thirds of them', 'two thirds fraction'),
  rule(
    pattern(`(?:one|${cardinals}|\\d{1,6})\\s(?:in|out\\sof)\\s(?:every\\s)?(?:${cardinals}|\\d{1,6})`),
    outOf,
    'one in five firms',
    'one in five fraction',
  ),
  rule(
    pattern(`${cardinals}(?:\\sand\\sa\\s(?:half|quarter))?\\s(?:times|percent|per\\scent)`),
    timesOrPercent,
    'two and a half times as many',
    'two and a half times ratio',
  ),
  rule(pattern('(?:two|three|four|five|ten|hundred|thousand)-?fold'), fold, 'a tenfold rise', 'tenfold ratio'),
  rule(pattern('many-?fold'), vague, 'a manyfold rise', 'manyfold vague'),
  rule(pattern('twice|double[sd]?|doubling'), multiple(2), 'twice as many', 'twice ratio'),
  rule(pattern('thrice|triple[sd]?|tripling|treble[sd]?'), multiple(3), 'pay tripled', 'tripled ratio'),
  rule(pattern('quadrupl(?:e|es|ed|ing)'), multiple(4), 'pay quadrupled', 'quadrupled ratio'),
  rule(pattern('halve[sd]?|halving'), multiple(0.5), 'pay halved', 'halved ratio'),
  rule(pattern('half'), half, 'half of all roles', 'half fraction'),
  rule(pattern('doppelt so|verdoppelte?n?'), always('ratio', 2), 'doppelt so viele', 'doppelt so ratio'),
  rule(pattern('dreimal'), always('ratio', 3), 'dreimal so viele', 'dreimal ratio'),
  rule(pattern('die Hälfte|la moitié|la mitad|metade'), always('fraction', 0.5), 'la mitad', 'la mitad fraction'),
  rule(
    pattern('ein Drittel|un tiers|un tercio|um terço'),
    always('fraction', 1 / 3),
    'ein Drittel',
    'ein Drittel fraction',
  ),
  rule(pattern('ein Viertel|un quart|un cuarto de'), always('fraction', 0.25), 'ein Viertel', 'ein Viertel fraction'),
  rule(
    pattern('(?:a|the|large|small|vast|clear|overwhelming|slim)\\s(?:majority|minority)'),
    vague,
    'a majority of firms',
    'a majority vague',
  ),
  rule(pattern('most'), most, 'Most engineers agree', 'Most vague'),
  rule(
    pattern('tens\\sof|(?:dozens|hundreds|thousands|millions|billions)(?:\\sof)?'),
    vague,
    'dozens of',
    'dozens of vague',
  ),
  rule(
    pattern('(?:an\\sorder|(?:two\\s|three\\s)?orders)\\sof\\smagnitude'),
    vague,
    'an order of magnitude',
    'an order of magnitude vague',
  ),
  rule(pattern(`every\\s(?:${nth})`), everyNth, 'every second posting', 'every second fraction'),
  rule(pattern('a handful'), vague, 'a handful of firms', 'a handful vague'),
  rule(pattern(cardinals), count, 'twenty-one firms', 'twenty-one count'),
];

const each = (words: string, others: string): string[] =>
  words.split('|').flatMap((word) => others.split('|').map((other) => word + other));
/** With what the stretches begin that match a rule. */
const beginning = phraseFinder([
  ...cardinalWords,
  ...each('a ', 'hundred|thousand|million|billion|dozen|handful'),
  ...each('a |a-', 'third|quarter|fourth|fifth|sixth|eighth|tenth'),
  ...each('0 ', 'in|out of'),
  ...each('a |the |large |small |vast |clear |overwhelming |slim ', 'majority|minority'),
  ...['twice', 'double', 'doubling', 'thrice', 'triple', 'tripling', 'treble', 'quadrupl', 'half', 'halv', 'most'],
  ...each('every ', nth),
  ...['many-fold', 'manyfold', 'tens of', 'an order of', 'orders of'],
  ...['doppelt so', 'verdoppelt', 'dreimal', 'ein drittel', 'ein viertel', 'die h'],
  ...['la moiti', 'un tiers', 'un quart', 'la mitad', 'un tercio', 'un cuarto de', 'metade', 'um ter'],
]);
const here = joined(wordRules, 'iy');
const whole = wordRules.map(({ pattern, means }) => ({ pattern: new RegExp(`^(?:${pattern.source})$`, 'i'), means }));
const leadingCardinal = new RegExp(`^${cardinals}\\b`, 'i');

/** A stretch of words that says a number. */
export interface WordsInText extends ReadWords {
  readonly start: number;
  readonly end: number;
}

/** The numbers that words say, in order; only stretches for which `free` holds are read. */
export function* wordsIn(text: string, free: (start: number, end: number) => boolean): Generator<WordsInText> {
  for (const { start, matched } of matchesIn(text)) {
    // "four quarters" is no fraction, but four of something
    for (const printed of [matched, leadingCardinal.exec(matched)?.[0]]) {
      if (printed === undefined || !free(start, start + printed.length)) continue;
      const end = start + printed.length;
      const words = printed.toLowerCase().replace(/\s+/g, ' ');
      const reader = whole.find(({ pattern }) => pattern.test(printed))?.means;
      const read = reader?.(words, text.slice(Math.max(0, start - 24), start), text.slice(end, end + 24));
      if (!read) continue;
      yield { start, end, ...read };
      break;
    }
  }
}

/** What the rules match, from left to right. */
function* matchesIn(text: string): Generator<{ readonly start: number; readonly matched: string }> {
  const starts: number[] = [];
  beginning(text, (start) => {
    if (isDigit(text.charCodeAt(start)) || !/\w/.test(text[start - 1] ?? ' ')) starts.push(start);
    return false;
  });
  let past = 0;
  for (let start of starts.sort((a, b) => a - b)) {
    while (isDigit(text.charCodeAt(start)) && isDigit(text.charCodeAt(start - 1))) start -= 1;
    if (start < past) continue;
    here.lastIndex = start;
    const match = here.exec(text)?.[0];
    const matched = match && withOneNumber(match, text.slice(Math.max(0, start - 8), start));
    if (matched) yield { start, matched };
    past = start + (matched || match || ' ').length;
  }
}

const runs = new RegExp(pattern(cardinals).source, 'gi');

/**
 * A match as far as its words say one number: `two` of "two and three times". Nothing of numbers with no `and` between
 * them, as in "nineteen ninety-nine", which is a year.
 */
function withOneNumber(match: string, before: string): string {
  for (const { 0: run, index } of allMatches(runs, match)) {
    const [low = '', high, ...more] = run.split(/\sand\s/i);
    const isRange = high !== undefined && more.length === 0 && index === 0 && /\bbetween\s$/i.test(before);
    const first = isRange ? low : firstCardinal(run);
    if (first === run) continue;
    return /^\sand\s/i.test(run.slice(first.length)) ? match.slice(0, index + first.length) : '';
  }
  return match;
}

function everyNth(words: string, _: string, after: string): ReadWords | undefined {
  const n = partOf[words.replace('every ', '')];
  const noThing =
    /^\s(?:day|week|month|year|hour|minute|morning|night|time|line|word|of|that|counts?|matters|and|or|in|on|is|was)\b/;
  return n !== undefined && /^\s\p{L}/u.test(after) && !noThing.test(after) ? of('fraction', 1 / n) : undefined;
}

function most(_: string, before: string, after: string): ReadWords | undefined {
  if (/\b(?:the|at|second|third|its|their|our|is|are|was|were|far|matters?)\s$/i.test(before)) return undefined;
  const ofMany =
    /^\s(?:of\b|[\p{L}-]+s\b|(?:people|women|men|need|expect)\b)/u.test(after) ||
    /^\s[\p{L}/-]+\s(?:[\p{L}/-]+s|work|people|data)\b/u.test(after);
  const superlative = /^\s(?:\p{L}+(?:ous|less)\b|common|popular|important)/u.test(after);
  return ofMany && !superlative ? { kind: 'vague', values: [] } : undefined;
}

function half(_: string, before: string, after: string): ReadWords | undefined {
  // a part of time or of a match is no share
  if (/\b(?:first|second|latter|last)\s$/i.test(before)) return undefined;
  if (/^\san?\s(?:hour|day|year|minute|second|century|decade|mile|dozen)\b/.test(after)) return undefined;
  if (/\band\sa\s$/i.test(before)) return undefined;
  const isPart =
    /^\s(?:of|the|that|as|a|an|all|its|their|our)\b/.test(after) ||
    /\b(?:by|nearly|almost|about|than|over|under|roughly|exactly|around|other)\s(?:a\s)?$/i.test(before);
  return isPart ? of('fraction', 0.5) : undefined;
}

function multiple(value: number): Reader {
  return (words, before, after) => {
    const compound = /^[\s-](?:check|click|digit|blind|bind|decker|standard|negative|edged|quotes?|down|room)/;
    const thing = words === 'double' && /\b(?:a|the)\s$/i.test(before);
    return compound.test(after) || thing ? undefined : of('ratio', value);
  };
}

function outOf(words: string): ReadWords | undefined {
  const [, part = '', all = ''] = /^(.+?) (?:in|out of) (?:every )?(.+)$/.exec(words) ?? [];
  const [k, n] = [cardinalValue(part), cardinalValue(all)];
  return k !== undefined && n !== undefined && k <= n && n > 1 && n <= 1000 ? of('fraction', k / n) : undefined;
}

function fraction(words: string, before: string, after: string): ReadWords | undefined {
  const [, part = '', name = ''] = /^(.+?)[ -](\w+?)s?$/.exec(words) ?? [];
  const k = part === 'a' ? 1 : cardinalValue(part);
  const n = partOf[name];
  if (k === undefined || n === undefined || k >= n) return undefined;
  const hyphen = words.includes('-');
  if (plusPart.test(before)) return undefined;
  // "a quarter later" is a time
  if (n === 4 && k === 1 && !hyphen && !/^\sof\b/.test(after)) return undefined;
  // "a third reason" and "four quarters" are no fractions
  const isFraction =
    /^\s(?:of|the|as|more|less|fewer)\b|^\s*(?:[.,;:!?)]|$)/.test(after) ||
    (k > 1 && n !== 4) ||
    (hyphen && !/^-/.test(after)) ||
    /\b(?:by|nearly|almost|about|than|over|under|roughly|around)\s$/i.test(before);
  return isFraction ? of('fraction', k / n) : undefined;
}

function timesOrPercent(words: string): ReadWords | undefined {
  const [, number = '', more, unit] = /^(.+?)(?: and a (half|quarter))? (times|percent|per cent)$/.exec(words) ?? [];
  const value = cardinalValue(number);
  if (value === undefined) return undefined;
  return of(unit === 'times' ? 'ratio' : 'share', value + (more === 'half' ? 0.5 : more === 'quarter' ? 0.25 : 0));
}

function fold(words: string): ReadWords | undefined {
  const value = cardinalValue(words.replace(/-?fold$/, ''));
  return value === undefined ? undefined : of('ratio', value);
}

function count(words: string, before: string, after: string): ReadWords | undefined {
  const part = /^-(?:sided|tailed|way|factor|dimensional|sample|stage|step|pronged|faced|edged|piece|letter|wheel)/;
  // "one" and "zero" alone are seldom meant as numbers
  if (part.test(after) || words === 'one' || words === 'zero') return undefined;
  if (plusPart.test(before) && someParts.test(after)) return undefined;
  const value = cardinalValue(words);
  return value === undefined ? undefined : of('count', value);
}
