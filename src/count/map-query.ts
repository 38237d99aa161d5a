import { z } from 'zod';
import { UserError } from '../error.js';
import { readYaml } from '../load/yaml.js';
import type { PlainRow } from './answer.js';
import { unfilled } from './pattern.js';
import { daysIn, type Period, periodOf, periods } from './period.js';
import { type Filter, type Grouping, isRange, type Query, type RangeFilter } from './query.js';
import { filterSchema } from './query-schema.js';

/** Spans of days made out of a day: by their names (`per: week`, `2026-W10`), or by their first day (`round: week`). */
type Spans = { readonly day: string; readonly per: Period } | { readonly day: string; readonly round: Period };

/** The groups of a field as cases of other fields, of which the first that holds gives the value. */
interface Cases {
  readonly first: Readonly<Record<string, Filter>>;
}

/**
 * How the fields of one corpus are found in another: by another name, as cases, or as the weeks, months, quarters or
 * years of a day. Fields that are not named keep their names.
 */
export interface FieldMapping {
  readonly fields?: Readonly<Record<string, string | Cases | Spans>>;
  /** The lexicon that has the concepts, where the other corpus has none of its own. */
  readonly lexicon?: string;
}

/** How a mapping is written. */
export const mappingSchema: z.ZodType<FieldMapping> = z.strictObject({
  fields: z
    .record(
      z.string(),
      z.union([
        z.string(),
        z.strictObject({ first: z.record(z.string(), filterSchema) }),
        z.strictObject({ day: z.string(), per: z.enum(periods) }),
        z.strictObject({ day: z.string(), round: z.enum(periods) }),
      ]),
    )
    .exactOptional(),
  lexicon: z.string().exactOptional(),
});

/** Reads a mapping from a YAML file. @throws UserError when it is missing or breaks a rule, with file and line */
export const readMapping = (path: string): FieldMapping => readYaml(path, mappingSchema);

/** The name that a field has in the other corpus, where it has one there; undefined where it is made of others. */
export function mappedName(field: string, { fields = {} }: FieldMapping): string | undefined {
  const mapped = fields[field] ?? field;
  return typeof mapped === 'string' ? mapped : undefined;
}

/**
 * A query of one corpus as one of another.
 *
 * @throws UserError where a field that is made of others is asked for in a way that they do not tell
 */
export function mapQuery(query: Query, { fields = {}, lexicon }: FieldMapping): Query {
  const nameOf = (field: string): string => {
    const mapped = fields[field] ?? field;
    if (typeof mapped === 'string') return mapped;
    throw new UserError(`field "${field}" is made of others there, which do not tell what is asked of it`);
  };
  const all = (filters: readonly Filter[]): Filter[] => filters.map(filter);
  const named = (filters: Readonly<Record<string, Filter>>): Record<string, Filter> =>
    Object.fromEntries(Object.entries(filters).map(([name, each]) => [name, filter(each)]));

  function filter(each: Filter): Filter {
    if ('all' in each) return { all: all(each.all) };
    if ('any' in each) return { any: all(each.any) };
    if ('not' in each) return { not: filter(each.not) };
    if ('atLeast' in each) return { ...each, of: all(each.of) };
    if ('moreOf' in each) return { moreOf: all(each.moreOf), than: all(each.than) };
    if ('mentions' in each) return each.in === undefined ? each : { ...each, in: nameOf(each.in) };
    const mapped = fields[each.field];
    if (typeof mapped !== 'object' || 'contains' in each) return { ...each, field: nameOf(each.field) };
    if ('day' in mapped) return spanFilter(each, mapped);
    if (isRange(each)) return { ...each, field: nameOf(each.field) };
    if ('is' in each && each.is === null) return { all: Object.values(mapped.first).map((held) => ({ not: held })) };
    const wanted = 'is' in each ? [String(each.is)] : each.oneOf;
    return { any: wanted.map((name) => caseFilter(mapped.first, name)) };
  }
  const grouping = (each: Grouping): Grouping => {
    if (typeof each === 'string') {
      const mapped = fields[each];
      if (typeof mapped !== 'object') return nameOf(each);
      return 'day' in mapped ? { as: each, day: mapped.day, per: periodIn(mapped) } : { as: each, first: mapped.first };
    }
    if ('items' in each) return { ...each, items: nameOf(each.items) };
    if ('day' in each) return { ...each, day: nameOf(each.day) };
    if ('forms' in each) return { ...each, forms: nameOf(each.forms) };
    if ('standing' in each) return { ...each, standing: nameOf(each.standing), in: nameOf(each.in) };
    if ('size' in each)
      return 'in' in each
        ? { ...each, size: nameOf(each.size), in: nameOf(each.in) }
        : { ...each, size: nameOf(each.size) };
    return 'holding' in each ? { ...each, holding: named(each.holding) } : { ...each, first: named(each.first) };
  };
  return {
    ...query,
    by: query.by.map(grouping),
    ...(query.where && { where: filter(query.where) }),
    ...(query.columns && { columns: named(query.columns) }),
    ...(query.pairs !== undefined && { pairs: nameOf(query.pairs) }),
    ...(query.distinct !== undefined && { distinct: nameOf(query.distinct) }),
    ...(lexicon !== undefined && query.match !== undefined && query.lexicon === undefined && { lexicon }),
  };
}

