import { boundBefore } from './bounds.js';
import { datesIn } from './calendar.js';
import { addresses, otherAddresses } from './names.js';
import { readDigits } from './number-digits.js';
import type { NumberInText, ReadStretch } from './number-in-text.js';
import { wordsIn } from './number-words.js';
import { lineStarts, type PlaceInText, placeAt } from './place.js';
import { type NumberStyle, numberStyle, numeralsIn, readNumber } from './printed-number.js';
import { allMatches } from './rule.js';

/**
 * Which numbers does this text print, in digits and in words?
 *
 * Every run of digits is found, and of words: cardinals from two up, fractions, multiples, `most`, `a majority`.
 * Nothing is dropped: dates, names and ordinals come with their kind, so that the caller chooses. A range is one
 * number with two values. Decimal commas are understood in a text that writes them (see `numberStyle`).
 *
 * @param written any text; the offsets are into it
 * @param placeOf where an offset stands in the file, for text that was taken out of a page; by default its place in
 *   the text itself
 * @param given how its decimals are written; by default as the text itself shows
 * @returns the numbers in the order in which they stand
 * @example
 * const read = (text) => numbersIn(text).map(({ printed, kind, bound }) => [printed, kind, bound].join(' '))
 * read('Less than 5% of 425 postings') // => ["5% share below", "425 count exactly"]
 * const sentence = 'In 2019 pay doubled to $80K–$90K'
 * read(sentence) // => ["2019 date exactly", "doubled ratio exactly", "$80K–$90K money exactly"]
 */
export function numbersIn(
  written: string,
  placeOf: (offset: number) => PlaceInText = placesIn(written),
  given?: NumberStyle,
): NumberInText[] {
  const text = narrowed(written);
  const found = new Stretches();
  const style = given ?? numberStyle(text);
  for (const pass of [datesAndNames, fractionSigns, smallOutOf, toOne, digits, words])
    found.addAll([...pass(text, found.free(), style)]);
  return found.inOrder().map(({ start, end, form, kind, bound, values }) => {
    const { line, column } = placeOf(start);
    return { printed: written.slice(start, end), start, end, line, column, form, kind, bound, values };
  });
}

