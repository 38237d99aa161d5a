import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { copyProject } from '../project-copy.js';

describe('recount new', { timeout: 120_000 }, () => {
  const { root, remove } = copyProject();
  afterAll(remove);
  const recount = (...args: string[]) => spawnSync(process.execPath, [join(root, 'src/bin.mjs'), ...args], { encoding: 'utf8', cwd: root });
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const file = (name: string, text: string): string => {
    writeFileSync(join(root, name), text);
    return name;
  };

  test('proposes the fields of a posting by what the records hold', () => {
    const posting = (id: number) => ({
      id, title: 'AI Engineer', body: 'Long text. '.repeat(20), posted: '2026-03-01', remote: true, pay: { from: 90_000 }, skills: ['RAG'], 'on call': 'no', odd: id % 2 ? 'x' : 1,
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
    expect(recount('count', 'kinds', '--by', 'title', '--concept', 'RAG', 'vector search').stdout).toContain('AI Engineer         3    0              0');
  });

  test('reads CSV, in which numbers and flags are written out', () => {
    file('postings.csv', 'job,remote,pay\nAI Engineer,true,90\nData Scientist,false,80\n');
    expect(recount('new', 'from-csv', '--corpus', 'postings.csv').stdout).toContain('2 postings, with job (name), remote (flag), pay (number)');
    expect(recount('count', 'from-csv', '--by', 'job').stdout).toContain('Data Scientist         1');
  });

  test('makes a notebook that runs at once, without postings too', () => {
    expect(recount('new', 'only-print', '--title', 'Half: of "it"').status).toBe(0);
    expect(read('data/articles/only-print.yaml')).toContain('title: "Half: of \\"it\\""');
    expect(recount('run', 'only-print-1').stderr).toMatch(/✓ only-print-1/);
  });

  test('--from turns the numbers of an article into claims to fill in, each untested until somebody has looked', () => {
    file('found.md', 'Ten jobs in 2026\n\nOf 425 postings **58.3%** ask for RAG, less than 5% for CUDA, and most roles are remote.\nPay is $170K–$300K, about 40% more; demand doubled, one in four asks for GPT-4.\n');
    expect(recount('new', 'found', '--from', 'found.md').stdout).toMatch(/^data\/articles\/found\.yaml +what the article prints: 9 claims to fill in, 2 numbers that claim nothing$/m);
    const claims = [...read('data/articles/found.yaml').matchAll(/ id: (\S+)\n +line: (\d+)\n +printed: (.*)\n.*\n +kind: (.*)\n.*\n(?: +means: (.*)\n)?/g)];
    expect(claims.map((claim) => claim.slice(1))).toEqual([
      ['line-1-count', '1', '"Ten"', 'count', '"= 10"'],
      ['line-3-count', '3', '"425"', 'count', undefined],
      ['line-3-share', '3', '"58.3%"', 'share', undefined],
      ['line-3-share-2', '3', '"5%"', 'bound', '"< 0.05"'],
      ['line-3-vague', '3', '"most"', 'comparison', '"> 0.5"   # is this what "most" says here?'],
      ['line-4-money', '4', '"$170K–$300K"', 'range', '"in 170000..300000"   # of several values: "all in …"'],
      ['line-4-share', '4', '"40%"', 'share', '"in 0.36..0.44"   # read as within a tenth'],
      ['line-4-ratio', '4', '"doubled"', 'ratio', '"in 1.8..2.2"   # read as within a tenth'],
      ['line-4-fraction', '4', '"one in four"', 'share', '"in 0.225..0.275"   # read as within a tenth'],
    ]);
    expect(read('data/articles/found.yaml')).toContain('printed: "GPT-4", reason: "part of a name, an address or a label" }');
    expect(recount('claims', '--article', 'found').stdout).toContain('9 claims');
  });

  test('overwrites nothing, and then writes nothing at all', () => {
    file('notebooks/taken-1.ipynb', 'mine');
    const { status, stderr } = recount('new', 'taken');
    expect(stderr).toBe('recount: notebooks/taken-1.ipynb is there already, and nothing is overwritten; take another id, or remove it\n');
    expect(status).toBe(2);
    expect(read('notebooks/taken-1.ipynb')).toBe('mine');
    expect(existsSync(join(root, 'data/articles/taken.yaml'))).toBe(false);
  });

  test.each([
    [['new', 'My Article'], /"My Article" is no id for an article: expected lower-case words joined by hyphens/],
    [['new', 'a', '--corpus', 'nowhere.jsonl'], /there is no file nowhere\.jsonl/],
    [['new', 'a', '--corpus', 'package.json'], /package\.json is no file of postings: expected one that ends in \.jsonl, \.csv .* or \.parquet/],
    [['new', 'a', '--from', 'nowhere.txt'], /cannot read nowhere\.txt: there is no such file/],
    [['new', 'a', '--concept', 'RAG'], /--concept says what to look for in postings; name a file of them/],
    [['new', 'a', '--corpus', 'numbers.jsonl', '--concept', 'RAG'], /numbers\.jsonl has no text to look for RAG in; its fields are n \(number\)/],
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
