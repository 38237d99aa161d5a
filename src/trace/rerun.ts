import type { Claim } from '../claims/article.js';
import { agrees } from '../claims/check.js';
import type { Computed } from '../claims/expectation.js';
import { corpus } from '../count/corpus.js';
import type { EngineName } from '../count/engine.js';
import type { FieldMapping } from '../count/map-query.js';
import { type Filter, type Grouping, groupNames, type Query } from '../count/query.js';
import { UserError } from '../error.js';
import { holm } from '../stats/adjust.js';
import { type ClusterPair, clusteredBootstrap } from '../stats/clustered-bootstrap.js';
import { normalTail } from '../stats/normal.js';
import { wilson } from '../stats/wilson.js';
import type { Trace } from './trace.js';

/** A share in one corpus: how many of how many postings, with the 95% interval of Wilson. */
export interface CountedShare {
  readonly k: number;
  readonly n: number;
  readonly low: number;
  readonly high: number;
}

/** How far a share is from the other's, there minus then, as a fraction of 1, with its 95% interval. */
export interface Change {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Of no change, from the difference over the spread of its resamples. */
  readonly p: number;
  /** Adjusted by Holm for all shares of the rerun that were compared; the same shares printed twice count once. */
  readonly holm: number;
  /** Whether the adjusted p-value is below 0.05. */
  readonly isMoreThanChance: boolean;
  /** How many employers were drawn, as clusters, from both corpora together. */
  readonly employers: number;
}

/** A claim as printed, as recounted from its own data, and as it is in another corpus. */
export interface RerunClaim {
  readonly claim: string;
  readonly line: number;
  readonly printed: string;
  readonly statement: string;
  readonly own: Computed;
  /** Null where it cannot be asked there; `reason` says why. */
  readonly other: Computed | null;
  readonly reason: string | null;
  /** Whether what is there rounds to what was printed, or satisfies the printed comparison. */
  readonly fits: boolean | null;
  /** The two shares, where the claim prints one that the query counts. */
  readonly shares: { readonly own: CountedShare; readonly other: CountedShare } | null;
  readonly change: Change | null;
}

/** An article's claims, asked of another corpus. */
export interface Rerun {
  readonly article: string;
  readonly on: string;
  /** The digest of the postings that answered. */
  readonly digest: string;
  readonly title: string;
  readonly postings: number | null;
  readonly employers: string | null;
  /** Where the fields stand there, where they have other names. */
  readonly mapping?: FieldMapping;
  readonly claims: readonly RerunClaim[];
}

type Row = Readonly<Record<string, string | number>>;

/** What a share counts: the postings that satisfy `of`, and of them those that satisfy `counted`. */
interface ShareParts {
  readonly query: Query;
  readonly of: Filter | undefined;
  readonly counted: Filter;
  readonly own: Counts;
  /** The same from the answer of the other corpus to the query. */
  readonly there: (rows: readonly Row[]) => Counts;
}

interface Counts {
  readonly k: number;
  readonly n: number;
}

/** The two corpora of a comparison: what the claim rests on, and the other. */
export interface RerunCorpora {
  readonly own: string;
  /** What answers of one's own what is not recorded. */
  readonly engine: EngineName | undefined;
  /** The field that names the employer, in both; undefined where one lacks it. */
  readonly employer: string | undefined;
  /** Asks the other corpus a query of the first; rows with the names of the first. */
  readonly ask: (query: Query) => Promise<readonly Row[]>;
}

/** A claim beside its recount elsewhere. */
export const rerunClaim = (claim: Claim, trace: Trace, other: Computed | null, reason: string | null): RerunClaim => ({
  claim: trace.id,
  line: trace.line,
  printed: trace.printed,
  statement: trace.statement,
  own: trace.computed ?? 0,
  other,
  reason,
  fits: other === null ? null : agrees(claim, other),
  shares: null,
  change: null,
});

