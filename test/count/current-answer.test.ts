import { spawnSync } from 'node:child_process';
import { statSync, utimesSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { inPackage } from '../../src/load/project.js';
import { scratchProject } from '../notebook/scratch.js';

vi.setConfig({ testTimeout: 60_000 });

const manifest = `id: jobs
title: Jobs by role
period: { from: 2026-03-01, to: 2026-06-30 }
postings: 5
source: { repository: a/b, commit: ${'a'.repeat(40)}, path: jobs.csv }
digest: sha256:${'0'.repeat(64)}
limits: made up
licence: made up
recording: ../recordings/jobs.json
fields: { role: the role }
`;
const recording = (postings: number): string =>
  JSON.stringify({
    version: 1,
    corpus: 'jobs',
    digest: `sha256:${'0'.repeat(64)}`,
    answers: [{ query: { by: ['role'] }, rows: [{ role: 'AI Engineer', postings }] }],
  });

/** A workspace, and the digest of its answer as a command of its own finds it and keeps it. */
function workspace() {
  const scratch = scratchProject({
    'recount.yaml': '',
    'data/corpora/jobs.yaml': manifest,
    'data/recordings/jobs.json': recording(5),
  });
  const module = pathToFileURL(inPackage('dist', 'count', 'current-answer.js')).href;
  const script = `const { currentAnswerDigest, keepAnswers } = await import(${JSON.stringify(module)});
console.log(currentAnswerDigest('jobs', '{"by":["role"]}'));
await keepAnswers();`;
  const answer = (): string => {
    const args = ['--input-type=module', '-e', script];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: scratch.root, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.trim();
  };
  return { ...scratch, answer };
}

const kept = '.recount/answers.json';
const digest = /^sha256:[0-9a-f]{64}$/;
const other = `sha256:${'f'.repeat(64)}`;

test('a kept digest of an answer stands for as long as contents are the same, whatever the times of files', () => {
  const { answer, read, write, at } = workspace();
  const first = answer();
  expect(first).toMatch(digest);
  write(kept, read(kept).replace(`"${first}"`, `"${other}"`)); // so that one sees where an answer comes from
  expect(answer()).toBe(other);
  utimesSync(at('data/recordings/jobs.json'), 1, 1);
  expect(answer()).toBe(other);
});

test.each([
  ['a count of the recording', 'data/recordings/jobs.json', recording(6), digest],
  [
    'the data that the manifest names',
    'data/corpora/jobs.yaml',
    manifest.replace('sha256:0', 'sha256:1'),
    /^undefined$/,
  ],
])('%s is edited and the file has its old time and size: the answer is another', (_, name, text, expected) => {
  const { answer, read, write, at } = workspace();
  const first = answer();
  const { atime, mtime, size } = statSync(at(name));
  write(name, text);
  utimesSync(at(name), atime, mtime);
  expect(statSync(at(name)).size).toBe(size);
  const second = answer();
  expect(second).toMatch(expected);
  expect(second).not.toBe(first);
  expect(read(kept)).toContain(first);
});

test.each([
  ['is broken', () => '{"program"'],
  ['is of another form', () => '[]'],
  ['holds what is no digest', (text: string) => text.replace(/:"sha256:[0-9a-f]{64}"\}\}/, ':"x"}}')],
  ['is of another program', (text: string) => text.replace(/"program":"sha256:...../, '"program":"sha256:00000')],
])('a file of kept answers that %s is written anew', (_, edit) => {
  const { answer, read, write } = workspace();
  const first = answer();
  const sound = read(kept);
  write(kept, edit(sound));
  expect(read(kept)).not.toBe(sound);
  expect(answer()).toBe(first);
  expect(read(kept)).toBe(sound);
});
