import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in lets pass. */
export interface Allowing {
  readonly key: string;
  readonly perMinute: number;
  readonly bytes: number;
  /** Fails instead of answering: the how-manieth request, from 1, and with which status. */
  readonly failing: ReadonlyMap<number, number>;
}

/**
 * A stand-in for the Skillenai API: takes `{ query, indices }` with a key, and answers `{ total, hits, aggregations }`, as
 * that does. It refuses a wrong key (401), too many requests a minute (429, with Retry-After), a body too large (413), and
 * fails when told. The question goes to `search`: a real cluster, or a script.
 */
export async function standIn(
  search: (index: string, body: object) => Promise<object>,
  { key, perMinute, bytes, failing }: Allowing,
) {
  const requests: { readonly at: number; readonly body: string; readonly status: number }[] = [];
  const passed: number[] = [];
  const server: Server = createServer((request, reply) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString();
      const answer = (status: number, value: object, headers: Record<string, string> = {}) => {
        requests.push({ at: Date.now(), body: text, status });
        reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
      };
      if (request.headers['x-api-key'] !== key)
        return answer(401, { detail: `no such key: ${String(request.headers['x-api-key'])}` });
      if (text.length > bytes) return answer(413, { detail: 'too large' });
      const fails = failing.get(requests.length + 1);
      if (fails !== undefined) return answer(fails, { detail: 'out of order' });
      while (passed[0] !== undefined && Date.now() - passed[0] >= 60_000) passed.shift();
      if (passed.length >= perMinute) return answer(429, { detail: 'slow down' }, { 'retry-after': '1' });
      passed.push(Date.now());
      const { query, indices } = JSON.parse(text) as { query: object; indices: [string] };
      search(indices[0], query).then(
        (found) => {
          const { hits, aggregations } = found as {
            hits: { total: { value: number }; hits: { _source?: object }[] };
            aggregations?: object;
          };
          answer(200, { total: hits.total.value, hits: hits.hits.map(({ _source = {} }) => _source), aggregations });
        },
        () => answer(502, { detail: 'bad gateway' }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/v1/query/search`,
    requests,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
