import type { Evidence, Provenance } from '../count/answer.js';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import type { Article, Claim } from './article.js';
import { type Computed, meets } from './expectation.js';
import { type Verdict, verdictOf } from './verdict.js';

/** A cell's comparison of a computed value with a claim, as it stands in the executed notebook. */
export interface Check {
  /** The claim's id. A check is bound by id, never by value: small integers match by chance. */
  readonly claim: string;
  readonly printed: string;
  readonly statement: string;
  readonly computed: Computed;
  readonly verdict: Verdict;
  readonly evidence: Evidence;
}

/** The checks of one call, and the answers that their values were computed from; none where only the print was used. */
export interface Checked {
  readonly checks: readonly Check[];
  readonly sources: readonly Provenance[];
}

/** What a checked value was computed from: an answer, several, or the article's own printed figures. */
export type Basis = Answers | 'print';
export type Answers = Answered | readonly Answered[];
interface Answered {
  readonly provenance: Provenance;
}

/**
 * Compares computed values with the claims of an article that they recount. A claim that the article
 * prints again is checked along with the first, each at its own printed precision.
 *
 * @param values claim id within the article (`mle-share`) → computed value; shares as fractions of 1
 * @param basis the answers behind the values, from which evidence and trace follow
 * @throws UserError for an id that the article lacks, or that repeats another claim; for a value of
 * another kind than the claim compares; for an empty basis.
 */
export function checkClaims(article: Article, values: Readonly<Record<string, Computed>>, basis: Basis): Checked {
  const sources = sourcesOf(basis);
  refuseOthers(article, sources, Object.keys(values));
  const evidence = weakest(sources.map((source) => source.evidence));

  const checks = Object.entries(values).flatMap(([shortId, computed]) => {
    const id = `${article.id}/${shortId}`;
    const claims = article.claims.filter((claim) => claim.checkedAs === id);
    if (claims.length === 0) throw unknownClaim(article, id);
    return claims.map((claim) => ({
      claim: claim.id,
      printed: claim.printed,
      statement: claim.statement,
      computed,
      verdict: verdictOf(agrees(claim, computed), evidence),
      evidence,
    }));
  });
  return { checks, sources };
}

/**
 * @throws UserError where values come from postings that are not the article's own: a replication has verdicts of
 * its own
 */
function refuseOthers({ id, corpora }: Article, sources: readonly Provenance[], claims: readonly string[]): void {
  const other = sources.find(({ corpus }) => corpora !== undefined && !corpora.includes(corpus));
  if (!other) return;
  throw new UserError(
    `check of ${claims.map((claim) => `"${claim}"`).join(', ')}: ` +
      `"${other.corpus}" is not the data of article "${id}" (its corpora: ` +
      `${corpora?.join(', ') || 'none'}); measure the statement with replication(), ` +
      'and name the corpus in its claim: tested_on',
  );
}

/** The sources of values; none where they come from the print. */
export const sourcesOf = (basis: Basis): readonly Provenance[] => (basis === 'print' ? [] : provenanceOf(basis));

/** The provenance of each answer behind values. @throws UserError for an empty list, which would say nothing. */
export function provenanceOf(answers: Answers): readonly [Provenance, ...Provenance[]] {
  const [first, ...others] = [answers].flat().map(({ provenance }) => provenance);
  if (first) return [first, ...others];
  throw new UserError(
    'the answers that the values were computed from are needed, and the list is empty; ' +
      'a check of the print alone says "print"',
  );
}

/** A value is only as good as the weakest of its sources; without any, the print is all there is. */
export const weakest = (all: readonly Evidence[]): Evidence =>
  (['print', 'counts', 'rows'] as const).find((evidence) => all.includes(evidence)) ?? 'print';

/** Whether a computed value meets a claim. @throws UserError that names the claim where it cannot be compared. */
export function agrees(claim: Claim, computed: Computed): boolean {
  try {
    return meets(computed, claim.expectation);
  } catch (cause) {
    if (cause instanceof UserError) throw new UserError(`claim "${claim.id}": ${cause.message}`, { cause });
    throw cause;
  }
}

/** The claim with an id within its article. @throws UserError with the nearest id, when there is none. */
export function claimOf(article: Article, shortId: string): Claim {
  const id = `${article.id}/${shortId}`;
  const claim = article.claims.find((each) => each.id === id);
  if (claim) return claim;
  throw unknownClaim(article, id);
}

function unknownClaim(article: Article, id: string): UserError {
  const repetition = article.claims.find((claim) => claim.id === id);
  if (repetition) {
    return new UserError(`claim "${id}" repeats "${repetition.checkedAs}"; check that one, and both are judged`);
  }
  const ids = article.claims.map((claim) => claim.id);
  return new UserError(`claim "${id}" is not in data/articles/${article.id}.yaml.${didYouMean(id, ids)}`);
}
