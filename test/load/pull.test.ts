import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestOf, listDigest } from '../../src/load/digest.js';
import { loadCorpus } from '../../src/load/load.js';
import { locate, pulledFolder } from '../../src/load/locate.js';
import type { Manifest } from '../../src/load/manifest.js';
import { inProject } from '../../src/load/project.js';
import { pullCorpus } from '../../src/load/pull.js';
import { verifyCorpus } from '../../src/load/verify.js';
import { hangUp } from './hang-up.js';
import { published, scratch } from './scratch.js';

const { folder, write, manifest } = scratch();

// two postings, the second too large to arrive in one piece
const data = Buffer.from(`{"id":"1","title":"a"}\n{"id":"2","title":"${randomBytes(600_000).toString('hex')}"}\n`);
const digest = digestOf(data);

type Answer = (request: IncomingMessage, response: ServerResponse, visit: number) => void;

/** From which byte on a request wants the data; undefined when it wants all. */
const offset = ({ headers: { range } }: IncomingMessage): number | undefined =>
  range ? Number(/^bytes=(\d+)-$/.exec(range)?.[1]) : undefined;

const whole = (response: ServerResponse, body: Buffer = data): void =>
  void response.writeHead(200, { 'Content-Length': body.length }).end(body);
const from = (response: ServerResponse, start: number, body: Buffer = data): void =>
  void response
    .writeHead(206, { 'Content-Range': `bytes ${start}-${body.length - 1}/${body.length}` })
    .end(body.subarray(start));
/** Promises everything, sends some, and hangs up. */
const cut = (response: ServerResponse, start: number, length: number): void => {
  response.writeHead(start > 0 ? 206 : 200, {
    'Content-Length': data.length - start,
    ...(start > 0 && { 'Content-Range': `bytes ${start}-${data.length - 1}/${data.length}` }),
  });
  response.write(data.subarray(start, start + length), () => hangUp(response));
};

const answers: Readonly<Record<string, Answer>> = {
  '/whole.jsonl': (_, response) => whole(response),
  '/resumes.jsonl': (request, response, visit) =>
    visit <= 2 ? cut(response, offset(request) ?? 0, 200_000) : from(response, offset(request) ?? 0),
  '/no-range.jsonl': (_, response, visit) => (visit === 1 ? cut(response, 0, 200_000) : whole(response)),
  '/changed.jsonl': (request, response, visit) =>
    visit === 1
      ? (response.writeHead(200, { 'Content-Length': data.length }),
        response.write(randomBytes(1000), () => hangUp(response)))
      : offset(request) === undefined
        ? whole(response)
        : from(response, offset(request) ?? 0),
  '/wrong-range.jsonl': (request, response, visit) =>
    visit === 1 ? cut(response, 0, 1000) : offset(request) === undefined ? whole(response) : from(response, 0),
  '/too-far.jsonl': (request, response) =>
    offset(request) === undefined ? whole(response) : void response.writeHead(416).end(),
  '/always-cut.jsonl': (request, response) => cut(response, offset(request) ?? 0, 1000),
  '/other.jsonl': (_, response) => whole(response, Buffer.from('{"id":"1","title":"other"}\n')),
  '/silent.jsonl': (request, response, visit) => {
    response.writeHead(offset(request) === undefined ? 200 : 206, {
      'Content-Length': data.length,
      'Content-Range': `bytes ${offset(request) ?? 0}-${data.length - 1}/${data.length}`,
    });
    response.write(data.subarray(0, 1000 * visit)); // and then nothing, and the connection stays
  },
  '/mute.jsonl': () => {},
  '/slow.jsonl': (request, response) => {
    if (offset(request) !== undefined) return from(response, offset(request) ?? 0);
    response.writeHead(200, { 'Content-Length': data.length });
    response.write(data.subarray(0, 300_000));
  },
};

const visits: { readonly path: string; readonly offset: number | undefined }[] = [];
const server = createServer((request, response) => {
  const path = request.url ?? '';
  visits.push({ path, offset: offset(request) });
  const answer = answers[path];
  if (answer) answer(request, response, visits.filter((visit) => visit.path === path).length);
  else response.writeHead(404).end('not found');
});
const host = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
beforeAll(async () => void (await once(server.listen(0, '127.0.0.1'), 'listening')));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const corpusAt = (path: string, said: object = {}): Manifest =>
  manifest({
    ...published,
    digest,
    files: { format: 'jsonl', id: 'id', address: `${host()}${path}` },
    fields: { title: { kind: 'name', from: 'title' } },
    ...said,
  });
const here = ({ id }: Manifest): string[] => (existsSync(pulledFolder(id)) ? readdirSync(pulledFolder(id)) : []);
const offsets = (path: string) => visits.filter((visit) => visit.path === path).map((visit) => visit.offset);
const name = `${digest.slice(7, 23)}.jsonl`;

