import { UserError } from '../error.js';
import type { FieldValue, Posting } from '../load/posting.js';
import { type Bound, type Filter, isRange, type RangeFilter } from './query.js';

/** Whether a posting's text, or that of one of its fields, mentions a concept. */
export type Mentions = (posting: Posting, concept: string, field?: string) => boolean;

/** Turns a filter into a test of postings. */
export function matcher(filter: Filter, mentions: Mentions): (posting: Posting) => boolean {
  const count = (filters: readonly Filter[]) => {
    const tests = filters.map((each) => matcher(each, mentions));
    return (posting: Posting) => tests.reduce((sum, test) => sum + (test(posting) ? 1 : 0), 0);
  };
  if ('all' in filter) {
    const holding = count(filter.all);
    return (posting) => holding(posting) === filter.all.length;
  }
  if ('any' in filter) {
    const holding = count(filter.any);
    return (posting) => holding(posting) > 0;
  }
  if ('not' in filter) {
    const test = matcher(filter.not, mentions);
    return (posting) => !test(posting);
  }
  if ('atLeast' in filter) {
    const holding = count(filter.of);
    return (posting) => holding(posting) >= filter.atLeast;
  }
  if ('moreOf' in filter) {
    const [more, less] = [count(filter.moreOf), count(filter.than)];
    return (posting) => more(posting) > less(posting);
  }
  if ('mentions' in filter) return (posting) => mentions(posting, filter.mentions, filter.in);

  const test = valueTest(filter);
  return (posting) => {
    const value = fieldOf(posting, filter.field);
    return test(Array.isArray(value) ? (value.length > 0 ? value : null) : value);
  };
}

/** The value of a field. @throws UserError for a field that postings lack. */
export function fieldOf(posting: Posting, field: string): FieldValue {
  const value = posting.fields[field];
  if (value === undefined)
    throw new UserError(
      `posting "${posting.id}" has no field "${field}"; it has ${Object.keys(posting.fields).join(', ')}`,
    );
  return value;
}

/** The items of a list field; none where it is not filled. @throws UserError for a field that is no list */
export function listOf(posting: Posting, field: string): readonly string[] {
  const value = fieldOf(posting, field);
  if (value === null) return [];
  if (Array.isArray(value)) return value as readonly string[];
  throw new UserError(noList(field));
}

/**
 * The texts of a field: the one that it holds, or the items of a list; none where it is empty.
 *
 * @throws UserError for a field that postings lack
 */
export const textsIn = (posting: Posting, field: string): string[] =>
  [fieldOf(posting, field) ?? []].flat().map(String);

/** The texts of some fields, one by one, each with where it stands. @throws UserError for a field that postings lack */
export const textsOf = (
  posting: Posting,
  fields: readonly string[],
): { readonly posting: string; readonly field: string; readonly text: string }[] =>
  fields.flatMap((field) => textsIn(posting, field).map((text) => ({ posting: posting.id, field, text })));

export const noList = (field: string): string =>
  `field "${field}" is no list; only a list has items, pairs of them, and a number of them`;

type FieldFilter = Extract<Filter, { field: string }>;

function valueTest(filter: FieldFilter): (value: FieldValue) => boolean {
  if ('is' in filter)
    return (value) => (Array.isArray(value) ? value.includes(String(filter.is)) : value === filter.is);
  if ('oneOf' in filter) {
    const wanted = new Set<FieldValue>(filter.oneOf);
    return (value) => items(value).some((item) => wanted.has(item));
  }
  if (isRange(filter)) {
    const isIn = inRange(filter);
    return (value) => (typeof value === 'number' || typeof value === 'string') && isIn(value);
  }
  const { contains, times = 1 } = filter;
  const fold = (text: string) => (filter.case === 'ignore' ? text.toLowerCase() : text);
  const wanted = contains.map(fold);
  return (value) => {
    const texts = items(value).map(fold);
    if (times === 1) return texts.some((text) => wanted.some((part) => text.includes(part)));
    const found = texts.flatMap((text) => wanted.map((part) => text.split(part).length - 1));
    return found.reduce((sum, each) => sum + each, 0) >= times;
  };
}

/** Numbers are compared with numbers, days with days: a value of another kind is in no range. */
function inRange({ from, above, to, below }: RangeFilter): (value: Bound) => boolean {
  const ends = [from, above, to, below].filter((bound) => bound !== undefined);
  return (value) =>
    ends.every((bound) => typeof bound === typeof value) &&
    (from === undefined || value >= from) &&
    (above === undefined || value > above) &&
    (to === undefined || value <= to) &&
    (below === undefined || value < below);
}

const items = (value: FieldValue): readonly string[] =>
  value === null ? [] : Array.isArray(value) ? value : [String(value)];
