import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inProject } from '../src/load/project.js';

const folder = mkdtempSync(join(tmpdir(), 'recount-sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

function recount(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [inProject('src/bin.mjs'), ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

const jobs = Array.from({ length: 12 }, (_, i) => ({
  id: `job-${i}`,
  job: i < 8 ? 'AI Engineer' : 'Broker',
  text: i < 8 ? `Build agents that plan, number ${i}.` : i < 10 ? 'Work with our insurance agents.' : 'Filing.',
}));
writeFileSync(at('jobs.jsonl'), jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
writeFileSync(
  at('jobs.yaml'),
  'id: mine\ntitle: My postings\nfiles: { format: jsonl, path: jobs.jsonl, id: id }\nlexicon: practice\nfields:\n  role: { kind: name, from: job }\n  description: { kind: text, from: text }\n',
);

describe('a sample of one’s own postings', { timeout: 60_000 }, () => {
  test('is drawn with its context, one match a posting, and read back with its interval', () => {
    const drawn = recount('sample', at('jobs.yaml'), 'agents', '--out', at('sample.txt'));
    expect(drawn.stdout).toContain('sample.txt: 10 matches, all that there are, one a posting, of 10 in 10 postings');
    const blank = readFileSync(at('sample.txt'), 'utf8');
    expect(blank).toMatch(/^\? 1 {2}"agents" {2}description of job-\d\n {4}.*⟦agents⟧/m);

    // a careful reader: insurance agents are people; one match is left open
    const marked = blank
      .split('\n\n')
      .map((block) => (block.includes('job-3') ? block : block.replace(/^\?/, block.includes('insurance') ? 'n' : 'y')))
      .join('\n\n');
    writeFileSync(at('sample.txt'), marked);
    const { status, stdout } = recount(
      'precision',
      at('sample.txt'),
      '--save',
      at('tally.json'),
      '--means',
      'a program',
    );
    expect(status).toBe(0);
    // R: prop.test(7, 9, correct = FALSE)$conf.int
    expect(stdout).toContain(
      'precision 77.8%, 95% interval 45.3% to 93.7%: 7 right, 2 wrong, 1 unmarked of 10, drawn from 10 postings',
    );
    const tally = readFileSync(at('tally.json'), 'utf8');
    expect(JSON.parse(tally)).toMatchObject({
      corpus: 'mine',
      concept: 'agents',
      seed: 1,
      right: 7,
      wrong: 2,
      unmarked: 1,
      reader: 'one reader',
      means: 'a program',
    });
    expect(tally).not.toMatch(/insurance|plan/);
  });

  test('of postings without a match, with their whole text, gives recall beside the sample of the matches', () => {
    const drawn = recount('sample', at('jobs.yaml'), 'agents', '--without', '--out', at('without.txt'));
    expect(drawn.stdout).toContain('without.txt: 2 postings without a match, all that there are, of 2; 10 match');
    const blank = readFileSync(at('without.txt'), 'utf8');
    expect(blank).toMatch(/^\? 1 {2}"\(none\)" {2}description of job-1\d\n {4}Filing\.$/m);
    writeFileSync(at('without.txt'), blank.replaceAll(/^\?/gm, 'n'));
    const alone = recount('precision', at('without.txt'));
    expect([alone.status, alone.stderr]).toEqual([2, expect.stringContaining('there is no tally "mine.agents"')]);
  });

  test('is the same for the same seed, and of the postings asked for', () => {
    const read = (name: string) => readFileSync(at(name), 'utf8');
    recount('sample', at('jobs.yaml'), 'agents', '--n', '4', '--seed', '7', '--out', at('a.txt'));
    recount('sample', at('jobs.yaml'), 'agents', '--n', '4', '--seed', '7', '--out', at('b.txt'));
    recount('sample', at('jobs.yaml'), 'agents', '--n', '4', '--where', 'role=Broker', '--out', at('c.txt'));
    expect(read('a.txt')).toBe(read('b.txt'));
    expect(read('c.txt').match(/⟦agents⟧/g)).toHaveLength(2);
    expect(read('c.txt')).toContain('where: ["role=Broker"]');
  });
});

describe('mistakes are one clear message and exit 2', { timeout: 60_000 }, () => {
  test.each<[what: string, args: string[], message: RegExp]>([
    [
      'a concept that is not there',
      ['sample', at('jobs.yaml'), 'agnets'],
      /lexicon "practice" has no concept "agnets"\. Did you mean "agents"\?/,
    ],
    [
      'a field that is not there',
      ['sample', at('jobs.yaml'), 'agents', '--in', 'descripton'],
      /has no field "descripton"\. Did you mean "description"\?/,
    ],
    [
      'nothing that matches',
      ['sample', at('jobs.yaml'), 'RAG'],
      /nothing in description of mine matches "RAG" \(phrase\)/,
    ],
    [
      'a corpus without rows',
      ['sample', 'skillenai', 'RAG'],
      /known by its recorded counts alone; there is no text to sample/,
    ],
    ['no matches asked for', ['sample', at('jobs.yaml'), 'agents', '--n', '0'], /Give a whole number from 1 up/],
    ['a file that is no sample', ['precision', at('jobs.yaml')], /is no sample/],
    ['a file that is not there', ['precision', at('none.txt')], /there is no such file/],
  ])('%s', (_, args, message) => {
    const { status, stdout, stderr } = recount(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test('a sample that may be marked is never overwritten; an unmarked one has no precision; a bad mark has its line', () => {
    recount('sample', at('jobs.yaml'), 'agents', '--out', at('kept.txt'));
    expect(recount('sample', at('jobs.yaml'), 'agents', '--out', at('kept.txt')).stderr).toMatch(
      /is there already, and may be marked/,
    );
    expect(recount('precision', at('kept.txt')).stderr).toMatch(/none of the 10 matches is marked/);
    const text = readFileSync(at('kept.txt'), 'utf8').replace('? 2  ', 'maybe 2  ');
    writeFileSync(at('kept.txt'), text);
    const line = text.split('\n').findIndex((each) => each.startsWith('maybe')) + 1;
    const { status, stderr } = recount('precision', at('kept.txt'), '--save', at('never.json'));
    expect([status, existsSync(at('never.json'))]).toEqual([2, false]);
    expect(stderr).toContain(`line ${line}: match 2 is marked "maybe"; a mark is y, n or ?`);
  });
});

describe('recount findings', { timeout: 60_000 }, () => {
  test('as JSON is an array with what a machine needs, of one article where it is named', () => {
    const all = JSON.parse(recount('findings', '--json').stdout) as Record<string, unknown>[];
    const guide = JSON.parse(recount('findings', '--article', 'field-guide', '--json').stdout) as Record<
      string,
      unknown
    >[];
    expect(guide).toEqual(all.filter(({ article }) => article === 'field-guide-ai-engineering-jobs'));
    for (const one of all)
      expect(Object.keys(one)).toEqual(
        expect.arrayContaining(['severity', 'article', 'claims', 'finding', 'why', 'trace']),
      );
  });

  test('as text fits 80 columns, names the cell of each, and ends with the order; its help defines the severities', () => {
    const { status, stdout } = recount('findings', '--article', 'fine-tuning-by-role');
    expect(status).toBe(0);
    expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
    expect(stdout).toMatch(/notebooks\/fine-tuning-5-multiplicity\.ipynb#corrected/);
    expect(stdout.replace(/\s+/g, ' ')).toContain('Findings are ordered by severity');
    expect(recount('findings', '--help').stdout).toMatch(/overturned[^]*fragile[^]*undecided[^]*inexact/);
  });

  test('and the page of an article answer to its id or its text’s name', () => {
    expect(recount('review', 'skillenai-fine-tuning-by-role').stdout).toBe(
      recount('review', 'fine-tuning-by-role').stdout,
    );
    expect(recount('findings', '--article', 'fine-tuning').stderr).toMatch(
      /^recount: there is no article "fine-tuning"/,
    );
  });
});
