import { canonical } from '../load/digest.js';
import type { MatchMode } from '../tag/match-mode.js';
import type { Period } from './period.js';

/** How the words of an item must stand in a text: one after the other, or each of them anywhere. */
export const itemWords = ['together', 'anywhere'] as const;
export type ItemWords = (typeof itemWords)[number];

/** An end of a range: a number, or a day such as `2026-03-10`. */
export type Bound = number | string;

/**
 * A condition on a posting. On a field that holds a list, a condition holds when it holds for any of its items.
 */
export type Filter =
  /** The field has exactly this value; null asks for a field that is not filled, or an empty list. */
  | { readonly field: string; readonly is: string | number | boolean | null }
  | { readonly field: string; readonly oneOf: readonly string[] }
  /**
   * A number or a day in a range: `from` and `to` are included, `above` and `below` are not. An empty field is in
   * none.
   */
  | {
      readonly field: string;
      readonly from?: Bound;
      readonly above?: Bound;
      readonly to?: Bound;
      readonly below?: Bound;
    }
  /**
   * Any of the substrings occurs in the field; `times`: that often in all. `case`: as written, or lower-cased on
   * both sides.
   */
  | {
      readonly field: string;
      readonly contains: readonly string[];
      readonly case: 'exact' | 'ignore';
      readonly times?: number;
    }
  /** The posting's text mentions the concept; or that of one field, `in`. */
  | { readonly mentions: string; readonly in?: string }
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  /** At least this many of the conditions hold. */
  | { readonly atLeast: number; readonly of: readonly Filter[] }
  /** More of the first conditions hold than of the others. */
  | { readonly moreOf: readonly Filter[]; readonly than: readonly Filter[] };

/**
 * What postings are grouped by: a field's value (a list field puts a posting into the group of each of its items, and
 * a posting with an empty list into none), or named cases, of which the first that holds decides. `items` decides for
 * each item of a list field instead, by the substrings that it contains, lower-cased. `forms` groups by the words that
 * the substrings were found in.
 *
 * `holding` groups by pattern: which of the named conditions hold. A group's name joins the names of those that
 * do, in alphabetical order, `Python + RAG`, or is `(none)`; `namesIn` takes it apart. Counts by pattern are all
 * that a classifier, a comparison of profiles or a bootstrap needs, and no posting stands in them; asked for with
 * the employer beside it, `by: ['company', { as: 'skills', holding }]`, they show which postings belong together.
 * In OpenSearch: for each condition a `filters` aggregation of the condition and its opposite, one nested in the next,
 * beneath the terms of the outer groups; beyond six conditions, since buckets double with each, posting by posting.
 */
export type Grouping =
  | string
  | { readonly as: string; readonly first: Readonly<Record<string, Filter>> }
  | { readonly as: string; readonly items: string; readonly first: Readonly<Record<string, readonly string[]>> }
  | { readonly as: string; readonly forms: string; readonly of: readonly string[] }
  /** The different items of a list field whose words stand in a text field; with `of`, only these items. */
  | {
      readonly as: string;
      readonly standing: string;
      readonly in: string;
      readonly words: ItemWords;
      readonly of?: readonly string[];
    }
  /** How many different items a list field has; or how many of them stand in a text field. */
  | { readonly as: string; readonly size: string }
  | { readonly as: string; readonly size: string; readonly in: string; readonly words: ItemWords }
  | { readonly as: string; readonly holding: Readonly<Record<string, Filter>> }
  /** The week, month, quarter or year in which a day lies; the field has the days of its stated zone. */
  | { readonly as: string; readonly day: string; readonly per: Period };

/**
 * A count asked of a corpus: how many postings, in which groups, and how many of them mention or satisfy what.
 *
 * `{ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' }` reads: for each role, the number of postings
 * and the number of those that mention fine-tuning, looked for as a phrase.
 */
export interface Query {
  /** Only postings for which this holds; without it, all. */
  readonly where?: Filter;
  /** The groups, the outermost first; an empty list asks for the total. */
  readonly by: readonly Grouping[];
  /** Concepts to count, each a column: postings that mention it. */
  readonly concepts?: readonly string[];
  /** How concepts are looked for; needed where one is. */
  readonly match?: MatchMode;
  /** The lexicon in which the concepts stand, where it is not the corpus's own. */
  readonly lexicon?: string;
  /** Named conditions to count, each a column: postings for which it holds. */
  readonly columns?: Readonly<Record<string, Filter>>;
  /** Pairs of different items of this list field, once a posting: the groups `a` and `b`, a before b. */
  readonly pairs?: string;
  /** How many different values this field has, as the column `distinct`. */
  readonly distinct?: string;
  /** Count the items of grouped lists too, as the column `mentions`: an item that stands twice counts twice. */
  readonly mentions?: true;
  /** Only the groups with the most postings (or mentions, if counted), at most this many; ties by name. */
  readonly top?: number;
}

