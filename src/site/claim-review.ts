import type { Article } from '../claims/article.js';
import { plainRecounted } from '../trace/plain-words.js';
import type { Trace } from '../trace/trace.js';
import { standingOf } from './verdict.js';

/** How a rating stands on the scale of one to five that readers of ClaimReview expect. */
const ratings = { holds: 5, open: 3, fails: 1 } as const;

/** The verdict as schema.org/ClaimReview, which search engines and fact-check tools read. */
export function claimReview(trace: Trace, { title, publisher, date, address }: Article): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'ClaimReview',
    claimReviewed: trace.statement,
    itemReviewed: {
      '@type': 'Claim',
      name: trace.printed,
      appearance: {
        '@type': 'CreativeWork',
        name: title,
        publisher: { '@type': 'Organization', name: publisher },
        ...(date === undefined ? {} : { datePublished: date }),
        ...(address === undefined ? {} : { url: address }),
      },
    },
    author: { '@type': 'Organization', name: 'Recount' },
    reviewRating: {
      '@type': 'Rating',
      ratingValue: ratings[standingOf(trace.verdict)],
      bestRating: 5,
      worstRating: 1,
      alternateName: trace.verdict,
      ratingExplanation:
        trace.explanation ?? `Recounted as ${plainRecounted(trace)} from ${trace.evidence ?? 'nothing'}.`,
    },
    identifier: trace.id,
  };
}