test('data are pulled, checked and found, and a second pull leaves them as they are', async () => {
  const corpus = corpusAt('/whole.jsonl');
  expect(locate(corpus)).toBeUndefined();
  expect(await verifyCorpus(corpus)).toEqual({ rows: 'not here' });
  await expect(loadCorpus(corpus)).rejects.toThrow(
    /postings of corpus ".*" are not here; get them: npx recount data pull/,
  );

  const { path, came } = await pullCorpus(corpus);
  expect([came, here(corpus), locate(corpus)]).toEqual(['now', [name], [path]]);
  expect(readFileSync(path).equals(data)).toBe(true);
  expect((await loadCorpus(corpus)).postings.map(({ id }) => id)).toEqual(['1', '2']);
  expect((await pullCorpus(corpus)).came).toBe('before');
  expect(offsets('/whole.jsonl')).toEqual([undefined]);
});

test('pulled data that were changed afterwards are found out, and pulled again', async () => {
  const corpus = corpusAt('/whole.jsonl');
  const { path } = await pullCorpus(corpus);
  writeFileSync(path, 'changed');
  expect(await verifyCorpus(corpus)).toMatchObject({ rows: 'other data', digest: digestOf('changed') });
  await expect(loadCorpus(corpus)).rejects.toThrow(/take the data that it pins: npx recount data pull/);
  expect((await pullCorpus(corpus)).came).toBe('now');
  expect(await verifyCorpus(corpus)).toMatchObject({ rows: 'as pinned' });
});

test('a connection that breaks is taken up where it broke, when the server can', async () => {
  const corpus = corpusAt('/resumes.jsonl');
  await pullCorpus(corpus);
  // how much of what was sent before hanging up has come is up to the system
  expect(offsets('/resumes.jsonl')).toEqual([undefined, expect.any(Number), expect.any(Number)]);
  const [, first = 0, second = 0] = offsets('/resumes.jsonl');
  expect(0 < first && first < second && second < data.length).toBe(true);
  expect(here(corpus)).toEqual([name]);
});

test.each(['/no-range.jsonl', '/changed.jsonl', '/wrong-range.jsonl'])(
  'it begins anew when going on does not give the data: %s',
  async (path) => {
    const corpus = corpusAt(path);
    await pullCorpus(corpus);
    expect(await verifyCorpus(corpus)).toMatchObject({ rows: 'as pinned' });
    expect(here(corpus)).toEqual([name]);
  },
);

/** What a pull leaves when its process is killed: a part that carries the id of a process that is no more. */
function leftBehind(corpus: Manifest, content: Buffer): void {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  mkdirSync(pulledFolder(corpus.id), { recursive: true });
  writeFileSync(join(pulledFolder(corpus.id), `${name}.${pid}-1.part`), content);
}

test('what a killed pull has left is continued, and does not stay', async () => {
  const corpus = corpusAt('/slow.jsonl');
  leftBehind(corpus, data.subarray(0, 500_000));
  await pullCorpus(corpus);
  expect(offsets('/slow.jsonl')).toEqual([500_000]);
  expect(here(corpus)).toEqual([name]);
});

test('a left part that is longer than the data is thrown away', async () => {
  const corpus = corpusAt('/too-far.jsonl');
  leftBehind(corpus, Buffer.concat([data, data]));
  await pullCorpus(corpus);
  expect(here(corpus)).toEqual([name]);
});

test('a connection that always breaks is an error that says how much has come, and the next pull goes on', async () => {
  const corpus = corpusAt('/always-cut.jsonl');
  await expect(pullCorpus(corpus)).rejects.toThrow(
    /connection to 127\.0\.0\.1:\d+ broke 4 times, after \d+ bytes; pull again to go on/,
  );
  expect([locate(corpus), here(corpus)]).toEqual([undefined, [expect.stringMatching(/\.part$/)]]);
  const part = join(pulledFolder(corpus.id), here(corpus)[0] ?? '');
  const came = readFileSync(part);
  expect(came.length > 0 && came.equals(data.subarray(0, came.length))).toBe(true);
  await expect(pullCorpus(corpus)).rejects.toThrow(/pull again to go on/);
  expect(offsets('/always-cut.jsonl')[4]).toBe(came.length);
});

test('other data are an error with both digests, and nothing of them stays', async () => {
  const corpus = corpusAt('/other.jsonl');
  const found = digestOf('{"id":"1","title":"other"}\n');
  await expect(pullCorpus(corpus)).rejects.toThrow(
    new RegExp(`/other\\.jsonl has ${found}, but the manifest of ".*" pins ${digest}; nothing of it was kept`),
  );
  expect(here(corpus)).toEqual([]);
  await expect(pullCorpus(corpus, { from: write('other.jsonl', 'x') })).rejects.toThrow(/other\.jsonl has sha256:/);
  expect(here(corpus)).toEqual([]);
});

test('an address without an answer is one clear line', async () => {
  await expect(pullCorpus(corpusAt('/nothing.jsonl'))).rejects.toThrow(
    /^http.*\/nothing\.jsonl answers 404 Not Found; with the file at hand, give it: --from <file>$/,
  );
  const closed = createServer();
  await once(closed.listen(0, '127.0.0.1'), 'listening');
  const { port } = closed.address() as AddressInfo;
  await once(closed.close(), 'close');
  const nobody = corpusAt('', { files: { format: 'jsonl', address: `http://127.0.0.1:${port}/rows.jsonl` } });
  await expect(pullCorpus(nobody)).rejects.toThrow(
    /^cannot reach 127\.0\.0\.1:\d+ \(ECONNREFUSED\); with the file at hand, give it: --from <file>$/,
  );
});

