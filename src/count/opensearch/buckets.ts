import { z } from 'zod';
import { UserError } from '../../error.js';
import { unfilled } from '../pattern.js';
import type { Member, Values } from './layout.js';
import { type Axis, conditionsOf, type Leaf, type Pass } from './pass.js';

/** Groups that an answer has, and whether there are others that it leaves out. */
export interface Groups {
  readonly leaves: readonly Leaf[];
  /** Of groups that are left out, none has more postings than this; undefined when none is left out. */
  readonly leftOut?: number;
}

const bucketSchema = z.looseObject({
  doc_count: z.int().nonnegative(),
  key: z
    .union([z.string(), z.number(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable())])
    .optional(),
  key_as_string: z.string().optional(),
  doc_count_error_upper_bound: z.int().optional(),
});
type Bucket = z.infer<typeof bucketSchema>;
const groupsSchema = z.looseObject({
  buckets: z.array(bucketSchema),
  sum_other_doc_count: z.int().optional(),
  doc_count_error_upper_bound: z.int().optional(),
  after_key: z.record(z.string(), z.unknown()).optional(),
});

/** The leaves of a pass in the answer to its aggregations. `total` is what it counted in all. */
export function readGroups(pass: Pass, aggregations: Readonly<Record<string, unknown>>, total: number): Groups {
  const leaves: Leaf[] = [];
  let leftOut: number | undefined;
  walk(pass.axes, { ...aggregations, doc_count: total }, [], 1);
  return leftOut === undefined ? { leaves } : { leaves, leftOut };

  function walk(
    axes: readonly Axis[],
    bucket: Readonly<Record<string, unknown>> & { doc_count: number },
    keys: readonly string[],
    times: number,
  ): void {
    if (bucket.doc_count === 0 && keys.length > 0) return;
    const [axis, ...rest] = axes;
    if (!axis) {
      const more = Number(bucket['doc_count_error_upper_bound'] ?? 0);
      return void leaves.push({
        keys,
        times,
        postings: bucket.doc_count,
        columns: columnsOf(pass, bucket),
        ...(more > 0 ? { atMostMore: more } : {}),
      });
    }
    const groups = parse(bucket['groups']);
    if ('cases' in axis) {
      axis.cases.forEach(({ group }, i) => {
        const inner = groups.buckets[i];
        if (!inner) throw new UserError('the cluster answered fewer conditions than were asked');
        walk(rest, inner, [...keys, group], times);
      });
      return;
    }
    if ((groups.sum_other_doc_count ?? 0) > 0 || (groups.doc_count_error_upper_bound ?? 0) > 0) {
      const last = groups.buckets.at(-1)?.doc_count ?? 0;
      leftOut = Math.max(leftOut ?? 0, last, groups.doc_count_error_upper_bound ?? 0);
    }
    for (const inner of groups.buckets) {
      for (const { group, times: more } of axis.values.decode(nameOf(inner)))
        walk(rest, inner, [...keys, group], times * more);
    }
    const without = bucket['unfilled'];
    if (axis.values.missing) walk(rest, bucketSchema.parse(without), [...keys, unfilled], times);
  }
}

/** A page of groups, and what to ask the next one after. */
export function readPage(
  pass: Pass,
  aggregations: Readonly<Record<string, unknown>>,
): { readonly leaves: readonly Leaf[]; readonly after: Readonly<Record<string, unknown>> | undefined } {
  const { buckets, after_key: after } = parse(aggregations['groups']);
  const values = pass.axes.flatMap((axis) => ('values' in axis ? [axis.values] : []));
  const cases: Pass = { axes: pass.axes.filter((axis) => 'cases' in axis), columns: pass.columns };
  const leaves = buckets.flatMap((bucket) => {
    const key = bucket.key;
    const members = combine(
      values.map(({ decode }, i) => {
        const value = typeof key === 'object' ? key[`${i}`] : undefined;
        return value === null || value === undefined ? [{ group: unfilled, times: 1 }] : decode(String(value));
      }),
    );
    return readGroups(cases, bucket, bucket.doc_count).leaves.flatMap((leaf) =>
      members.map((member) => {
        // values and cases go back to the places of their axes
        const [ofValues, ofCases] = [[...member.keys], [...leaf.keys]];
        const keys = pass.axes.map((axis) => ('values' in axis ? ofValues : ofCases).shift() ?? '');
        return { ...leaf, keys, times: member.times };
      }),
    );
  });
  return { leaves: leaves.filter(({ postings }) => postings > 0), after: buckets.length === 0 ? undefined : after };
}

