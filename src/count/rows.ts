import type { Posting } from '../load/posting.js';
import type { PlainRow } from './answer.js';
import { caseOf, formsOf, otherwise } from './cases.js';
import { fieldOf, listOf, type Mentions, matcher } from './matches.js';
import { patternOf, unfilled } from './pattern.js';
import { columnsOf, type Filter, type Grouping, groupNames, type Query } from './query.js';
import { itemsOf } from './standing.js';

/**
 * Counts postings: the answer to a query, computed from the postings themselves. Every engine's answer is
 * defined as being equal to this one.
 *
 * Rows come ordered by their groups' names; with `top`, by their count, the largest first, then by name.
 * Time grows with postings × (conditions + groups that a posting is in), memory with groups and different values.
 */
export function countRows(query: Query, postings: Iterable<Posting>, mentions: Mentions): PlainRow[] {
  const counter = rowCounter(query, mentions);
  for (const posting of postings) counter.add(posting);
  return counter.rows();
}

/** Counts postings one at a time, as {@link countRows} does, so that they need not be in memory together. */
export interface RowCounter {
  add(posting: Posting): void;
  /** What was counted so far. */
  groups(): Group[];
  /** Takes in what another counter of the same query counted of other postings. */
  merge(groups: readonly Group[]): void;
  rows(): PlainRow[];
}

export function rowCounter(query: Query, mentions: Mentions): RowCounter {
  const test = (filter: Filter) => matcher(filter, mentions);
  const where = query.where === undefined ? () => true : test(query.where);
  const keysOf = query.by.map((grouping) => groupKeys(grouping, mentions));
  const columns = columnsOf(query).map(([, counts]) => test(counts));
  const groups = new GroupCounts(query);

  const add = (posting: Posting): void => {
    if (!where(posting)) return;
    const holds = columns.map((holdsFor) => (holdsFor(posting) ? 1 : 0));
    const value = query.distinct === undefined ? null : fieldOf(posting, query.distinct);
    for (const { keys, times } of memberships(
      keysOf.map((of) => of(posting)),
      pairsOf(posting, query.pairs),
    )) {
      const group = groups.at(keys);
      group.postings += 1;
      group.mentions += times;
      for (const [i, one] of holds.entries()) group.columns[i] = (group.columns[i] ?? 0) + one;
      for (const each of value === null ? [] : [value].flat()) group.values.add(String(each));
    }
  };
  const merge = (others: readonly Group[]): void => {
    for (const other of others) {
      const group = groups.at(other.keys);
      group.postings += other.postings;
      group.mentions += other.mentions;
      for (const [i, n] of other.columns.entries()) group.columns[i] = (group.columns[i] ?? 0) + n;
      for (const value of other.values) group.values.add(value);
    }
  };
  const rows = (): PlainRow[] => {
    // a total is a row even where nothing matches; a group that nothing is in is none
    if (groupNames(query).length === 0) groups.at([]);
    return ordered(query, groups.all());
  };
  return { add, groups: () => groups.all(), merge, rows };
}

/** A group while it is being counted. */
export interface Group {
  readonly keys: readonly string[];
  postings: number;
  mentions: number;
  readonly columns: number[];
  readonly values: Set<string>;
}

/** The groups of a query while they are being counted, by their names. */
export class GroupCounts {
  private readonly known = new Map<string, Group>();
  private readonly columns: number;

  constructor(query: Query) {
    this.columns = columnsOf(query).length;
  }

  /** The group of these names, empty when it is new. */
  at(keys: readonly string[]): Group {
    const key = JSON.stringify(keys);
    const group = this.known.get(key) ?? {
      keys,
      postings: 0,
      mentions: 0,
      columns: new Array<number>(this.columns).fill(0),
      values: new Set<string>(),
    };
    this.known.set(key, group);
    return group;
  }

  all(): Group[] {
    return [...this.known.values()];
  }
}