type GroupName<Each> = Each extends string
  ? Each
  : Each extends { readonly as: infer Name extends string }
    ? Name
    : never;
type GroupNames<Q extends Query> =
  | GroupName<Q['by'][number]>
  | (Q extends { readonly pairs: string } ? 'a' | 'b' : never);
type ColumnNames<Q extends Query> =
  | (Q extends { readonly concepts: readonly (infer Name extends string)[] } ? Name : never)
  | (Q extends { readonly columns: infer Columns } ? keyof Columns & string : never)
  | (Q extends { readonly distinct: string } ? 'distinct' : never)
  | (Q extends { readonly mentions: true } ? 'mentions' : never)
  | 'postings';

/** A row of the answer to a query: a name for each group, a count for each column. */
export type RowOf<Q extends Query> = Readonly<Record<GroupNames<Q>, string>> & Readonly<Record<ColumnNames<Q>, number>>;

/** A group of an answer, by some or all of its names. */
export type GroupOf<Q extends Query> = Readonly<Partial<Record<GroupNames<Q>, string>>>;

/** The names that a query's groups have in its rows. */
export const groupNames = ({ by, pairs }: Query): string[] => [
  ...by.map((grouping) => (typeof grouping === 'string' ? grouping : grouping.as)),
  ...(pairs === undefined ? [] : ['a', 'b']),
];

/** Every filter of a query, also those inside others. */
export function filtersIn({ where, by, columns = {} }: Query): Filter[] {
  const inner = (filter: Filter): Filter[] => {
    const parts =
      'all' in filter
        ? filter.all
        : 'any' in filter
          ? filter.any
          : 'not' in filter
            ? [filter.not]
            : 'of' in filter
              ? filter.of
              : 'moreOf' in filter
                ? [...filter.moreOf, ...filter.than]
                : [];
    return [filter, ...parts.flatMap(inner)];
  };
  const cases = by.flatMap((grouping) => {
    if (typeof grouping === 'string' || 'items' in grouping || 'day' in grouping) return [];
    return Object.values('holding' in grouping ? grouping.holding : 'first' in grouping ? grouping.first : {});
  });
  return [...(where === undefined ? [] : [where]), ...Object.values(columns), ...cases].flatMap(inner);
}

/** The fields whose values a query asks for. */
export function valueFieldsIn(query: Query): string[] {
  const grouped = query.by.flatMap((grouping) => {
    if (typeof grouping === 'string') return grouping;
    if ('items' in grouping) return grouping.items;
    if ('forms' in grouping) return grouping.forms;
    if ('day' in grouping) return grouping.day;
    if ('first' in grouping || 'holding' in grouping) return [];
    const list = 'standing' in grouping ? grouping.standing : grouping.size;
    return 'in' in grouping ? [list, grouping.in] : list;
  });
  const filtered = filtersIn(query).flatMap((filter) => ('field' in filter ? filter.field : []));
  return [...new Set([...grouped, ...filtered, ...[query.pairs ?? []].flat(), ...[query.distinct ?? []].flat()])];
}

/** The fields that a query names to look for concepts in. */
export const searchedFieldsIn = (query: Query): string[] => [
  ...new Set(filtersIn(query).flatMap((filter) => ('mentions' in filter && filter.in !== undefined ? filter.in : []))),
];

/** The fields that a query names. */
export const fieldsIn = (query: Query): string[] => [...new Set([...valueFieldsIn(query), ...searchedFieldsIn(query)])];

/** Whether a query looks for concepts without naming a field: in the corpus's text. */
export const looksInText = (query: Query): boolean =>
  (query.concepts ?? []).length > 0 ||
  filtersIn(query).some((filter) => 'mentions' in filter && filter.in === undefined);

/** The columns of an answer, and which postings each counts: concepts, then conditions. */
export const columnsOf = ({ concepts = [], columns = {} }: Query): (readonly [name: string, counts: Filter])[] => [
  ...concepts.map((mentions) => [mentions, { mentions }] as const),
  ...Object.entries(columns),
];

