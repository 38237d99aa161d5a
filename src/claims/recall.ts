import { UserError } from '../error.js';
import { recall } from '../stats/recall.js';
import type { Estimate } from '../stats/types.js';
import { readTally, sampleName, type Tally, tallyNames } from './tally.js';

/** How much of what a concept means its phrases find. */
export interface Recall {
  readonly share: Estimate;
  /** The marked sample of the postings that the phrases do not find: how many of it they should have found. */
  readonly missed: number;
  readonly of: number;
}

/** What has to be the same in two samples for them to be of one search. */
const search = ['corpus', 'digest', 'lexicon', 'phrases', 'match', 'fields', 'where'] as const;

/**
 * The recall of a search: from the sample of postings without a match, and that of the matches.
 *
 * @param without the tally of postings without a match, drawn with `recount sample --without`
 * @throws UserError when there is no sample of the matches, or it is of another search
 */
export function recallOf(without: Tally): Recall {
  const { unmatched = 0, right: missed, wrong } = without;
  const name = sampleName(without.corpus, without.concept);
  const found = readTally(name);
  const other = search.find((key) => JSON.stringify(found[key]) !== JSON.stringify(without[key]));
  if (other !== undefined)
    throw new UserError(
      `the sample "${name}" is of another ${other} than that of postings without a match: ` +
        `${JSON.stringify(found[other])} and ${JSON.stringify(without[other])}; draw both alike`,
    );
  const of = missed + wrong;
  const right = { k: found.right, n: found.right + found.wrong };
  const share = recall({ matched: found.postings, right, unmatched, missed: { k: missed, n: of } });
  return { share, missed, of };
}

/** A recall, and the corpus in which it was sampled. */
export interface SampledRecall extends Recall {
  readonly corpus: string;
}

/**
 * The recall of a concept's phrases where postings without a match were sampled: in this corpus, or else in another in
 * which the same phrases were looked for; undefined where nobody looked.
 */
export function sampledRecall(corpus: string, concept: string, lexicon: string | undefined): SampledRecall | undefined {
  const own = sampleName(corpus, concept, true);
  const elsewhere = sampleName('', concept, true);
  const names = tallyNames().filter((name) => name.endsWith(elsewhere));
  const tallies = (names.includes(own) ? [own] : names)
    .map(readTally)
    .filter((tally) => lexicon === undefined || tally.lexicon === lexicon);
  const [tally] = tallies;
  return tally ? { ...recallOf(tally), corpus: tally.corpus } : undefined;
}
