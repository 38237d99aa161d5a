import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { pullData } from '../../src/command/data-pull.js';
import { corpus } from '../../src/count/corpus.js';
import { bringHere } from '../../src/load/bring.js';
import { digestOf } from '../../src/load/digest.js';
import { pulledFolder } from '../../src/load/locate.js';
import { readManifest } from '../../src/load/manifest.js';
import { hangUp } from './hang-up.js';
import { scratch } from './scratch.js';

const { write, manifestPath } = scratch();

const march = '{"role":"AI Engineer"}\n{"role":"ML Engineer"}\n{"role":"AI Engineer"}\n';
const april = '{"role":"Data Scientist"}\n';
const page = '<!doctype html><html><head><title>Sign in</title></head></html>';

type Answer = (response: ServerResponse, request: IncomingMessage, visit: number) => void;
const sent = (body: string | Buffer, headers: object = {}): Answer => {
  return (response) => void response.writeHead(200, { 'Content-Length': body.length, ...headers }).end(body);
};
/** Sends half, hangs up, and sends the rest when asked for it. */
const broken =
  (versions: readonly string[]): Answer =>
  (response, { headers: { range, 'if-range': asked } }, visit) => {
    const tag = versions[Math.min(visit, versions.length) - 1] ?? '';
    const body = Buffer.from(`{"role":"${tag}"}\n`.repeat(10_000));
    const start = range && asked === `"${tag}"` ? Number(/^bytes=(\d+)-$/.exec(range)?.[1]) : 0;
    const place = start > 0 && { 'Content-Range': `bytes ${start}-${body.length - 1}/${body.length}` };
    response.writeHead(start > 0 ? 206 : 200, { 'Content-Length': body.length - start, ETag: `"${tag}"`, ...place });
    if (visit > 1) response.end(body.subarray(start));
    else response.write(body.subarray(0, 50_000), () => hangUp(response));
  };

const answers: Record<string, Answer> = {
  '/march.jsonl': sent(march),
  '/april.jsonl.gz': sent(gzipSync(april)),
  '/changes.jsonl': (response, request, visit) => sent(visit === 1 ? march : april)(response, request, visit),
  '/search?month=3': sent(march),
  '/search?month=4': sent(april),
  '/page.jsonl': sent(page, { 'Content-Type': 'text/html' }),
  '/moved.jsonl': (response) => void response.writeHead(302, { Location: '/march.jsonl' }).end(),
  '/login.jsonl': (response) => void response.writeHead(302, { Location: '/page.jsonl' }).end(),
  '/nowhere.jsonl': (response) => void response.writeHead(302, { Location: '/gone.jsonl' }).end(),
  '/round.jsonl': (response) => void response.writeHead(302, { Location: '/round.jsonl' }).end(),
  '/silent.jsonl': () => {},
  '/breaks.jsonl': broken(['one']),
  '/changes-meanwhile.jsonl': broken(['one', 'two']),
};
const visits: string[] = [];
const server = createServer((request, response) => {
  const path = request.url ?? '';
  visits.push(path);
  const answer = path.startsWith('/bucket/') ? asS3 : answers[path];
  if (answer) answer(response, request, visits.filter((visit) => visit === path).length);
  else response.writeHead(404).end('not found');
});
const host = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
beforeAll(async () => void (await once(server.listen(0, '127.0.0.1'), 'listening')));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => void vi.unstubAllEnvs());

/** A manifest of one's own whose postings stand at these paths and addresses. */
const manifestOf = (path: string | readonly string[], said: object = {}): string =>
  manifestPath({ files: { format: 'jsonl', path }, fields: { role: { kind: 'name', from: 'role' } }, ...said });
/** The files that are kept for a corpus. */
const kept = (manifest: string): string[] =>
  readdirSync(pulledFolder(basename(manifest, '.yaml')), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.'),
  );
const roles = async (manifest: string) =>
  (await corpus(manifest).count({ by: ['role'] })).rows.map(({ role, postings }) => [role, postings]);
const ofMarch = [
  ['AI Engineer', 2],
  ['ML Engineer', 1],
];

