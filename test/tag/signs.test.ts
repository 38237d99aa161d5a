import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { corpus } from '../../src/count/corpus.js';
import { FastScanner } from '../../src/tag/fast-scanner.js';
import { lexiconOf, readLexicon } from '../../src/tag/lexicon.js';
import type { MatchMode } from '../../src/tag/match-mode.js';
import { compileLexicon } from '../../src/tag/tag.js';
import { tagLine } from '../../src/tag/tagged-line.js';

const folder = mkdtempSync(join(tmpdir(), 'recount-signs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const names = ['C', 'C++', 'C#', 'F#', '.NET', 'R', 'R&D', 'Node.js'];
const lexicon = (mode: MatchMode) =>
  lexiconOf(
    'signs',
    names.map((name) => ({ name, mode, phrases: [{ phrase: name, match: [], not: [] }] })),
  );
const found = (mode: MatchMode, text: string) => [
  ...new Set(
    compileLexicon(lexicon(mode))
      .tag(text)
      .map(({ concept }) => concept),
  ),
];

test.each([
  ['Vitamin C, net salary', ['C']],
  ['Strong C# and .NET', ['C#', '.NET']],
  ['C++ and Node.js', ['C++', 'Node.js']],
  ['C/C++, C++17, F#.', ['C', 'C++', 'F#']],
  ['R&D in R', ['R&D', 'R']],
  ['R&D alone', ['R&D']],
  ['Rückfragen, Räume, éC, üR', []],
  ['ASP.NET, example.net, inet', []],
  ['(C) [C#]/"C++"', ['C', 'C#', 'C++']],
])('names with signs are themselves in word mode: %s', (text, concepts) => {
  expect(found('word', text).sort()).toEqual([...concepts].sort());
});

test('substring mode finds the signs too', () => {
  expect(found('substring', 'ASP.NET and C++')).toEqual(expect.arrayContaining(['.NET', 'C++']));
  expect(found('substring', 'Vitamin B, net')).toEqual([]);
});

test.each(['C++', 'C#', '.NET', 'R&D', 'AT&T', '@scale'])(
  'a lexicon that looks for %s by tokens is refused with the mode that works',
  (phrase) => {
    const path = put(
      'lost.yaml',
      `mode: phrase\nconcepts:\n  x: { phrases: [{ phrase: ${JSON.stringify(phrase)} }] }\n`,
    );
    expect(() => readLexicon(path)).toThrow(
      /lost\.yaml:3: .*loses its signs in phrase mode, which would find every .*mode: word/,
    );
    put(
      'lost.yaml',
      `mode: phrase\nconcepts:\n  x: { mode: word, phrases: [{ phrase: ${JSON.stringify(phrase)} }] }\n`,
    );
    expect(readLexicon(path).concepts[0]?.mode).toBe('word');
  },
);

test.each(['fine-tuning', 'CI/CD', 'Node.js', 'Weights & Biases', 'U.S.', "it's", '3.14'])(
  '%s keeps all that it means as tokens',
  (phrase) => {
    const path = put(
      'kept.yaml',
      `mode: phrase\nconcepts:\n  x: { phrases: [{ phrase: ${JSON.stringify(phrase)} }] }\n`,
    );
    expect(readLexicon(path).concepts).toHaveLength(1);
  },
);

test('two concepts that phrase mode cannot tell apart are refused', () => {
  const path = put(
    'twins.yaml',
    'mode: phrase\nconcepts:\n  a: { phrases: [{ phrase: fine tuning }] }\n  b: { phrases: [{ phrase: fine-tuning }] }\n',
  );
  expect(() => readLexicon(path)).toThrow(/in phrase mode its tokens are those of "a", and the two become one/);
});

test('a count in phrase mode of a concept with signs is refused, whatever its lexicon says', async () => {
  put(
    'words.yaml',
    'mode: word\nconcepts:\n  C++: { phrases: [{ phrase: C++ }] }\n  SQL: { phrases: [{ phrase: SQL }] }\n',
  );
  put('rows.jsonl', '{"text":"C and SQL"}\n{"text":"C++"}\n');
  const manifest = put(
    'rows.yaml',
    'id: rows\ntitle: rows\nfiles: { format: jsonl, path: rows.jsonl }\nlexicon: words.yaml\nfields: { text: { kind: text, from: text } }\n',
  );
  const count = (match: MatchMode, concept: string) =>
    corpus(manifest).count({ by: [], concepts: [concept], match } as const);
  await expect(count('phrase', 'C++')).rejects.toThrow(/"C\+\+" loses its signs .*--match word/);
  expect((await count('word', 'C++')).rows).toEqual([{ postings: 2, 'C++': 1 }]);
  expect((await count('phrase', 'SQL')).rows).toEqual([{ postings: 2, SQL: 1 }]);
});

const german = lexiconOf('ki', [
  { name: 'KI', mode: 'phrase', phrases: [{ phrase: 'Künstliche Intelligenz', match: [], not: [] }] },
  { name: 'ML', mode: 'phrase', phrases: [{ phrase: 'machine learning', match: [], not: [] }] },
  { name: 'AI', mode: 'phrase', phrases: [{ phrase: 'AI', match: [], not: [] }] },
]);
test.each([
  ['Künstliche Intelligenz', [1, 0, 0]],
  ['Ku\u0308nstliche Intelligenz', [1, 0, 0]],
  ['Künst\u00adliche Intelligenz', [1, 0, 0]],
  ['ma\u00adchine learning', [0, 1, 0]],
  ['ｍａｃｈｉｎｅ learning', [0, 1, 0]],
  ['<p class="ai">machine&nbsp;learning</p>', [0, 1, 0]],
  ['<b>machine</b> learning &amp; <i data-ai="1">AI</i>', [0, 1, 1]],
  ['&lt;p&gt;machine learning&lt;/p&gt;', [0, 1, 0]],
  ['a < b, AT&T; AI', [0, 0, 1]],
])('a text is tagged as a reader sees it, by the scan too: %s', (text, mentions) => {
  for (const line of [
    JSON.stringify({ text }),
    JSON.stringify({ text }).replace(
      /[<>&]|[^\x00-\x7f]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  ]) {
    const bytes = Buffer.from(line);
    expect(tagLine(bytes, compileLexicon(german), undefined)).toMatchObject({ mentions });
    const scanner = new FastScanner(german, undefined);
    scanner.place(bytes.length).set(bytes);
    expect([...scanner.count(0, bytes.length).mentions]).toEqual(mentions);
  }
});
