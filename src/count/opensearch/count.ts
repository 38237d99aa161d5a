import { UserError } from '../../error.js';
import { tokens } from '../../tag/analyzer.js';
import type { Lexicon } from '../../tag/lexicon.js';
import { caseOf, formsOf, otherwise } from '../cases.js';
import { noList } from '../matches.js';
import { patternOf } from '../pattern.js';
import { columnsOf, type Filter, type Grouping, groupNames, type Query } from '../query.js';
import { GroupCounts, ordered, type PlainRow } from '../rows.js';
import { type Groups, readGroups, readList, readPage } from './buckets.js';
import { whole } from './complete.js';
import { allOf, type Dsl } from './dsl.js';
import { dslOf, type Looked } from './filter.js';
import type { Layout, Member } from './layout.js';
import { frequentItems, largestPairs, pairsOf } from './pairs.js';
import {
  type Axis,
  aggsOf,
  below,
  eitherWay,
  firstOf,
  type Leaf,
  listOf,
  mostBuckets,
  mostDoublings,
  type Pass,
  pageOf,
  searchOf,
} from './pass.js';
import { Refusal } from './refusal.js';

/** What answers searches: a cluster, or a service in front of one. */
export interface Service {
  /** As messages call it. */
  readonly name: string;
  /** Sends the body of a search and returns the answer as it came. @throws TooManyGroups */
  search(body: Dsl): Promise<unknown>;
}

/** The server stopped since the groups are more than it holds at once. They are then asked for in pages. */
export class TooManyGroups extends Error {}

/** How many postings a page holds: what an index gives unless told. */
const postingsAtOnce = 10_000;
/** How many values one condition may name: what an index allows unless told. */
const mostTerms = 65_000;

