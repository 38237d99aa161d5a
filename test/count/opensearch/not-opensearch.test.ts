import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clusterService, connect } from '../../../src/count/opensearch/cluster.js';

/*
 * What stands at a cluster's address is not always a cluster, and a cluster's own refusal may repeat what it was sent.
 */

const key = 'a-key+that/nobody may=see';
let server: Server;
let address = '';
let answer: (asked: IncomingMessage) => { status: number; type: string; body: string };

beforeEach(async () => {
  process.env['TEST_KEY'] = key;
  server = createServer((asked, reply) => {
    const { status, type, body } = answer(asked);
    // the client asks for this header before it trusts a server
    reply.writeHead(status, { 'content-type': type, 'x-opensearch-product': 'OpenSearch' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  delete process.env['TEST_KEY'];
  server.closeAllConnections();
  server.close();
});

/** What a search on the index "jobs" at the address ends in. */
async function refusal(): Promise<string> {
  const source = { address: [address], index: 'jobs', through: 'cluster', credentials: { key: 'TEST_KEY' } } as const;
  const client = await connect(source);
  const refused = await clusterService(client, source)
    .search({ size: 0 })
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'UserError' });
  return `${(refused as Error).message}\n${(refused as Error).stack}`;
}

const page = '<!doctype html><title>Log in</title>';

describe('an address at which no cluster answers', () => {
  test.each([
    ['a login page', 200, 'text/html', page],
    ['a proxy that is refused, and says so in a page', 502, 'text/html', page],
    ['a page that calls itself JSON', 200, 'application/json', page],
    ['a plain text', 200, 'text/plain', 'It works!'],
  ])('%s is refused by name, with what it says and where to look', async (_, status, type, body) => {
    answer = () => ({ status, type, body });
    expect(await refusal()).toMatch(
      /^index "jobs" at http:\/\/127\.0\.0\.1:\d+ does not answer as OpenSearch does.*; see that the address is/,
    );
  });
});

describe('a refusal that repeats the key', () => {
  const json = 'application/json';
  const reason = (said: string) => JSON.stringify({ error: { type: 'illegal_argument_exception', reason: said } });
  test.each([
    ['in its reason', 400, json, (sent: string) => reason(`unexpected header [authorization: ${sent}]`)],
    ['in the reason for too many conditions', 400, json, (sent: string) => reason(`maxClauseCount; ${sent}`)],
    ['encoded as in an address', 400, json, (sent: string) => reason(`?key=${encodeURIComponent(sent.slice(7))}`)],
    ['in a page', 500, 'text/html', (sent: string) => `<p>${sent}`],
    ['in a page that came as an answer', 200, 'text/html', (sent: string) => `<p>${sent}`],
  ])('%s shows [credentials] in its place', async (_, status, type, body) => {
    answer = ({ headers }) => ({ status, type, body: body(headers.authorization ?? '') });
    const said = await refusal();
    expect(said).toContain('[credentials]');
    expect(said).not.toContain(key);
    expect(said).not.toContain(encodeURIComponent(key));
  });
});