/** Digits as wide as a Chinese or Japanese letter are digits. */
export const narrowed = (text: string): string =>
  text.replaceAll(/[０-９％．]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

function placesIn(text: string): (offset: number) => PlaceInText {
  const starts = lineStarts(text);
  return (offset) => placeAt(starts, offset);
}

/** Whether no stretch that was read before touches this one; asked in the order of the text. */
type Free = (start: number, end: number) => boolean;

/** What has been read so far; each pass leaves alone what earlier ones took. */
class Stretches {
  readonly #found: ReadStretch[] = [];

  addAll(stretches: readonly ReadStretch[]): void {
    this.#found.push(...stretches);
  }

  inOrder(): ReadStretch[] {
    return [...this.#found].sort((a, b) => a.start - b.start);
  }

  free(): Free {
    const taken = this.inOrder();
    let i = 0;
    return (start, end) => {
      while (i < taken.length && (taken[i]?.end ?? 0) <= start) i += 1;
      const next = taken[i];
      return next === undefined || next.start >= end;
    };
  }
}

const inGroups = /^\d{1,3}(?:\.\d{3}){2,}$/;

function* datesAndNames(text: string, _: Free, style: NumberStyle): Generator<ReadStretch> {
  let past = 0;
  const inDigits = { form: 'digits', bound: 'exactly', values: [] } as const;
  const dates = datesIn(text).map((match) => ({ match, kind: 'date' as const }));
  const names = allMatches(text.includes('@') ? addresses : otherAddresses, text).map((match) => ({
    match,
    kind: 'name' as const,
  }));
  for (const { match, kind } of [...dates, ...names].sort((a, b) => a.match.index - b.match.index)) {
    const end = match.index + match[0].length;
    if (match.index < past || !/\d/.test(match[0])) continue;
    if (inGroups.test(match[0]) && style === 'comma') continue; // no version, but millions
    past = end;
    yield { start: match.index, end, kind, ...inDigits };
  }
}

const signValues: Readonly<Record<string, number>> = {
  ...{ '½': 1 / 2, '⅓': 1 / 3, '⅔': 2 / 3, '¼': 1 / 4, '¾': 3 / 4, '⅕': 1 / 5, '⅖': 2 / 5, '⅗': 3 / 5 },
  ...{ '⅘': 4 / 5, '⅙': 1 / 6, '⅚': 5 / 6, '⅛': 1 / 8, '⅜': 3 / 8, '⅝': 5 / 8, '⅞': 7 / 8 },
};
const sign = new RegExp(`[${Object.keys(signValues).join('')}]`);
const signs = new RegExp(`(?:(?<![\\d.,])(\\d{1,3})\\s?)?[${Object.keys(signValues).join('')}]`, 'g');

/** `½ of them`, `2½ hours`. */
function* fractionSigns(text: string, free: Free): Generator<ReadStretch> {
  for (const match of sign.test(text) ? text.matchAll(signs) : []) {
    const [printed, whole] = match;
    const [start, end] = [match.index, match.index + printed.length];
    if (!free(start, end)) continue;
    const value = Number(whole ?? 0) + (signValues[printed.at(-1) ?? ''] ?? 0);
    const kind = whole === undefined ? 'fraction' : 'measure';
    const { bound } = boundBefore(text, start);
    yield { start, end, form: 'digits', kind, bound, values: [readNumber(String(value), 'point')] };
  }
}

const durations = '(?:years?|days?|weeks?|months?|hours?|minutes?)';
const outOf = new RegExp(
  '(?<![\\d.,])(\\d{1,3}) in (?:every )?(2|3|4|5|6|8|10|12|20|25|50|100|1,?000)\\b' +
    `(?![.,]\\d|\\s?%|\\s${durations})`,
  'g',
);

/** `6 in 10 people`, `1 in every 1,000`. */
function* smallOutOf(text: string, free: Free): Generator<ReadStretch> {
  for (const match of text.matchAll(outOf)) {
    const [printed, k, n] = match;
    const [start, end] = [match.index, match.index + printed.length];
    const [part, of] = [Number(k), Number(n?.replace(',', ''))];
    if (part >= of || !free(start, end)) continue;
    const { bound } = boundBefore(text, start);
    yield { start, end, form: 'digits', kind: 'fraction', bound, values: [readNumber(String(part / of), 'point')] };
  }
}

const toOnePattern =
  /(?<![\d.,:]|\bfrom\s)(\d{1,3}(?:\.\d{1,2})?)(?:\s?:\s?|\sto\s|-to-|\szu\s)(1|\1)(?![\d.,:]\d|\d|\s?%|[-–])/g;

/** `2.2 : 1`, `5 to 1`, `3 to 3`. */
function* toOne(text: string, free: Free): Generator<ReadStretch> {
  for (const match of text.matchAll(toOnePattern)) {
    const [printed, digits = '', to] = match;
    const [start, end] = [match.index, match.index + printed.length];
    if (Number(digits) <= 1 || !free(start, end)) continue;
    const { bound } = boundBefore(text, start);
    yield {
      start,
      end,
      form: 'digits',
      kind: 'ratio',
      bound,
      values: [readNumber(to === '1' ? digits : '1', 'point')],
    };
  }
}

function* digits(text: string, free: Free, style: NumberStyle): Generator<ReadStretch> {
  let past = 0;
  for (const match of numeralsIn(text, style)) {
    if (match.index < past || !free(match.index, match.index + match[0].length)) continue;
    const read = readDigits(text, match, style);
    past = read.end;
    yield read;
  }
}

function* words(text: string, free: Free): Generator<ReadStretch> {
  for (const { start, end, kind, values } of wordsIn(text, free))
    yield { start, end, form: 'words', kind, bound: boundBefore(text, start).bound, values };
}
