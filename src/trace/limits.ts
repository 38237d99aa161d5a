import { formatSpan } from '../claims/format.js';
import { sampledRecall } from '../claims/recall.js';
import type { Provenance } from '../count/answer.js';
import { conceptsIn } from '../count/query.js';
import { readManifest } from '../load/manifest.js';

/** What the data behind a finding cannot say: how a corpus was found, and what a list of phrases may miss. */
export function limitsOf(sources: readonly Provenance[]): string[] {
  const corpora = [...new Set(sources.map(({ corpus }) => corpus))];
  const searched = new Map(
    sources.flatMap(({ corpus, query }) =>
      conceptsIn(query).map(
        (concept) => [`${corpus} ${concept}`, { corpus, concept, lexicon: query.lexicon }] as const,
      ),
    ),
  );
  return [
    ...corpora.flatMap((corpus) => {
      const { limits } = readManifest(corpus);
      return limits === undefined ? [] : [`${corpus}: ${limits}`];
    }),
    ...missedOf([...searched.values()]),
  ];
}

/** What the phrases miss: where that was sampled, how much; else that nobody looked. */
function missedOf(
  searched: readonly { readonly corpus: string; readonly concept: string; readonly lexicon: string | undefined }[],
): string[] {
  const known = searched.map((each) => ({ ...each, recall: sampledRecall(each.corpus, each.concept, each.lexicon) }));
  const unknown = known.filter(({ recall }) => recall === undefined).map(({ concept }) => concept);
  return [
    ...known.flatMap(({ concept, recall }) =>
      recall ? [`the phrases of ${concept} find ${formatSpan(recall.share, 'share')} of what they should`] : [],
    ),
    ...(unknown.length === 0
      ? []
      : [
          `rests on lists of phrases (${unknown.slice(0, 3).join(', ')}` +
            `${unknown.length > 3 ? ` and ${unknown.length - 3} more` : ''}); what they miss was not sampled`,
        ]),
  ];
}
