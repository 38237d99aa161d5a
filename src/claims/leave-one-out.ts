import { z } from 'zod';
import type { Provenance } from '../count/answer.js';
import { UserError } from '../error.js';
import { claimNamed } from './article.js';
import { agrees, type Basis, sourcesOf } from './check.js';
import { type Measure, measures } from './direction.js';
import { parseOutput } from './output.js';
import { sourcesSchema } from './replication.js';

/** The MIME type under which an executed notebook carries what claims rest on: `{ claims: LeftOut[] }`. */
export const leftOutType = 'application/vnd.recount.left-out+json';

/** What is left of a claim without one part of its postings. */
export interface WithoutPart {
  /** The week, the employer, the source. */
  readonly part: string;
  readonly postings: number;
  /** The claim's value in the part alone; null where it has none. */
  readonly alone: number | null;
  readonly without: number;
  /** Whether the claim turns: its comparison, or its number by more than a tenth of itself. */
  readonly turns: boolean;
}

/** What a claim's value becomes when one part of its postings after the other is left out. */
export interface LeftOut {
  /** The claim's full id: `fine-tuning-by-role/aie-share`. */
  readonly claim: string;
  readonly measure: Measure;
  /** What the parts are, in the singular: `week`, `employer`. */
  readonly over: string;
  readonly postings: number;
  readonly value: number;
  /** Those that move the value most first. */
  readonly parts: readonly WithoutPart[];
  /** How many there are, also those that are not listed since they move the value least. */
  readonly of: number;
  /** The fewest postings that would turn the claim if they were otherwise; null where none would, or was asked. */
  readonly fewest: number | null;
  /** What the claim is of all the postings that its words cover, where fewer were counted. */
  readonly wider?: { readonly postings: number; readonly value: number; readonly turns: boolean };
  readonly sources: readonly Provenance[];
}

/** What a cell gives to leave out parts of a claim's postings. */
export interface Parts<Row> {
  /** The claim's full id: `fine-tuning-by-role/aie-share`. */
  readonly claim: string;
  readonly measure: Measure;
  /** What the parts are, in the singular: `week`, `employer`. */
  readonly over: string;
  /** The rows that the claim's value is computed from, each of one part. */
  readonly rows: readonly Row[];
  readonly part: (row: Row) => string;
  readonly postings: (row: Row) => number;
  /** The claim's value from some of the rows; not finite where they do not say. */
  readonly value: (rows: readonly Row[]) => number;
  /** The parts that may be left out; all by default. */
  readonly only?: readonly string[];
  /** The claim's value if so many of the postings were otherwise, against the claim. */
  readonly changed?: (postings: number) => number;
  /** The rows of all the postings that the claim's words cover, where fewer were counted. */
  readonly wider?: readonly Row[];
  /** The answers that the rows come from, or the print alone. */
  readonly basis: Basis;
}

const aTenth = 0.1;
/** More parts than these nobody reads. */
const mostListed = 5;

/** Computes what is left of a claim without each part; see `leaveOneOut` of the notebook room. */
export function withoutEach<Row>(given: Parts<Row>): LeftOut {
  const { claim, measure, over, rows, part, postings, value, changed } = given;
  const where = `leaving out each ${over} of claim "${claim}"`;
  const holds = verdictOn(claim, value(rows), where);
  const sum = (some: readonly Row[]) => some.reduce((all, row) => all + postings(row), 0);
  const names = given.only ?? [...new Set(rows.map(part))];
  if (names.length === 0) throw new UserError(`${where}: there are no rows`);
  const parts = names.flatMap((name): WithoutPart[] => {
    const inside = rows.filter((row) => part(row) === name);
    if (inside.length === 0) throw new UserError(`${where}: no row is of ${over} "${name}"`);
    const [alone, without] = [value(inside), value(rows.filter((row) => part(row) !== name))];
    if (!Number.isFinite(without)) return []; // the claim is of this part alone
    const one = { part: name, postings: sum(inside), alone: Number.isFinite(alone) ? sixDigits(alone) : null };
    return [{ ...one, without: sixDigits(without), turns: !holds(without) }];
  });
  const all = value(rows);
  const moves = (each: WithoutPart) => Math.abs(each.without - all);
  const whole = given.wider && value(given.wider);
  const sorted = parts.toSorted((a, b) => moves(b) - moves(a) || (a.part < b.part ? -1 : 1));
  return {
    claim,
    measure,
    over,
    postings: sum(rows),
    value: sixDigits(all),
    parts: sorted.slice(0, mostListed),
    of: parts.length,
    fewest: changed ? fewest((n) => !holds(changed(n)), sum(rows)) : null,
    ...(given.wider && whole !== undefined
      ? { wider: { postings: sum(given.wider), value: sixDigits(whole), turns: !holds(whole) } }
      : {}),
    sources: sourcesOf(given.basis),
  };
}

/** Whether another value leaves a claim's verdict as it is; a printed number may move by a tenth of itself. */
function verdictOn(id: string, all: number, where: string): (value: number) => boolean {
  const claim = claimNamed(id);
  if (!Number.isFinite(all)) throw new UserError(`${where}: the value of all rows is ${all}; give a finite number`);
  if (claim.expectation.kind === 'rounds') return (value) => Math.abs(value - all) <= aTenth * Math.abs(all);
  const verdict = agrees(claim, all);
  return (value) => agrees(claim, value) === verdict;
}

/**
 * The smallest number of postings, at most all, that turns something.
 *
 * Source: M. Walsh et al., The statistical significance of randomized controlled trial results is frequently fragile,
 * Journal of Clinical Epidemiology 67 (2014) 622–628: the fragility index, of any verdict.
 */
function fewest(turns: (postings: number) => boolean, all: number): number | null {
  for (let n = 1; n <= all; n += 1) if (turns(n)) return n;
  return null;
}

/** More than anyone reads, and the same on every machine. */
const sixDigits = (value: number): number => Number(value.toPrecision(6));

const count = z.int().nonnegative();
const leftOut: z.ZodType<LeftOut> = z.strictObject({
  claim: z.string(),
  measure: z.enum(measures),
  over: z.string(),
  postings: count,
  value: z.number(),
  parts: z.array(
    z.strictObject({
      part: z.string(),
      postings: count,
      alone: z.number().nullable(),
      without: z.number(),
      turns: z.boolean(),
    }),
  ),
  of: count,
  fewest: count.nullable(),
  wider: z.strictObject({ postings: count, value: z.number(), turns: z.boolean() }).exactOptional(),
  sources: sourcesSchema,
});

const schema = z.strictObject({ claims: z.array(leftOut) });

/**
 * Reads what a notebook's output carries under `leftOutType`.
 *
 * @throws UserError that names the place and what is wrong; the notebook must be run again
 */
export const parseLeftOut = (output: unknown, where: string): readonly LeftOut[] =>
  parseOutput(schema, output, where, 'claim without its parts').claims;
