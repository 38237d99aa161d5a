import { z } from 'zod';
import type { Provenance } from '../count/answer.js';
import { claimNamed } from './article.js';
import { type Answers, provenanceOf } from './check.js';
import { checkSpan, type Direction, liesOnSide, type Measure, measures, type Span } from './direction.js';
import { parseOutput } from './output.js';

/** The MIME type under which an executed notebook carries its replications: `{ rows: Replication[] }`. */
export const replicationType = 'application/vnd.recount.replication+json';

/** A claim's statement, and how it was measured again. */
interface MeasuredAgain {
  /** The claim's full id: `fine-tuning-by-role/aie-over-mle`. */
  readonly claim: string;
  /** How the statement is measured on the other corpus. */
  readonly definition: string;
  /** What keeps it from being the same measurement. */
  readonly limits: string;
  readonly measure: Measure;
  /** Which way the claim points; null where it is of a size alone. */
  readonly direction: Direction | null;
  /** As the article has it; null where it prints no number. */
  readonly original: Span | null;
  readonly replication: Span;
}

/** What a claim says, measured again on another corpus than the article's own. */
export interface Replication extends MeasuredAgain {
  readonly statement: string;
  /** The id of the corpus that answered. */
  readonly corpus: string;
  /** Whether the replication lies on the side that the claim points to; null where it points to none. */
  readonly sameDirection: boolean | null;
  /** Whether the two intervals share a value, a number without interval being a point; null without an original. */
  readonly overlap: boolean | null;
  readonly sources: readonly Provenance[];
}

/** A replication as a cell gives it; direction and overlap follow from it. */
export interface ReplicationRow extends MeasuredAgain {
  /** What is replicated, in our own words; the claim's statement unless told. */
  readonly statement?: string;
  /** The answer, or answers, that the replication was computed from. */
  readonly basis: Answers;
}

/**
 * Completes a replication: does it point the claim's way, and do the two intervals overlap?
 *
 * A claim of no effect is pointed to by an interval that holds the value of no effect.
 *
 * @throws UserError for an unknown claim, an estimate outside its interval, or without an answer behind it
 */
export function replicate(row: ReplicationRow): Replication {
  const { claim, definition, limits, measure, direction, original, replication, basis } = row;
  const { statement } = claimNamed(claim);
  const where = `the replication of claim "${claim}"`;
  checkSpan(where, replication);
  if (original) checkSpan(`${where}, as printed`, original);
  const sources = provenanceOf(basis);
  const plain = ({ estimate, low, high }: Span): Span => ({ estimate, low, high });
  return {
    claim,
    statement: row.statement ?? statement,
    corpus: sources[0].corpus,
    definition,
    limits,
    measure,
    direction,
    original: original && plain(original),
    replication: plain(replication),
    sameDirection: direction && sameDirection(replication, direction),
    overlap: original && overlap(original, replication),
    sources,
  };
}

function sameDirection(span: Span, direction: Direction): boolean {
  if (!('none' in direction)) return liesOnSide(span.estimate, direction);
  return overlap(span, { estimate: direction.none, low: null, high: null });
}

/** Whether two intervals share a value; a number without interval is a point. */
export function overlap(a: Span, b: Span): boolean {
  const ends = ({ estimate, low, high }: Span) => ({ low: low ?? estimate, high: high ?? estimate });
  return ends(a).low <= ends(b).high && ends(b).low <= ends(a).high;
}

const end = z.number().nullable();
export const spanSchema = z.strictObject({ estimate: z.number(), low: end, high: end });
export const directionSchema = z.union([
  z.strictObject({ above: z.number() }),
  z.strictObject({ below: z.number() }),
  z.strictObject({ none: z.number() }),
]);
/** Only answers make them, so what is inside is trusted. */
export const sourcesSchema = z.array(
  z.custom<Provenance>((value) => typeof value === 'object' && value !== null && 'corpus' in value),
);

const schema: z.ZodType<{ rows: Replication[] }> = z.strictObject({
  rows: z.array(
    z.strictObject({
      claim: z.string(),
      statement: z.string(),
      corpus: z.string(),
      definition: z.string(),
      limits: z.string(),
      measure: z.enum(measures),
      direction: directionSchema.nullable(),
      original: spanSchema.nullable(),
      replication: spanSchema,
      sameDirection: z.boolean().nullable(),
      overlap: z.boolean().nullable(),
      sources: sourcesSchema,
    }),
  ),
});

/**
 * Reads the replications that a notebook's output carries under `replicationType`.
 *
 * @throws UserError that names the place and what is wrong; the notebook must be run again
 */
export function parseReplications(output: unknown, where: string): readonly Replication[] {
  return parseOutput(schema, output, where, 'replication').rows;
}
