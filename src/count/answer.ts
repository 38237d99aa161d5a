import { UserError } from '../error.js';
import { columnsOf, describeQuery, type GroupOf, groupNames, type Query, type RowOf } from './query.js';

/** What a number rests on: `rows` counted here, `counts` recorded or published, `print` the article's own figures. */
export type Evidence = 'rows' | 'counts' | 'print';

/** Where an answer came from: enough to ask it again and to see that the data are the same. */
export interface Provenance {
  readonly corpus: string;
  /** `sha256:…` of the data set that answered. */
  readonly digest: string;
  readonly query: Query;
  /** `sha256:…` of the rows of the answer, as canonical JSON. */
  readonly answer: string;
  readonly evidence: Evidence;
  /** `sha256:…` of the lexicon whose concepts were looked for; omitted where none was. */
  readonly lexicon?: string;
  /** What of the postings could not be read: the counts are without it. */
  readonly skipped?: Skipped;
}

/** How many postings could not be read at all, and how many only in part. */
export interface Skipped {
  readonly postings: number;
  readonly fields: number;
  /** How many were left out since they repeat another. */
  readonly repeats?: number;
}

/** A row as it is stored and compared: names and counts. */
export type PlainRow = Readonly<Record<string, string | number>>;

/** The groups that did not reach the `top` of a query; unknown where a recording has the first of them alone. */
export type Beyond<Row> = readonly Row[] | 'unknown';

/** What an engine counted for a query. */
export interface Counted {
  readonly rows: readonly PlainRow[];
  /** While an article is rerun on other postings. */
  readonly beyond?: Beyond<PlainRow>;
  /** The digest of the lexicon whose concepts were looked for. */
  readonly lexicon?: string;
  readonly skipped?: Skipped;
}

/** The table of counts that a query returns, with its provenance. */
export class Answer<Q extends Query = Query> {
  constructor(
    readonly provenance: Provenance,
    readonly rows: readonly RowOf<Q>[],
    /** While an article is rerun on other postings: groups below the `top`, which have left a list that is printed. */
    private readonly beyond?: Beyond<RowOf<Q>>,
  ) {}

  /**
   * The one row whose groups have these names.
   *
   * @example
   * const roles = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' })
   * roles.at({ role: 'AI Engineer' }).postings // => 1114
   *
   * @throws UserError when no row, or more than one, has them; the message lists the names that there are.
   */
  at(group: GroupOf<Q>): RowOf<Q> {
    const wanted = Object.entries(group as Readonly<Record<string, string>>);
    const rows = this.rows as readonly (RowOf<Q> & Readonly<Record<string, string | number>>)[];
    const has = (row: (typeof rows)[number]): boolean => wanted.every(([name, value]) => row[name] === value);
    const found = rows.filter(has);
    const [row] = found;
    if (row && found.length === 1) return row;
    const { query, corpus } = this.provenance;
    if (this.beyond === 'unknown' && found.length === 0)
      throw new UserError(
        `${wanted.map(([, name]) => name).join(', ')} is not among the first ${query.top} there, and what else ` +
          'there is was not recorded; the postings would tell: --engine rows',
      );
    if (this.beyond && found.length === 0) return (this.beyond as typeof rows).find(has) ?? this.noPosting(group);
    const names = groupNames(query).map(
      (name) => `${name}: ${firstDozen([...new Set(rows.map((each) => each[name]))])}`,
    );
    throw new UserError(
      `${found.length || 'no'} rows of corpus ${corpus} have ${JSON.stringify(group)} ` +
        `in the answer to "${describeQuery(query)}"; it has ${names.join('; ') || 'one row, at({})'}`,
    );
  }

  /** The row of a group that no posting is in: its counts are 0. */
  private noPosting(group: GroupOf<Q>): RowOf<Q> {
    const { query } = this.provenance;
    const counts = ['postings', ...(query.mentions ? ['mentions'] : []), ...columnsOf(query).map(([name]) => name)];
    return { ...group, ...Object.fromEntries(counts.map((name) => [name, 0])) } as RowOf<Q>;
  }
}

const firstDozen = (names: readonly unknown[]): string =>
  names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`;
