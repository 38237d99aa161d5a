import type { NumberInText } from '../../text/number-in-text.js';
import { type PrintedNumber, readNumber } from '../../text/printed-number.js';
import { anyWord, latin, wholeWords } from '../../text/rule.js';
import { addition, EPSILON, rounding, single, total } from '../arithmetic.js';
import { agrees, error, note, type Outcome } from '../diagnostic.js';
import { isDuration } from '../duration.js';
import { matchesOf, type ProseRule, prose, templateOf } from '../prose/template.js';
import type { Reading, ReadSentence } from '../reading.js';
import { possibleParts } from './possible-parts.js';

/** Parts further from the whole than this were not meant to be all of it. */
const NEAR = 0.12;
const HUNDRED: PrintedNumber = { value: 100, step: 1, decimals: 0 };

/** The sums of one sentence: the first way of putting parts together that it shows. */
export function sumOf(reading: Reading, sentence: ReadSentence): Outcome | undefined {
  return (
    equation(reading, sentence) ??
    enumeration(reading, sentence) ??
    remainder(reading, sentence) ??
    totalAmount(reading, sentence) ??
    together(reading, sentence) ??
    sharedOut(reading, sentence) ??
    split(sentence)
  );
}

const term = '\\$?(?:\\d[\\d,.]{0,14}\\d|\\d|\\.\\d{1,9})%?';
const written = new RegExp(
  `(?<![\\d.,*/×^-]\\s?)((?:${term})(?:\\s?\\+\\s?(?:${term})){1,40})\\s?=\\s?(${term})(?!\\s?[-+*/×\\d])`,
);

/** `429 + 425 + 247 = 1,101`, written out. */
function equation({ style }: Reading, { text, start }: ReadSentence): Outcome | undefined {
  const match = written.exec(text);
  if (!match?.[1] || !match[2]) return undefined;
  const read = (digits: string): PrintedNumber => readNumber(digits.replace(/[$%\s]/g, ''), style);
  const [parts, whole] = [match[1].split('+').map(read), read(match[2])];
  if (Math.abs(total(parts) - whole.value) <= rounding([...parts, whole], 'count')) return agrees;
  return error({ start: start + match.index, end: start + match.index + match[0].length }, addition(parts, whole));
}

const selection = anyWord(`
  includ(?:es?|ing) | such\\sas | for\\sexample | e\\.g\\. | among\\s(?:them|others) | top |
  most\\s(?:of|common|notably) | mostly | mainly | common | popular | largest | biggest | notably | led\\sby |
  at\\sleast | especially | overlap | both | multiple | more\\sthan\\sone | several | each | per | respectively |
  up\\sfrom | down\\sfrom | compared | against | versus | vs | either | than | while | whereas | rose | fell | grew |
  excluded | additional | another | more\\swere`);
const putTogether = new RegExp(
  `[:–—]|\\s-|\\(|${wholeWords(`(?:came|comes?|coming)\\sfrom | go(?:es)?\\sto | went\\sto | split | divided |
    broken\\sdown | made\\sup |
    consist(?:s|ed|ing)? | compris(?:es|ed|ing) | namely | of\\swhom | of\\swhich | breakdown | into`)}`,
  'i',
);

/** `A led with 500, followed by B (300) and C (200)`: those behind are ranked, and no parts. */
const rankedBehind = /\b(?:followed by|ahead of|trailed by|then came|next came|before)\b/i;

/** `Of the 48 roles, `: parts may follow, and not all of them. */
const ofWhole = /(?:^|[.;:]\s)(?:Of|Among|Out of)\s(?:the\s|our\s|all\s|these\s|those\s){0,2}$/;

