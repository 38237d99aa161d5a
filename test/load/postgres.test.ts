import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { pullData } from '../../src/command/data-pull.js';
import { corpus } from '../../src/count/corpus.js';
import { loadCorpus } from '../../src/load/load.js';
import { readManifest } from '../../src/load/manifest.js';
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres-server.js';
import { scratch } from './scratch.js';

const programs = postgresPrograms();
const isMissing = programs === undefined && process.env['CI'] !== 'true';

const { manifestPath } = scratch();

const tables = `
create table jobs (id bigint, role text, pay numeric(30, 4), posted timestamptz, opened date, skills text[],
  bands numeric[], facts jsonb, raw json, remote boolean, text text);
insert into jobs values
  (9007199254740993, 'AI Engineer', 12345678901234567890.1230, '2026-03-01 23:30:00-05', '2026-03-01',
   array['C++', 'a "quoted", one'], array[0.10, 100000000000000000.25], '{"team": {"name": "Data"}}',
   E'{"team":\\n  "Data"}', true, E'Two\\nlines, Zürich — 東京 🚀'),
  (9007199254740994, 'ML Engineer', null, null, null, null, null, null, null, null, null);
create sequence numbers;
create schema hiring;
create table hiring."Open jobs" (role text);
insert into hiring."Open jobs" values ('Analyst');
create table many as select i as id, 'role ' || i % 7 as role, repeat('x', 200) as text from generate_series(1, 30000) i;
`;

describe.skipIf(isMissing)('rows of a PostgreSQL database', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    if (programs === undefined) throw new Error('there is no PostgreSQL here: apt-get install postgresql');
    server = await startPostgres(programs);
    const sql = postgres(server.address, { password: server.password, onnotice: () => {} });
    await sql.unsafe(tables);
    await sql.end();
  }, 60_000);
  afterAll(() => server?.stop());
  afterEach(() => void vi.unstubAllEnvs());

  const everything = {
    role: { kind: 'name', from: 'role' },
    pay: { kind: 'name', from: 'pay' },
    posted: { kind: 'day', from: 'posted' },
    there: { kind: 'day', from: 'posted', zone: 'America/New_York' },
    opened: { kind: 'day', from: 'opened' },
    skills: { kind: 'names', from: 'skills' },
    bands: { kind: 'names', from: 'bands' },
    team: { kind: 'name', from: 'facts.team.name' },
    raw: { kind: 'name', from: 'raw.team' },
    remote: { kind: 'flag', from: 'remote' },
    text: { kind: 'text', from: 'text' },
  };
  const manifestOf = (asked: object, fields: object = { role: { kind: 'name', from: 'role' } }): string =>
    manifestPath({ files: { format: 'postgres', address: server.address, ...asked }, fields });
  const pull = (manifest: string, password = server.password): Promise<string> => {
    vi.stubEnv('PGPASSWORD', password);
    return pullData(manifest, {});
  };

  test('values come as they are: digits, times, lists, JSON', async () => {
    const manifest = manifestOf({ table: 'jobs', id: 'id' }, everything);
    expect(() => readManifest(manifest)).toThrow(
      /not here yet: the table jobs of postgres:\S+; bring them: npx recount data pull/,
    );
    expect(await pull(manifest)).toMatch(/the table jobs of postgres:\/\/reader@127\.0\.0\.1:\d+\/postgres: pulled\n/);
    const { postings, problems } = await loadCorpus(readManifest(manifest));
    expect(problems).toEqual([]);
    expect(postings).toEqual([
      {
        id: '9007199254740993',
        fields: {
          role: 'AI Engineer',
          pay: '12345678901234567890.1230',
          posted: '2026-03-02',
          there: '2026-03-01',
          opened: '2026-03-01',
          skills: ['C++', 'a "quoted", one'],
          bands: ['0.10', '100000000000000000.25'],
          team: 'Data',
          raw: 'Data',
          remote: true,
          text: 'Two\nlines, Zürich — 東京 🚀',
        },
      },
      {
        id: '9007199254740994',
        fields: { ...Object.fromEntries(Object.keys(everything).map((name) => [name, null])), role: 'ML Engineer' },
      },
    ]);
  });

  test('a query is asked, whatever it ends with, and a table may stand in a schema', async () => {
    for (const [asked, expected] of [
      [{ query: 'with a as (select * from jobs) select role from a where pay > 1; \n' }, 'AI Engineer'],
      [{ query: "select role from jobs where role like 'M%' -- of machines" }, 'ML Engineer'],
      [{ table: 'hiring.Open jobs' }, 'Analyst'],
    ] as const) {
      const manifest = manifestOf(asked);
      await pull(manifest);
      expect((await corpus(manifest).count({ by: ['role'] })).rows).toEqual([{ role: expected, postings: 1 }]);
    }
  });

  test('a large table is counted as the database itself counts it', async () => {
    const manifest = manifestOf({ query: 'select * from many order by id' });
    await pull(manifest);
    const sql = postgres(server.address, { password: server.password });
    const expected = await sql`select role, count(*)::int as postings from many group by role order by role`;
    await sql.end();
    expect((await corpus(manifest).count({ by: ['role'] })).rows).toEqual([...expected]);
    expect(await pull(manifest)).toContain(': pulled again, unchanged');
  });

  test.each([
    [
      'wrong password',
      { table: 'jobs' },
      'guess',
      /password authentication failed for user "reader"; the password is taken from PGPASSWORD$/,
    ],
    ['no such table', { table: 'job' }, undefined, /there is no table "job"; it has hiring\.Open jobs, jobs, many$/],
    ['no table', {}, undefined, /name a table or a query under files; it has hiring\.Open jobs, jobs, many$/],
    [
      'no such column',
      { query: 'select roles from jobs' },
      undefined,
      /refuses the query: column "roles" does not exist/,
    ],
    ['no rows', { query: 'select * from jobs where false' }, undefined, /the query gives no rows$/],
    [
      'two columns',
      { query: 'select role, role from jobs' },
      undefined,
      /the query gives two columns "role"; name one/,
    ],
    ['writing', { query: 'delete from jobs returning role' }, undefined, /refuses the query: syntax error/],
    ['writing by a function', { query: "select nextval('numbers')" }, undefined, /the query would change the database/],
  ] as const)('%s is said in one line', async (_, asked, password, message) => {
    const manifest = manifestOf(asked);
    await expect(pull(manifest, password)).rejects.toThrow(message);
    expect(() => readManifest(manifest)).toThrow(/not here yet/);
  });

  test('a database that nobody serves', async () => {
    const manifest = manifestOf({ address: 'postgres://reader@127.0.0.1:1/jobs', table: 'jobs' });
    await expect(pull(manifest)).rejects.toThrow(/^cannot read from 127\.0\.0\.1:1 \(ECONNREFUSED/);
  });

  test('a password in the manifest is refused, and printed nowhere', async () => {
    const manifest = manifestOf({
      address: server.address.replace('reader@', 'reader:secret@'),
      table: 'jobs',
    });
    expect(() => readManifest(manifest)).toThrow(/files\.address: a password would be published with the manifest/);
    expect(() => readManifest(manifest)).not.toThrow(/secret/);
    const pulled = manifestOf({ table: 'jobs' });
    expect(await pull(pulled)).not.toContain(server.password);
    expect(readFileSync(pulled, 'utf8')).not.toContain(server.password);
  });
});
