import type {
  Field,
  Joined,
  Listed,
  Naming,
  Taken,
  TakenDay,
  TakenFlag,
  TakenName,
  TakenNames,
  TakenNumber,
  TakenText,
  Tidying,
} from './field.js';
import type { SourceRecord } from './formats/record.js';
import type { FieldValue } from './posting.js';
import { preview } from './preview.js';
import { isDay, readDay } from './values/day.js';
import { itemsOfText } from './values/list-text.js';
import { holdsMarkup, textOfMarkup } from './values/markup.js';
import { at, givesList } from './values/path.js';
import { type Pay, readPay } from './values/pay.js';
import { readable } from './values/unicode.js';

/** A posting's fields, and what was not of the kind that the manifest says: those fields are null. */
export interface Filled {
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly mistakes: readonly { readonly field: string; readonly reason: string }[];
  /** The text fields whose mark-up was found out and taken out. */
  readonly markup: readonly string[];
}

/** Fills a posting's fields from a record, in the order of the manifest, so that derived ones find those above them. */
export function fill(fields: Readonly<Record<string, Field>>, record: SourceRecord): Filled {
  const filled: Record<string, FieldValue> = {};
  const mistakes: { field: string; reason: string }[] = [];
  const markup: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if ('join' in field) filled[name] = join(field, filled);
    else if ('lists' in field) filled[name] = list(field, filled);
    else if ('alike' in field)
      filled[name] = null; // filled once all postings are read
    else {
      const raw = 'of' in field ? filled[field.of] : at(record.values, field.from);
      const taken = take(field, raw, record);
      filled[name] = 'value' in taken ? taken.value : null;
      if ('mistake' in taken) mistakes.push({ field: name, reason: `${name}: ${taken.mistake}` });
      if ('hasMarkup' in taken) markup.push(name);
    }
  }
  return { fields: filled, mistakes, markup };
}

type Result = { readonly value: FieldValue; readonly hasMarkup?: true } | { readonly mistake: string };

const missing: Result = { value: null };

