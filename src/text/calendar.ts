import { joined, type Rule, rule, standsBefore, standsHere } from './rule.js';

const month =
  '(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|May|Mai|June?|Juni|July?|Juli|Aug(?:ust)?|' +
  'Sept?(?:ember)?|Oct(?:ober)?|Oktober|Nov(?:ember)?|Dec(?:ember)?|Dezember|janvier|février|mars|avril|juin|' +
  'juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|' +
  'septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro)';
const year = '(?:1[5-9]|20)\\d{2}';
const of = (pattern: string): RegExp => new RegExp(pattern);

/** Days, months with a year, times of day and decades. Whether a bare year is a date is decided by `isYear`. */
export const calendarRules: readonly Rule<'date'>[] = [
  rule(
    of(`\\b${year}-\\d{2}(?:-\\d{2})?(?:T\\d{2}:\\d{2}(?::\\d{2})?Z?)?\\b`),
    'date',
    'on 2026-03-10',
    '2026-03-10 date',
  ),
  rule(of(`\\b\\d{1,2}[./]\\d{1,2}[./](?:${year}|\\d{2})\\b`), 'date', 'am 10.03.2026', '10.03.2026 date'),
  rule(
    of(`\\b\\d{1,2}(?:st|nd|rd|th|er|\\.)?\\s(?:of\\s|de\\s)?${month}\\b\\.?(?:,?\\s(?:de\\s)?${year}\\b)?`),
    'date',
    'from 4 May 2021',
    '4 May 2021 date',
  ),
  rule(
    of(`\\b${month}\\b\\.?\\s\\d{1,2}(?:st|nd|rd|th)?\\b(?!\\s?%)(?:\\s?[–-]\\s?\\d{1,2}\\b)?(?:,?\\s${year}\\b)?`),
    'date',
    'from May 4–6, 2021',
    'May 4–6, 2021 date',
  ),
  rule(of(`\\b${month}\\b\\.?\\s(?:de\\s)?${year}\\b`), 'date', 'until May 2026', 'May 2026 date'),
  rule(of("\\b(?:1[5-9]|20)\\d0s\\b|[’'][0-9]0s\\b"), 'date', 'in the 2010s', '2010s date'),
  rule(of('(?<=\\b(?:the|early|mid|late)[\\s-])[2-9]0s\\b'), 'date', 'since the 90s', '90s date'),
  rule(of('\\b\\d{1,2}:\\d{2}(?::\\d{2})?\\b(?:\\s?[ap]\\.?m\\b)?'), 'date', 'at 9:30 pm', '9:30 pm date'),
  rule(of('\\b\\d{1,2}\\s?[ap]\\.?m\\b'), 'date', 'at 9 am', '9 am date'),
  rule(of(`\\b${year}/\\d{2}\\b(?!\\s?%)`), 'date', 'in 2023/24', '2023/24 date'),
  rule(of('(?<=\\bFY\\s?)\\d{2}/\\d{2}\\b(?!\\s?%)'), 'date', 'in FY23/24', '23/24 date'),
  rule(of('\\b0[1-9]/\\d{2}\\b(?!\\s?%)'), 'date', 'since 03/24', '03/24 date'),
];
const here = joined(calendarRules, 'y');
const monthBefore = new RegExp(`(?<=\\b${month}\\b\\.?\\s(?:de\\s)?)`, 'y');
const aMonth = new RegExp(`\\b${month}\\b\\.?\\s(?:de\\s)?$`);
/** What goes on behind the digits with which a date begins: most digits are told by one look. */
const goesOn = /\d+(?:[-./:s]|st|nd|rd|th|er|\s?[ap]\.?m|\s(?:of\s|de\s)?[JFMASONDjfmasond])/y;
/** The longest month, with what may stand between it and its digits. */
const MONTH = 20;

/** The dates in a text, from left to right: each begins with digits, or with a month or an apostrophe before them. */
export function datesIn(text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  let past = 0;
  for (const { index } of text.matchAll(/\d+/g)) {
    const words = standsBefore(monthBefore, text, index) ? text.slice(Math.max(0, index - MONTH), index) : '';
    const begins =
      words !== ''
        ? index - words.length + words.search(aMonth)
        : /[’']/.test(text[index - 1] ?? '')
          ? index - 1
          : index;
    for (const start of begins === index ? [index] : [begins, index]) {
      if (start < past || (start === index && !standsHere(goesOn, text, index))) continue;
      here.lastIndex = start;
      const match = here.exec(text);
      if (!match) continue;
      found.push(match);
      past = start + match[0].length;
    }
  }
  return found;
}

const yearBefore =
  /\b(?:in|since|of|by|from|until|till|to|and|between|during|early|late|mid|spring|summer|autumn|fall|winter)[\s-]$/i;
const moreYearBefore =
  /\b(?:before|after|around|circa|through|year|the|this|for|im|seit|Jahr|en|depuis|desde|em|año|ano|année)[\s-]$/i;

/** Whether four digits are a year: a word before says so, or no plural follows that they could count. */
export function isYear(before: string, after: string): boolean {
  if (/\bof\s$/i.test(before) && /^\s(?:\p{Ll}+s|people|men|women)\b/u.test(after)) return false;
  if (yearBefore.test(before) || moreYearBefore.test(before) || /[(©–—/,|]\s?$/.test(before)) return true;
  const counted = /^\s\p{L}+s\b/u.test(after) || /^\s(?:people|adults|men|women|of)\b/.test(after);
  return !counted && !/\b[nN]\s?=\s?$/.test(before);
}
