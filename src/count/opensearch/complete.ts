import { z } from 'zod';
import { UserError } from '../../error.js';

/** What an answer says of itself, besides what was asked. */
const answerSchema = z.looseObject({
  timed_out: z.boolean(),
  _shards: z.looseObject({
    total: z.number(),
    successful: z.number(),
    failed: z.number(),
    failures: z
      .array(z.looseObject({ reason: z.looseObject({ type: z.string(), reason: z.string().nullish() }).optional() }))
      .optional(),
  }),
  hits: z.looseObject({
    total: z.looseObject({ value: z.number(), relation: z.string() }),
    hits: z.array(z.unknown()).default([]),
  }),
  aggregations: z.record(z.string(), z.unknown()).optional(),
});

/** An answer in which nothing is missing. */
export interface Complete {
  readonly total: number;
  readonly hits: readonly unknown[];
  readonly aggregations: Readonly<Record<string, unknown>>;
}

/**
 * Takes an answer only when it is whole. A cluster answers from the shards that it reaches, in the time that it has,
 * and says so aside; a count of such an answer is wrong and nothing shows it.
 *
 * `terminated_early` is no sign by itself: a count that needs no hits ends so.
 *
 * @throws UserError for failed shards, a timeout, a total cut off, aggregations that are missing, or no shards at all.
 */
export function whole(answer: unknown, from: string, aggregations: readonly string[] = []): Complete {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(
      `${from} sent something else than an answer of OpenSearch: ${issue?.path.join('.') || 'the whole'}: ` +
        `${issue?.message}`,
    );
  }
  const { timed_out, _shards: shards, hits, aggregations: found = {} } = parsed.data;
  const partial = (what: string, next: string): UserError =>
    new UserError(`the answer of ${from} is partial, and is not counted: ${what}; ${next}`);
  if (timed_out)
    throw partial('it ran into a time limit', 'ask a smaller question (where), or ask the cluster for more time');
  if (shards.failed > 0) {
    const why = shards.failures?.[0]?.reason;
    const reason = why?.reason ? `: ${why.reason.slice(0, 200)}` : '';
    throw partial(
      `${shards.failed} of ${shards.total} shards failed${why ? ` (${why.type}${reason})` : ''}`,
      'see that all nodes are up, then ask again',
    );
  }
  if (shards.total === 0)
    throw partial('no shard was asked: no index has this name', 'correct the index in the manifest');
  if (shards.successful < shards.total)
    throw partial(
      `only ${shards.successful} of ${shards.total} shards answered`,
      'see that all nodes are up, then ask again',
    );
  if (hits.total.relation !== 'eq')
    throw partial(
      `the total is cut off at ${hits.total.value.toLocaleString('en')}`,
      'whatever stands between has removed track_total_hits',
    );
  const absent = aggregations.find((name) => found[name] === undefined);
  if (absent !== undefined)
    throw partial(`the aggregation "${absent}" is missing`, 'whatever stands between has removed it');
  return { total: hits.total.value, hits: hits.hits, aggregations: found };
}