test('a server that falls silent is a broken connection, and one that never answers is said to', async () => {
  await expect(pullCorpus(corpusAt('/silent.jsonl'), { patience: 200 })).rejects.toThrow(
    /broke 4 times, after \d+ bytes; pull again/,
  );
  await expect(pullCorpus(corpusAt('/mute.jsonl'), { patience: 200 })).rejects.toThrow(
    /^cannot reach 127\.0\.0\.1:\d+ \(no answer for 0\.2 s\); with the file at hand/,
  );
});

test.each(['http://', 'ftp://example.org/rows.jsonl', 'https://exa mple.org/'])(
  'what is no address to download from is one clear line: %s',
  async (from) => {
    await expect(pullCorpus(corpusAt('/whole.jsonl'), { from })).rejects.toThrow(
      `--from "${from}" is not an address that begins with http://, https:// or s3:// and a host or bucket`,
    );
  },
);

test('a download tells how much of it is here', async () => {
  const heard: (number | undefined)[][] = [];
  await pullCorpus(corpusAt('/whole.jsonl'), { onBytes: (here, total) => heard.push([here, total]) });
  expect(heard.at(-1)).toEqual([data.length, data.length]);
});

test('a tarball that was damaged after it was pulled is other data, and is pulled anew', async () => {
  mkdirSync(join(folder, 'jobs'));
  write('jobs/a.yaml', 'title: a\n');
  const file = join(folder, 'pack.tar.gz');
  await create({ file, cwd: folder, gzip: true, portable: true }, ['jobs']);
  const contents = listDigest([['jobs/a.yaml', digestOf('title: a\n')]]);
  const files = {
    format: 'yaml-tarball',
    address: 'http://127.0.0.1/pack.tar.gz',
    parts: { jobs: 'jobs/*.yaml' },
    contents,
  };
  const corpus = corpusAt('', {
    files,
    digest: digestOf(readFileSync(file)),
    fields: { title: { kind: 'name', from: 'jobs.title' } },
  });
  const { path } = await pullCorpus(corpus, { from: file });
  writeFileSync(path, readFileSync(path).subarray(0, 40));
  expect(await verifyCorpus(corpus)).toMatchObject({ rows: 'other data' });
  await expect(loadCorpus(corpus)).rejects.toThrow(/but the manifest of ".*" pins .*npx recount data pull/);
  expect((await pullCorpus(corpus, { from: file })).came).toBe('now');
  expect((await loadCorpus(corpus)).postings).toHaveLength(1);
});

test('data come from a file, or from another address, when they are named', async () => {
  const byFile = corpusAt('/nothing.jsonl');
  await pullCorpus(byFile, { from: write('copy.jsonl', data) });
  expect(here(byFile)).toEqual([name]);
  const byAddress = corpusAt('/nothing.jsonl');
  await pullCorpus(byAddress, { from: `${host()}/whole.jsonl` });
  expect(here(byAddress)).toEqual([name]);
  await expect(pullCorpus(corpusAt('/nothing.jsonl'), { from: join(folder, 'absent.jsonl') })).rejects.toThrow(
    /cannot read .*absent\.jsonl: there is no such file/,
  );
  await expect(pullCorpus(corpusAt('/nothing.jsonl'), { from: folder })).rejects.toThrow(/is a folder/);
});

test('pulls at the same time do not disturb each other', async () => {
  const corpus = corpusAt('/whole.jsonl');
  leftBehind(corpus, data.subarray(0, 100_000));
  await Promise.all(Array.from({ length: 5 }, () => pullCorpus(corpus)));
  expect(here(corpus)).toEqual([name]);
  expect(await verifyCorpus(corpus)).toMatchObject({ rows: 'as pinned' });
});

test('a pull that is stopped by Ctrl-C leaves nothing to be found, and the next one goes on from there', async () => {
  const corpus = corpusAt('/slow.jsonl');
  const before = offsets('/slow.jsonl').length;
  // the built modules, since a process of its own has to run them
  const code = `import { pullCorpus } from ${JSON.stringify(inProject('dist', 'load', 'pull.js'))}; await pullCorpus(${JSON.stringify(corpus)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
  const ended = once(child, 'exit');
  while (!here(corpus).some((file) => readFileSync(join(pulledFolder(corpus.id), file)).length >= 300_000))
    await new Promise((done) => setTimeout(done, 20));
  child.kill('SIGINT');
  await ended;
  expect(locate(corpus)).toBeUndefined();
  await pullCorpus(corpus);
  expect(offsets('/slow.jsonl').slice(before)).toEqual([undefined, 300_000]);
  expect([here(corpus), dirname(locate(corpus)?.[0] ?? '')]).toEqual([[name], pulledFolder(corpus.id)]);
});