test('postings at an address are pulled once, and then counted without the server', async () => {
  const manifest = manifestOf(`${host()}/march.jsonl`);
  expect(() => readManifest(manifest)).toThrow(
    /recount-load-\S+\.yaml: the postings are not here yet: http:\S+march\.jsonl; bring them: npx recount data pull \S+\.yaml$/,
  );
  const said = await pullData(manifest, {});
  expect(said).toContain(`march.jsonl: pulled\n`);
  expect(said).toMatch(
    new RegExp(`to count these and no others, state in the manifest {2}digest: ${digestOf(march)}$`),
  );
  expect([await roles(manifest), readManifest(manifest).digest]).toEqual([ofMarch, digestOf(march)]);
  expect(visits.filter((path) => path === '/march.jsonl')).toHaveLength(1);
});

test('several addresses and files here are one corpus, whatever they are packed in', async () => {
  write('here.jsonl', '{"role":"Analyst"}\n');
  const manifest = manifestOf([`${host()}/march.jsonl`, 'here.jsonl', `${host()}/april.jsonl.gz`]);
  await bringHere(manifest);
  expect(await roles(manifest)).toEqual([
    ...ofMarch.slice(0, 1),
    ['Analyst', 1],
    ['Data Scientist', 1],
    ...ofMarch.slice(1),
  ]);
});

test('addresses that differ in their query alone are different files', async () => {
  const manifest = manifestOf([`${host()}/search?month=3`, `${host()}/search?month=4`]);
  await bringHere(manifest);
  expect((await corpus(manifest).count({ by: [] })).rows).toEqual([{ postings: 4 }]);
});

test('a second pull says whether the postings have changed', async () => {
  const steady = manifestOf(`${host()}/march.jsonl`);
  await pullData(steady, {});
  expect(await pullData(steady, {})).toContain('march.jsonl: pulled again, unchanged');
  const changing = manifestOf(`${host()}/changes.jsonl`);
  await pullData(changing, {});
  expect(await pullData(changing, {})).toContain(`pulled again; it has changed, it was ${digestOf(march)}`);
  expect(await roles(changing)).toEqual([['Data Scientist', 1]]);
});

test('pinned postings stay: they are not asked for again, and others are refused with both digests', async () => {
  const digest = digestOf(march);
  const pinned = manifestOf(`${host()}/moved.jsonl`, { digest });
  await bringHere(pinned);
  const asked = visits.length;
  expect(await pullData(pinned, {})).toMatch(/: already here, sha256:\w+, as the manifest pins$/);
  expect(visits).toHaveLength(asked);
  const other = manifestOf(`${host()}/april.jsonl.gz`, { digest });
  await expect(corpus(other).count({ by: [] })).rejects.toThrow(
    /are not here; get them: npx recount data pull \S+\.yaml/,
  );
  await expect(bringHere(other)).rejects.toThrow(
    new RegExp(`april\\.jsonl\\.gz: the postings there make sha256:\\w+, but the manifest of ".*" pins ${digest}`),
  );
});

test('a download that breaks goes on only where the server says that it is still the same file', async () => {
  for (const [path, role] of [
    ['/breaks.jsonl', 'one'],
    ['/changes-meanwhile.jsonl', 'two'],
  ] as const) {
    const manifest = manifestOf(`${host()}${path}`);
    await bringHere(manifest);
    expect(await roles(manifest)).toEqual([[role, 10_000]]);
  }
});

