import { z } from 'zod';
import type { Provenance } from '../count/answer.js';
import { UserError } from '../error.js';
import { benjaminiHochberg, holm } from '../stats/adjust.js';
import { claimNamed } from './article.js';
import { parseOutput } from './output.js';
import { sourcesSchema } from './replication.js';

/** The MIME type under which an executed notebook carries a family of tests: one `Multiplicity`. */
export const multiplicityType = 'application/vnd.recount.multiplicity+json';

/** A test of the family, before and after correction. */
export interface Corrected {
  readonly comparison: string;
  /** The full ids of the claims that state this difference, and so need the test to survive. */
  readonly claims: readonly string[];
  readonly p: number;
  /** Adjusted so that the chance of any false alarm in the family stays below the level. */
  readonly holm: number;
  /** Adjusted so that the expected share of false alarms among the discoveries stays below the level. */
  readonly benjaminiHochberg: number;
  /** Whether it is below the level after Holm's correction. */
  readonly survives: boolean;
}

/** Tests that an article makes side by side, corrected for their number. */
export interface Multiplicity {
  /** What belongs to the family, in words. */
  readonly family: string;
  readonly level: number;
  readonly tests: readonly Corrected[];
  readonly sources: readonly Provenance[];
}

/** A family of tests as a cell gives it. */
export interface Family {
  readonly family: string;
  readonly tests: readonly { readonly comparison: string; readonly p: number; readonly claims?: readonly string[] }[];
  /** The answers that the p-values were computed from. */
  readonly basis: { readonly provenance: Provenance } | readonly { readonly provenance: Provenance }[];
  readonly level?: number;
}

/**
 * Which tests survive, when all that were made are counted?
 *
 * @throws UserError for an unknown claim, an empty family, or a p-value outside 0 to 1
 */
export function correct({ family, tests, basis, level = 0.05 }: Family): Multiplicity {
  if (tests.length === 0) throw new UserError(`the family "${family}" has no tests`);
  const p = tests.map((test) => test.p);
  const [byHolm, byHochberg] = [holm(p), benjaminiHochberg(p)];
  for (const claim of tests.flatMap(({ claims = [] }) => claims)) claimNamed(claim);
  return {
    family,
    level,
    tests: tests.map(({ comparison, p, claims = [] }, i) => {
      const adjusted = byHolm[i] ?? 1;
      return {
        comparison,
        claims,
        p,
        holm: adjusted,
        benjaminiHochberg: byHochberg[i] ?? 1,
        survives: adjusted < level,
      };
    }),
    sources: [basis].flat().map((answer) => answer.provenance),
  };
}

const p = z.number().min(0).max(1);
const schema: z.ZodType<Multiplicity> = z.strictObject({
  family: z.string(),
  level: p,
  tests: z.array(
    z.strictObject({
      comparison: z.string(),
      claims: z.array(z.string()),
      p,
      holm: p,
      benjaminiHochberg: p,
      survives: z.boolean(),
    }),
  ),
  sources: sourcesSchema,
});

/**
 * Reads the family of tests that a notebook's output carries under `multiplicityType`.
 *
 * @throws UserError that names the place and what is wrong; the notebook must be run again
 */
export function parseMultiplicity(output: unknown, where: string): Multiplicity {
  return parseOutput(schema, output, where, 'family of tests');
}
