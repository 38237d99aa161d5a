import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkMarkup } from '../../../src/count/opensearch/check-markup.js';
import { connect } from '../../../src/count/opensearch/cluster.js';
import { tokens } from '../../../src/tag/analyzer.js';

/*
 * Texts with mark-up in an index that Recount did not make. The server splits texts as OpenSearch does: by the standard
 * analyzer as they stand, or without what stands in angle brackets (html_strip).
 */

let server: Server;
let address = '';
let texts: readonly string[] = [];
let strips = false;

beforeAll(async () => {
  server = createServer(async (asked, reply) => {
    const pieces: Buffer[] = [];
    for await (const piece of asked) pieces.push(piece as Buffer);
    const body = pieces.length > 0 ? (JSON.parse(Buffer.concat(pieces).toString()) as { text?: [string] }) : {};
    const stripped = (text: string) => (strips ? text.replace(/<[^>]*>/g, '\n').replaceAll('&amp;', '&') : text);
    const answer = asked.url?.includes('_analyze')
      ? { tokens: tokens(stripped(body.text?.[0] ?? '')).map(({ text }, position) => ({ token: text, position })) }
      : { hits: { hits: texts.map((text) => ({ _source: { body: { text } } })) } };
    reply.writeHead(200, { 'content-type': 'application/json', 'x-opensearch-product': 'OpenSearch' });
    reply.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const marked = '<ul class="ai"><li>Python</li><li>machine learning &amp; R</li></ul>';

test.each([
  ['texts without mark-up', ['Python, machine learning and R', 'if a < b'], false, undefined],
  [
    'mark-up whose tags are words',
    ['Python', marked],
    false,
    /texts of "text" hold mark-up, and index "jobs" has "ul" where a reader sees "python"/,
  ],
  ['mark-up that the analyzer takes out', ['Python', marked], true, undefined],
  [
    'a word in two elements that the analyzer splits',
    ['<p><b>Py</b>thon</p>'],
    true,
    /has "py" where a reader sees "python"/,
  ],
] as const)('%s', async (_, stored, isStripped, refused) => {
  texts = stored;
  strips = isStripped;
  const source = { address: [address], index: 'jobs', through: 'cluster' } as const;
  const mapped = {
    ...source,
    fields: { text: { kind: 'text', from: 'body.text' }, role: { kind: 'name', from: 'role' } },
    text: ['text'],
  } as const;
  const checked = checkMarkup(mapped, await connect(source));
  if (refused === undefined) await expect(checked).resolves.toBeUndefined();
  else await expect(checked).rejects.toThrow(refused);
});
