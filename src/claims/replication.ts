import { z } from 'zod';
import type { Provenance } from '../count/answer.js';
import { UserError } from '../error.js';
import type { ClusterCount } from '../stats/clustered-bootstrap.js';
import { type Claim, claimNamed, readArticle } from './article.js';
import { type Answers, provenanceOf } from './check.js';
import { checkSpan, type Direction, directionOf, liesOnSide, type Measure, measures, type Span } from './direction.js';
import { type Fragility, fragility } from './fragility.js';
import { parseOutput } from './output.js';
import { type ReplicationVerdict, replicationVerdict, replicationVerdicts } from './verdict.js';

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
}

/** An interval at the level that corrects for the number of tests, and that number. */
export interface Corrected {
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly tests: number;
}

/** What a claim says, measured again on another corpus than the article's own. */
export interface Replication extends MeasuredAgain {
  readonly statement: string;
  /** The id of the corpus that answered. */
  readonly corpus: string;
  /** Which way the claim points; null where it is of a size alone. */
  readonly direction: Direction | null;
  /** As the article has it; null where it prints no number. */
  readonly original: Span | null;
  readonly replication: Span;
  /** Whether the replication lies on the side that the claim points to; null where it points to none. */
  readonly sameDirection: boolean | null;
  /** Whether the two intervals share a value, a number without interval being a point; null without an original. */
  readonly overlap: boolean | null;
  /** What decides; null where only a size is compared, or no interval at another level was given. */
  readonly corrected: Corrected | null;
  readonly verdict: ReplicationVerdict | null;
  /** The fewest postings that would turn the verdict; omitted where it is open, or its counts were not given. */
  readonly fragility?: Fragility;
  readonly sources: readonly Provenance[];
}

/** The interval of a measurement at a level of coverage: with it the number of tests can be corrected for. */
export type AtLevel = (level: number) => { readonly estimate: number; readonly low: number; readonly high: number };

/** A measurement with the counts behind it, by employer: with it a verdict says how few postings it rests on. */
export interface OfCounts {
  readonly groups: readonly (readonly ClusterCount[])[];
  readonly measure: (groups: readonly (readonly ClusterCount[])[], level: number) => ReturnType<AtLevel>;
}

/** A replication as a cell gives it; direction, overlap and verdict follow from it. */
export interface ReplicationRow extends MeasuredAgain {
  /** What is replicated, in our own words; the claim's statement by default. */
  readonly statement?: string;
  /** Which way the claim points; what its `means` asks by default, null where it is of a size alone. */
  readonly direction?: Direction | null;
  /** As the article has it; null, the default, where it prints no number. */
  readonly original?: Span | null;
  /**
   * The estimate with its 95% interval; or a function of the level, which a verdict needs, or of counts and level. It
   * must respect employers.
   */
  readonly replication: Span | AtLevel | OfCounts;
  /** The answer, or answers, that the replication was computed from. */
  readonly basis: Answers;
}

const alpha = 0.05;

/**
 * Completes replications: does each point the claim's way, do the two intervals overlap, and what is the verdict?
 *
 * The verdict rests on an interval at the level 1 − 0.05/m (Bonferroni), where m is the number of the article's
 * tests on
 * other postings: those that its file registers with `tested_on`, or the statements of this call, whichever are more.
 * It is `replicated` or `not replicated` where that interval leaves out the value at which the statement turns.
 * A claim of no effect is pointed to by an interval that holds the value of no effect.
 *
 * @throws UserError for an unknown claim, an estimate outside its interval, without an answer behind it, or a
 *   registered
 * claim on a corpus that its file does not name
 */
export function replicateAll(rows: readonly ReplicationRow[]): Replication[] {
  const judged = rows.filter(({ replication }) => atLevelOf(replication) !== undefined);
  return rows.map((row) => {
    const article = articleOf(row.claim);
    const asked = judged.filter(({ claim }) => articleOf(claim) === article);
    const statements = new Set(
      asked.map((each) => `${each.claim} ${each.statement ?? ''} ${provenanceOf(each.basis)[0].corpus}`),
    );
    return replicate(row, Math.max(readArticle(article).tests, statements.size));
  });
}

const articleOf = (claim: string): string => claim.slice(0, claim.indexOf('/'));

