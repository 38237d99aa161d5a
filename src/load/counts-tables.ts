import { z } from 'zod';

/**
 * Published tables of counts, as a manifest describes them under `counts`: each becomes the answer to a count query.
 *
 *     counts:
 *       tables:
 *         - file: overview.csv                # CSV or TSV with a header, or a JSON list of objects
 *           by: { seniority: seniority }      # a field, and the column that holds its groups
 *           columns:                          # counts of the groups of one more field, a column each
 *             work: { onsite: onsite, hybrid: hybrid, remote: remote }
 *         - file: results.json                # an answer of OpenSearch: fields by the names of nested aggregations
 *           buckets: { country: by_country, work: wm }
 */
export interface CountsTable {
  /** The name of the published file; its path is given when it is recorded. */
  readonly file: string;
  /** The fields that the rows are grouped by, with the column of each. */
  readonly by?: Readonly<Record<string, string>>;
  /** The column that holds the number of postings. */
  readonly postings?: string;
  /** One more field, whose groups have a column of counts each. */
  readonly columns?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Of a percentage of `postings`: a field whose first group has so many per cent, and whose second has the rest. */
  readonly percent?: Readonly<Record<string, { readonly column: string; readonly is: string; readonly rest: string }>>;
  /** Fields by the names of nested terms aggregations, outermost first. */
  readonly buckets?: Readonly<Record<string, string>>;
}

const text = z.string().min(1);
const names = z.record(text, text);

/** @internal */
export const countsSchema = z.strictObject({
  tables: z
    .array(
      z
        .strictObject({
          file: text,
          by: names.exactOptional(),
          postings: text.exactOptional(),
          columns: z.record(text, names).exactOptional(),
          percent: z.record(text, z.strictObject({ column: text, is: text, rest: text })).exactOptional(),
          buckets: names.exactOptional(),
        })
        .superRefine((table, context) => {
          const hasCounts = [table.postings, table.columns, table.buckets].filter((each) => each !== undefined).length;
          if (hasCounts === 1 && (table.buckets === undefined) !== (table.by === undefined)) return;
          const message =
            'expected either by, ' +
            'with postings (a column) or columns (a field and the columns of its groups), or buckets';
          context.addIssue({ code: 'custom', message });
        }),
    )
    .min(1),
});
