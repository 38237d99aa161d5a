import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpus } from '../../../src/count/corpus.js';
import { loadIndex } from '../../../src/count/opensearch/load.js';
import { type CorpusWithRows, readManifest } from '../../../src/load/manifest.js';
import { inProject } from '../../../src/load/project.js';
import { scratch } from '../../load/scratch.js';
import { clusterAddresses } from './addresses.js';

const addresses = clusterAddresses();
const { folder, write } = scratch();

/** The tests' cluster has no security plugin; what stands before it here has: a certificate of its own, and a password. */
describe.skipIf(!addresses)('A cluster behind TLS and a password', { timeout: 120_000 }, () => {
  const [user, password] = ['reader', 'not-to-be-seen'];
  const index = `recount-test-${process.pid}-secured`;
  const [pfx, ca] = [join(folder, 'server.p12'), join(folder, 'server.pem')];
  let server: ReturnType<typeof createServer>;
  let address = '';

  beforeAll(async () => {
    const java = execFileSync('node', [inProject('test', 'cluster', 'cluster.mjs'), 'java'], {
      encoding: 'utf8',
    }).trim();
    const keytool = (...args: string[]) =>
      execFileSync(
        join(dirname(java), 'keytool'),
        [...args, '-alias', 'server', '-keystore', pfx, '-storepass', 'changeit'],
        { stdio: 'pipe' },
      );
    keytool(
      '-genkeypair',
      '-storetype',
      'PKCS12',
      '-keyalg',
      'EC',
      '-dname',
      'CN=127.0.0.1',
      '-ext',
      'san=ip:127.0.0.1',
      '-validity',
      '2',
    );
    keytool('-exportcert', '-rfc', '-file', ca);
    server = createServer({ pfx: readFileSync(pfx), passphrase: 'changeit' }, (asked, reply) => {
      if (asked.headers.authorization !== `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`)
        return void reply.writeHead(401).end('Unauthorized');
      const { authorization: _, ...headers } = asked.headers;
      asked.pipe(
        request(`${addresses?.[0]}${asked.url}`, { method: asked.method, headers }, (answer) =>
          answer.pipe(reply.writeHead(answer.statusCode ?? 500, answer.headers)),
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    write('rows.jsonl', ['AI', 'ML', 'AI'].map((role, i) => JSON.stringify({ id: `${i}`, role })).join('\n'));
    process.env['TEST_USER'] = user;
    process.env['TEST_PASSWORD'] = password;
    process.env['TEST_WRONG'] = 'wrong';
  });
  afterAll(async () => {
    await fetch(`${addresses?.[0]}/${index}`, { method: 'DELETE' });
    await new Promise((resolve) => server.close(resolve));
    for (const name of ['TEST_USER', 'TEST_PASSWORD', 'TEST_WRONG']) delete process.env[name];
  });

  const manifest = (name: string, more: object) => {
    const opensearch = { address, index, credentials: { username: 'TEST_USER', password: 'TEST_PASSWORD' }, ...more };
    return write(
      `${name}.yaml`,
      JSON.stringify({
        id: 'secured',
        title: 'Secured',
        files: { format: 'jsonl', path: 'rows.jsonl', id: 'id' },
        fields: { role: { kind: 'name', from: 'role' } },
        opensearch,
      }),
    );
  };
  const count = async (path: string) => (await corpus(path, { engine: 'opensearch' }).count({ by: ['role'] })).rows;
  const expected = [
    { role: 'AI', postings: 2 },
    { role: 'ML', postings: 1 },
  ];

  test('is loaded and asked with the password from the environment, once its certificate is known', async () => {
    const path = manifest('known', { ca });
    const { opensearch, ...rest } = readManifest(path) as CorpusWithRows;
    if (opensearch) await loadIndex(rest, opensearch);
    expect(await count(path)).toEqual(expected);
  });

  test('is not asked while its certificate is unknown, unless the manifest says not to check it', async () => {
    await expect(count(manifest('unknown', {}))).rejects.toThrow(/cannot reach index .*self-signed certificate/);
    expect(await count(manifest('unchecked', { verify: false }))).toEqual(expected);
  });

  test('refuses a wrong password, and no message has the right one', async () => {
    const refused = count(manifest('wrong', { ca, credentials: { username: 'TEST_USER', password: 'TEST_WRONG' } }));
    await expect(refused).rejects.toThrow(
      /refuses the credentials \(401\); see the environment variables that the manifest names/,
    );
    await expect(refused).rejects.not.toThrow(password);
    await expect(
      count(manifest('unset', { ca, credentials: { username: 'TEST_USER', password: 'TEST_UNSET' } })),
    ).rejects.toThrow(/environment variable TEST_UNSET, which is not set/);
  });
});