/** Counts by asking an index: the rows that the postings themselves would give, to the last count. @throws Refusal */
export async function countIndex(
  query: Query,
  layout: Layout,
  looked: Looked & { readonly lexicon: Lexicon | undefined },
  service: Service,
): Promise<PlainRow[]> {
  const dsl = (filter: Filter): Dsl => dslOf(filter, layout, looked);
  const where = allOf([...layout.corpus, ...(query.where === undefined ? [] : [dsl(query.where)])]);
  const columns = columnsOf(query).map(([, counts]) => dsl(counts));
  const groupings: Grouped[] = [];
  for (const grouping of query.by) groupings.push(await grouped(grouping));
  const pairs: Axis[] =
    query.pairs === undefined ? [] : [{ values: listOfItems(query.pairs) }, { values: listOfItems(query.pairs) }];

  // what is asked of the same postings goes in one request
  const passes: Record<string, Pass> = {
    postings: { axes: [...groupings.flatMap(({ postings }) => postings), ...pairs], columns },
  };
  if (query.mentions)
    passes['mentions'] = { axes: [...groupings.flatMap(({ mentions }) => mentions), ...pairs], columns: [] };
  if (query.distinct !== undefined)
    passes['distinct'] = {
      axes: [...groupings.flatMap(({ postings }) => postings), ...pairs, { values: layout.values(query.distinct) }],
      columns: [],
    };
  const provable = query.mentions || query.distinct !== undefined || query.pairs !== undefined ? undefined : query.top;
  const leaves = (await topPairs()) ?? (await walk(passes, where, provable));

  const width = groupNames(query).length;
  const groups = new GroupCounts(query);
  const keysOf = (leaf: Leaf): readonly string[] | undefined => {
    let rest = leaf.keys;
    const keys: string[] = [];
    for (const { name, postings } of groupings) {
      keys.push(name(rest.slice(0, postings.length)));
      rest = rest.slice(postings.length);
    }
    const [a = '', b = ''] = rest;
    if (query.pairs === undefined) return keys;
    return a < b ? [...keys, a, b] : undefined; // each pair comes both ways, and each item with itself
  };
  if (width === 0) groups.at([]);
  for (const leaf of leaves['postings'] ?? []) {
    const keys = keysOf(leaf);
    if (!keys) continue;
    const group = groups.at(keys);
    group.postings += leaf.postings;
    leaf.columns.forEach((n, i) => (group.columns[i] = (group.columns[i] ?? 0) + n));
  }
  for (const leaf of leaves['mentions'] ?? []) {
    const keys = keysOf(leaf);
    if (keys) groups.at(keys).mentions += leaf.postings * leaf.times;
  }
  for (const leaf of leaves['distinct'] ?? []) {
    const keys = keysOf({ ...leaf, keys: leaf.keys.slice(0, -1) });
    if (keys) groups.at(keys).values.add(leaf.keys.at(-1) ?? '');
  }
  return ordered(query, groups.all());

  /** The largest pairs by a matrix of the most frequent items, where that is certain. All pairs would be very many. */
  async function topPairs(): Promise<Readonly<Record<string, readonly Leaf[]>> | undefined> {
    const { pairs: field, top } = query;
    if (
      field === undefined ||
      top === undefined ||
      query.by.length > 0 ||
      query.mentions ||
      query.distinct !== undefined
    )
      return undefined;
    const items: Pass = { axes: [{ values: listOfItems(field) }], columns: [] };
    const all = await ask(where, { items });
    const frequent = frequentItems(readGroups(items, all.aggregations['items'] ?? {}, all.total));
    if (frequent.items.length < 2) return undefined;
    const aggs = pairsOf(frequent.items, (item) => layout.is(field, [item]), columns);
    const { aggregations } = whole(await service.search(searchOf(where, aggs)), service.name, Object.keys(aggs));
    const found = largestPairs(aggregations['pairs'], frequent, top);
    return found && { postings: found };
  }

  /** The leaves of all passes: at once where one answer holds them, in pages or posting by posting where it does not. */
  async function walk(
    all: Readonly<Record<string, Pass>>,
    where: Dsl,
    top: number | undefined,
  ): Promise<Readonly<Record<string, readonly Leaf[]>>> {
    const found: Record<string, readonly Leaf[]> = {};
    const entries = Object.entries(all);
    // of no condition at all nothing holds
    for (const [name, { axes }] of entries)
      if (axes.some((axis) => 'cases' in axis && axis.cases.length === 0)) found[name] = [];
    const single = entries.filter(
      ([name, pass]) =>
        !found[name] && doublings(pass) <= mostDoublings && below(pass) <= mostBuckets && repeats(pass) === 0,
    );
    try {
      const answer = single.length === 0 ? undefined : await ask(where, Object.fromEntries(single));
      for (const [name, pass] of single) {
        const groups = readGroups(pass, answer?.aggregations[name] ?? {}, answer?.total ?? 0);
        if (groups.leftOut === undefined || proven(pass, groups, top)) found[name] = groups.leaves;
      }
    } catch (error) {
      if (!(error instanceof TooManyGroups)) throw error;
    }
    for (const [name, pass] of entries) {
      if (found[name]) continue;
      const inPages =
        doublings(pass) <= mostDoublings && below(pass) <= mostBuckets && pass.axes.some((axis) => 'values' in axis);
      found[name] = inPages ? await paged(pass, where) : await listed(pass, where);
    }
    return found;
  }

  async function ask(
    where: Dsl,
    all: Readonly<Record<string, Pass>>,
  ): Promise<{ total: number; aggregations: Record<string, Readonly<Record<string, unknown>>> }> {
    // a pass is told from the others by the names of its aggregations
    const asked = Object.entries(all).map(([name, pass]) => [name, aggsOf(pass)] as const);
    const aggs = Object.fromEntries(
      asked.flatMap(([name, inner]) => Object.entries(inner).map(([key, agg]) => [`${name} ${key}`, agg])),
    );
    const answer = whole(await service.search(searchOf(where, aggs)), service.name, Object.keys(aggs));
    const aggregations = asked.map(
      ([name, inner]) =>
        [
          name,
          Object.fromEntries(Object.keys(inner).map((key) => [key, answer.aggregations[`${name} ${key}`]])),
        ] as const,
    );
    return { total: answer.total, aggregations: Object.fromEntries(aggregations) };
  }

  async function paged(pass: Pass, where: Dsl): Promise<readonly Leaf[]> {
    const leaves: Leaf[] = [];
    for (let after: Dsl | undefined, first = true; first || after; first = false) {
      const answer = whole(await service.search(searchOf(where, pageOf(pass, after))), service.name, ['groups']);
      const page = readPage(pass, answer.aggregations);
      for (const leaf of page.leaves) leaves.push(leaf);
      ({ after } = page);
    }
    return leaves;
  }

  async function listed(pass: Pass, where: Dsl): Promise<readonly Leaf[]> {
    const merged = new Map<string, Leaf>();
    let seen = 0;
    let total = 0;
    for (let after: readonly unknown[] | undefined, first = true; first || after; first = false) {
      const answer = whole(await service.search(listOf(pass, where, layout.id, postingsAtOnce, after)), service.name);
      if (!first && answer.total !== total)
        throw new UserError(
          `${service.name} had ${total} postings and now has ${answer.total}: the index is being written to; ask again when it is done`,
        );
      ({ total } = answer);
      seen += answer.hits.length;
      const page = readList(pass, answer.hits);
      for (const leaf of page.leaves) {
        const key = JSON.stringify([leaf.keys, leaf.times]);
        const known = merged.get(key);
        merged.set(
          key,
          known
            ? {
                ...known,
                postings: known.postings + 1,
                columns: known.columns.map((n, i) => n + (leaf.columns[i] ?? 0)),
              }
            : leaf,
        );
      }
      after = answer.hits.length < postingsAtOnce ? undefined : page.after;
    }
    if (seen !== total)
      throw new UserError(
        `${service.name} has ${total} postings, and gave ${seen} of them: the answer is partial, and is not counted`,
      );
    return [...merged.values()];
  }

  /** The different values of a field among the postings that are asked about. */
  async function valuesIn(field: string, what: string): Promise<readonly string[]> {
    if (layout.kind(field) === 'text')
      throw new Refusal(
        `${what} "${field}"`,
        'the field is free text, and an index cannot list what stands in it',
        `a list field, such as the skills; or the rows: --engine rows`,
      );
    const leaves = await walk(
      { postings: { axes: [{ values: layout.values(field) }], columns: [] } },
      where,
      undefined,
    );
    const values = [...new Set((leaves['postings'] ?? []).map(({ keys: [value = ''] }) => value))];
    if (values.length > mostTerms)
      throw new Refusal(
        `${what} "${field}"`,
        `it has ${values.length.toLocaleString('en')} different values, and a condition names at most ${mostTerms.toLocaleString('en')}`,
        'ask about fewer postings: where',
      );
    return values;
  }

  function listOfItems(field: string) {
    if (layout.kind(field) === 'names') return layout.values(field);
    throw new UserError(noList(field));
  }

  async function grouped(grouping: Grouping): Promise<Grouped> {
    if (typeof grouping === 'string') {
      const mentions = query.mentions ? layout.times(grouping) : undefined;
      return {
        postings: [{ values: layout.groups(grouping) }],
        mentions: mentions ? [{ values: mentions }] : [],
        name: ([key = '']) => key,
      };
    }
    if ('holding' in grouping) {
      patternOf(Object.keys(grouping.holding));
      const axes = Object.entries(grouping.holding).map(([name, filter]) => eitherWay(name, dsl(filter)));
      return { postings: axes, mentions: axes, name: (keys) => patternOf(keys.filter((key) => key !== '')) };
    }
    if ('items' in grouping) {
      if (layout.kind(grouping.items) !== 'names') throw new UserError(noList(grouping.items));
      const classOf = caseOf(grouping.first);
      return classes(grouping.items, (item) => [{ group: classOf(item), times: 1 }], 'cases of the items of');
    }
    if ('forms' in grouping) {
      const forms = formsOf(grouping);
      return classes(
        grouping.forms,
        (item) => forms([item]).map(({ form, count }) => ({ group: form, times: count })),
        'words in',
      );
    }
    if ('standing' in grouping) {
      if (layout.kind(grouping.standing) !== 'names') throw new UserError(noList(grouping.standing));
      const items = grouping.of ?? (await valuesIn(grouping.standing, 'the items of'));
      const cases = [...new Set(items)].flatMap((item) => {
        const words = tokens(item).map(({ text }) => text);
        if (words.length === 0) return [];
        const stands =
          grouping.words === 'together'
            ? layout.phrase(grouping.in, item)
            : allOf(words.map((word) => layout.phrase(grouping.in, word)));
        return [{ group: item, holds: allOf([layout.is(grouping.standing, [item]), stands]) }];
      });
      if (cases.length > mostCases)
        throw new Refusal(
          `items of "${grouping.standing}" in "${grouping.in}"`,
          `${cases.length} different items are more than ${mostCases} conditions`,
          'name those that you mean: of',
        );
      return fixed({ cases });
    }
    if ('size' in grouping) {
      return fixed({
        values:
          'in' in grouping ? layout.standing(grouping.size, grouping.in, grouping.words) : layout.size(grouping.size),
      });
    }
    return fixed(
      firstOf(
        Object.entries(grouping.first).map(([group, filter]) => ({ group, holds: dsl(filter) })),
        otherwise,
      ),
    );
  }

  /** Groups that are found out from the different values of a field: first those, then conditions that name them. */
  async function classes(
    field: string,
    classify: (value: string) => readonly Member[],
    what: string,
  ): Promise<Grouped> {
    const byGroup = new Map<string, string[]>();
    for (const value of await valuesIn(field, what)) {
      for (const { group } of classify(value)) byGroup.set(group, [...(byGroup.get(group) ?? []), value]);
    }
    const cases = [...byGroup].map(([group, values]) => ({ group, holds: layout.is(field, values) }));
    const times = !query.mentions
      ? undefined
      : layout.kind(field) === 'names'
        ? layout.times(field)
        : layout.values(field);
    const decode = (value: string): readonly Member[] =>
      times
        ?.decode(value)
        .flatMap((member) =>
          member.unfilled
            ? []
            : classify(member.group).map(({ group, times: more }) => ({ group, times: member.times * more })),
        ) ?? [];
    return {
      postings: [{ cases }],
      mentions: times ? [{ values: { path: times.path, decode } }] : [],
      name: ([key = '']) => key,
    };
  }
}

