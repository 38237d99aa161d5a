import { existsSync } from 'node:fs';
import { z } from 'zod';
import { inProject } from '../load/project.js';
import { readYaml } from '../load/yaml.js';
import { headlineOf, headlineWords } from './plain-words.js';
import type { Trace } from './trace.js';

const schema = z.record(
  z.string(),
  z.string().refine((headline) => headline.split(/\s+/).length <= headlineWords, {
    error: `expected a headline of at most ${headlineWords} words`,
  }),
);

let given: Readonly<Record<string, string>> | undefined;

/** The headlines that `data/headlines.yaml` gives to claims whose statement is too long for one, by the claim's id. */
export function givenHeadlines(): Readonly<Record<string, string>> {
  const path = inProject('data', 'headlines.yaml');
  given ??= existsSync(path) ? readYaml(path, schema) : {};
  return given;
}

/**
 * What a claim says, in at most fifteen words that a person would say: as the project gives it, or as its statement
 * does.
 */
export const headlineOfClaim = ({ id, statement }: Pick<Trace, 'id' | 'statement'>): string =>
  givenHeadlines()[id] ?? headlineOf(statement);

/** What a part of a claim says, where it has a statement of its own: one of several skills, for instance. */
export const headlineOfPart = (statement: string, claim: Pick<Trace, 'id' | 'statement'> | undefined): string =>
  claim?.statement === statement ? headlineOfClaim(claim) : headlineOf(statement);