function replicate(row: ReplicationRow, tests: number): Replication {
  const { claim: id, definition, limits, measure, original = null, basis } = row;
  const claim = claimNamed(id);
  const where = `the replication of claim "${id}"`;
  const sources = provenanceOf(basis);
  const { corpus } = sources[0];
  refuseUnregistered(claim, row, corpus);
  const direction = row.direction === undefined ? (directionOf(claim.expectation) ?? null) : row.direction;
  const atLevel = atLevelOf(row.replication);
  const replication = plain(atLevel ? atLevel(1 - alpha) : (row.replication as Span));
  checkSpan(where, replication);
  if (original) checkSpan(`${where}, as printed`, original);
  const level = 1 - alpha / tests;
  const interval = direction && atLevel ? plain(atLevel(level)) : undefined;
  if (interval) checkSpan(`${where}, corrected`, interval);
  const verdictOf = (interval: Span): ReplicationVerdict | null =>
    direction && replicationVerdict([{ corpus, direction, interval }]);
  const verdict = interval ? verdictOf(interval) : null;
  const of = 'groups' in row.replication ? row.replication : undefined;
  return {
    claim: id,
    statement: row.statement ?? claim.statement,
    corpus,
    definition,
    limits,
    measure,
    direction,
    original: original && plain(original),
    replication,
    sameDirection: direction && sameDirection(replication, direction),
    overlap: original && overlap(original, replication),
    corrected: interval ? { low: interval.low ?? NaN, high: interval.high ?? NaN, level, tests } : null,
    verdict,
    ...(of && verdict !== null && verdict !== 'undecided'
      ? { fragility: fragility(of.groups, (groups) => verdictOf(plain(of.measure(groups, level))) !== verdict) }
      : {}),
    sources,
  };
}

/** The interval of a measurement at any level; undefined where only one was given. */
const atLevelOf = (replication: ReplicationRow['replication']): AtLevel | undefined =>
  typeof replication === 'function'
    ? replication
    : 'groups' in replication
      ? (level) => replication.measure(replication.groups, level)
      : undefined;

const plain = ({ estimate, low, high }: Span): Span => ({ estimate, low, high });

/**
 * A claim whose file says where it is tested is tested there, by its own reading, and with an interval for a verdict.
 */
function refuseUnregistered(claim: Claim, { direction, replication }: ReplicationRow, corpus: string): void {
  if (claim.testedOn.length === 0) return;
  const where = `the replication of claim "${claim.id}"`;
  if (!claim.testedOn.includes(corpus))
    throw new UserError(`${where} is on "${corpus}"; its file says tested_on: [${claim.testedOn.join(', ')}]`);
  const means = directionOf(claim.expectation);
  if (means === undefined || (direction !== undefined && JSON.stringify(direction) !== JSON.stringify(means)))
    throw new UserError(
      `${where} must point as its claim does; write its means as "> 0" or "< 0.5", and leave direction out`,
    );
  if (!atLevelOf(replication))
    throw new UserError(
      `${where} needs its interval at any level: replication: (level) => wilson({ k, n }, { level })`,
    );
}

/** The verdict of a claim from all its replications, as they are read back from notebooks. */
export const verdictOfReplications = (rows: readonly Replication[]): ReplicationVerdict =>
  replicationVerdict(
    rows.flatMap(({ corpus, direction, corrected, replication }) =>
      direction && corrected
        ? [
            {
              corpus,
              direction,
              interval: { estimate: replication.estimate, low: corrected.low, high: corrected.high },
            },
          ]
        : [],
    ),
  );

/**
 * The least of several measurements, each of which should point the same way: with it a statement that joins them holds
 * beyond chance only where each does.
 *
 * @param measured estimates with their intervals, at least one
 * @returns the least estimate, the least lower end and the least upper end
 * @example
 * const measured = [{ estimate: 0.3, low: 0.1, high: 0.5 }, { estimate: 0.2, low: -0.05, high: 0.4 }]
 * weakest(measured) // => { estimate: 0.2, low: -0.05 }
 */
export function weakest(
  measured: readonly { readonly estimate: number; readonly low: number; readonly high: number }[],
): { estimate: number; low: number; high: number } {
  const least = (part: 'estimate' | 'low' | 'high') => Math.min(...measured.map((each) => each[part]));
  return { estimate: least('estimate'), low: least('low'), high: least('high') };
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
/** @internal */
export const spanSchema = z.strictObject({ estimate: z.number(), low: end, high: end });
/** @internal */
export const directionSchema = z.union([
  z.strictObject({ above: z.number() }),
  z.strictObject({ below: z.number() }),
  z.strictObject({ none: z.number() }),
]);
/** Only answers make them, so what is inside is trusted. @internal */
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
      corrected: z
        .strictObject({ low: z.number(), high: z.number(), level: z.number(), tests: z.int().positive() })
        .nullable(),
      verdict: z.enum(replicationVerdicts).nullable(),
      fragility: z
        .strictObject({ fewest: z.int().positive().nullable(), postings: z.int().nonnegative() })
        .exactOptional(),
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
