import type { FieldValue, Posting } from '../load/posting.js';
import type { PlainRow } from './answer.js';
import { caseOf, formsOf, otherwise } from './cases.js';
import { fieldOf, listOf, type Mentions, matcher } from './matches.js';
import { patternOf, unfilled } from './pattern.js';
import { periodOf } from './period.js';
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
  /** What was counted so far; counting begins anew. */
  take(): Group[];
  /** Adds what another counter of the same query counted of other postings. */
  merge(groups: readonly Group[]): void;
  rows(): PlainRow[];
}

export function rowCounter(query: Query, mentions: Mentions): RowCounter {
  const test = (filter: Filter) => matcher(filter, mentions);
  const where = query.where === undefined ? () => true : test(query.where);
  const keysOf = query.by.map((grouping) => groupKeys(grouping, mentions));
  const columns = columnsOf(query).map(([, counts]) => test(counts));
  const holds = new Uint8Array(columns.length); // of the posting at hand, which columns count it
  const groups = new GroupCounts(query);

  const keys: GroupKeys[] = keysOf.map(() => ''); // of the posting at hand

  const addTo = (names: readonly string[], times: number, value: FieldValue): void => {
    const group = groups.at(names);
    group.postings += 1;
    group.mentions += times;
    for (let i = 0; i < holds.length; i += 1) group.columns[i] = (group.columns[i] ?? 0) + (holds[i] ?? 0);
    if (value !== null) for (const each of [value].flat()) group.values.add(String(each));
  };
  const add = (posting: Posting): void => {
    if (!where(posting)) return;
    for (let i = 0; i < holds.length; i += 1) holds[i] = columns[i]?.(posting) ? 1 : 0;
    const value = query.distinct === undefined ? null : fieldOf(posting, query.distinct);
    for (let i = 0; i < keys.length; i += 1) keys[i] = keysOf[i]?.(posting) ?? '';
    const pairs = pairsOf(posting, query.pairs);
    if (!pairs && keys.every((key) => typeof key === 'string')) addTo(keys as readonly string[], 1, value);
    else for (const member of memberships(keys, pairs)) addTo(member.keys, member.times, value);
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
    // a total is a row even where nothing matches; a group without postings is not a row
    if (groupNames(query).length === 0) groups.at([]);
    return ordered(query, groups.all());
  };
  return { add, take: () => groups.take(), merge, rows };
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
  private groups: Group[] = [];
  private root: Level = new Map();
  private readonly columns: number;

  constructor(query: Query) {
    this.columns = columnsOf(query).length;
  }

  /** The group of these names, empty when it is new. */
  at(keys: readonly string[]): Group {
    let level = this.root;
    const last = Math.max(0, keys.length - 1);
    for (let i = 0; i < last; i += 1) {
      const key = keys[i] ?? '';
      const next = (level.get(key) as Level | undefined) ?? new Map<string, never>();
      level.set(key, next);
      level = next;
    }
    const key = keys[last] ?? '';
    const known = level.get(key) as Group | undefined;
    if (known) return known;
    const columns = new Array<number>(this.columns).fill(0);
    const group = { keys: [...keys], postings: 0, mentions: 0, columns, values: new Set<string>() };
    level.set(key, group);
    this.groups.push(group);
    return group;
  }

  all(): Group[] {
    return this.groups;
  }

  /** All groups; counting begins anew. */
  take(): Group[] {
    const { groups } = this;
    this.groups = [];
    this.root = new Map();
    return groups;
  }
}

/** Groups by one of their names, or by the first of several. */
type Level = Map<string, Level | Group>;

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

/** The groups that a posting is in, by one grouping: only one, or several, each with how many items put it there. */
type GroupKeys = string | ReadonlyMap<string, number>;

function groupKeys(grouping: Grouping, mentions: Mentions): (posting: Posting) => GroupKeys {
  if (typeof grouping === 'string') {
    return (posting) => {
      const value = fieldOf(posting, grouping);
      if (value === null) return unfilled;
      return Array.isArray(value) ? tally(value as readonly string[]) : String(value);
    };
  }
  if ('forms' in grouping) {
    const forms = formsOf(grouping);
    return (posting) => {
      const texts = [fieldOf(posting, grouping.forms) ?? []].flat().map(String);
      return new Map(forms(texts).map(({ form, count }) => [form, count]));
    };
  }
  if ('day' in grouping) {
    const { day, per } = grouping;
    return (posting) => periodOf(String(fieldOf(posting, day) ?? unfilled), per);
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
      fieldOf(posting, grouping.size) === null ? unfilled : String(itemsOf(posting, grouping.size, text, words).length);
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
    return (posting) => patternOf(conditions.filter(({ holds }) => holds(posting)).map(({ name }) => name));
  }
  const cases = Object.entries(grouping.first).map(([name, filter]) => ({ name, holds: matcher(filter, mentions) }));
  return (posting) => cases.find(({ holds }) => holds(posting))?.name ?? otherwise;
}

function tally(names: readonly string[]): GroupKeys {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}

/** A group that a posting is in, and how often items put it there. */
interface Membership {
  readonly keys: readonly string[];
  readonly times: number;
}

/** Every group that a posting is in: one key of each grouping, and one pair where pairs are asked for. */
function memberships(keys: readonly GroupKeys[], pairs: readonly (readonly string[])[] | undefined): Membership[] {
  let members: Membership[] = [{ keys: [], times: 1 }];
  for (const each of keys) {
    const longer: Membership[] = [];
    for (const member of members)
      for (const [name, times] of typeof each === 'string' ? [[each, 1] as const] : each)
        longer.push({ keys: [...member.keys, name], times: member.times * times });
    members = longer;
  }
  if (!pairs) return members;
  return members.flatMap(({ keys, times }) => pairs.map((pair) => ({ keys: [...keys, ...pair], times })));
}

/** The pairs of different items of a list field; undefined where the query asks for none. */
function pairsOf(posting: Posting, field: string | undefined): readonly (readonly string[])[] | undefined {
  if (field === undefined) return undefined;
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