/** The rows of an answer from its groups, in the order that every engine gives them. */
export function ordered(query: Query, groups: readonly Group[]): PlainRow[] {
  const columns = columnsOf(query).map(([name]) => name);
  const names = groupNames(query);
  const byName = groups.toSorted((a, b) => compareNames(a.keys, b.keys));
  const size = (group: Group) => (query.mentions ? group.mentions : group.postings);
  const kept = query.top === undefined ? byName : byName.toSorted((a, b) => size(b) - size(a)).slice(0, query.top);
  return kept.map((group) => ({
    ...Object.fromEntries(names.map((name, i) => [name, group.keys[i] ?? ''])),
    postings: group.postings,
    ...(query.mentions ? { mentions: group.mentions } : {}),
    ...Object.fromEntries(columns.map((name, i) => [name, group.columns[i] ?? 0])),
    ...(query.distinct === undefined ? {} : { distinct: group.values.size }),
  }));
}

/** Each group that a posting is in, with how many items put it there. */
type Keys = ReadonlyMap<string, number>;

function groupKeys(grouping: Grouping, mentions: Mentions): (posting: Posting) => Keys {
  if (typeof grouping === 'string') {
    return (posting) => {
      const value = fieldOf(posting, grouping);
      return tally(value === null ? [unfilled] : [value].flat().map(String));
    };
  }
  if ('forms' in grouping) {
    const forms = formsOf(grouping);
    return (posting) => {
      const texts = [fieldOf(posting, grouping.forms) ?? []].flat().map(String);
      return new Map(forms(texts).map(({ form, count }) => [form, count]));
    };
  }
  if ('standing' in grouping) {
    const wanted = grouping.of && new Set(grouping.of);
    return (posting) =>
      tally(
        itemsOf(posting, grouping.standing, grouping.in, grouping.words).filter((item) => wanted?.has(item) ?? true),
      );
  }
  if ('size' in grouping) {
    const [text, words] = 'in' in grouping ? [grouping.in, grouping.words] : [];
    return (posting) =>
      tally([
        fieldOf(posting, grouping.size) === null
          ? unfilled
          : String(itemsOf(posting, grouping.size, text, words).length),
      ]);
  }
  if ('items' in grouping) {
    const classOf = caseOf(grouping.first);
    return (posting) => tally(listOf(posting, grouping.items).map(classOf));
  }
  if ('holding' in grouping) {
    patternOf(Object.keys(grouping.holding));
    const conditions = Object.entries(grouping.holding).map(([name, filter]) => ({
      name,
      holds: matcher(filter, mentions),
    }));
    return (posting) =>
      new Map([[patternOf(conditions.filter(({ holds }) => holds(posting)).map(({ name }) => name)), 1]]);
  }
  const cases = Object.entries(grouping.first).map(([name, filter]) => ({ name, holds: matcher(filter, mentions) }));
  return (posting) => new Map([[cases.find(({ holds }) => holds(posting))?.name ?? otherwise, 1]]);
}

function tally(names: readonly string[]): Keys {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}

/** Every group that a posting is in: one key of each grouping, and one pair where pairs are asked for. */
function memberships(
  keys: readonly Keys[],
  pairs: readonly (readonly string[])[],
): { keys: readonly string[]; times: number }[] {
  const grouped = keys.reduce<{ keys: readonly string[]; times: number }[]>(
    (members, each) =>
      members.flatMap((member) =>
        [...each].map(([name, times]) => ({ keys: [...member.keys, name], times: member.times * times })),
      ),
    [{ keys: [], times: 1 }],
  );
  return grouped.flatMap((member) => pairs.map((pair) => ({ keys: [...member.keys, ...pair], times: member.times })));
}

/** The pairs of different items of a list field; where none are asked for, one empty pair. */
function pairsOf(posting: Posting, field: string | undefined): readonly (readonly string[])[] {
  if (field === undefined) return [[]];
  const items = [...new Set(listOf(posting, field))].sort(byCodeUnit);
  return items.flatMap((a, i) => items.slice(i + 1).map((b) => [a, b]));
}

/** By UTF-16 code unit: the same order on every machine, whatever its language. */
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compareNames(a: readonly string[], b: readonly string[]): number {
  for (const [i, name] of a.entries()) {
    const order = byCodeUnit(name, b[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
