import { UserError } from '../error.js';
import { describeQuery, type Query } from './query.js';

/** What a number rests on: `rows` counted here, `counts` recorded or published, `print` the article's own figures. */
export type Evidence = 'rows' | 'counts' | 'print';

/** A row of an answer: the group's fields, its postings, and how many of them mention each concept. */
export type Row<Field extends string, Concept extends string> =
  Readonly<Record<Field, string>> & { readonly postings: number } & Readonly<Record<Concept, number>>;

/** Where an answer came from: enough to ask it again and to see that the data are the same. */
export interface Provenance {
  readonly corpus: string;
  /** `sha256:…` of the data set that answered. */
  readonly digest: string;
  readonly query: Query;
  readonly evidence: Evidence;
}

/** The table of counts that a query returns, with its provenance. */
export class Answer<Field extends string, Concept extends string> {
  constructor(
    readonly provenance: Provenance,
    readonly rows: readonly Row<Field, Concept>[],
  ) {}

  /**
   * The one row whose fields have these values.
   *
   * @example
   * const roles = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' })
   * roles.at({ role: 'AI Engineer' }).postings // => 1114
   *
   * @throws UserError when no row, or more than one, has them; the message lists the values that there are.
   */
  at(group: Readonly<Partial<Record<Field, string>>>): Row<Field, Concept> {
    const wanted = Object.entries<string | undefined>(group);
    const found = this.rows.filter((row) => wanted.every(([field, value]) => row[field as Field] === value));
    const [row] = found;
    if (row && found.length === 1) return row;
    const fields = this.provenance.query.by as readonly Field[];
    const values = fields.map((field) => `${field}: ${[...new Set(this.rows.map((each) => each[field]))].join(', ')}`);
    throw new UserError(
      `${found.length || 'no'} rows of corpus ${this.provenance.corpus} have ${JSON.stringify(group)} ` +
        `in the answer to "${describeQuery(this.provenance.query)}"; it has ${values.join('; ') || 'one row, at({})'}`,
    );
  }
}
