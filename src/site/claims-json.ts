import { z } from 'zod';
import { claimKinds } from '../claims/article.js';
import { verdicts } from '../claims/verdict.js';
import { describeQuery } from '../count/query.js';
import { headlineOfClaim } from '../trace/headlines.js';
import type { Trace } from '../trace/trace.js';
import { claimAddress } from './address.js';
import type { SiteContent } from './content.js';
import { standingOf } from './verdict.js';

/** The version of the file's form; it changes when a reader of the old one would misread the new one. */
const version = 1;

const source = z.strictObject({
  corpus: z.string(),
  digest: z.string().describe('sha256 of the data set that answered'),
  query: z.string().describe('the count query in words'),
  answer: z.string().describe('sha256 of the rows of the answer'),
});

const claim = z.strictObject({
  id: z.string().describe('article and claim, parted by a slash'),
  article: z.string(),
  line: z.int().positive().describe('of the article’s text, from 1'),
  section: z.string(),
  printed: z.string().describe('the words that print it'),
  kind: z.enum(claimKinds),
  headline: z.string(),
  statement: z.string().describe('what it says, with its exact reading'),
  verdict: z.enum(verdicts),
  standing: z.enum(['holds', 'fails', 'open']),
  evidence: z.enum(['rows', 'counts', 'print']).nullable(),
  computed: z
    .union([z.number(), z.record(z.string(), z.number())])
    .nullable()
    .describe('shares as fractions of 1'),
  explanation: z.string().nullable(),
  notebook: z.string().nullable(),
  cell: z.string().nullable(),
  page: z.string(),
  sources: z.array(source),
});

/** The form of `claims.json`. */
export const claimsSchema = z.strictObject({
  $schema: z.string(),
  version: z.literal(version),
  articles: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      publisher: z.string(),
      date: z.string().optional(),
      address: z.string().optional(),
    }),
  ),
  claims: z.array(claim),
});

/** Every claim with its verdict, for programs. */
export function claimsJson({ articles }: SiteContent, address: string): z.infer<typeof claimsSchema> {
  return {
    $schema: `${address}claims.schema.json`,
    version,
    articles: articles.map(({ article: { id, title, publisher, date, address } }) => ({
      id,
      title,
      publisher,
      ...(date === undefined ? {} : { date }),
      ...(address === undefined ? {} : { address }),
    })),
    claims: articles.flatMap(({ article, traces }) => traces.map((trace) => claimOf(trace, article.id, address))),
  };
}

/** The JSON schema of `claims.json`. */
export const claimsSchemaJson = (): object => ({
  title: 'Claims recounted by Recount',
  ...z.toJSONSchema(claimsSchema),
});

function claimOf(trace: Trace, article: string, address: string): z.infer<typeof claim> {
  const { id, line, section, printed, kind, statement, verdict, evidence, explanation, notebook, cell } = trace;
  return {
    ...{ id, article, line, section, printed, kind, headline: headlineOfClaim({ id, statement }), statement },
    ...{ verdict, standing: standingOf(verdict), evidence, explanation, notebook, cell },
    computed: typeof trace.computed === 'object' && trace.computed !== null ? { ...trace.computed } : trace.computed,
    page: `${address}${claimAddress(id)}`,
    sources: trace.sources.map(({ corpus, digest, query, answer }) => ({
      corpus,
      digest,
      query: describeQuery(query),
      answer,
    })),
  };
}