/**
 * Adds the shares and their change, where a claim prints a share that one of its queries counts: a group's column over
 * the group's postings. Employers are drawn as clusters, those of both corpora together, so that postings which stand
 * in both are compared with themselves. Where not both name the employers, the shares have intervals, and no change is
 * told from chance.
 */
export async function withChange(each: RerunClaim, trace: Trace, corpora: RerunCorpora): Promise<RerunClaim> {
  const { own: value, other } = each;
  if (typeof value !== 'number' || typeof other !== 'number') return each;
  if (trace.kind !== 'share' || value < 0 || value > 1) return each;
  for (const { corpus: id, query } of trace.sources) {
    if (id !== corpora.own) continue;
    const parts = await shareParts(query, value, corpora);
    if (!parts) continue;
    const isCounted = (a: Counts | undefined, b: Counts | undefined): boolean =>
      a !== undefined && b !== undefined && isSame(a.k / a.n, value) && b.n > 0 && isSame(b.k / b.n, other);
    // only where the counts by employer give the very numbers of the cells
    const clusters = (await orUndefined(employersOf(parts, corpora))) ?? [];
    const [a, b] = [sumOf(clusters, 'a'), sumOf(clusters, 'b')];
    if (isCounted(a, b)) return { ...each, shares: { own: share(a), other: share(b) }, change: changeOf(clusters) };
    const { top: _, ...whole } = parts.query;
    const rows = await orUndefined(corpora.ask(whole));
    const there = rows && parts.there(rows);
    if (there && isCounted(parts.own, there))
      return { ...each, shares: { own: share(parts.own), other: share(there) } };
  }
  return each;
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9;

function share(counts: Counts): CountedShare {
  const { low, high } = wilson(counts);
  return { ...counts, low, high };
}

/** What cannot be asked is left out; another error is a mistake. */
async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * The group and column of an answer that give a share, as conditions on postings; undefined where none or several
 * do.
 */
async function shareParts(query: Query, value: number, corpora: RerunCorpora): Promise<ShareParts | undefined> {
  if (query.pairs !== undefined) return undefined;
  const counted = await orUndefined(corpus(corpora.own).count(query));
  if (!counted) return undefined;
  const rows = counted.rows as readonly Row[];
  const total = query.by.length === 0 ? undefined : await orUndefined(totalOf(query, corpora));
  const columns: [string, Filter][] = [
    ...(query.concepts ?? []).map((name): [string, Filter] => [name, { mentions: name }]),
    ...Object.entries(query.columns ?? {}),
  ];
  const names = groupNames(query);
  const found: ShareParts[] = [];
  for (const row of rows) {
    const group = groupFilter(query.by, row);
    if (group === null) return undefined;
    const n = Number(row['postings']);
    const sameGroup = (others: readonly Row[]): Row | undefined =>
      others.find((each) => names.every((name) => each[name] === row[name]));
    for (const [name, filter] of columns) {
      const countsOf = (each: Row | undefined): Counts => ({
        k: Number(each?.[name] ?? 0),
        n: Number(each?.['postings'] ?? 0),
      });
      if (n > 0 && isSame(countsOf(row).k / n, value))
        found.push({
          ...{ query, of: both(query.where, group), counted: filter, own: countsOf(row) },
          there: (others) => countsOf(sameGroup(others)),
        });
    }
    if (total !== undefined && total > 0 && group && isSame(n / total, value))
      found.push({
        ...{ query, of: query.where, counted: group, own: { k: n, n: total } },
        there: () => ({ k: 0, n: 0 }), // its total is another question
      });
  }
  return found.length === 1 ? found[0] : undefined;
}

async function totalOf({ match, lexicon, where }: Query, { own, engine }: RerunCorpora): Promise<number> {
  const asked: Query = {
    by: [],
    ...(where && { where }),
    ...(match && { match }),
    ...(lexicon !== undefined && { lexicon }),
  };
  const { rows } = await corpus(own, engine ? { engine } : {}).count(asked);
  return Number((rows[0] as { postings?: number } | undefined)?.postings);
}

/** The condition of being in a row's group; null where it cannot be said as one, undefined where there is no group. */
function groupFilter(
  by: readonly Grouping[],
  row: Readonly<Record<string, string | number>>,
): Filter | undefined | null {
  const filters: Filter[] = [];
  for (const grouping of by) {
    if (typeof grouping === 'string') {
      const value = String(row[grouping]);
      filters.push(value === '(none)' ? { field: grouping, is: null } : { field: grouping, oneOf: [value] });
    } else if ('first' in grouping && !('items' in grouping)) {
      const cases = Object.entries(grouping.first);
      const at = cases.findIndex(([name]) => name === row[grouping.as]);
      const before = cases.slice(0, at === -1 ? undefined : at).map(([, filter]): Filter => ({ not: filter }));
      filters.push({ all: [...before, ...(at === -1 ? [] : [cases[at]?.[1] as Filter])] });
    } else return null;
  }
  if (filters.length === 0) return undefined;
  return filters.length === 1 ? filters[0] : { all: filters };
}

const both = (a: Filter | undefined, b: Filter | undefined): Filter | undefined =>
  a && b ? { all: [a, b] } : (a ?? b);

/** The counts of each employer in both corpora; none where not both name them. */
async function employersOf(
  { query, of, counted }: ShareParts,
  { own, engine, ask, employer }: RerunCorpora,
): Promise<ClusterPair[]> {
  if (employer === undefined) return [];
  const { match, lexicon } = query;
  const asked: Query = {
    by: [employer],
    ...(of && { where: of }),
    columns: { counted },
    ...(match && { match }),
    ...(lexicon !== undefined && { lexicon }),
  };
  const answers = await Promise.all([
    corpus(own, engine ? { engine } : {})
      .count(asked)
      .then(({ rows }) => rows as readonly object[] as readonly Row[]),
    ask(asked),
  ]);
  const clusters = new Map<string, { a: Counts; b: Counts }>();
  answers.forEach((rows, i) => {
    for (const row of rows) {
      const name = String(row[employer]);
      const cluster = clusters.get(name) ?? { a: { k: 0, n: 0 }, b: { k: 0, n: 0 } };
      clusters.set(name, cluster);
      cluster[i === 0 ? 'a' : 'b'] = { k: Number(row['counted']), n: Number(row['postings']) };
    }
  });
  return [...clusters.values()];
}

const sumOf = (clusters: readonly ClusterPair[], of: 'a' | 'b'): { k: number; n: number } =>
  clusters.reduce((sum, each) => ({ k: sum.k + each[of].k, n: sum.n + each[of].n }), { k: 0, n: 0 });

function changeOf(pairs: readonly ClusterPair[]): Change | null {
  // the difference is of the first share from the second: there minus then
  const clusters = pairs.map(({ a, b }) => ({ a: b, b: a }));
  if (clusters.length < 2) return null;
  const bootstrap = clusteredBootstrap({ of: 'difference', clusters }, { resamples: 2000 });
  const { estimate: difference, low, high, standardError } = bootstrap;
  const p = standardError > 0 ? normalTail(difference / standardError).p : 1;
  return { difference, low, high, p, holm: p, isMoreThanChance: p < 0.05, employers: clusters.length };
}

/** The claims with their changes corrected for the number of shares that were compared. */
export function corrected(claims: readonly RerunClaim[]): RerunClaim[] {
  const keyOf = ({ shares }: RerunClaim): string => JSON.stringify(shares);
  const byShares = new Map(claims.flatMap((each) => (each.change ? [[keyOf(each), each.change.p] as const] : [])));
  if (byShares.size === 0) return [...claims];
  const adjusted = holm([...byShares.values()]);
  const holmOf = new Map([...byShares.keys()].map((key, i) => [key, adjusted[i] ?? 1]));
  return claims.map((each) => {
    if (!each.change) return each;
    const value = holmOf.get(keyOf(each)) ?? 1;
    return { ...each, change: { ...each.change, holm: value, isMoreThanChance: value < 0.05 } };
  });
}
