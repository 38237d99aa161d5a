import { afterEach, describe, expect, test } from 'vitest';
import { type Limits, throughApi, unwrapped, waitOf } from '../../../src/count/opensearch/api.js';
import type { MappedIndex } from '../../../src/load/opensearch-source.js';
import { type Allowing, standIn } from './stand-in.js';

const key = 'a-key-that-nobody-may-see';
const allowing: Allowing = { key, perMinute: 1000, bytes: 30_000, failing: new Map() };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  delete process.env['TEST_KEY'];
  for (const close of closing.splice(0)) await close();
});

/** A service in front of a script that counts seven postings, and eight in each group that it is asked. */
async function service(allowed: Partial<Allowing> = {}, limits: Partial<Limits> = {}) {
  const counted = (aggs: object | undefined): object =>
    Object.fromEntries(
      Object.entries((aggs ?? {}) as Record<string, { aggs?: object }>).map(([name, { aggs: inner }]) => [
        name,
        { doc_count: 8, ...counted(inner) },
      ]),
    );
  const server = await standIn(
    async (_, body) => ({
      hits: { total: { value: 7 }, hits: [] },
      aggregations: counted((body as { aggs?: object }).aggs),
    }),
    { ...allowing, ...allowed },
  );
  closing.push(server.close);
  process.env['TEST_KEY'] = key;
  const waits: number[] = [];
  let clock = 0;
  const source: MappedIndex = {
    address: [server.address],
    index: 'jobs',
    through: 'skillenai',
    credentials: { key: 'TEST_KEY' },
    fields: {},
    text: [],
  };
  const wait = async (ms: number) => {
    waits.push(ms);
    clock += ms;
    await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 5)));
  };
  return {
    ...server,
    waits,
    ...throughApi(source, {
      perMinute: 10,
      bytes: 30_000,
      attempts: 4,
      gatherMs: 1,
      wait,
      now: () => clock,
      ...limits,
    }),
  };
}
const search = (n: number) => ({
  size: 0,
  track_total_hits: true,
  query: { term: { n: { value: n } } },
  aggs: { 'postings groups': { filters: { filters: [] } } },
});

describe('The Skillenai API', { timeout: 60_000 }, () => {
  test('takes the same request in an envelope', async () => {
    const api = await service();
    expect(await api.search(search(1))).toMatchObject({
      hits: { total: { value: 7, relation: 'eq' } },
      aggregations: { 'postings groups': { doc_count: 8 } },
    });
    expect(JSON.parse(api.requests[0]?.body ?? '')).toEqual({ query: search(1), indices: ['jobs'] });
  });

  test('gets searches that are asked together as one request, each an aggregation of its own', async () => {
    const api = await service();
    const answers = await Promise.all([1, 2, 3].map((n) => api.search(search(n))));
    expect(api.requests).toHaveLength(1);
    expect(JSON.parse(api.requests[0]?.body ?? '')).toMatchObject({
      query: {
        size: 0,
        aggs: { 0: { filter: { term: { n: { value: 1 } } } }, 2: { filter: { term: { n: { value: 3 } } } } },
      },
    });
    expect(answers).toHaveLength(3);
    expect(answers[2]).toMatchObject({
      hits: { total: { value: 8 } },
      aggregations: { 'postings groups': { doc_count: 8 } },
    });
  });

  test('gets them in several when the body would be too large', async () => {
    const api = await service({}, { bytes: 450 });
    await Promise.all([1, 2, 3, 4].map((n) => api.search(search(n))));
    expect(api.requests.length).toBeGreaterThan(1);
    expect(Math.max(...api.requests.map(({ body }) => body.length))).toBeLessThanOrEqual(450);
  });

  test('is never sent a body larger than it takes; the message says what to do', async () => {
    const api = await service({}, { bytes: 100 });
    await expect(api.search(search(1))).rejects.toThrow(
      /takes 1\d\d bytes, and index "jobs" at .* takes 100; ask for fewer/,
    );
    expect(api.requests).toEqual([]);
  });

  test('is asked ten times a minute, and then waited for', async () => {
    const api = await service();
    for (let n = 0; n < 11; n += 1) await api.search(search(n));
    expect(api.requests).toHaveLength(11);
    expect(Math.max(...api.waits)).toBeGreaterThan(50_000);
  });

  test('is waited for as long as it says', async () => {
    const api = await service({ perMinute: 0 });
    await expect(api.search(search(1))).rejects.toThrow(/did not answer in 4 attempts: too many requests/);
    expect(api.waits.filter((ms) => ms === 1000)).toHaveLength(3);
  });

  test('is asked again when it fails by itself', async () => {
    const api = await service({
      failing: new Map([
        [1, 503],
        [2, 500],
      ]),
    });
    await expect(api.search(search(1))).resolves.toMatchObject({ hits: { total: { value: 7 } } });
    expect(api.requests.map(({ status }) => status)).toEqual([503, 500, 200]);
  });

  test('is not asked again when it refuses the key, which no message shows', async () => {
    const api = await service({ key: 'another' });
    const refused: unknown = await api.search(search(1)).catch((error: unknown) => error);
    expect(String(refused)).toMatch(/refuses the credentials \(401\); see the environment variables/);
    expect(`${String(refused)}${(refused as Error).stack ?? ''}`).not.toContain(key);
    expect(api.requests).toHaveLength(1);
  });

  test('says so when the key is not set, or holds what no key has, and does not show it', async () => {
    const api = await service();
    process.env['TEST_KEY'] = `${key}\nx`;
    await expect(api.search(search(1))).rejects.toThrow(/has characters that no key has/);
    delete process.env['TEST_KEY'];
    await expect(api.search(search(1))).rejects.toThrow(/TEST_KEY, which is not set/);
    expect(api.requests).toEqual([]);
  });

  test('cannot be reached: the message says which address', async () => {
    const api = await service();
    await api.close();
    closing.splice(0);
    await expect(api.search(search(1))).rejects.toThrow(/cannot reach index "jobs" at http:.*ECONNREFUSED/);
  });
});

test('a total of just 10,000 counts as cut off: that is where OpenSearch stops unless asked', () => {
  expect(unwrapped('{"total": 10000, "hits": []}', 'it')).toMatchObject({
    hits: { total: { value: 10_000, relation: 'gte' } },
  });
  expect(unwrapped('{"total": 10001, "hits": []}', 'it')).toMatchObject({
    hits: { total: { value: 10_001, relation: 'eq' } },
  });
});

test.each([
  ['7', 7000],
  ['Sat, 01 Aug 2026 00:00:30 GMT', 30_000],
  ['soon', undefined],
  [null, undefined],
])('Retry-After %j is so many milliseconds: %j', (header, ms) =>
  expect(waitOf(header, Date.parse('2026-08-01T00:00:00Z'))).toBe(ms),
);
