import type { PlainRow } from '../answer.js';
import { columnsOf, type Filter, groupNames, type Query } from '../query.js';
import { GroupCounts, ordered } from '../rows.js';
import { allOf, type Dsl } from './dsl.js';
import { type ConceptSearch, dslOf } from './filter.js';
import { type GroupAxes, groupAxes, itemValues } from './group-axes.js';
import type { Layout } from './layout.js';
import { frequentItems, largestPairs, pairsOf } from './pairs.js';
import { type Axis, type Leaf, searchOf } from './pass.js';
import { type LeavesByPass, type Passes, PassReader } from './read-passes.js';
import type { Service } from './service.js';

/**
 * Counts by asking an index: the rows that the postings themselves would give, to the last count.
 *
 * Each grouping of the query becomes an axis or several, the axes make passes, and the leaves of the passes, once the
 * index has answered, are added up to groups. @throws Refusal
 */
export async function countIndex(
  query: Query,
  layout: Layout,
  concepts: ConceptSearch,
  service: Service,
): Promise<PlainRow[]> {
  const dsl = (filter: Filter): Dsl => dslOf(filter, layout, concepts);
  const where = allOf([...layout.corpus, ...(query.where === undefined ? [] : [dsl(query.where)])]);
  const columns = columnsOf(query).map(([, filter]) => dsl(filter));
  const reader = new PassReader(service, layout, where);

  const groupings: GroupAxes[] = [];
  const context = { layout, reader, dsl, countsItems: query.mentions === true };
  for (const grouping of query.by) groupings.push(await groupAxes(grouping, context));

  const passes = passesOf(query, groupings, columns, layout);
  const leaves =
    (await leavesOfTopPairs(query, columns, layout, where, reader)) ??
    (await reader.read(passes, isCertainWithTop(query) ? query.top : undefined));
  return rowsOf(query, groupings, leaves);
}

/** The passes that a query takes: over its postings, the items of their lists, the different values of a field. */
function passesOf(query: Query, groupings: readonly GroupAxes[], columns: readonly Dsl[], layout: Layout): Passes {
  const items: Axis[] = query.pairs === undefined ? [] : [{ values: itemValues(query.pairs, layout) }];
  const pairs = [...items, ...items];
  const postings = [...groupings.flatMap((each) => each.postings), ...pairs];
  const mentions = [...groupings.flatMap((each) => each.mentions), ...pairs];
  return {
    postings: { axes: postings, columns },
    ...(query.mentions ? { mentions: { axes: mentions, columns: [] } } : {}),
    ...(query.distinct === undefined
      ? {}
      : { distinct: { axes: [...postings, { values: layout.values(query.distinct) }], columns: [] } }),
  };
}

/** Whether the largest groups by postings are all that a query asks, so that an answer without the others may do. */
const isCertainWithTop = ({ mentions, distinct, pairs }: Query): boolean =>
  !mentions && distinct === undefined && pairs === undefined;

/** The largest pairs by a matrix of the most frequent items, where that is certain. All pairs would be very many. */
async function leavesOfTopPairs(
  { pairs: field, top, by, mentions, distinct }: Query,
  columns: readonly Dsl[],
  layout: Layout,
  where: Dsl,
  reader: PassReader,
): Promise<LeavesByPass | undefined> {
  if (field === undefined || top === undefined || by.length > 0 || mentions || distinct !== undefined) return undefined;
  const { items } = await reader.groups({ items: { axes: [{ values: itemValues(field, layout) }], columns: [] } });
  const frequent = frequentItems(items ?? { leaves: [] });
  if (frequent.items.length < 2) return undefined;
  const aggs = pairsOf(frequent.items, (item) => layout.is(field, [item]), columns);
  const { aggregations } = await reader.search(searchOf(where, aggs), Object.keys(aggs));
  const found = largestPairs(aggregations['pairs'], frequent, top);
  return found && { postings: found };
}

/** Adds the leaves up to groups, and the groups to rows in their order. */
function rowsOf(query: Query, groupings: readonly GroupAxes[], leaves: LeavesByPass): PlainRow[] {
  const groups = new GroupCounts(query);
  if (groupNames(query).length === 0) groups.at([]); // a total is a row even where nothing matches
  for (const leaf of leaves['postings'] ?? []) {
    const keys = keysOf(leaf.keys, query, groupings);
    if (!keys) continue;
    const group = groups.at(keys);
    group.postings += leaf.postings;
    for (const [i, n] of leaf.columns.entries()) group.columns[i] = (group.columns[i] ?? 0) + n;
  }
  for (const leaf of leaves['mentions'] ?? []) {
    const keys = keysOf(leaf.keys, query, groupings);
    if (keys) groups.at(keys).mentions += leaf.postings * leaf.times;
  }
  for (const leaf of leaves['distinct'] ?? []) {
    const keys = keysOf(leaf.keys.slice(0, -1), query, groupings);
    if (keys) groups.at(keys).values.add(leaf.keys.at(-1) ?? '');
  }
  return ordered(query, groups.all());
}

/**
 * The names of a leaf's group; undefined for half of the pairs, since each comes both ways, and each item with
 * itself.
 */
function keysOf(leafKeys: Leaf['keys'], query: Query, groupings: readonly GroupAxes[]): readonly string[] | undefined {
  let rest = leafKeys;
  const keys: string[] = [];
  for (const { name, postings } of groupings) {
    keys.push(name(rest.slice(0, postings.length)));
    rest = rest.slice(postings.length);
  }
  const [a = '', b = ''] = rest;
  if (query.pairs === undefined) return keys;
  return a < b ? [...keys, a, b] : undefined;
}
