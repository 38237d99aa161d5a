import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { inProject } from '../src/load/project.js';

/** The pipeline: each stage imports only from those before it, and every file may report a user's mistake. */
const stages = [
  'error.ts',
  'load',
  'stats',
  'text',
  'tag',
  'count',
  'audit',
  'claims',
  'notebook',
  'index.ts',
  'trace',
  'draft',
  'site',
  'terminal',
  'command',
  'cli.ts',
];

const src = inProject('src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const stageOf = (file: string): number => stages.indexOf(file.split('/')[0] ?? '');

test('every source file belongs to a stage of the pipeline', () => {
  expect(files.filter((file) => stageOf(file) === -1)).toEqual([]);
});

test('imports point one way along the pipeline', () => {
  const backwards = files.flatMap((file) =>
    [...readFileSync(inProject('src', file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
      .map(([, path = '']) => relative(src, resolve(src, dirname(file), path)))
      .filter((imported) => stageOf(imported.replace(/\.js$/, '.ts')) > stageOf(file))
      .map((imported) => `${file} imports ${imported}`),
  );
  expect(backwards).toEqual([]);
});

test('the top level holds the folders of the design and no other', () => {
  const ignored = readFileSync(inProject('.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/$/, ''));
  const folders = readdirSync(inProject(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !ignored.includes(entry.name) && !['.git', '.ci'].includes(entry.name))
    .map((entry) => entry.name);
  expect(folders.sort()).toEqual(['data', 'notebooks', 'src', 'test']);
});