/** The condition of one of several cases: it holds, and none before it. */
function caseFilter(first: Cases['first'], name: string): Filter {
  const cases = Object.entries(first);
  const at = cases.findIndex(([each]) => each === name);
  const held = cases[at]?.[1];
  if (!held) return { any: [] };
  return { all: [...cases.slice(0, at).map(([, filter]): Filter => ({ not: filter })), held] };
}

const periodIn = (spans: Spans): Period => ('per' in spans ? spans.per : spans.round);

/** A condition on spans of days as one on the days. */
function spanFilter(
  each: RangeFilter | Extract<Filter, { readonly is: unknown } | { readonly oneOf: unknown }>,
  spans: Spans,
): Filter {
  const { day: field } = spans;
  const spanAt = (value: string) => daysIn('per' in spans ? value : periodOf(value, spans.round));
  const within = (value: string): Filter => {
    const span = spanAt(value);
    const isOne = span && ('per' in spans || span.first === value);
    return isOne ? { field, from: span.first, to: span.last } : { any: [] };
  };
  if ('is' in each) return each.is === null ? { field, is: null } : within(String(each.is));
  if ('oneOf' in each) return { any: each.oneOf.map(within) };
  const bound = (value: string | number) => {
    const span = spanAt(String(value));
    if (span) return { ...span, isFirst: 'per' in spans || span.first === value };
    throw new UserError(`"${value}" is no ${periodIn(spans)} that days of "${field}" lie in`);
  };
  const { from, above, to, below } = each;
  const [least, over, most, under] = [from, above, to, below].map((end) =>
    end === undefined ? undefined : bound(end),
  );
  const parts: Filter[] = [
    ...(least ? [least.isFirst ? { field, from: least.first } : { field, above: least.last }] : []),
    ...(over ? [{ field, above: over.last }] : []),
    ...(most ? [{ field, to: most.last }] : []),
    ...(under ? [under.isFirst ? { field, below: under.first } : { field, to: under.last }] : []),
  ];
  return parts.length === 1 && parts[0] ? parts[0] : { all: parts };
}

/**
 * The groups of an answer by their names in the first corpus: a field that has another name in the second gives its
 * column back, and spans of days that the first knows by their first day have that. A posting without the day is in no
 * span, so that those are no group.
 */
export function unmapRows(rows: readonly PlainRow[], asked: Query, { fields = {} }: FieldMapping): PlainRow[] {
  const names = new Map<string, string>();
  const spans = new Map<string, Spans>();
  for (const each of asked.by) {
    const mapped = typeof each === 'string' ? fields[each] : undefined;
    if (typeof each !== 'string' || mapped === undefined) continue;
    if (typeof mapped === 'string') names.set(mapped, each);
    else if ('day' in mapped) spans.set(each, mapped);
  }
  const unmapped = ([name, value]: [string, string | number]): [string, string | number] => {
    const span = spans.get(name);
    return [names.get(name) ?? name, span && 'round' in span ? (daysIn(String(value))?.first ?? value) : value];
  };
  return rows
    .filter((row) => [...spans.keys()].every((name) => row[name] !== unfilled))
    .map((row) => Object.fromEntries(Object.entries(row).map(unmapped)));
}