/** `1,101 adverts: 429 for …, 425 for … and 247 for …`; the first number is the whole, all the others its parts. */
function enumeration(reading: Reading, sentence: ReadSentence): Outcome | undefined {
  const numbers = reading
    .within(sentence.start, sentence.end)
    .filter(
      (number) => !['date', 'name', 'ordinal', 'vague'].includes(number.kind) && !isDuration(reading.text, number),
    );
  const whole = numbers.find(({ kind, form }) => (kind === 'count' || kind === 'money') && form === 'digits');
  const wholeValue = single(whole);
  if (!whole || !wholeValue) return undefined;
  // "1,200 postings of 3 boards: 500, …": behind a colon stand the parts alone
  const colon = reading.text.slice(whole.end, sentence.end).search(/:\s/);
  const later = numbers.filter(({ start }) => start > (colon === -1 ? whole.start : whole.end + colon));
  const same = later.filter(({ kind, form }) => kind === whole.kind && form === 'digits');
  const parts = same.flatMap((number) => single(number) ?? []);
  const [first, last] = [same[0], same.at(-1)];
  const others = later.some(({ kind }) => kind !== whole.kind && kind !== 'share');
  if (!first || !last || parts.length < 2 || parts.length !== same.length || others) return undefined;
  if ([whole, ...same].some(({ bound }) => bound !== 'exactly')) return undefined;
  if (parts.some(({ value }) => value >= wholeValue.value || value <= 0)) return undefined;
  const lead = reading.text.slice(whole.end, first.start);
  // a whole is not a percentage of something itself
  const isPart = reading
    .within(whole.end, whole.end + 40)
    .some(({ kind, start }) => kind === 'share' && start < first.start);
  const isOf = ofWhole.test(reading.text.slice(sentence.start, whole.start)) && /^[^.;:()]{0,40},/.test(lead);
  if (lead.length > 90 || rankedBehind.test(lead) || !(putTogether.test(lead) || isOf) || isPart) return undefined;
  if (!same.every((number, i) => i === 0 || followsOn(reading, same[i - 1], number))) return undefined;
  const fits = (some: readonly PrintedNumber[]): boolean =>
    some.length > 1 && Math.abs(total(some) - wholeValue.value) <= rounding([...some, wholeValue], whole.kind);
  // "71 people (37 men, 34 women; 3 more were excluded)": what comes after the parts is no part
  if (parts.some((_, i) => fits(parts.slice(0, i + 1)) || fits(parts.slice(i)))) return agrees;
  if (selection.test(reading.text.slice(whole.end, sentence.end))) return undefined;
  // parts of shares, or of a part of the whole, were never meant to add
  const gap = Math.abs(total(parts) - wholeValue.value);
  const range = { start: whole.start, end: last.end };
  if (isOf)
    return total(parts) > wholeValue.value && gap <= 2 * NEAR * wholeValue.value
      ? note(range, `${addition(parts, wholeValue)}, if nothing is in two of these parts`)
      : undefined;
  if (gap <= NEAR * wholeValue.value) return error(range, addition(parts, wholeValue));
  if (gap <= 2 * NEAR * wholeValue.value && /\bof wh(?:om|ich)\b/.test(lead))
    return note(range, `${addition(parts, wholeValue)}, if these are all`);
  return undefined;
}

/** Parts follow each other: a comma, "and", a bracket or a semicolon stands between each and the next. */
const followsOn = ({ text }: Reading, a: NumberInText | undefined, b: NumberInText): boolean =>
  a !== undefined && b.start - a.end <= 80 && /[,;()+]|\band\b|&|\bund\b|\bet\b|\by\b/.test(text.slice(a.end, b.start));

/** A whole, a part of it, and the number that is called its rest. */
export const remainderRules: readonly ProseRule<'n' | 'k' | 'm'>[] = [
  prose(
    '(?:^|[.;:] )(?:of|among|out of) <the>{n:C}<w4>, {k:C}[^⟦⟧.]{0,60}[,;]? (?:and )?(?:the|its) ' +
      '(?:remaining|other) {m:C}',
    'Of 48 roles, 31 are junior; the remaining 17 are senior.',
    'Of 48 roles, 31 are junior; the remaining 15 are senior.',
  ),
];

function remainder(reading: Reading, sentence: ReadSentence): Outcome | undefined {
  const [match] = matchesOf(remainderRules, templateOf(reading, sentence));
  const [whole, part, rest] = match ? [match.n, match.k, match.m].map(single) : [];
  if (!match || !whole || !part || !rest) return undefined;
  if ([match.n, match.k, match.m].some(({ bound }) => bound !== 'exactly')) return undefined;
  if (part.value + rest.value === whole.value) return agrees;
  return note(
    { start: match.n.start, end: match.m.end },
    `${addition([part, rest], whole)}, if the rest is all others`,
  );
}

/** `base $162,080, cash $49,942, total $212,022`: the amount behind "total" is the sum of the others. */
function totalAmount(reading: Reading, sentence: ReadSentence): Outcome | undefined {
  const amounts = reading.within(sentence.start, sentence.end).filter(({ kind }) => kind === 'money');
  const [whole, wholeValue] = [amounts.at(-1), single(amounts.at(-1))];
  const parts = amounts.slice(0, -1).flatMap((number) => single(number) ?? []);
  if (!whole || !wholeValue || parts.length < 2 || parts.length !== amounts.length - 1) return undefined;
  const before = reading.text.slice(amounts.at(-2)?.end ?? sentence.start, whole.start);
  if (!/\btotal(?:s|ing|l?ed)?\b[^.;]{0,60}$/i.test(before) || selection.test(sentence.text)) return undefined;
  if (parts.some(({ value }) => value >= wholeValue.value)) return undefined;
  const about = amounts.some(({ bound }) => bound === 'about') ? 0.01 * wholeValue.value : 0;
  const gap = Math.abs(total(parts) - wholeValue.value);
  const rounded = parts.some(({ step }) => step !== 1);
  if (gap <= rounding([...parts, wholeValue], rounded ? 'money' : 'count') + about) return agrees;
  if (gap > NEAR * wholeValue.value) return undefined;
  return error({ start: amounts[0]?.start ?? whole.start, end: whole.end }, addition(parts, wholeValue));
}

