import { UserError } from '../error.js';
import type { Provenance } from '../count/answer.js';
import { wilson } from '../stats/wilson.js';
import type { Estimate, Proportion } from '../stats/types.js';
import { articleIds, readArticle } from './article.js';
import { readTally } from './tally.js';

/** The MIME type under which an executed notebook carries its audits of tagging. */
export const taggingType = 'application/vnd.recount.tagging+json';

interface Audited {
  /** What was looked for, in which corpus, and where. */
  readonly lexicon: string;
  readonly concept: string;
  readonly corpus: string;
  readonly fields: readonly string[];
  /** The full ids of the claims that rest on it. */
  readonly claims: readonly string[];
  /** The share that is right, with its 95% interval. */
  readonly share: Estimate;
  readonly right: number;
  readonly of: number;
}

/** A sample of matches that a person marked: the share that means what the concept is for. */
export interface SampleAudit extends Audited {
  readonly kind: 'sample';
  readonly match: 'phrase' | 'word' | 'substring';
  readonly unmarked: number;
  /** Postings with a match, of which the sample was drawn. */
  readonly postings: number;
  readonly reader: string;
  readonly means: string;
  /** Digest of the places that were drawn, and of the data and phrases. */
  readonly sample: string;
  readonly digest: string;
}

/** The words in which a substring matched: the share of them that are the ones meant. */
export interface FormsAudit extends Audited {
  readonly kind: 'forms';
  /** The most frequent words that were not meant. */
  readonly strangers: readonly { readonly form: string; readonly mentions: number }[];
  readonly sources: readonly Provenance[];
}

/** Listed items, such as extracted skills: the share of them that stands in the posting's own text. */
export interface SupportAudit extends Audited {
  readonly kind: 'support';
  readonly words: 'together' | 'anywhere';
  readonly sources: readonly Provenance[];
}

export type TaggingAudit = SampleAudit | FormsAudit | SupportAudit;

/** The claims that an audit bears on, as the ids of an article's claims: `{ 'field-guide': ['ft-mention'] }`. */
export type Bearing = Readonly<Record<string, readonly string[]>>;

/**
 * The audit of a marked sample, from its tally in `data/samples`. An unmarked match counts neither as right nor as wrong.
 *
 * @param name corpus and concept, as the file is named: `field-guide.fine-tuning`
 * @param options.claims the claims that rest on the concept: article → ids
 * @example
 * sampleAudit('field-guide.rag').share // => { estimate: 1, high: 1 }
 * @throws UserError when there is no such tally, or no such claim
 */
export function sampleAudit(name: string, { claims = {} }: { readonly claims?: Bearing } = {}): SampleAudit {
  const tally = readTally(name);
  const of = tally.right + tally.wrong;
  const { lexicon, concept, corpus, fields, match, unmarked, postings, reader, means, sample, digest, right } = tally;
  return { kind: 'sample', lexicon, concept, corpus, fields, claims: claimIds(claims), share: wilson({ k: right, n: of }), right, of, match, unmarked, postings, reader, means, sample, digest };
}

/**
 * The audit of the words in which a concept's substrings matched, from an answer that is grouped by `forms`.
 *
 * @param answer asked with `by: [{ as: 'form', forms: … }]` and `mentions: true`
 * @param options.meant the words that are meant, in lower case; every other is a stranger
 * @throws UserError when the answer has no forms, or for an unknown claim
 */
export function formsAudit(
  answer: { readonly provenance: Provenance; readonly rows: readonly { readonly form: string; readonly mentions: number }[] },
  { lexicon, concept, meant, claims = {} }: { readonly lexicon: string; readonly concept: string; readonly meant: (form: string) => boolean; readonly claims?: Bearing },
): FormsAudit {
  const { provenance, rows } = answer;
  const of = rows.reduce((sum, { mentions }) => sum + mentions, 0);
  if (of === 0) throw new UserError(`the answer about "${concept}" has no forms; ask for by: [{ as: 'form', forms: … }] and mentions: true`);
  const strangers = rows
    .filter(({ form }) => !meant(form))
    .map(({ form, mentions }) => ({ form, mentions }))
    .sort((a, b) => b.mentions - a.mentions);
  const right = of - strangers.reduce((sum, { mentions }) => sum + mentions, 0);
  const fields = provenance.query.by.flatMap((grouping) => (typeof grouping !== 'string' && 'forms' in grouping ? [grouping.forms] : []));
  return {
    kind: 'forms', lexicon, concept, corpus: provenance.corpus, fields, claims: claimIds(claims),
    share: wilson({ k: right, n: of }), right, of, strangers: strangers.slice(0, 5), sources: [provenance],
  };
}

/**
 * The audit of a list against the text: how many of its items stand there.
 *
 * @param answer the answer from which the counts come
 * @param found k items that stand in the text, of n listed
 * @param options.share the interval, where items of a posting depend on each other and Wilson's would be too narrow
 * @throws UserError for an unknown claim
 */
export function supportAudit(
  answer: { readonly provenance: Provenance },
  { k, n }: Proportion,
  { concept, words, share = wilson({ k, n }), claims = {} }: { readonly concept: string; readonly words: 'together' | 'anywhere'; readonly share?: Estimate; readonly claims?: Bearing },
): SupportAudit {
  const { provenance } = answer;
  const fields = provenance.query.by.flatMap((grouping) => (typeof grouping !== 'string' && 'in' in grouping ? [grouping.in] : []));
  return { kind: 'support', lexicon: 'the list itself', concept, corpus: provenance.corpus, fields, claims: claimIds(claims), share, right: k, of: n, words, sources: [provenance] };
}

/** Full ids, each of a claim that there is. A list bears also on the places where the same is printed again. */
function claimIds(claims: Bearing): string[] {
  return Object.entries(claims).flatMap(([id, wanted]) => {
    const article = readArticle(id);
    return wanted.flatMap((short) => {
      const found = article.claims.filter(({ checkedAs }) => checkedAs === `${id}/${short}`).map((claim) => claim.id);
      if (found.length === 0) throw new UserError(`claim "${id}/${short}" is in none of data/articles (${articleIds().join(', ')}), or repeats another`);
      return found;
    });
  });
}
