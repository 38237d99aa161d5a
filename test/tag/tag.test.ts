import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/tag/analyzer.js';
import { lexiconOf } from '../../src/tag/lexicon.js';
import type { MatchMode } from '../../src/tag/match-mode.js';
import { PhraseMatcher } from '../../src/tag/phrase-matcher.js';
import { compileLexicon, type Mention } from '../../src/tag/tag.js';
import { Choices, hardText } from './adversarial.js';

/** A tagger of concepts that are named after their mode, or given. */
function tagger(mode: MatchMode, ...concepts: string[][]): (text: string) => Mention[] {
  const all = concepts.map((phrases, i) => ({
    name: `${mode} ${i}`,
    mode,
    phrases: phrases.map((phrase) => ({ phrase, match: [], not: [] })),
  }));
  return compileLexicon(lexiconOf('test', all)).tag;
}
const found = (text: string, mentions: readonly Mention[]): string[] =>
  mentions.map(({ start, end }) => text.slice(start, end));

test('phrase mode finds the documents that match_phrase found in OpenSearch, and no others', () => {
  const file = readFileSync(new URL('match-phrase.json', import.meta.url), 'utf8');
  const { documents, matched } = JSON.parse(file) as {
    documents: string[];
    matched: [phrase: string, ...ids: number[]][];
  };
  expect(matched.length * documents.length).toBeGreaterThan(20_000);
  for (const [phrase, ...ids] of matched) {
    const tag = tagger('phrase', [phrase]);
    expect
      .soft(
        documents.flatMap((text, id) => (tag(text).length > 0 ? [id] : [])),
        phrase,
      )
      .toEqual(ids);
  }
});

test('phrase mode finds what a look at every token finds, however hard the text', () => {
  const phrases = [
    'fine-tuning',
    'fine tune',
    'RAG',
    'rag lora',
    'ai',
    'node.js',
    'C',
    'k8s',
    'kilo',
    "don't",
    'it is',
    'is',
    '3.14',
    '1',
    'x_y',
    '_x',
    'caf\u00e9',
    'z'.repeat(255),
    'z',
  ];
  const sequences = phrases.map((phrase) => tokens(phrase).map(({ text }) => text));
  const matcher = new PhraseMatcher(
    phrases.map((phrase, order) => ({ concept: `${order}`, mode: 'phrase', order, phrase })),
  );
  const choices = new Choices(3);
  let matched = 0;
  for (let i = 0; i < 20_000; i += 1) {
    const text = hardText(choices, i % 50 === 0 ? 200 : 14);
    const all = tokens(text);
    const expected = all.flatMap(({ start }, at) =>
      sequences.flatMap((sequence, order) =>
        sequence.every((token, j) => all[at + j]?.text === token)
          ? [{ order, start, end: all[at + sequence.length - 1]?.end }]
          : [],
      ),
    );
    const places = matcher.find(text).map(({ entry: { order }, start, end }) => ({ order, start, end }));
    const sorted = (each: typeof expected) => each.toSorted((a, b) => a.start - b.start || a.order - b.order);
    if (!isDeepStrictEqual(sorted(places), sorted(expected)))
      expect.soft(sorted(places), JSON.stringify(text)).toEqual(sorted(expected));
    matched += expected.length;
  }
  expect(matched).toBeGreaterThan(20_000);
});

describe('In phrase mode', () => {
  const tag = tagger('phrase', ['fine-tuning', 'café', 'C++', '機械学習', "don't"]);
  test.each([
    [
      'a hyphen, a non-breaking hyphen, a dash, a slash or a line break part tokens alike',
      'fine-tuning fine\u2011tuning fine—tuning fine/tuning fine\n\ntuning',
      ['fine-tuning', 'fine\u2011tuning', 'fine—tuning', 'fine/tuning', 'fine\n\ntuning'],
    ],
    [
      'a soft hyphen, a zero-width space and an underscore do as the analyzer has it',
      'fine\u00adtuning fine\u200btuning fine_tuning',
      ['fine\u200btuning'],
    ],
    ['an accent is matched as it is composed', 'café cafe\u0301 cafe CAFÉ', ['café', 'CAFÉ']],
    ['a straight apostrophe is no curly one', "don't don\u2019t", ["don't"]],
    ['a sign that makes no token is not looked at', 'C, C# and C++17', ['C', 'C', 'C']],
    ['a phrase of Han characters is found inside a run of them', '大規模機械学習モデル', ['機械学習']],
    ['an emoji between tokens parts them, beside them it does not', 'fine 🚀 tuning 🚀fine tuning🚀', ['fine tuning']],
  ])('%s', (_, text, expected) => {
    expect(found(text, tag(text))).toEqual(expected);
  });
});

describe('In word mode', () => {
  const tag = tagger('word', ['AI', 'C++', 'café', '機械', '👩‍💻']);
  test.each([
    [
      'neither side may go on with a letter, digit or underscore',
      'AI, ai-first (Ai) maintain AI2 x_AI AI_x éAI AIß 𐐀AI',
      ['AI', 'ai', 'Ai'],
    ],
    ['a combining mark belongs to its letter', 'AI\u0301 AI', ['AI']],
    ['a version may follow a name that ends in a sign', 'C++17 C++x C+++', ['C++']],
    ['signs count as written', 'C++ c+ C++/C# (C++)', ['C++', 'C++', 'C++']],
    ['accents count as written', 'CAFÉ cafés cafe\u0301', ['CAFÉ']],
    ['Han characters are letters, so that inside a run of them nothing is a word', '機械 機械学習', ['機械']],
    ['the sides are looked at whatever the phrase is made of', 'xC++ C++, a👩‍💻 👩‍💻!', ['C++', '👩‍💻']],
  ])('%s', (_, text, expected) => {
    expect(found(text, tag(text))).toEqual(expected);
  });
});

