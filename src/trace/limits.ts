import { formatSpan } from '../claims/format.js';
import { sampledRecall } from '../claims/recall.js';
import type { Provenance } from '../count/answer.js';
import { conceptsIn } from '../count/query.js';
import { readManifest } from '../load/manifest.js';

/** A concept that was looked for in a corpus, by the phrases of a lexicon: of the corpus' own where none is named. */
export interface Searched {
  readonly corpus: string;
  readonly concept: string;
  readonly lexicon: string | undefined;
}

/** What the data behind a finding cannot say: how a corpus was found, and what a list of phrases may miss. */
export const limitsOf = (sources: readonly Provenance[]): string[] =>
  limitsOfSearch(
    sources.map(({ corpus }) => corpus),
    sources.flatMap(({ corpus, query }) =>
      conceptsIn(query).map((concept) => ({
        corpus,
        concept,
        lexicon: query.lexicon ?? readManifest(corpus).lexicon,
      })),
    ),
  );

/** The same, of corpora and of what was looked for in them. */
export function limitsOfSearch(corpora: readonly string[], searched: readonly Searched[]): string[] {
  const once = new Map(searched.map((each) => [`${each.corpus} ${each.concept}`, each]));
  return [
    ...[...new Set(corpora)].flatMap((corpus) => {
      const { limits } = readManifest(corpus);
      return limits === undefined ? [] : [`${corpus}: ${limits}`];
    }),
    ...missedOf([...once.values()]),
  ];
}

/** What the phrases miss: where that was sampled, how much; else that nobody looked. */
function missedOf(searched: readonly Searched[]): string[] {
  const known = searched.map((each) => ({ ...each, recall: sampledRecall(each.corpus, each.concept, each.lexicon) }));
  const unknown = [...new Set(known.filter(({ recall }) => recall === undefined).map(({ concept }) => concept))];
  const found = known.flatMap(({ concept, recall }) =>
    recall
      ? [
          `the phrases of ${concept} find ${formatSpan(recall.share, 'share')} of what they should, ` +
            `by a sample of ${recall.of} postings of ${recall.corpus} without them`,
        ]
      : [],
  );
  return [
    ...new Set(found),
    ...(unknown.length === 0
      ? []
      : [
          `rests on lists of phrases (${unknown.slice(0, 3).join(', ')}` +
            `${unknown.length > 3 ? ` and ${unknown.length - 3} more` : ''}); what they miss was not sampled`,
        ]),
  ];
}
