import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UserError } from '../../src/error.js';
import { lexiconIds, readLexicon } from '../../src/tag/lexicon.js';
import { failedCases } from '../../src/tag/lexicon-cases.js';

const folder = mkdtempSync(join(tmpdir(), 'recount-lexicon-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (content: string): string => {
  const path = join(folder, 'mine.yaml');
  writeFileSync(path, content);
  return path;
};
const one = (phrases: string, mode = 'phrase'): string => `mode: ${mode}\nconcepts:\n  RAG:\n    phrases:\n${phrases}`;

test.each(lexiconIds())('every sentence beside a phrase of the lexicon %s holds', (id) => {
  expect(failedCases(readLexicon(id))).toEqual([]);
});

test.each(lexiconIds())('every phrase of the lexicon %s has a sentence that it must match', (id) => {
  const bare = readLexicon(id).concepts.flatMap(({ phrases }) => phrases.filter(({ match }) => match.length === 0));
  expect(bare).toEqual([]);
});

test('a sentence that does not hold is named with its phrase and what was expected', () => {
  const path = write(one('      - phrase: RAG\n        match: [Storage]\n        not: ["RAG"]\n'));
  expect(failedCases(readLexicon(path))).toEqual([
    { concept: 'RAG', phrase: 'RAG', sentence: 'Storage', expected: 'match' },
    { concept: 'RAG', phrase: 'RAG', sentence: 'RAG', expected: 'no match' },
  ]);
});

test('a lexicon is named after its file, a concept may have a mode of its own, and sentences may be left out', () => {
  const path = write(
    'mode: word\nconcepts:\n  A:\n    phrases: [{ phrase: a }]\n  B:\n    mode: substring\n    phrases: [{ phrase: b }]\n',
  );
  expect(readLexicon(path)).toMatchObject({
    id: 'mine',
    concepts: [
      { name: 'A', mode: 'word' },
      { name: 'B', mode: 'substring' },
    ],
  });
});

test('the digest follows phrases and modes, and not the sentences', () => {
  const digest = (content: string): string => readLexicon(write(content)).digest;
  const plain = digest(one('      - phrase: RAG\n'));
  expect(plain).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(digest(one('      - phrase: RAG\n        match: [RAG]\n'))).toBe(plain);
  expect(digest(one('      - phrase: RAGs\n'))).not.toBe(plain);
  expect(digest(one('      - phrase: RAG\n', 'word'))).not.toBe(plain);
});

test.each([
  [
    'a phrase that stands twice',
    one('      - phrase: RAG\n      - phrase: rag\n'),
    /mine\.yaml:6: concepts\.RAG\.phrases\.1\.phrase: "rag" stands in this concept already, as "RAG"; leave/,
  ],
  ['a phrase of spaces', one('      - phrase: "  "\n'), /mine\.yaml:5: .*" {2}" is empty; write/],
  ['an empty phrase', one('      - phrase: ""\n'), /mine\.yaml:5: .*expected a text, found none/],
  [
    'a phrase without a token in phrase mode',
    one('      - phrase: "++"\n'),
    /mine\.yaml:5: .*"\+\+" has no token.* use mode substring/,
  ],
  [
    'a space at the end of a word',
    one('      - phrase: "ai "\n', 'word'),
    /mine\.yaml:5: .*begins or ends with a space/,
  ],
  ['a phrase that YAML takes for a number', one('      - phrase: 3.14\n'), /mine\.yaml:5: .*put it in quotes/],
  ['an unknown mode', one('      - phrase: RAG\n', 'words'), /mine\.yaml:1: mode: .*"phrase"\|"word"\|"substring"/],
  [
    'no mode at all',
    'concepts:\n  RAG:\n    phrases: [{ phrase: RAG }]\n',
    /mine\.yaml:3: concepts\.RAG: expected a mode \(phrase, word, substring\)/,
  ],
  [
    'a concept without phrases',
    'mode: word\nconcepts:\n  RAG:\n    phrases: []\n',
    /mine\.yaml:4: .*at least one phrase/,
  ],
  ['no concept', 'mode: word\nconcepts: {}\n', /mine\.yaml:2: .*at least one concept/],
  [
    'a key that nothing reads',
    one('      - phrase: RAG\n        matches: [RAG]\n'),
    /mine\.yaml:6: concepts\.RAG\.phrases\.0\.matches: there is no such key here/,
  ],
])('%s is refused with file, line and next step', (_, content, message) => {
  const path = write(content);
  expect(() => readLexicon(path)).toThrow(UserError);
  expect(() => readLexicon(path)).toThrow(message);
});

test('an unknown id names the nearest', () => {
  expect(() => readLexicon('fine-tunning')).toThrow(
    /there is no lexicon "fine-tunning".*Did you mean "fine-tuning"\? There are: .*fine-tuning.*\.yaml/,
  );
});
