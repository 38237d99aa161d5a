import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { copyProject } from '../project-copy.js';

describe('recount new', { timeout: 120_000 }, () => {
  const { root, remove } = copyProject();
  afterAll(remove);
  const recount = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'src/bin.mjs'), ...args], { encoding: 'utf8', cwd: root });
  /** For a command that asks a server of this process. */
  const recountMeanwhile = (...args: string[]) =>
    promisify(execFile)(process.execPath, [join(root, 'src/bin.mjs'), ...args], { cwd: root });
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const file = (name: string, text: string): string => {
    writeFileSync(join(root, name), text);
    return name;
  };

  test.each([
    [
      ['--corpus', 'one.jsonl', '--table', 'jobs'],
      '--table jobs is of a database, and one.jsonl is jsonl; leave the option out',
    ],
    [['--corpus', ''], '--corpus is empty; name a file of postings: --corpus jobs.jsonl'],
  ])('refuses %j', (args, said) => {
    file('one.jsonl', '{"id":1,"title":"a"}\n');
    const { status, stderr } = recount('new', 'refused', ...args);
    expect([status, stderr.trim()]).toEqual([2, `recount: ${said}`]);
  });

  test('counts one posting as one', () => {
    const { stdout } = recount('new', 'one', '--corpus', file('one.jsonl', '{"id":1,"title":"a"}\n'));
    expect(stdout).toMatch(/ {2}1 posting, with title/);
  });

  test('proposes the fields of a posting by what the records hold', () => {
    const posting = (id: number) => ({
      id,
      title: 'AI Engineer',
      body: 'Long text. '.repeat(20),
      posted: '2026-03-01',
      remote: true,
      pay: { from: 90_000 },
      skills: ['RAG'],
      'on call': 'no',
      odd: id % 2 ? 'x' : 1,
    });
    file('postings.jsonl', [1, 2, 3].map((id) => JSON.stringify(posting(id))).join('\n'));
    expect(recount('new', 'kinds', '--corpus', 'postings.jsonl', '--concept', 'RAG', 'vector search').status).toBe(0);
    const manifest = read('data/corpora/kinds.yaml');
    const fields = manifest.slice(manifest.indexOf('fields:\n'));
    // `odd` holds values of two kinds: whichever were named, the others would be mistakes
    expect(fields).toBe(`fields:
  title: { kind: name, from: title }
  body: { kind: text, from: body }
  posted: { kind: day, from: posted }
  remote: { kind: flag, from: remote }
  pay_from: { kind: number, from: pay.from }
  skills: { kind: names, from: skills }
  on_call: { kind: name, from: on call }
`);
    expect(manifest).toContain('files: { format: jsonl, path: ../../postings.jsonl, id: id }');
    expect(manifest).toContain('text: [body]');
    expect(recount('count', 'kinds', '--by', 'title', '--concept', 'RAG', 'vector search').stdout).toContain(
      'AI Engineer         3    0              0',
    );
  });

  test('reads CSV, in which numbers and flags are written out', () => {
    file('postings.csv', 'job,remote,pay\nAI Engineer,true,90\nData Scientist,false,80\n');
    expect(recount('new', 'from-csv', '--corpus', 'postings.csv').stdout).toContain(
      '2 postings, with job (name), remote (flag), pay (number)',
    );
    expect(recount('count', 'from-csv', '--by', 'job').stdout).toContain('Data Scientist         1');
  });

  test('takes an address, whose file is brought here once and named by it', async () => {
    const server = createServer((_, response) => void response.end('role\ttown\nAI Engineer\tBonn\n'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jobs.tsv`;
    const { stdout } = await recountMeanwhile('new', 'from-address', '--corpus', address);
    server.close();
    expect(stdout).toContain('1 posting, with role (name), town (name)');
    expect(read('data/corpora/from-address.yaml')).toContain(`files: { format: csv, path: "${address}"`);
    expect(recount('count', 'from-address', '--by', 'town').stdout).toContain('Bonn         1');
    const page = recount('new', 'a-page', '--corpus', 'https://github.com/o/r/blob/main/jobs.csv');
    expect(page.stderr).toContain('the file itself is at https://raw.githubusercontent.com/o/r/main/jobs.csv');
    expect(recount('new', 'a-bucket', '--corpus', 's3://jobs/2026-*.jsonl').stderr).toContain(
      'name each object in a list',
    );
  });

  test('makes a notebook that runs at once, without postings too', () => {
    expect(recount('new', 'only-print', '--title', 'Half: of "it"').status).toBe(0);
    expect(read('data/articles/only-print.yaml')).toContain('title: "Half: of \\"it\\""');
    expect(recount('run', 'only-print-1').stderr).toMatch(/✓ only-print-1/);
  });

  test('makes claims to fill in of the numbers of a text, with what their print asks for', () => {
    file(
      'piece.md',
      '# Pay in 2026\n\nOf 425 postings less than 5% name GPT-4; pay doubled.\nSome 62–68% of 12.4 million would move (p = 0.03).\n',
    );
    expect(recount('new', 'piece', '--from', 'piece.md').stdout).toContain(
      '6 numbers to be read one by one, 2 that seem to claim nothing',
    );
    const claims = JSON.parse(recount('claims', '--article', 'piece', '--json').stdout) as Record<string, unknown>[];
    expect(claims.map(({ line, printed, verdict }) => [line, printed, verdict])).toEqual([
      [3, '425', 'untested'],
      [3, '5%', 'untested'],
      [3, 'doubled', 'untested'],
      [4, '62–68%', 'untested'],
      [4, '12.4 million', 'untested'],
      [4, '0.03', 'untested'],
    ]);
    const means = read('data/articles/piece.yaml')
      .split('\n')
      .flatMap((line) => /means: "(.*?)"/.exec(line)?.[1] ?? []);
    // 12.4 million is read as it stands, and needs no other words
    expect(means).toEqual(['< 0.05', 'in 1.5..2.5', 'in 0.62..0.68']);
    expect(read('data/articles/piece.yaml')).toContain(
      '- { line: 3, printed: "GPT-4", reason: "part of a name or label" }',
    );
  });

  test('names the numbers of a table by their row and column, and reads bounds, odds and "about"', () => {
    file(
      'table.md',
      '| level | Remote | Hybrid |\n| --- | --- | --- |\n| All levels, N | 65,668 | 12,000 |\n' +
        '| **Senior**, share | 16.2% | – |\n\nIt never exceeds 16%, close to 3 to 1, in ~5,000 postings.\n',
    );
    expect(recount('new', 'heads', '--from', 'table.md').status).toBe(0);
    const claims = read('data/articles/heads.yaml').split('claims:\n')[1]?.split('  - id: ').slice(1) ?? [];
    const found = claims.map((claim) => [
      claim.split('\n')[0],
      /printed: "(.*?)"/.exec(claim)?.[1],
      /statement: "(.*?): to be said/.exec(claim)?.[1],
      /means: "(.*?)"/.exec(claim)?.[1],
    ]);
    expect(found).toEqual([
      ['all-levels-n-remote', '65,668', 'All levels, N, Remote', undefined],
      ['all-levels-n-hybrid', '12,000', 'All levels, N, Hybrid', undefined],
      ['senior-share-remote', '16.2%', 'Senior, share, Remote', undefined],
      ['line-6-1', '16%', undefined, '<= 0.16'],
      ['line-6-2', '3 to 1', undefined, 'in 2.5..3.5'],
      ['line-6-3', '~5,000', undefined, 'in 4500..5500'],
    ]);
    expect(recount('claims', '--article', 'heads').status).toBe(0);
  });

  test('is undone by --remove, which leaves what somebody has written in', () => {
    expect(recount('new', 'undone', '--from', 'table.md').status).toBe(0);
    expect(recount('new', 'undone', '--remove').stdout).toBe(
      'removed data/articles/undone.yaml\nremoved notebooks/undone-1.ipynb\n',
    );
    expect(recount('new', 'undone', '--remove').stderr).toContain('there is nothing of an article "undone" to remove');
    recount('new', 'undone');
    file('data/articles/undone.yaml', `${read('data/articles/undone.yaml')}# mine\n`);
    const { status, stderr } = recount('new', 'undone', '--remove');
    expect(stderr).toContain('data/articles/undone.yaml is not as recount new wrote it, so nothing was removed');
    expect(status).toBe(2);
    expect(existsSync(join(root, 'notebooks/undone-1.ipynb'))).toBe(true);
    expect(recount('new', 'undone', '--remove', '--force').status).toBe(0);
    expect(existsSync(join(root, 'data/articles/undone.yaml'))).toBe(false);
  });

  test('overwrites nothing, and then writes nothing at all', () => {
    file('notebooks/taken-1.ipynb', 'mine');
    const { status, stderr } = recount('new', 'taken');
    expect(stderr).toBe(
      'recount: notebooks/taken-1.ipynb exists already, and nothing is overwritten; take another id, or remove it\n',
    );
    expect(status).toBe(2);
    expect(read('notebooks/taken-1.ipynb')).toBe('mine');
    expect(existsSync(join(root, 'data/articles/taken.yaml'))).toBe(false);
  });

  test.each([
    [['new', 'My Article'], /"My Article" is no id for an article: expected lower-case words joined by hyphens/],
    [['new', 'a', '--corpus', 'nowhere.jsonl'], /there is no file nowhere\.jsonl/],
    [['new', 'a', '--corpus', 'package.json'], /package\.json: it is a JSON object, not a list; /],
    [['new', 'a', '--concept', 'RAG'], /--concept says what to look for in postings; name a file of them/],
    [['new', 'a', '--corpus', 'jobs.jsonl', '--concept', ' '], /--concept is empty; name what to look for/],
    [
      ['new', 'a', '--corpus', 'numbers.jsonl', '--concept', 'RAG'],
      /numbers\.jsonl has no text to look for RAG in; its fields are n \(number\)/,
    ],
    [['new', 'a', '--corpus', 'broken.jsonl'], /broken\.jsonl has no record that can be read/],
  ])('%j is one clear line and exit 2', (args, message) => {
    file('numbers.jsonl', '{"n": 1}\n{"n": 2}\n');
    file('broken.jsonl', '{"n": 1\n');
    const { status, stdout, stderr } = recount(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(existsSync(join(root, 'data/articles/a.yaml'))).toBe(false);
  });
});
