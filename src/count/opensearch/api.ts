import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../error.js';
import type { MappedIndex } from '../../load/opensearch-source.js';
import { answered, nameOf, secret } from './cluster.js';
import type { Service } from './count.js';
import { type Dsl, everything } from './dsl.js';

/** What the service allows, and how long it is waited for. */
export interface Limits {
  readonly perMinute: number;
  /** A firewall looks at bodies: larger ones than this are not sent. */
  readonly bytes: number;
  /** How often a request is sent before giving up. */
  readonly attempts: number;
  /** Searches that are asked within so many milliseconds of one another go in one request. */
  readonly gatherMs: number;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly now: () => number;
}

const stated: Limits = {
  perMinute: 10,
  bytes: 30_000,
  attempts: 6,
  gatherMs: 20,
  wait: (ms) => sleep(ms),
  now: () => Date.now(),
};

interface Waiting {
  readonly body: Dsl;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The Skillenai API as what answers searches: the same request in an envelope, with a key. It takes ten requests a
 * minute, so searches that come together go as one, each as an aggregation of its own. Where it says how long to wait,
 * that is done; where it fails by itself, the request is sent again. The key goes into the header and nowhere else.
 */
export function throughApi(
  source: MappedIndex,
  { perMinute, bytes, attempts, gatherMs, wait, now }: Limits = stated,
): Service {
  const {
    address: [address = ''],
    index,
    credentials,
  } = source;
  const name = nameOf(source);
  const sent: number[] = [];
  let queue: Waiting[] = [];
  let sending = false;

  const envelope = (body: Dsl): string => JSON.stringify({ query: body, indices: [index] });

  async function post(body: Dsl): Promise<unknown> {
    const key = credentials && 'key' in credentials ? secret(credentials.key) : '';
    const content = envelope(body);
    if (Buffer.byteLength(content) > bytes) {
      throw new UserError(
        `the question takes ${Buffer.byteLength(content).toLocaleString('en')} bytes, and ${name} takes ${bytes.toLocaleString('en')}; ask for fewer concepts or conditions at once`,
      );
    }
    const headers = headersWith(key, name);
    for (let attempt = 1; ; attempt += 1) {
      await turn();
      const last = attempt === attempts;
      let reply: Response;
      try {
        reply = await fetch(address, {
          method: 'POST',
          body: content,
          headers,
          redirect: 'error',
          signal: AbortSignal.timeout(120_000),
        });
      } catch (cause) {
        if (last) throw new UserError(`cannot reach ${name}: ${reasonOf(cause)}`);
        await wait(1000 * 2 ** (attempt - 1));
        continue;
      }
      const text = hidden(await reply.text(), key);
      if (reply.ok) return unwrapped(text, name);
      if (reply.status === 413)
        throw new UserError(
          `${name} takes no body of ${Buffer.byteLength(content).toLocaleString('en')} bytes; ask for fewer concepts or conditions at once`,
        );
      const mayPass = reply.status === 429 || reply.status >= 500;
      const refused = answered(reply.status, parsed(text), name);
      if (!mayPass || !(refused instanceof UserError)) throw refused;
      if (last)
        throw new UserError(
          `${name} did not answer in ${attempts} attempts: ${reply.status === 429 ? 'too many requests' : `status ${reply.status}`}; ask again later`,
        );
      await wait(waitOf(reply.headers.get('retry-after'), now()) ?? 1000 * 2 ** (attempt - 1));
    }
  }

  /** Waits until a request may be sent: no more than so many in any minute. */
  async function turn(): Promise<void> {
    for (;;) {
      const at = now();
      while (sent[0] !== undefined && at - sent[0] >= 60_000) sent.shift();
      if (sent.length < perMinute) return void sent.push(at);
      await wait(60_000 - (at - (sent[0] ?? at)));
    }
  }

  async function sendAll(): Promise<void> {
    sending = true;
    await wait(gatherMs);
    while (queue.length > 0) {
      const together = gather(
        queue.map(({ body }) => body),
        (body) => Buffer.byteLength(envelope(body)) <= bytes,
      );
      const batch = queue.slice(0, together);
      queue = queue.slice(together);
      try {
        const [only] = batch;
        const answers =
          batch.length === 1 && only
            ? [await post(only.body)]
            : apart(
                await post(packed(batch.map(({ body }) => body))),
                batch.map(({ body }) => body),
              );
        batch.forEach(({ resolve }, i) => resolve(answers[i]));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    sending = false; // at once with the look into the queue: what comes later begins anew
  }

  return {
    name,
    search(body) {
      const answer = new Promise<unknown>((resolve, reject) => queue.push({ body, resolve, reject }));
      if (!sending) void sendAll();
      return answer;
    },
  };
}

/** A header that cannot be is an error that would print the key. */
function headersWith(key: string, name: string): Headers {
  try {
    return new Headers({ 'content-type': 'application/json', 'x-api-key': key });
  } catch {
    throw new UserError(
      `the key for ${name} has characters that no key has, a line's end perhaps; set the environment variable again`,
    );
  }
}

/** A server may repeat what it was sent. */
const hidden = (text: string, key: string): string => (key === '' ? text : text.replaceAll(key, '[key]'));

/** Only what counts groups can go together: pages and lists of postings stand at the top of a request. */
const canShare = (body: Dsl): boolean =>
  body['size'] === 0 && !JSON.stringify(body['aggs'] ?? {}).includes('"composite"');

/** How many of the first searches go in one request. */
function gather(bodies: readonly Dsl[], fits: (body: Dsl) => boolean): number {
  let n = 1;
  while (n < bodies.length && bodies.slice(0, n + 1).every(canShare) && fits(packed(bodies.slice(0, n + 1)))) n += 1;
  return n;
}

/** Several searches as one: each its condition, with its aggregations beneath it. */
export const packed = (bodies: readonly Dsl[]): Dsl => ({
  size: 0,
  track_total_hits: true,
  aggs: Object.fromEntries(
    bodies.map((body, i) => [
      `${i}`,
      { filter: body['query'] ?? everything, ...(body['aggs'] ? { aggs: body['aggs'] } : {}) },
    ]),
  ),
});

/** The answers to several searches from the answer to them as one: what it says of itself holds for each. */
function apart(answer: unknown, bodies: readonly Dsl[]): unknown[] {
  const { aggregations, ...rest } = answer as {
    aggregations?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    hits?: { total?: { relation?: string } };
  };
  return bodies.map((_, i) => {
    const { doc_count: value, ...inner } = aggregations?.[`${i}`] ?? {};
    return { ...rest, hits: { total: { value, relation: rest.hits?.total?.relation }, hits: [] }, aggregations: inner };
  });
}

/**
 * The answer of OpenSearch in what the service sends: `{ total, hits, aggregations }`. It leaves out what the cluster
 * says of its shards, so that a part which failed behind the service cannot be seen here; what it does say is read.
 * A total of just 10,000 is where OpenSearch stops when nobody asks it to go on.
 */
export function unwrapped(text: string, name: string): unknown {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null)
    throw new UserError(`${name} sent something else than JSON: ${text.slice(0, 80)}`);
  if (!('total' in value) || typeof value.total !== 'number') return value;
  const { total, hits, ...rest } = value as { total: number; hits?: unknown };
  const unsaid = { timed_out: false, _shards: { total: 1, successful: 1, failed: 0 } };
  return {
    ...unsaid,
    ...rest,
    hits: { total: { value: total, relation: total === 10_000 ? 'gte' : 'eq' }, hits: hits ?? [] },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What Retry-After says, in milliseconds: seconds, or a time. */
export function waitOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error && cause.cause instanceof Error
    ? cause.cause.message
    : cause instanceof Error
      ? cause.message
      : String(cause);