/** More conditions than these are not asked at once. */
const mostCases = 1000;

/** A grouping as axes: for counting postings, for counting items; and the group's name from its keys on them. */
interface Grouped {
  readonly postings: readonly Axis[];
  readonly mentions: readonly Axis[];
  readonly name: (keys: readonly string[]) => string;
}

const fixed = (axis: Axis): Grouped => ({ postings: [axis], mentions: [axis], name: ([key = '']) => key });

/** How often the buckets of a pass double: once for each condition that may hold or not. */
const doublings = ({ axes }: Pass): number =>
  axes.filter((axis) => 'cases' in axis && axis.cases.length === 2 && axis.cases[1]?.group === '').length;

/** Two axes of one field are pairs of its items: too many for nested groups, but pages hold them. */
const repeats = ({ axes }: Pass): number => {
  const paths = axes.flatMap((axis) => ('values' in axis ? [axis.values.path] : []));
  return paths.length - new Set(paths).size;
};

/** Whether the largest groups are certain though others were left out: none of those can be larger. */
function proven({ axes: [axis, another] }: Pass, { leaves, leftOut = 0 }: Groups, top: number | undefined): boolean {
  if (top === undefined || another || !axis || 'cases' in axis || axis.values.merged) return false;
  const sizes = leaves.toSorted((a, b) => b.postings - a.postings);
  const smallest = sizes[top - 1]?.postings;
  if (smallest === undefined || smallest <= leftOut) return false;
  return sizes.every(({ postings, atMostMore = 0 }) => atMostMore === 0 || postings + atMostMore < smallest);
}
