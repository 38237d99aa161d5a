import { type Dsl, everything, noneOf } from './dsl.js';
import type { Values } from './layout.js';

/**
 * One walk over the postings that a query is about: what they are put into groups by, the outermost first, and which
 * conditions are counted in each group. A query takes one, or several over the same postings: its postings, the items
 * of their lists, their different values.
 */
export interface Pass {
  readonly axes: readonly Axis[];
  readonly columns: readonly Dsl[];
}

/**
 * By the values of a field; or by conditions, each a group (or none, where it is undefined), which may share
 * postings.
 */
export type Axis = { readonly values: Values } | { readonly cases: readonly Case[] };

export interface Case {
  readonly group: string;
  readonly holds: Dsl;
}

/** Of several conditions the first that holds, and `other` where none does. */
export function firstOf(cases: readonly Case[], other: string): Axis {
  const exclusive = cases.map(({ group, holds }, i) => ({
    group,
    holds: i === 0 ? holds : { bool: { filter: [holds], must_not: cases.slice(0, i).map((each) => each.holds) } },
  }));
  return { cases: [...exclusive, { group: other, holds: noneOf(cases.map(({ holds }) => holds)) }] };
}

/** Whether a condition holds or not: two groups. */
export const eitherWay = (name: string, holds: Dsl): Axis => ({
  cases: [
    { group: name, holds },
    { group: '', holds: noneOf([holds]) },
  ],
});

/**
 * A group of postings as the server counts them: the group's name on each axis, with how often items put them there.
 */
export interface Leaf {
  readonly keys: readonly string[];
  readonly times: number;
  readonly postings: number;
  readonly columns: readonly number[];
  /** How many more postings it may have, where some shards left it out. */
  readonly atMostMore?: number;
}

/** No more groups than these come in one answer: a cluster's default limit, less some room. */
export const mostBuckets = 60_000;
/** Nor more values of one field, so that no shard has to sort too many. */
const mostValues = 10_000;

/** How many buckets conditions make beneath each value. */
export const below = ({ axes, columns }: Pass): number =>
  axes.reduce((n, axis) => ('cases' in axis ? n * (1 + axis.cases.length) : n), 1) * (1 + columns.length);

/** How many values of one field are asked for at once. */
export const valuesAtOnce = (pass: Pass): number =>
  Math.max(1, Math.min(mostValues, Math.floor(mostBuckets / below(pass))));

/**
 * The aggregations of a pass: fields as `terms` or `date_histogram`, conditions as `filters`, each inside the one
 * before it, and the columns as `filters` inside the last.
 */
export function aggsOf(pass: Pass): Dsl {
  return nest(pass.axes, pass.columns, (values) => byValue(values, valuesAtOnce(pass)));
}

function nest(axes: readonly Axis[], columns: readonly Dsl[], valuesAgg: (values: Values) => Dsl): Dsl {
  const [axis, ...rest] = axes;
  if (!axis) return columns.length === 0 ? {} : { columns: { filters: { filters: columns } } };
  const inner = nest(rest, columns, valuesAgg);
  const under = Object.keys(inner).length === 0 ? {} : { aggs: inner };
  if ('cases' in axis) return { groups: { filters: { filters: axis.cases.map(({ holds }) => holds) }, ...under } };
  const groups = { ...valuesAgg(axis.values), ...under };
  return axis.values.missing ? { groups, unfilled: { missing: { field: axis.values.path }, ...under } } : { groups };
}

function byValue({ path, calendar }: Values, size: number): Dsl {
  if (calendar)
    return { date_histogram: { field: path, calendar_interval: calendar, format: 'yyyy-MM-dd', min_doc_count: 1 } };
  return {
    terms: { field: path, size, order: [{ _count: 'desc' }, { _key: 'asc' }], show_term_doc_count_error: true },
  };
}

/** A page of the same groups when they are too many for one answer: every combination of values, in their order. */
export function pageOf(pass: Pass, after: Dsl | undefined): Dsl {
  const values = pass.axes.flatMap((axis) => ('values' in axis ? [axis.values] : []));
  const inner = nest(
    pass.axes.filter((axis) => 'cases' in axis),
    pass.columns,
    () => ({}),
  );
  const sources = values.map(({ path, calendar, missing }, i) => {
    const without = missing ? { missing_bucket: true } : {};
    return {
      [`${i}`]: calendar
        ? { date_histogram: { field: path, calendar_interval: calendar, format: 'yyyy-MM-dd', ...without } }
        : { terms: { field: path, ...without } },
    };
  });
  const composite = { size: valuesAtOnce(pass), sources, ...(after ? { after } : {}) };
  return { groups: { composite, ...(Object.keys(inner).length === 0 ? {} : { aggs: inner }) } };
}

/** Conditions of a pattern beyond these would double the buckets too often: postings are then read one by one. */
export const mostDoublings = 6;

/**
 * A page of postings with the values of their groups and the conditions that hold for each, for patterns of many
 * conditions. The server counts nothing, so nothing can be cut off: every posting is seen.
 */
export function listOf(pass: Pass, where: Dsl, id: string, size: number, after: readonly unknown[] | undefined): Dsl {
  const conditions = conditionsOf(pass);
  // a field that is asked twice, as pairs are, would come with each value twice
  const fields = new Map(
    pass.axes.flatMap((axis) =>
      'values' in axis
        ? [
            [
              axis.values.path,
              axis.values.calendar ? { field: axis.values.path, format: 'yyyy-MM-dd' } : { field: axis.values.path },
            ] as const,
          ]
        : [],
    ),
  );
  return {
    size,
    track_total_hits: true,
    _source: false,
    query: {
      bool: { filter: [where], should: conditions.map((holds, i) => ({ bool: { filter: [holds], _name: `${i}` } })) },
    },
    docvalue_fields: [...fields.values()],
    sort: [{ [id]: 'asc' }],
    ...(after ? { search_after: after } : {}),
  };
}

/** The conditions of a pass in the order in which {@link listOf} numbers them. */
export const conditionsOf = ({ axes, columns }: Pass): Dsl[] => [
  ...axes.flatMap((axis) => ('cases' in axis ? axis.cases.map(({ holds }) => holds) : [])),
  ...columns,
];

/** A request for the groups of some passes over the same postings. */
export const searchOf = (where: Dsl, aggs: Dsl): Dsl => ({
  size: 0,
  track_total_hits: true,
  ...(where === everything ? {} : { query: where }),
  ...(Object.keys(aggs).length === 0 ? {} : { aggs }),
});