const hitSchema = z.looseObject({
  sort: z.array(z.unknown()).min(1),
  matched_queries: z.array(z.string()).default([]),
  fields: z.record(z.string(), z.array(z.unknown())).default({}),
});

/** A page of postings, each as the leaves that it is in, and what to ask the next page after. */
export function readList(
  pass: Pass,
  hits: readonly unknown[],
): { readonly leaves: readonly Leaf[]; readonly after: readonly unknown[] | undefined } {
  const parsed = z.array(hitSchema).safeParse(hits);
  if (!parsed.success)
    throw new UserError(
      `a posting came without what was asked of it: ${parsed.error.issues[0]?.path.join('.')}: ` +
        `${parsed.error.issues[0]?.message}`,
    );
  const conditions = conditionsOf(pass).length;
  const leaves = parsed.data.flatMap((hit) => {
    const holding = new Set(hit.matched_queries.map(Number));
    let at = 0;
    const members = combine(
      pass.axes.map((axis) => {
        if ('cases' in axis) {
          const from = at;
          at += axis.cases.length;
          return axis.cases.flatMap(({ group }, i) => (holding.has(from + i) ? [{ group, times: 1 }] : []));
        }
        const { path, missing, calendar, decode } = axis.values;
        const values = hit.fields[path] ?? [];
        if (values.length === 0 && missing) return [{ group: unfilled, times: 1 }];
        return values.flatMap((value) => decode(calendar ? firstDay(String(value), calendar) : String(value)));
      }),
    );
    const columns = pass.columns.map((_, i) => (holding.has(conditions - pass.columns.length + i) ? 1 : 0));
    return members.map((member) => ({ ...member, postings: 1, columns }));
  });
  return { leaves, after: parsed.data.at(-1)?.sort };
}

/** Every combination of the groups that a posting is in on each axis. */
const combine = (
  axes: readonly (readonly Member[])[],
): { readonly keys: readonly string[]; readonly times: number }[] =>
  axes.reduce<{ readonly keys: readonly string[]; readonly times: number }[]>(
    (found, axis) =>
      found.flatMap(({ keys, times }) =>
        axis.map((member) => ({ keys: [...keys, member.group], times: times * member.times })),
      ),
    [{ keys: [], times: 1 }],
  );

/** The first day of a day's week, month, quarter or year, as a calendar histogram has it. */
export function firstDay(day: string, unit: NonNullable<Values['calendar']>): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (unit === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  else if (unit !== 'day') {
    const month =
      unit === 'year' ? 0 : unit === 'quarter' ? date.getUTCMonth() - (date.getUTCMonth() % 3) : date.getUTCMonth();
    date.setUTCMonth(month, 1);
  }
  return date.toISOString().slice(0, 10);
}

function parse(groups: unknown): z.infer<typeof groupsSchema> {
  const parsed = groupsSchema.safeParse(groups);
  if (parsed.success) return parsed.data;
  throw new UserError(
    `the cluster's groups are not those of OpenSearch: ${parsed.error.issues[0]?.path.join('.')}: ` +
      `${parsed.error.issues[0]?.message}`,
  );
}

const nameOf = ({ key, key_as_string: text }: Bucket): string => text ?? String(key);

function columnsOf({ columns }: Pass, bucket: Readonly<Record<string, unknown>>): number[] {
  if (columns.length === 0) return [];
  const { buckets } = parse(bucket['columns']);
  return columns.map((_, i) => {
    const found = buckets[i];
    if (!found) throw new UserError('the cluster answered fewer columns than were asked');
    return found.doc_count;
  });
}
