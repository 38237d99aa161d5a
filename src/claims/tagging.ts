import { z } from 'zod';
import type { Provenance } from '../count/answer.js';
import { UserError } from '../error.js';
import { readManifest } from '../load/manifest.js';
import type { Proportion } from '../stats/types.js';
import { wilson } from '../stats/wilson.js';
import { readLexicon } from '../tag/lexicon.js';
import { type MatchMode, matchModes } from '../tag/match-mode.js';
import { claimNamed, readArticle } from './article.js';
import { checkSpan, type Span } from './direction.js';
import { parseOutput } from './output.js';
import { sourcesSchema, spanSchema } from './replication.js';
import { phrasesDigest, readTally, type Tally } from './tally.js';

/** The MIME type under which an executed notebook carries its audits of tagging: `{ audits: TaggingAudit[] }`. */
export const taggingType = 'application/vnd.recount.tagging+json';

interface Audited {
  /** What was looked for, in which corpus, and where. */
  readonly lexicon: string;
  readonly concept: string;
  readonly corpus: string;
  readonly fields: readonly string[];
  /** The full ids of the claims that rest on it. */
  readonly claims: readonly string[];
  /** The share that is right, with its 95% interval; without an interval where all were looked at. */
  readonly share: Span;
  readonly right: number;
  readonly of: number;
}

