import { z } from 'zod';
import { readYaml } from '../load/yaml.js';
import type { Filter, Grouping, Query } from './query.js';
import { filterSchema } from './query-schema.js';

/**
 * How the fields of one corpus are found in another: by another name, or as cases, of which the first that holds gives
 * the value. Fields that are not named keep their names.
 */
export interface FieldMapping {
  readonly fields?: Readonly<Record<string, string | { readonly first: Readonly<Record<string, Filter>> }>>;
  /** The lexicon that has the concepts, where the other corpus has none of its own. */
  readonly lexicon?: string;
}

const mappingSchema: z.ZodType<FieldMapping> = z.strictObject({
  fields: z
    .record(z.string(), z.union([z.string(), z.strictObject({ first: z.record(z.string(), filterSchema) })]))
    .exactOptional(),
  lexicon: z.string().exactOptional(),
});

/** Reads a mapping from a YAML file. @throws UserError when it is missing or breaks a rule, with file and line */
export const readMapping = (path: string): FieldMapping => readYaml(path, mappingSchema);

/** A query of one corpus as one of another. */
export function mapQuery(query: Query, { fields = {}, lexicon }: FieldMapping): Query {
  const nameOf = (field: string): string => {
    const mapped = fields[field];
    return typeof mapped === 'string' ? mapped : field;
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
    if (typeof mapped !== 'object') return { ...each, field: nameOf(each.field) };
    const wanted = 'is' in each ? [String(each.is)] : 'oneOf' in each ? each.oneOf : [];
    return { any: wanted.map((name) => caseFilter(mapped.first, name)) };
  }
  const grouping = (each: Grouping): Grouping => {
    if (typeof each === 'string') {
      const mapped = fields[each];
      return typeof mapped === 'object' ? { as: each, first: mapped.first } : nameOf(each);
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
function caseFilter(first: Readonly<Record<string, Filter>>, name: string): Filter {
  const cases = Object.entries(first);
  const at = cases.findIndex(([each]) => each === name);
  const held = cases[at]?.[1];
  if (!held) return { any: [] };
  return { all: [...cases.slice(0, at).map(([, filter]): Filter => ({ not: filter })), held] };
}

/**
 * The groups of an answer by their names in the first corpus: a field that has another name in the second gives its
 * column back.
 */
export function unmapRows<Row extends Readonly<Record<string, string | number>>>(
  rows: readonly Row[],
  asked: Query,
  mapped: Query,
): Row[] {
  const renamed = asked.by.flatMap((each, i) => {
    const other = mapped.by[i];
    return typeof each === 'string' && typeof other === 'string' && each !== other ? [[other, each] as const] : [];
  });
  if (renamed.length === 0) return [...rows];
  const names = new Map(renamed);
  return rows.map(
    (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [names.get(name) ?? name, value])) as Row,
  );
}
