import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildDraft } from '../../src/draft/build.js';
import type { Registry } from '../../src/draft/directives.js';
import { readRegistry } from '../../src/draft/read.js';
import { inProject } from '../../src/load/project.js';

/** Sentences about values of the committed notebooks; see the heads of the files. */
interface Cases {
  /** `{a}` in a sentence is this directive, or the value of this name. */
  readonly names: Readonly<Record<string, string>>;
  readonly true: readonly string[];
  readonly false: readonly string[];
  /** False, and not found to be so. */
  readonly missed?: readonly string[];
  /** True, and an error all the same. */
  readonly accused?: readonly string[];
}

let registry: Registry;
beforeAll(async () => {
  registry = await readRegistry();
}, 60_000);

describe.each(['sentences', 'held-out/first', 'held-out/second', 'held-out/third', 'held-out/fourth', 'claims'])(
  '%s',
  { timeout: 30_000 },
  (name) => {
    const file = inProject('test', 'draft', `${name}.yaml`);
    const cases = parse(readFileSync(file, 'utf8')) as Cases;
    const errorsIn = (sentence: string) => {
      const text = sentence.replace(/\{(\w)\}/g, (_, letter: string) => {
        const named = cases.names[letter] ?? '';
        return named.includes('[') ? `:${named}` : `:value[${named}]`;
      });
      return buildDraft(text, 'piece.md', registry).diagnostics.filter(({ severity }) => severity === 'error');
    };
    const contradicts = expect.arrayContaining([expect.objectContaining({ kind: 'sentence' })]) as unknown;

    test.each(cases.true)('borne out by its values, it has no error: %s', (sentence) => {
      expect(errorsIn(sentence)).toEqual([]);
    });
    test.each(cases.false)('contradicting its values, it is an error: %s', (sentence) => {
      expect(errorsIn(sentence)).toEqual(contradicts);
    });
    test.each(cases.missed ?? [])('not found to be false so far: %s', (sentence) => {
      expect(errorsIn(sentence)).not.toEqual(contradicts);
    });
    test.each(cases.accused ?? [])('an error so far though it is true: %s', (sentence) => {
      expect(errorsIn(sentence)).not.toEqual([]);
    });
  },
);
