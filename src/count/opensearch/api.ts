import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../error.js';
import type { MappedIndex } from '../../load/opensearch-source.js';
import { answered, hidden, nameOf, secret } from './cluster.js';
import { type Dsl, everything } from './dsl.js';
import type { Service } from './service.js';

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
 * The Skillenai API as a service: it takes the same request in an envelope, with a key, ten requests a minute. Searches
 * that come together go as one request, each as an aggregation of its own. Where the service says how long to wait,
 * that is done; where it fails by itself, the request is sent again. The key goes into the header and nowhere else.
 */
export function throughApi(source: MappedIndex, limits: Limits = stated): Service {
  const service = new ApiService(source, limits);
  return { name: service.name, search: (body) => service.search(body) };
}

class ApiService implements Service {
  readonly name: string;
  /** When the requests of the last minute were sent. */
  private readonly sent: number[] = [];
  private queue: Waiting[] = [];
  private isSending = false;

  constructor(
    private readonly source: MappedIndex,
    private readonly limits: Limits,
  ) {
    this.name = nameOf(source);
  }

  search(body: Dsl): Promise<unknown> {
    const answer = new Promise<unknown>((resolve, reject) => this.queue.push({ body, resolve, reject }));
    if (!this.isSending) void this.sendAll();
    return answer;
  }

  private async sendAll(): Promise<void> {
    this.isSending = true;
    await this.limits.wait(this.limits.gatherMs);
    while (this.queue.length > 0) {
      const fits = (body: Dsl): boolean => Buffer.byteLength(this.envelope(body)) <= this.limits.bytes;
      const bodies = this.queue.map(({ body }) => body);
      const batch = this.queue.splice(0, gather(bodies, fits));
      try {
        const answers = await this.answers(batch.map(({ body }) => body));
        for (const [i, { resolve }] of batch.entries()) resolve(answers[i]);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.isSending = false; // in the same turn as the look into the queue: what comes later begins anew
  }

  private async answers(bodies: readonly Dsl[]): Promise<readonly unknown[]> {
    const [only] = bodies;
    return bodies.length === 1 && only ? [await this.post(only)] : apart(await this.post(packed(bodies)), bodies);
  }

  private envelope(body: Dsl): string {
    return JSON.stringify({ query: body, indices: [this.source.index] });
  }

  private async post(body: Dsl): Promise<unknown> {
    const { credentials } = this.source;
    const key = credentials && 'key' in credentials ? secret(credentials.key) : '';
    const content = this.envelope(body);
    const size = Buffer.byteLength(content);
    if (size > this.limits.bytes) {
      throw new UserError(
        `the question takes ${size.toLocaleString('en')} bytes, ` +
          `and ${this.name} takes ${this.limits.bytes.toLocaleString('en')}; ${fewer}`,
      );
    }
    const headers = headersWith(key, this.name);
    for (let attempt = 1; ; attempt += 1) {
      await this.turn();
      const isLast = attempt === this.limits.attempts;
      const reply = await this.send(content, headers, isLast);
      const text = reply && hidden(await reply.text());
      if (reply?.ok && text !== undefined) return unwrapped(text, this.name);
      if (reply && text !== undefined) this.checkRefusal(reply, text, size, isLast);
      const asked = reply ? waitOf(reply.headers.get('retry-after'), this.limits.now()) : undefined;
      await this.limits.wait(asked ?? 1000 * 2 ** (attempt - 1));
    }
  }

  /** Sends a request; undefined when nothing answers, which may pass. @throws UserError when it is the last attempt */
  private async send(content: string, headers: Headers, isLast: boolean): Promise<Response | undefined> {
    const [address = ''] = this.source.address;
    const signal = AbortSignal.timeout(120_000);
    try {
      return await fetch(address, { method: 'POST', body: content, headers, redirect: 'error', signal });
    } catch (cause) {
      if (isLast) throw new UserError(`cannot reach ${this.name}: ${reasonOf(cause)}`);
      return undefined;
    }
  }

  /** Throws for a refusal that will not pass by itself, or that has not passed in the last attempt. */
  private checkRefusal({ status }: Response, text: string, size: number, isLast: boolean): void {
    if (status === 413)
      throw new UserError(`${this.name} takes no body of ${size.toLocaleString('en')} bytes; ${fewer}`);
    const mayPass = status === 429 || status >= 500;
    const refused = answered(status, parsed(text), this.name);
    if (!mayPass || !(refused instanceof UserError)) throw refused;
    if (!isLast) return;
    const why = status === 429 ? 'too many requests' : `status ${status}`;
    throw new UserError(`${this.name} did not answer in ${this.limits.attempts} attempts: ${why}; ask again later`);
  }

  /** Waits until a request may be sent: no more than so many in any minute. */
  private async turn(): Promise<void> {
    const { now, perMinute, wait } = this.limits;
    const { sent } = this;
    for (;;) {
      const at = now();
      while (sent[0] !== undefined && at - sent[0] >= 60_000) sent.shift();
      if (sent.length < perMinute) return void sent.push(at);
      await wait(60_000 - (at - (sent[0] ?? at)));
    }
  }
}

const fewer = 'ask for fewer concepts or conditions at once';

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
