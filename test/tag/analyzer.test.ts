import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tokens } from '../../src/tag/analyzer.js';
import { lowerCase } from '../../src/tag/lower-case.js';

type Row = [text: string, ...tokens: [token: string, start: number, end: number][]];
const { rows } = JSON.parse(readFileSync(new URL('standard-analyzer.json', import.meta.url), 'utf8')) as {
  rows: Row[];
};
const analyzed = (text: string): Row => [
  text,
  ...tokens(text).map((t): [string, number, number] => [t.text, t.start, t.end]),
];

const endsInHalfAPair = ([text]: Row): boolean => /[\ud800-\udbff]$/.test(text);

test('every text of the table has the tokens and offsets that OpenSearch gave it', () => {
  expect(rows.length).toBeGreaterThan(500);
  for (const row of rows.filter((row) => !endsInHalfAPair(row))) expect.soft(analyzed(row[0])).toEqual(row);
});

test('the one exception: of a text that ends in half a surrogate pair Lucene loses the last tokens, Recount none', () => {
  expect(rows.filter(endsInHalfAPair)).toEqual([['fine tuning \ud83d']]);
  expect(analyzed('fine tuning \ud83d')).toEqual(['fine tuning \ud83d', ['fine', 0, 4], ['tuning', 5, 11]]);
});

test.each([
  [
    'a hyphen of any kind parts words',
    'fine-tuning fine\u2011tuning fine\u2010tuning',
    ['fine', 'tuning', 'fine', 'tuning', 'fine', 'tuning'],
  ],
  [
    'a straight and a curly apostrophe stay inside a word',
    "don't don\u2019t models'",
    ["don't", 'don\u2019t', 'models'],
  ],
  [
    'a point stays between letters and between digits, not at an end',
    'node.js .NET U.S. 3.14 1.a',
    ['node.js', 'net', 'u.s', '3.14', '1', 'a'],
  ],
  ['a composed and a decomposed accent are two different tokens', 'caf\u00e9 cafe\u0301', ['caf\u00e9', 'cafe\u0301']],
  ['case is mapped one code point at a time', '\u0130\u03a3 \u1e9e', ['i\u03c3', '\u00df']],
  [
    'Han and Hiragana stand alone, Katakana, Hangul and Thai in runs',
    '機械がカタ 기계 ไทย',
    ['機', '械', 'が', 'カタ', '기계', 'ไทย'],
  ],
  ['an emoji sequence is one token', '👩🏽‍💻🇩🇪', ['👩🏽‍💻', '🇩🇪']],
])('%s', (_, text, expected) => {
  expect(tokens(text).map((token) => token.text)).toEqual(expected);
});

test('a token of more than 255 units is cut there and goes on as another', () => {
  expect(tokens('a'.repeat(600)).map(({ start, end }) => [start, end])).toEqual([
    [0, 255],
    [255, 510],
    [510, 600],
  ]);
});

test('offsets point at the original, and lower case keeps the length of every code point', () => {
  const text = 'İİ Straße ẞ 👩‍💻 FINE\u2011tuning';
  for (const token of tokens(text)) expect(lowerCase(text.slice(token.start, token.end))).toBe(token.text);
  const changed: string[] = [];
  for (let codePoint = 0; codePoint < 0x20000; codePoint += 1) {
    const character = String.fromCodePoint(codePoint);
    if (lowerCase(character).length !== character.length) changed.push(character);
  }
  expect(changed).toEqual([]);
});