const inAll =
  /^[^.;]{0,40}\b(?:in all|in total|altogether|combined|together|zusammen|insgesamt|au total|en total|no total)\b/i;
const allBefore = latin(
  new RegExp(
    '\\b(?:a total of|together|altogether|combined|for a total of|combin(?:e|ing)\\sfor|yield(?:s|ing)?(?:\\sa)?|' +
      'adding\\sup\\sto|totall?ing|zusammen|insgesamt)\\s(?:\\p{L}+\\s){0,2}$',
    'iu',
  ),
);

/** `72 women and 58 men, 130 in all`: named parts, and the number that is called their sum. */
function together(reading: Reading, sentence: ReadSentence): Outcome | undefined {
  const numbers = reading
    .within(sentence.start, sentence.end)
    .filter(({ kind }) => !['date', 'name', 'ordinal'].includes(kind));
  const whole = numbers.at(-1);
  const [wholeValue, parts] = [single(whole), numbers.slice(0, -1)];
  const values = parts.flatMap((number) => single(number) ?? []);
  if (!whole || !wholeValue || parts.length < 2 || parts.length > 8 || values.length !== parts.length) return undefined;
  if (numbers.some(({ kind, bound, form }) => kind !== whole.kind || bound !== 'exactly' || form === 'words'))
    return undefined;
  if (!['count', 'share', 'money'].includes(whole.kind) || selection.test(sentence.text)) return undefined;
  const before = reading.text.slice(sentence.start, whole.start);
  const after = reading.text.slice(whole.end, sentence.end);
  if (!inAll.test(after) && !allBefore.test(before)) return undefined;
  if (!parts.every((number, i) => i === 0 || followsOn(reading, parts[i - 1], number))) return undefined;
  const gap = Math.abs(total(values) - wholeValue.value);
  if (gap <= rounding([...values, wholeValue], whole.kind)) return agrees;
  if (values.some(({ value }) => value > wholeValue.value) || gap > 0.3 * wholeValue.value) return undefined;
  return error(
    { start: parts[0]?.start ?? whole.start, end: whole.end },
    addition(values, wholeValue, whole.kind === 'share' ? '%' : ''),
  );
}

const everything = anyWord(`
  split | divided | divides? | breakdown | broke\\sdown | the\\srest | the\\sremainder | the\\sremaining | remaining |
  undecided | don[’']t\\sknow | no\\s(?:answer|opinion) | unsure | did\\snot\\s(?:say|answer) | neither |
  make\\sup\\sthe`);
const severalAnswers = anyWord(`
  several | multiple | more\\sthan\\sone | each\\sof | tick | all\\sthat\\sapply | any\\sof |
  could\\s(?:choose|pick|name) | also | both | overlap | up\\sfrom | down\\sfrom | from | than | compared | versus |
  vs | while | among | growth | rose | fell | largest | smallest | highest | lowest | trimmed | mean`);
const rest = /\bthe (?:rest|remaining|remainder|other)\b[^.;]{0,40}$/i;

/** Percentages that share out everything, or the first of them: `41% in favour, 38% against and 21% undecided`. */
function sharedOut(reading: Reading, sentence: ReadSentence): Outcome | undefined {
  const found = possibleParts(reading, sentence);
  if (!found) return undefined;
  const { parts, first, last } = found;
  const isRest = parts.length === 2 && rest.test(reading.text.slice(first.end, last.start));
  if (!(everything.test(sentence.text) || isRest) || severalAnswers.test(sentence.text)) return undefined;
  if (parts.length === 2 && !rest.test(reading.text.slice(first.end, last.start))) return undefined;
  // a rest without a number of its own is whatever is left
  if (/\b(?:the rest|the remainder|the others)\b/i.test(reading.text.slice(last.end, sentence.end))) return undefined;
  const [whole, ...others] = parts;
  if (whole && others.length > 1 && Math.abs(total(others) - whole.value) <= rounding(parts, 'share')) return agrees;
  const off = Math.abs(total(parts) - 100);
  if (off <= rounding(parts, 'share')) return agrees;
  if (off > 15) return undefined;
  const finest = Math.min(...parts.map(({ step }) => step));
  return error({ start: first.start, end: last.end }, addition(parts, { ...HUNDRED, step: finest }, '%'));
}

/** `a 64/36 split`. */
function split({ text, start }: ReadSentence): Outcome | undefined {
  const match = /(?<![\d./–-])(\d{1,2})\s?[/–-]\s?(\d{1,2})(?:\s?[/–-]\s?(\d{1,2}))?\ssplit\b/.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1).flatMap((digits) => (digits === undefined ? [] : [readNumber(digits, 'point')]));
  const sum = total(parts);
  if (sum === 100 || sum === 10 || Math.abs(sum - 100) > 15) return agrees;
  const range = { start: start + match.index, end: start + match.index + match[0].length };
  return (Math.abs(sum - 100) <= 1 + EPSILON ? note : error)(range, addition(parts, HUNDRED, '%'));
}
