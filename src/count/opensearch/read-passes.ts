import { UserError } from '../../error.js';
import { type Groups, readGroups, readList, readPage } from './buckets.js';
import { whole } from './complete.js';
import type { Dsl } from './dsl.js';
import type { Layout } from './layout.js';
import {
  type Axis,
  aggsOf,
  below,
  type Leaf,
  listOf,
  mostBuckets,
  mostDoublings,
  type Pass,
  pageOf,
  searchOf,
} from './pass.js';
import { type Service, TooManyGroups } from './service.js';

/** Passes by name: those over the same postings go in one request. */
export type Passes = Readonly<Record<string, Pass>>;
export type LeavesByPass = Readonly<Record<string, readonly Leaf[]>>;

/** How many postings a page holds: an index's default limit. */
const postingsAtOnce = 10_000;

/** Reads the groups of passes over the postings that satisfy a condition. */
export class PassReader {
  constructor(
    private readonly service: Service,
    private readonly layout: Layout,
    private readonly where: Dsl,
  ) {}

  /**
   * The leaves of all passes: in one answer where it holds them, else in pages, or posting by posting.
   *
   * @param top when only so many of the largest groups are wanted, the others may be missing
   */
  async read(passes: Passes, top: number | undefined): Promise<LeavesByPass> {
    const found: Record<string, readonly Leaf[]> = {};
    const entries = Object.entries(passes);
    for (const [name, { axes }] of entries) if (axes.some(isEmpty)) found[name] = [];
    const single = entries.filter(([name, pass]) => !found[name] && fitsOneAnswer(pass));
    try {
      const groups = single.length === 0 ? {} : await this.groups(Object.fromEntries(single));
      for (const [name, pass] of single) {
        const each = groups[name];
        if (each && (each.leftOut === undefined || areProven(pass, each, top))) found[name] = each.leaves;
      }
    } catch (error) {
      if (!(error instanceof TooManyGroups)) throw error;
    }
    for (const [name, pass] of entries) {
      found[name] ??= await (fitsPages(pass) ? this.paged(pass) : this.listed(pass));
    }
    return found;
  }

  /** The groups of passes as far as one answer holds them. @throws TooManyGroups */
  async groups(passes: Passes): Promise<Readonly<Record<string, Groups>>> {
    const asked = Object.entries(passes).map(([name, pass]) => ({ name, pass, aggs: aggsOf(pass) }));
    // one request holds the aggregations of all passes, so a pass's name goes before those of its aggregations
    const aggs = Object.fromEntries(
      asked.flatMap(({ name, aggs }) => Object.entries(aggs).map(([key, agg]) => [`${name} ${key}`, agg])),
    );
    const answer = await this.search(searchOf(this.where, aggs), Object.keys(aggs));
    return Object.fromEntries(
      asked.map(({ name, pass, aggs }) => {
        const own = Object.keys(aggs).map((key) => [key, answer.aggregations[`${name} ${key}`]]);
        return [name, readGroups(pass, Object.fromEntries(own), answer.total)];
      }),
    );
  }

  /** Sends a search and takes its answer only when it is whole. */
  async search(body: Dsl, aggregations: readonly string[] = []) {
    return whole(await this.service.search(body), this.service.name, aggregations);
  }

  private async paged(pass: Pass): Promise<readonly Leaf[]> {
    const leaves: Leaf[] = [];
    let after: Dsl | undefined;
    do {
      const answer = await this.search(searchOf(this.where, pageOf(pass, after)), ['groups']);
      const page = readPage(pass, answer.aggregations);
      for (const leaf of page.leaves) leaves.push(leaf);
      ({ after } = page);
    } while (after);
    return leaves;
  }

  private async listed(pass: Pass): Promise<readonly Leaf[]> {
    const { name } = this.service;
    const merged = new MergedLeaves();
    let seen = 0;
    let total: number | undefined;
    let after: readonly unknown[] | undefined;
    do {
      const answer = await this.search(listOf(pass, this.where, this.layout.id, postingsAtOnce, after));
      total ??= answer.total;
      if (answer.total !== total)
        throw new UserError(
          `${name} had ${total} postings and now has ${answer.total}: ` +
            'the index is being written to; ask again when it is done',
        );
      seen += answer.hits.length;
      const page = readList(pass, answer.hits);
      for (const leaf of page.leaves) merged.add(leaf);
      after = answer.hits.length < postingsAtOnce ? undefined : page.after;
    } while (after);
    if (seen !== total)
      throw new UserError(
        `${name} has ${total} postings, and gave ${seen} of them: the answer is partial, and is not counted`,
      );
    return merged.leaves();
  }
}

/** The leaves of single postings, added up by their keys. */
class MergedLeaves {
  private readonly byKeys = new Map<string, Leaf>();

  add(leaf: Leaf): void {
    const key = JSON.stringify([leaf.keys, leaf.times]);
    const known = this.byKeys.get(key);
    const columns = known?.columns.map((n, i) => n + (leaf.columns[i] ?? 0));
    this.byKeys.set(key, known && columns ? { ...known, postings: known.postings + 1, columns } : leaf);
  }

  leaves(): Leaf[] {
    return [...this.byKeys.values()];
  }
}

/** Whether an axis has no condition at all, so that no posting is in any of its groups. */
const isEmpty = (axis: Axis): boolean => 'cases' in axis && axis.cases.length === 0;

/** Whether the conditions of a pass make no more buckets than an answer holds. */
const isNarrow = (pass: Pass): boolean => doublings(pass) <= mostDoublings && below(pass) <= mostBuckets;
const fitsOneAnswer = (pass: Pass): boolean => isNarrow(pass) && !hasPairs(pass);
const fitsPages = (pass: Pass): boolean => isNarrow(pass) && pass.axes.some((axis) => 'values' in axis);

/** How often the buckets of a pass double: once for each condition that may hold or not. */
const doublings = ({ axes }: Pass): number =>
  axes.filter((axis) => 'cases' in axis && axis.cases.length === 2 && axis.cases[1]?.group === '').length;

/** Whether two axes are of one field: pairs of its items are too many for nested groups, but pages hold them. */
function hasPairs({ axes }: Pass): boolean {
  const paths = axes.flatMap((axis) => ('values' in axis ? [axis.values.path] : []));
  return new Set(paths).size < paths.length;
}

/** Whether the largest groups are certain though others were left out: none of those can be larger. */
function areProven({ axes: [axis, another] }: Pass, { leaves, leftOut = 0 }: Groups, top: number | undefined): boolean {
  if (top === undefined || another || !axis || 'cases' in axis || axis.values.merged) return false;
  const sizes = leaves.toSorted((a, b) => b.postings - a.postings);
  const smallest = sizes[top - 1]?.postings;
  if (smallest === undefined || smallest <= leftOut) return false;
  return sizes.every(({ postings, atMostMore = 0 }) => atMostMore === 0 || postings + atMostMore < smallest);
}
