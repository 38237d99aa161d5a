import { z } from 'zod';
import type { Provenance } from '../count/answer.js';
import { UserError } from '../error.js';
import { groupedBy } from '../load/grouped-by.js';
import { claimNamed } from './article.js';
import { type Answers, provenanceOf } from './check.js';
import {
  checkSpan,
  type Direction,
  excludes,
  liesOnSide,
  type Measure,
  measures,
  type Span,
  turnOf,
} from './direction.js';
import { parseOutput } from './output.js';
import { directionSchema, sourcesSchema } from './replication.js';

/** The MIME type under which an executed notebook carries the sensitivity of a headline: one `Sensitivity`. */
export const sensitivityType = 'application/vnd.recount.sensitivity+json';

/** The choices of an analysis: each with its reasonable values, the article's own first. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** One way to make the analysis: a value for each choice. */
export type Chosen = Readonly<Record<string, string>>;

/** What the analysis gives, made one way. */
export interface Outcome extends Span {
  /** The p-value, after the correction that was chosen; null where only the interval decides. */
  readonly p: number | null;
}

/** An outcome with the choices that it comes from, and what it says of the claim. */
export interface Specification extends Outcome {
  readonly choices: Chosen;
  /**
   * Whether the estimate lies on the side that the claim points to; for a claim of no effect, whether none is shown.
   */
  readonly sameDirection: boolean;
  /** Whether p ≤ 0.05, or without p whether the interval leaves out the turning value; on either side. */
  readonly significant: boolean;
}

/** How much one choice moves the outcome. */
export interface Influence {
  readonly choice: string;
  /** How far apart the estimates lie, on average, when only this choice changes. */
  readonly spread: number;
  /** The share of those changes that turn whether the claim survives. */
  readonly flips: number;
}

/** How a headline claim fares under every reasonable combination of choices. */
export interface Sensitivity {
  /** The claim's full id: `fine-tuning-by-role/aie-over-mle`. */
  readonly claim: string;
  readonly question: string;
  readonly measure: Measure;
  readonly direction: Direction;
  readonly choices: Choices;
  /** Those of the choices that are none but parts of the claim, each of which should hold. */
  readonly parts: readonly string[];
  readonly specifications: readonly Specification[];
  /** In how many specifications the claim's direction holds. */
  readonly sameDirection: number;
  /** How many are significant, on either side. */
  readonly significant: number;
  /**
   * In how many the claim survives: its direction holds and is significant; for a claim of no effect, none is shown.
   */
  readonly survives: number;
  readonly total: number;
  /** By spread, then by flips, the largest first. */
  readonly influences: readonly Influence[];
  readonly mostInfluential: Influence;
  readonly sources: readonly Provenance[];
}

/** What a cell gives for a specification curve. */
export interface Multiverse {
  /** The claim's full id: `fine-tuning-by-role/aie-over-mle`. */
  readonly claim: string;
  /** What is asked under every combination, as a sentence. */
  readonly question: string;
  readonly measure: Measure;
  readonly direction: Direction;
  readonly choices: Choices;
  /** Those of the choices that are none but parts of the claim (its skills, its roles), each of which should hold. */
  readonly parts?: readonly string[];
  /** The outcome of one combination; null where the combination makes no sense, which leaves it out. */
  readonly outcome: (chosen: Chosen) => Outcome | null;
  /** The answers that the outcomes were computed from. */
  readonly basis: Answers;
}

const alpha = 0.05;

/**
 * How does a headline fare under every combination of reasonable choices?
 *
 * Computes the outcome of each combination, and counts in how many the claim's direction and its significance hold. The
 * influence of a choice is measured between specifications that differ in nothing else.
 *
 * Source: U. Simonsohn, J. P. Simmons & L. D. Nelson, Specification curve analysis, Nature Human Behaviour 4 (2020)
 * 1208–1214; S. Steegen et al., Increasing transparency through a multiverse analysis, Perspectives on Psychological
 * Science 11 (2016) 702–712.
 *
 * @param multiverse the claim's full id; the `question` as a sentence; the `measure` (share, difference, ratio or
 * number) and the `direction` that the claim points to; `choices`, each with its reasonable values, the article's own
 * first; `parts`, those of the choices that are parts of the claim instead; `outcome`, which gives estimate, interval
 * and p (0 to 1, or null) of one combination, or null to leave it out; the answers behind the outcomes as `basis`.
 * Shares are fractions of 1
 * @returns each specification with its outcome, how many keep the direction, are significant (p ≤ 0.05, or without p an
 * interval that leaves out the turning value), and both; and how much each choice moves them
 * @throws UserError for an unknown claim, a choice without values, an estimate outside its interval, or when no
 * combination has an outcome
 * @example
 * const roles = await corpus('skillenai').count({ by: ['role'], concepts: ['fine-tuning'], match: 'phrase' })
 * const of = (role) => ({ k: roles.at({ role })['fine-tuning'], n: roles.at({ role }).postings })
 * const at = (level) => riskRatio(of('AI Engineer'), of('ML Engineer'), { level: Number(level) })
 * const outcome = ({ level }) => ({ ...at(level), p: null })
 * const how = { question: 'How much more often?', measure: 'ratio', direction: { above: 1 } }
 * const choices = { level: ['0.95', '0.99'] }
 * const found = sensitivity({ claim: 'fine-tuning-by-role/aie-over-mle', ...how, choices, outcome, basis: roles })
 * found // => { total: 2, sameDirection: 2, survives: 2 }
 */