describe('In substring mode', () => {
  test('a phrase is found inside other words', () => {
    const text = 'We maintain AI';
    expect(found(text, tagger('substring', ['ai'])(text))).toEqual(['ai', 'ai', 'AI']);
  });
  test('a space is a space, as in the scripts that look for characters', () => {
    const text = 'fine tuning, fine  tuning, fine\ntuning';
    expect(found(text, tagger('substring', ['fine tun'])(text))).toEqual(['fine tun']);
  });
  test('İ counts as i, ẞ as ß, and ß not as ss', () => {
    const text = 'İSTANBUL STRAẞE STRASSE';
    expect(found(text, tagger('substring', ['istanbul', 'straße'])(text))).toEqual(['İSTANBUL', 'STRAẞE']);
  });
});

test.each<MatchMode>(['phrase', 'word'])(
  'in %s mode a space of a phrase is any white space, and no words are joined without',
  (mode) => {
    const text = 'Machine\nlearning, machine \r\n learning, machine\u00a0learning; machinelearning';
    expect(tagger(mode, ['machine learning', 'machine  learning'])(text).map(({ start, end }) => [start, end])).toEqual(
      [
        [0, 16],
        [18, 37],
        [39, 55],
      ],
    );
  },
);

test.each<MatchMode>(['phrase', 'word', 'substring'])(
  'in %s mode offsets point at the original, also after characters that full case folding would lengthen',
  (mode) => {
    const text = 'İİİ ẞß ΣΣ 👩‍💻 Fine-Tuning';
    expect(tagger(mode, ['fine-tuning'])(text)).toEqual([
      { concept: `${mode} 0`, phrase: 'fine-tuning', start: 16, end: 27 },
    ]);
  },
);

test('a concept counts a place once: the leftmost phrase, then the longest, and goes on after it', () => {
  const text = 'prompt engineering tools and prompt engineering';
  const tag = tagger('phrase', ['engineering tools', 'prompt', 'prompt engineering', 'tools and']);
  expect(tag(text).map(({ phrase, start }) => [phrase, start])).toEqual([
    ['prompt engineering', 0],
    ['tools and', 19],
    ['prompt engineering', 29],
  ]);
  expect(found('aaaaa', tagger('substring', ['aa'])('aaaaa'))).toEqual(['aa', 'aa']);
});

test('a longer phrase that breaks off gives way to the shorter one it began with', () => {
  const text = 'vector database of the vector';
  expect(found(text, tagger('phrase', ['vector', 'vector database design'])(text))).toEqual(['vector', 'vector']);
});

test('different concepts may share a place, in order of start, then end, then the lexicon', () => {
  const mentions = compileLexicon(
    lexiconOf('test', [
      { name: 'long', mode: 'phrase', phrases: [{ phrase: 'fine tuning', match: [], not: [] }] },
      { name: 'inside', mode: 'substring', phrases: [{ phrase: 'tun', match: [], not: [] }] },
      { name: 'short', mode: 'word', phrases: [{ phrase: 'fine', match: [], not: [] }] },
      { name: 'same', mode: 'phrase', phrases: [{ phrase: 'fine', match: [], not: [] }] },
    ]),
  ).tag('fine tuning');
  expect(mentions.map(({ concept, start, end }) => [concept, start, end])).toEqual([
    ['short', 0, 4],
    ['same', 0, 4],
    ['long', 0, 11],
    ['inside', 5, 8],
  ]);
});

test('of spellings with the same tokens the first in the lexicon is named', () => {
  expect(tagger('phrase', ['fine-tuning', 'fine tuning'])('fine tuning')[0]?.phrase).toBe('fine-tuning');
});

test('an empty text and a lexicon that finds nothing give no mention', () => {
  expect(tagger('phrase', ['a'])('')).toEqual([]);
  expect(tagger('substring', ['a'])('')).toEqual([]);
});

test('a line of one megabyte is tagged like any other', () => {
  const line = `${'maintain the fine\u2011tuning of AI, '.repeat(32_000)}end`;
  expect(line.length).toBeGreaterThan(1_000_000);
  expect(tagger('phrase', ['fine-tuning'])(line).length).toBe(32_000);
  expect(tagger('word', ['ai'])(line).length).toBe(32_000);
  expect(tagger('substring', ['ai'])(line).length).toBe(3 * 32_000);
});

test('a megabyte without a space is tagged too, the analyzer cutting it every 255 units', () => {
  const line = 'a'.repeat(1_048_576);
  expect(tagger('phrase', ['a'.repeat(255)])(line).length).toBe(4112);
  expect(tagger('phrase', ['a'])(line)).toEqual([]);
  expect(tagger('word', ['a'])(line)).toEqual([]);
  expect(tagger('substring', ['aa'])(line).length).toBe(524_288);
});