/** A sample of matches that a person marked: the share that means what the concept is for. */
export interface SampleAudit extends Audited {
  readonly kind: 'sample';
  readonly match: MatchMode;
  readonly unmarked: number;
  /** Postings with a match, of which the sample was drawn. */
  readonly postings: number;
  readonly reader: string;
  readonly means: string;
  /** The phrases of the lexicon that matched, with what became of their matches. */
  readonly byPhrase: Readonly<
    Record<string, { readonly right: number; readonly wrong: number; readonly unmarked: number }>
  >;
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

/** Labels that were given to the same text more than once: the share of them that agree. */
export interface LabelsAudit extends Audited {
  readonly kind: 'labels';
  /** How many texts stand in several postings. */
  readonly texts: number;
  /** What was compared: pairs of postings where each has one label, else each label with those of another posting. */
  readonly unit: 'pairs' | 'labels';
  readonly sources: readonly Provenance[];
}

export type TaggingAudit = SampleAudit | FormsAudit | SupportAudit | LabelsAudit;

/**
 * Which share of a concept's matches means what the concept is for, by a sample that a person marked?
 *
 * Reads the tally of the sample in `data/samples`. An unmarked match counts neither as right nor as wrong. The interval
 * is Wilson's, at 95%.
 *
 * @param name corpus and concept, as the file is named: `field-guide.fine-tuning`
 * @param options.claims the full ids of the claims that rest on the concept
 * @returns right of marked, the share with its interval, and what became of each phrase's matches; for {@link audit}
 * @throws UserError when there is no such tally or claim, or when data or phrases have changed since
 * @example
 * const { right, of, share } = sampleAudit('field-guide.rag')
 * [right, of] // => [60, 60]
 * share // => { estimate: 1, low: 0.94, high: 1 }
 */
export function sampleAudit(name: string, { claims = [] }: { readonly claims?: readonly string[] } = {}): SampleAudit {
  const tally = readTally(name);
  checkCurrent(tally, name);
  const of = tally.right + tally.wrong;
  const {
    lexicon,
    concept,
    corpus,
    fields,
    match,
    unmarked,
    postings,
    reader,
    means,
    sample,
    digest,
    right,
    by_phrase: byPhrase,
  } = tally;
  return {
    kind: 'sample',
    lexicon,
    concept,
    corpus,
    fields,
    claims: withRepetitions(claims),
    share: wilsonSpan({ k: right, n: of }),
    right,
    of,
    match,
    unmarked,
    postings,
    reader,
    means,
    byPhrase,
    sample,
    digest,
  };
}

/** @throws UserError when the data or the phrases are others than those that were sampled */
function checkCurrent({ corpus, digest, lexicon, concept, match, phrases }: Tally, name: string): void {
  const stated = readLexicon(lexicon).concepts.find((each) => each.name === concept);
  const changed =
    readManifest(corpus).digest !== digest
      ? `the data of corpus "${corpus}"`
      : !stated || phrasesDigest(stated, match) !== phrases
        ? `concept "${concept}" of lexicon "${lexicon}"`
        : undefined;
  if (changed === undefined) return;
  throw new UserError(
    `the tally "${name}" was marked before ${changed} changed; draw a new sample with npx recount sample, and mark it`,
  );
}

/**
 * Which share of the words in which a concept's substrings matched are the words that are meant?
 *
 * All matches are looked at, so the share has no interval.
 *
 * @param answer asked with `by: [{ as: 'form', forms: … }]`; with `mentions: true` mentions are counted, else postings
 * @param options.lexicon where the substrings stand, in words or as a lexicon's id
 * @param options.concept what was looked for
 * @param options.meant whether a word, in lower case, is one that is meant; every other is a stranger
 * @param options.claims the full ids of the claims that rest on it
 * @returns right of all, and the five most frequent strangers; for {@link audit}
 * @throws UserError when the answer has no forms, or for an unknown claim
 * @example
 * const by = [{ as: 'form', forms: 'use_cases', of: ['rag'] }]
 * const found = await corpus('field-guide').count({ by, where: { field: 'type', is: 'ai-first' }, mentions: true })
 * const about = { lexicon: 'the article’s', concept: 'RAG', meant: (form) => form === 'rag' }
 * const { strangers } = formsAudit(found, about)
 * strangers[0] // => { form: 'leveraging', mentions: 32 }
 */
export function formsAudit(
  answer: {
    readonly provenance: Provenance;
    readonly rows: readonly { readonly form: string; readonly postings: number; readonly mentions?: number }[];
  },
  {
    lexicon,
    concept,
    meant,
    claims = [],
  }: {
    readonly lexicon: string;
    readonly concept: string;
    readonly meant: (form: string) => boolean;
    readonly claims?: readonly string[];
  },
): FormsAudit {
  const { provenance } = answer;
  const rows = answer.rows.map(({ form, postings, mentions = postings }) => ({ form, mentions }));
  const of = rows.reduce((sum, { mentions }) => sum + mentions, 0);
  if (of === 0)
    throw new UserError(
      `the answer about "${concept}" has no forms; ask for by: [{ as: 'form', forms: … }] and mentions: true`,
    );
  const strangers = rows.filter(({ form }) => !meant(form)).sort((a, b) => b.mentions - a.mentions);
  const right = of - strangers.reduce((sum, { mentions }) => sum + mentions, 0);
  const fields = provenance.query.by.flatMap((grouping) =>
    typeof grouping !== 'string' && 'forms' in grouping ? [grouping.forms] : [],
  );
  return {
    kind: 'forms',
    lexicon,
    concept,
    corpus: provenance.corpus,
    fields,
    claims: withRepetitions(claims),
    share: { estimate: right / of, low: null, high: null },
    right,
    of,
    strangers: strangers.slice(0, 5),
    sources: [provenance],
  };
}

/**
 * Which share of listed items, such as extracted skills, stands in the posting's own text?
 *
 * @param answer the answer from which the counts come
 * @param found k items that stand in the text, of n listed; whole numbers, 0 ≤ k ≤ n and n > 0
 * @param options.concept what is listed
 * @param options.words whether the words of an item stand `together` in the text, or `anywhere` in it
 * @param options.share the interval, where items of a posting depend on each other and Wilson's would be too narrow;
 * fractions of 1
 * @param options.claims the full ids of the claims that rest on it
 * @returns right of listed, and the share with its interval; for {@link audit}
 * @throws UserError for an unknown claim, or an interval that does not hold the estimate
 * @example
 * const by = [{ as: 'listed', size: 'cloud' }, { as: 'found', size: 'cloud', in: 'page', words: 'anywhere' }]
 * const answer = await corpus('field-guide').count({ by, where: { not: { field: 'description', is: null } } })
 * const sum = (size) => answer.rows.reduce((all, row) => all + Number(row[size]) * row.postings, 0)
 * const found = { k: sum('found'), n: sum('listed') }
 * supportAudit(answer, found, { concept: 'cloud skills', words: 'anywhere' }).share // => { estimate: 0.9646 }
 */
export function supportAudit(
  answer: { readonly provenance: Provenance },
  { k, n }: Proportion,
  {
    concept,
    words,
    share = wilsonSpan({ k, n }),
    claims = [],
  }: {
    readonly concept: string;
    readonly words: 'together' | 'anywhere';
    readonly share?: Span;
    readonly claims?: readonly string[];
  },
): SupportAudit {
  const { provenance } = answer;
  checkSpan(`the support of "${concept}"`, share);
  const fields = provenance.query.by.flatMap((grouping) =>
    typeof grouping !== 'string' && 'in' in grouping ? [grouping.in] : [],
  );
  return {
    kind: 'support',
    lexicon: 'the list itself',
    concept,
    corpus: provenance.corpus,
    fields,
    claims: withRepetitions(claims),
    share,
    right: k,
    of: n,
    words,
    sources: [provenance],
  };
}

function wilsonSpan(proportion: Proportion): Span {
  const { estimate, low, high } = wilson(proportion);
  return { estimate, low, high };
}

/** The claims named, and those that print the same again. @throws UserError for one that is not there */
export const withRepetitions = (claims: readonly string[]): string[] =>
  claims.flatMap((id) => {
    const { checkedAs } = claimNamed(id);
    return readArticle(id.slice(0, id.indexOf('/')))
      .claims.filter((claim) => claim.checkedAs === checkedAs)
      .map((claim) => claim.id);
  });

const count = z.int().nonnegative();
const names = z.array(z.string());
const audited = {
  lexicon: z.string(),
  concept: z.string(),
  corpus: z.string(),
  fields: names,
  claims: names,
  share: spanSchema,
  right: count,
  of: count,
};
const schema: z.ZodType<{ audits: TaggingAudit[] }> = z.strictObject({
  audits: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('sample'),
        ...audited,
        match: z.enum(matchModes),
        unmarked: count,
        postings: count,
        reader: z.string(),
        means: z.string(),
        byPhrase: z.record(z.string(), z.strictObject({ right: count, wrong: count, unmarked: count })),
        sample: z.string(),
        digest: z.string(),
      }),
      z.strictObject({
        kind: z.literal('forms'),
        ...audited,
        strangers: z.array(z.strictObject({ form: z.string(), mentions: count })),
        sources: sourcesSchema,
      }),
      z.strictObject({
        kind: z.literal('support'),
        ...audited,
        words: z.enum(['together', 'anywhere']),
        sources: sourcesSchema,
      }),
      z.strictObject({
        kind: z.literal('labels'),
        ...audited,
        texts: count,
        unit: z.enum(['pairs', 'labels']),
        sources: sourcesSchema,
      }),
    ]),
  ),
});

/**
 * Reads the audits that a notebook's output carries under `taggingType`.
 *
 * @throws UserError that names the place and what is wrong; the notebook must be run again
 */
export function parseAudits(output: unknown, where: string): readonly TaggingAudit[] {
  return parseOutput(schema, output, where, 'audit of tagging').audits;
}