function take(field: Taken, raw: unknown, record: SourceRecord): Result {
  if (raw === undefined || raw === null) return missing;
  const isCell = record.written === 'cells';
  const value = plain(raw);
  if (typeof value === 'string' && (isMissing(value, field) || (isCell && value === ''))) return missing;
  const isList = 'from' in field && givesList(field.from);
  switch (field.kind) {
    case 'text': {
      const text = isList && Array.isArray(value) && value.every(isText) ? value.join('\n\n') : value;
      return isText(text) ? asRead(text, field) : wrong('a text', value);
    }
    case 'name':
      return nameOf(field, isList ? onlyItem(value) : value);
    case 'names':
      return namesOf(field, isList && Array.isArray(value) ? value.flat() : value);
    case 'flag':
      return flagOf(field, value, isCell);
    case 'number':
      return numberOf(field, value);
    case 'day':
      return dayOf(field, value, record.values);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isMissing = (value: string, { missing }: Taken): boolean => missing?.includes(value.trim()) === true;

/** JSON can hold half a surrogate pair, which is not a character: it becomes U+FFFD, as in UTF-8. */
const whole = (text: string): string => text.toWellFormed();

/** A list of one item, as a path through a list gives where one value is meant. */
const onlyItem = (value: unknown): unknown => (Array.isArray(value) && value.length <= 1 ? (value[0] ?? null) : value);

const wrong = (expected: string, got: unknown, next = ''): Result => {
  const what = Array.isArray(got) ? 'the list ' : typeof got === 'object' ? '' : `the ${typeof got} `;
  return { mistake: `expected ${expected}, got ${what}${preview(got)}${next}` };
};

/**
 * Parquet and databases have 64-bit integers and times, which JSON does not: as a number where exact, as an ISO time.
 */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  return value;
}

/** A text as a reader of the posting sees it. */
function asRead(text: string, { html, raw, ...tidying }: TakenText): Result {
  if (raw) return { value: tidy(whole(text), tidying) };
  const hasMarkup = html !== false && holdsMarkup(text);
  const value = tidy(readable(whole(hasMarkup ? textOfMarkup(text) : text)), tidying);
  return hasMarkup && html === undefined ? { value, hasMarkup } : { value };
}

/** A thing stands as its name, or as an object that has it: `{ "@type": "Country", "name": "Peru" }` in JSON-LD. */
const namedThing = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'name' in value ? value.name : value;

const nameText = (value: unknown): string | undefined => {
  const name = namedThing(value);
  return isText(name) ? whole(name).normalize('NFC') : undefined;
};

function nameOf(field: TakenName & Naming, value: unknown): Result {
  if (value === null) return missing;
  const text = nameText(value);
  if (text === undefined)
    return wrong('a name', value, Array.isArray(value) ? '; take one by its place, [0], or make it kind: names' : '');
  const read = field.html === true || (field.html === undefined && holdsMarkup(text)) ? textOfMarkup(text) : text;
  if (field.pay !== undefined) return payOf(read, undefined, (pay) => payName(field, pay));
  const name = tidy(read, field);
  return { value: field.patterns || field.table ? (namedBy(field, name)[0] ?? null) : name };
}

/** The names that patterns or a table give to a text; the first that fits is meant where there can be but one. */
function namedBy({ patterns, table, otherwise }: Naming, text: string): string[] {
  const byTable = table?.[text];
  if (byTable !== undefined) return [byTable];
  const fitting = Object.entries(patterns ?? {}).flatMap(([name, source]) =>
    expression(source).test(text) ? [name] : [],
  );
  if (fitting.length > 0) return fitting;
  if (otherwise !== undefined) return [otherwise];
  return patterns ? [] : [text];
}

const expressions = new Map<string, RegExp>();

function expression(source: string): RegExp {
  const known = expressions.get(source) ?? new RegExp(source, 'iu');
  expressions.set(source, known);
  return known;
}

/** A list, or a single value in place of a list of one. */
function namesOf(field: TakenNames & Naming, value: unknown): Result {
  const items = isText(value) ? itemsIn(value, field.split) : Array.isArray(value) ? value : [value];
  if (items === undefined)
    return wrong(
      'a list of names',
      value,
      '; say what separates its items (split: ","), or that nothing does (split: none)',
    );
  const names = items
    .filter((item) => item !== null && item !== undefined)
    .map(plain)
    .map(nameText);
  if (names.some((name) => name === undefined)) return wrong('a list of names', value);
  const all = names as string[];
  const isNamed = field.patterns !== undefined || field.table !== undefined;
  return { value: isNamed ? [...new Set(all.flatMap((name) => namedBy(field, name)))] : all };
}

/** The items of a list that is written as one text; undefined where it may be a list, and nothing says so. */
function itemsIn(text: string, split: TakenNames['split']): readonly string[] | undefined {
  if (text.trim() === '') return [];
  const written = itemsOfText(text);
  if (written) return written;
  if (split === undefined) return /[,;|\n]/.test(text) ? undefined : [text];
  if (split === 'none') return [text];
  return [split]
    .flat()
    .reduce<string[]>((parts, separator) => parts.flatMap((part) => part.split(separator)), [text])
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function flagOf({ yes = [], no = [] }: TakenFlag, value: unknown, isCell: boolean): Result {
  if (typeof value === 'boolean') return { value };
  const text = String(value).trim().toLowerCase();
  const isSaid = (words: readonly string[]): boolean => words.some((word) => word.toLowerCase() === text);
  if (isSaid(yes) || (isCell && text === 'true')) return { value: true };
  if (isSaid(no) || (isCell && text === 'false')) return { value: false };
  return wrong('true or false', value);
}

/** A number that is written out: JSON holds those that need all their digits as texts. */
const decimal = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i;

function numberOf(field: TakenNumber, value: unknown): Result {
  if (field.pay !== undefined) return payOf(String(value), field.decimal, (pay) => amountOf(field, pay));
  const text = isText(value) ? inEnglish(value, field.decimal) : value;
  const number = isText(text) && decimal.test(text) ? Number(text) : text;
  return typeof number === 'number' && Number.isFinite(number) ? { value: number } : wrong('a number', value);
}

/** A number as programs write it: without separators of thousands, with a decimal point. */
function inEnglish(text: string, written: TakenNumber['decimal']): string {
  if (written === undefined) return text;
  const bare = text.replace(/[\s'’]/g, '');
  return written === 'comma' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
}

function payOf(text: string, decimal: TakenNumber['decimal'], keep: (pay: Pay) => Result): Result {
  const pay = readPay(text, decimal);
  return 'mistake' in pay ? pay : keep(pay);
}

function payName({ pay: kept, symbols = {} }: TakenName, { currency, period }: Pay): Result {
  return { value: kept === 'period' ? period : currency === null ? null : (symbols[currency] ?? currency) };
}

/** An amount, for a year where the field says how many of a period make one. */
function amountOf({ pay: kept, yearly }: TakenNumber, { low, high, period }: Pay): Result {
  const amount = kept === 'low' ? low : high;
  if (amount === null || yearly === undefined || period === 'year') return { value: amount };
  const times = period === null ? undefined : yearly[period];
  if (times !== undefined) return { value: amount * times };
  const what = period === null ? 'says no period' : `is for a ${period}, and yearly does not say how many make a year`;
  return { mistake: `the pay of ${amount} ${what}` };
}

function dayOf({ order, zone, crawled }: TakenDay, value: unknown, record: object): Result {
  const crawledOn =
    crawled === undefined || isDay(crawled) ? crawled : dayOrUndefined(readDay(plain(at(record, crawled)), { order }));
  const read = readDay(value, { order, zone, crawled: crawledOn });
  return 'day' in read ? { value: read.day } : read;
}

const dayOrUndefined = (read: ReturnType<typeof readDay>): string | undefined => ('day' in read ? read.day : undefined);

function tidy(value: string, { lowercase, remove = [] }: Tidying): string {
  const cased = lowercase ? value.toLowerCase() : value;
  return remove.reduce((rest, each) => rest.replaceAll(each, '').trim(), cased);
}

/** Null when none of the fields has a value: an empty text would say that the posting has one. */
function join(field: Joined, filled: Readonly<Record<string, FieldValue>>): FieldValue {
  const parts = field.join.flatMap((name) => filled[name] ?? []).map(String);
  return parts.length === 0 ? null : tidy(parts.join(field.with), field);
}

/** Null when none of the lists has a value; a list that is missing adds nothing to the others. */
function list({ lists, first }: Listed, filled: Readonly<Record<string, FieldValue>>): FieldValue {
  const present = lists.map((name) => filled[name]).filter((value) => Array.isArray(value));
  return present.length === 0 ? null : present.flatMap((items: readonly string[]) => items.slice(0, first));
}
