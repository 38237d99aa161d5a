import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildDraft } from '../../src/draft/build.js';
import type { Registry } from '../../src/draft/directives.js';
import { readRegistry } from '../../src/draft/read.js';
import { inProject } from '../../src/load/project.js';

/** Sentences about values of the committed notebooks; see the head of the file. */
const cases = parse(readFileSync(inProject('test', 'draft', 'sentences.yaml'), 'utf8')) as {
  readonly names: Readonly<Record<string, string>>;
  readonly true: readonly string[];
  readonly false: readonly string[];
};

let registry: Registry;
beforeAll(async () => {
  registry = await readRegistry();
}, 60_000);

const errorsIn = (sentence: string) => {
  const text = sentence.replace(/\{(\w)\}/g, (_, letter: string) => `:value[${cases.names[letter] ?? ''}]`);
  return buildDraft(text, 'piece.md', registry).diagnostics.filter(({ severity }) => severity === 'error');
};

describe('a sentence that its values bear out has no error', { timeout: 30_000 }, () => {
  test.each(cases.true)('%s', (sentence) => {
    expect(errorsIn(sentence)).toEqual([]);
  });
});

describe('a sentence that contradicts its values is an error', { timeout: 30_000 }, () => {
  test.each(cases.false)('%s', (sentence) => {
    expect(errorsIn(sentence)).toContainEqual(expect.objectContaining({ kind: 'sentence' }));
  });
});