/** The fields whose items a query asks for: lists. */
export function listsIn({ by, pairs }: Query): string[] {
  const grouped = by.flatMap((grouping) => {
    if (typeof grouping === 'string') return [];
    if ('items' in grouping) return grouping.items;
    if ('standing' in grouping) return grouping.standing;
    return 'size' in grouping ? grouping.size : [];
  });
  return [...new Set([...grouped, ...(pairs === undefined ? [] : [pairs])])];
}

/** The concepts that a query looks for. */
export function conceptsIn(query: Query): string[] {
  const filtered = filtersIn(query).flatMap((filter) => ('mentions' in filter ? filter.mentions : []));
  return [...new Set([...(query.concepts ?? []), ...filtered])];
}

/**
 * The key under which a recording holds the answer: the query as canonical JSON, in which the order of keys
 * says nothing; so the cases of a grouping, whose order decides, stand in it as a list.
 */
export const queryKey = ({ by, ...query }: Query): string =>
  canonical({
    ...query,
    by: by.map((each) =>
      typeof each !== 'string' && 'first' in each ? { ...each, first: Object.entries<unknown>(each.first) } : each,
    ),
  });

/** The query of a key. */
export function queryOfKey(key: string): Query {
  const { by, ...query } = JSON.parse(key) as Omit<Query, 'by'> & { by: ({ first?: [string, Filter][] } | string)[] };
  return {
    ...query,
    by: by.map((each) =>
      typeof each === 'string' || !each.first ? each : { ...each, first: Object.fromEntries(each.first) },
    ) as Grouping[],
  };
}

/** A query in words, for messages and traces. */
export function describeQuery({
  where,
  by,
  concepts = [],
  match,
  columns = {},
  pairs,
  distinct,
  top,
  lexicon,
}: Query): string {
  const what = where === undefined ? 'postings' : `postings where ${describeFilter(where)}`;
  const groups = groupNames({ by });
  return [
    pairs === undefined ? what : `pairs of ${pairs} in ${what}`,
    groups.length > 0 ? ` by ${groups.join(' and ')}` : '',
    top === undefined ? '' : `, the top ${top}`,
    distinct === undefined ? '' : `, and how many different values of ${distinct}`,
    concepts.length > 0 ? `, and how many of them mention ${concepts.join(', ')}` : '',
    match === undefined || concepts.length === 0
      ? ''
      : ` (${match} match${lexicon === undefined ? '' : `, lexicon ${lexicon}`})`,
    Object.keys(columns).length > 0 ? `, and how many of them count as: ${Object.keys(columns).join(', ')}` : '',
  ].join('');
}

export type RangeFilter = Extract<Filter, { readonly below?: Bound }>;

/** Whether a condition is that of a range. */
export const isRange = (filter: Filter): filter is RangeFilter =>
  'field' in filter && !('is' in filter) && !('oneOf' in filter) && !('contains' in filter);

function describeRange({ field, from, above, to, below }: RangeFilter): string {
  const ends = [
    from === undefined ? '' : `at least ${from}`,
    above === undefined ? '' : `more than ${above}`,
    to === undefined ? '' : `at most ${to}`,
    below === undefined ? '' : `less than ${below}`,
  ];
  return `${field} is ${ends.filter((end) => end !== '').join(' and ')}`;
}

/** A filter in words. */
export function describeFilter(filter: Filter): string {
  const list = (filters: readonly Filter[], between: string) =>
    filters.map((each) => `(${describeFilter(each)})`).join(between);
  if ('all' in filter) return list(filter.all, ' and ');
  if ('any' in filter) return list(filter.any, ' or ');
  if ('not' in filter) return `not (${describeFilter(filter.not)})`;
  if ('atLeast' in filter) return `at least ${filter.atLeast} of ${list(filter.of, ', ')}`;
  if ('moreOf' in filter) return `more of ${list(filter.moreOf, ', ')} than of ${list(filter.than, ', ')}`;
  if ('mentions' in filter) return `${filter.in ?? 'the text'} mentions ${filter.mentions}`;
  if ('is' in filter) return filter.is === null ? `${filter.field} is empty` : `${filter.field} is ${filter.is}`;
  if ('oneOf' in filter) return `${filter.field} is one of ${filter.oneOf.join(', ')}`;
  if (isRange(filter)) return describeRange(filter);
  const often = filter.times === undefined ? '' : `, at least ${filter.times} times`;
  return (
    `${filter.field} contains ` +
    `${filter.contains.join(' or ')}${filter.case === 'ignore' ? ' in any case' : ''}${often}`
  );
}