describe('what cannot be had is said in one line, and leaves nothing behind', () => {
  test.each([
    ['/gone.jsonl', /gone\.jsonl answers 404 Not Found; with the file at hand, name it in the manifest: files\.path$/],
    ['/page.jsonl', /page\.jsonl gives a web page, and no file of format: jsonl; with the file at hand/],
    ['/login.jsonl', /login\.jsonl leads to http:\S+page\.jsonl, which gives a web page, and no file of format: jsonl/],
    ['/nowhere.jsonl', /nowhere\.jsonl, which leads to http:\S+gone\.jsonl, answers 404 Not Found/],
    ['/round.jsonl', /cannot reach 127\.0\.0\.1:\d+ \(redirect count exceeded\)/],
    ['/silent.jsonl', /cannot reach 127\.0\.0\.1:\d+ \(no answer for 0\.3 s\)/],
  ])('%s', async (path, message) => {
    const manifest = manifestOf(`${host()}${path}`);
    await expect(bringHere(manifest, { patience: 300 })).rejects.toThrow(message);
    expect(kept(manifest)).toEqual([]);
  });

  test('a host that nobody listens at', async () => {
    const manifest = manifestOf('http://127.0.0.1:1/jobs.jsonl');
    await expect(bringHere(manifest)).rejects.toThrow(/^cannot reach 127\.0\.0\.1:1 \(\w+/);
  });

  test('a page of GitHub in place of the file has the address of the file beside it', async () => {
    const { rawAddress } = await import('../../src/load/bring.js');
    expect(rawAddress('https://github.com/owner/name/blob/main/data/jobs.csv?plain=1')).toBe(
      'the file itself is at https://raw.githubusercontent.com/owner/name/main/data/jobs.csv',
    );
  });

  test.each([
    ['ftp://host/jobs.jsonl', /files\.path: ftp:\/\/host\/jobs\.jsonl is not an address that begins with http:\/\//],
    [
      'https://me:secret@host/jobs.jsonl',
      /https:\/\/…@host\/jobs\.jsonl holds a user or password, which would be published/,
    ],
    ['s3://bucket/2026/*.jsonl', /s3:\/\/bucket\/2026\/\*\.jsonl is a pattern; name each object in a list/],
    ['s3://bucket', /s3:\/\/bucket names a bucket and no key/],
  ])('%s', (path, message) => {
    const manifest = manifestOf(path);
    expect(() => readManifest(manifest)).toThrow(message);
    expect(() => readManifest(manifest)).not.toThrow(/secret/);
  });
});

describe('an object of S3, or of what speaks as S3 does', () => {
  const credentials = { AWS_ACCESS_KEY_ID: 'reader', AWS_SECRET_ACCESS_KEY: 'not told', AWS_REGION: 'eu-central-1' };
  const set = (env: object): void => {
    for (const [name, value] of Object.entries({ AWS_ENDPOINT_URL: host(), ...env })) vi.stubEnv(name, value);
  };

  test('that everyone may read', async () => {
    set({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    const manifest = manifestOf('s3://bucket/open/2026 März.jsonl');
    await bringHere(manifest);
    expect(await roles(manifest)).toEqual(ofMarch);
  });

  test('that takes a signature, made of the keys in the environment', async () => {
    const manifest = manifestOf('s3://bucket/closed/2026 März (1).jsonl');
    set({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    await expect(bringHere(manifest)).rejects.toThrow(/\.jsonl answers 403 Forbidden \(AccessDenied: Access Denied\)/);
    set({ ...credentials, AWS_SECRET_ACCESS_KEY: 'another' });
    await expect(bringHere(manifest)).rejects.toThrow(
      /answers 403 Forbidden \(SignatureDoesNotMatch: It does not match\)/,
    );
    set(credentials);
    await bringHere(manifest);
    expect(await roles(manifest)).toEqual(ofMarch);
  });

  test('that is not there', async () => {
    set(credentials);
    const manifest = manifestOf('s3://bucket/none.jsonl');
    await expect(bringHere(manifest)).rejects.toThrow(
      /^s3:\/\/bucket\/none\.jsonl answers 404 Not Found \(NoSuchKey: /,
    );
  });
});

/** Answers as S3 does, with a bucket in which one folder is open to everyone. */
function asS3(response: ServerResponse, request: IncomingMessage): void {
  const fault = faultOfS3(request);
  if (!fault) return void response.writeHead(200, { 'Content-Length': march.length }).end(march);
  const [status, code, message] = fault;
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}.</Message></Error>`;
  response.writeHead(status, { 'Content-Type': 'application/xml' }).end(body);
}

function faultOfS3(request: IncomingMessage): readonly [status: number, code: string, message: string] | undefined {
  const isOpen = request.url?.startsWith('/bucket/open/');
  if (!isOpen && request.headers.authorization === undefined) return [403, 'AccessDenied', 'Access Denied'];
  if (!isOpen && !isSigned(request, 'not told')) return [403, 'SignatureDoesNotMatch', 'It does not match'];
  return request.url?.endsWith('none.jsonl') ? [404, 'NoSuchKey', 'The specified key does not exist'] : undefined;
}

/** Percent-encoding of all but unreserved characters and slashes (RFC 3986), as a signature has it. */
const strictly = (path: string): string =>
  encodeURIComponent(path)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Counts a signature again, by the steps of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function isSigned({ method, url, headers }: IncomingMessage, secret: string): boolean {
  const [, scope = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=reader\/(\S+), ?SignedHeaders=(\S+), ?Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const signed = names.split(';').map((name) => `${name}:${headers[name]}\n`);
  const canonical = [
    method,
    strictly(decodeURIComponent(url ?? '')),
    '',
    signed.join(''),
    names,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString('hex') === signature;
}
