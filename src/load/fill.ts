import type { Field, Joined, Listed, Taken, Tidying } from './field.js';
import { at, type SourceRecord } from './formats/record.js';
import type { FieldValue } from './posting.js';
import { preview } from './preview.js';

/** A posting's fields, and what was not of the kind that the manifest says: those fields are null. */
export interface Filled {
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly mistakes: readonly { readonly field: string; readonly reason: string }[];
}

/** Fills a posting's fields from a record, in the order of the manifest, so that derived ones find those above them. */
export function fill(fields: Readonly<Record<string, Field>>, found: SourceRecord): Filled {
  const filled: Record<string, FieldValue> = {};
  const mistakes: { field: string; reason: string }[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if ('join' in field) filled[name] = join(field, filled);
    else if ('lists' in field) filled[name] = list(field, filled);
    else {
      const taken = take(field, at(found.values, field.from), found.written);
      filled[name] = 'value' in taken ? taken.value : null;
      if ('mistake' in taken) mistakes.push({ field: name, reason: `${name}: ${taken.mistake}` });
    }
  }
  return { fields: filled, mistakes };
}

type Result = { readonly value: FieldValue } | { readonly mistake: string };

function take(field: Taken, raw: unknown, written: SourceRecord['written']): Result {
  if (raw === undefined || raw === null || (written === 'cells' && raw === '')) return { value: null };
  const value = written === 'cells' && typeof raw === 'string' ? fromCell(field.kind, raw) : plain(raw);
  switch (field.kind) {
    case 'text':
    case 'name':
      return typeof value === 'string' ? { value: tidy(whole(value), field) } : wrong(`a ${field.kind}`, value);
    case 'names': {
      const items = typeof value === 'string' && field.split !== undefined ? split(value, field.split) : value;
      return Array.isArray(items) && items.every((item) => typeof item === 'string')
        ? { value: items.map(whole) }
        : wrong('a list of names', items);
    }
    case 'flag':
      return typeof value === 'boolean' ? { value } : wrong('true or false', value);
    case 'number': {
      const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? { value: number } : wrong('a number', value);
    }
    case 'day':
      return isDay(value) ? { value: value.slice(0, 10) } : wrong('a day such as 2026-01-26', value);
  }
}

/** A number that is written out: JSON holds those that need all their digits as texts. */
const decimal = /^-?\d+(?:\.\d+)?$/;

/** JSON can hold half a surrogate pair, which is not a character: it becomes U+FFFD, as in UTF-8. */
const whole = (text: string): string => text.toWellFormed();

const wrong = (expected: string, got: unknown): Result => {
  const what = Array.isArray(got) ? 'the list ' : typeof got === 'object' ? '' : `the ${typeof got} `;
  return { mistake: `expected ${expected}, got ${what}${preview(got)}` };
};

/** In a table of text, numbers and flags are written out: those are read, and anything else stays text. */
function fromCell(kind: Taken['kind'], text: string): unknown {
  if (kind === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'flag' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

/** Parquet has 64-bit integers and times, which JSON does not: as a number where it is exact, as an ISO time. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  return value;
}

/** A day that the calendar has, alone or with a time after it. */
const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}($|[T ]\d{2}:)/.test(value) &&
  new Date(`${value.slice(0, 10)}T00:00:00Z`).toJSON()?.slice(0, 10) === value.slice(0, 10);

const split = (value: string, separator: string): string[] =>
  value
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');

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
