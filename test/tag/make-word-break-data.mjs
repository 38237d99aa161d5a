/**
 * Writes src/tag/word-break-data.ts from the Unicode Character Database, at the version of Lucene's grammar.
 *
 *     npm install --no-save @unicode/unicode-12.1.0 && node test/tag/make-word-break-data.mjs
 *
 * Properties that no rule of the tokenizer tells apart are one class; a later line takes code points from an earlier.
 */
import { writeFileSync } from 'node:fs';

const codePoints = async (name) => (await import(`@unicode/unicode-12.1.0/${name}/code-points.mjs`)).default;
const wordBreak = (name) => codePoints(`Word_Break/${name}`);
const span = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

const letters = await wordBreak('ALetter');
const extending = [...(await wordBreak('Extend')), ...(await wordBreak('Format'))];
const southEastAsian = await codePoints('Line_Break/Complex_Context');
const pictographs = await codePoints('Binary_Property/Extended_Pictographic');
const both = (a, b) => a.filter((codePoint) => new Set(b).has(codePoint));

const classes = [
  ['Han', await codePoints('Script/Han')],
  ['Hiragana', await codePoints('Script/Hiragana')],
  ['Pictograph', pictographs],
  ['Letter', letters],
  ['LetterPictograph', both(letters, pictographs)],
  ['HebrewLetter', await wordBreak('Hebrew_Letter')],
  ['Numeric', await wordBreak('Numeric')],
  ['Katakana', await wordBreak('Katakana')],
  ['ExtendNumLet', await wordBreak('ExtendNumLet')],
  ['MidLetter', await wordBreak('MidLetter')],
  ['MidNum', await wordBreak('MidNum')],
  ['MidNumLet', await wordBreak('MidNumLet')],
  ['SingleQuote', await wordBreak('Single_Quote')],
  ['DoubleQuote', await wordBreak('Double_Quote')],
  ['RegionalIndicator', await wordBreak('Regional_Indicator')],
  ['KeycapBase', [0x23, 0x2a]],
  ['SouthEastAsian', southEastAsian],
  ['Extend', extending],
  ['SouthEastAsianExtend', both(southEastAsian, extending)],
  ['EmojiModifier', await codePoints('Binary_Property/Emoji_Modifier')],
  ['Tag', span(0xe0020, 0xe007e)],
  ['TagEnd', [0xe007f]],
  ['Keycap', [0x20e3]],
  ['TextPresentation', [0xfe0e]],
  ['EmojiPresentation', [0xfe0f]],
  ['ZeroWidthJoiner', await wordBreak('ZWJ')],
];

const classOf = new Map(classes.flatMap(([name, members]) => members.map((codePoint) => [codePoint, name])));
const lines = classes.map(([name]) => {
  const numbers = [];
  let after = 0;
  for (let first = 0; first < 0x110000; first += 1) {
    if (classOf.get(first) !== name) continue;
    let next = first;
    while (classOf.get(next) === name) next += 1;
    numbers.push(first - after, next - first);
    after = first = next;
  }
  const words = numbers.map((n) => n.toString(36)).join(' ');
  const rows = words.match(/.{1,110}(?: |$)/g).map((row) => `'${row}'`);
  return `  ${name}:${rows.length > 1 ? `\n    ${rows.join(' +\n    ')}` : ` ${rows[0]}`},\n`;
});

writeFileSync(
  new URL('../../src/tag/word-break-data.ts', import.meta.url),
  `/**
 * Which code points belong to which class of the standard tokenizer, by the Unicode Character Database 12.1,
 * which is what Lucene 9 and 10 use. Of each class its runs: the gap since the last run and the length, in base 36.
 *
 * Generated; test/tag/make-word-break-data.mjs says how.
 */
export const runs = {
${lines.join('')}} as const;
`,
);