export function sensitivity({
  claim,
  question,
  measure,
  direction,
  choices,
  parts = [],
  outcome,
  basis,
}: Multiverse): Sensitivity {
  claimNamed(claim);
  const unknown = parts.find((part) => !(part in choices));
  if (unknown !== undefined)
    throw new UserError(
      `the sensitivity of claim "${claim}": part "${unknown}" is none of its choices, ` +
        `which are ${Object.keys(choices).join(', ')}`,
    );
  const specifications = combinations(choices).flatMap((chosen) => {
    const found = outcome(chosen);
    return found ? [specification(claim, chosen, found, direction)] : [];
  });
  if (specifications.length === 0)
    throw new UserError(`the sensitivity of claim "${claim}": no combination of choices has an outcome`);
  const influences = Object.keys(choices)
    .filter((choice) => !parts.includes(choice))
    .map((choice) => influenceOf(choice, specifications, direction))
    .sort((a, b) => b.spread - a.spread || b.flips - a.flips);
  const [mostInfluential] = influences;
  if (!mostInfluential) throw new UserError(`the sensitivity of claim "${claim}" needs at least one choice`);
  const count = (holds: (each: Specification) => boolean) => specifications.filter(holds).length;
  return {
    claim,
    question,
    measure,
    direction,
    choices,
    parts,
    specifications,
    sameDirection: count((each) => each.sameDirection),
    significant: count((each) => each.significant),
    survives: count((each) => survives(each, direction)),
    total: specifications.length,
    influences,
    mostInfluential,
    sources: provenanceOf(basis),
  };
}

/** Every combination of the choices' values, the first values first. */
export function combinations(choices: Choices): readonly Chosen[] {
  return Object.entries(choices).reduce<readonly Chosen[]>(
    (chosen, [choice, values]) => {
      if (values.length === 0) throw new UserError(`choice "${choice}" has no values`);
      return chosen.flatMap((each) => values.map((value) => ({ ...each, [choice]: value })));
    },
    [{}],
  );
}

function specification(
  claim: string,
  choices: Chosen,
  { estimate, low, high, p }: Outcome,
  direction: Direction,
): Specification {
  const where = `the sensitivity of claim "${claim}" under ${JSON.stringify(choices)}`;
  checkSpan(where, { estimate, low, high });
  const significant = p === null ? excludes({ estimate, low, high }, turnOf(direction)) : p <= alpha;
  if (significant === null) throw new UserError(`${where}: p is null, and there is no interval to decide instead`);
  const sameDirection = 'none' in direction ? !significant : liesOnSide(estimate, direction);
  const end = (value: number | null) => (value === null ? null : sixDigits(value));
  return {
    choices,
    estimate: sixDigits(estimate),
    low: end(low),
    high: end(high),
    p: end(p),
    sameDirection,
    significant,
  };
}

/** More than anyone reads, and the same on every machine. */
const sixDigits = (value: number): number => Number(value.toPrecision(6));

/** Whether the claim, as worded, survives a specification. */
export const survives = (each: Specification, direction: Direction): boolean =>
  each.sameDirection && ('none' in direction || each.significant);

function influenceOf(choice: string, specifications: readonly Specification[], direction: Direction): Influence {
  const alike = groupedBy(specifications, ({ choices }) => JSON.stringify({ ...choices, [choice]: null }));
  const compared = [...alike.values()].filter((group) => group.length > 1);
  const mean = (values: readonly number[]) =>
    values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  const range = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  return {
    choice,
    spread: mean(compared.map((group) => range(group.map(({ estimate }) => estimate)))),
    flips: mean(compared.map((group) => range(group.map((each) => (survives(each, direction) ? 1 : 0))))),
  };
}

const influence = z.strictObject({ choice: z.string(), spread: z.number(), flips: z.number() });
const count = z.int().nonnegative();
const schema: z.ZodType<Sensitivity> = z.strictObject({
  claim: z.string(),
  question: z.string(),
  measure: z.enum(measures),
  direction: directionSchema,
  choices: z.record(z.string(), z.array(z.string())),
  parts: z.array(z.string()),
  specifications: z.array(
    z.strictObject({
      choices: z.record(z.string(), z.string()),
      estimate: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      p: z.number().nullable(),
      sameDirection: z.boolean(),
      significant: z.boolean(),
    }),
  ),
  sameDirection: count,
  significant: count,
  survives: count,
  total: count,
  influences: z.array(influence),
  mostInfluential: influence,
  sources: sourcesSchema,
});

/**
 * Reads the sensitivity that a notebook's output carries under `sensitivityType`.
 *
 * @throws UserError that names the place and what is wrong; the notebook must be run again
 */
export function parseSensitivity(output: unknown, where: string): Sensitivity {
  return parseOutput(schema, output, where, 'sensitivity');
}
