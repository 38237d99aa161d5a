import { expect, test } from 'vitest';
import type { Draw } from '../../src/claims/tally.js';
import { formatSample, parseSample } from '../../src/command/sample-file.js';

const digest = `sha256:${'0'.repeat(64)}`;
const draw: Draw = {
  corpus: 'mine',
  digest,
  lexicon: 'practice',
  concept: 'agents',
  phrases: digest,
  match: 'phrase',
  fields: ['text'],
  where: ['role=AI Engineer'],
  matches: 9,
  postings: 5,
  seed: 1,
  drawn: 3,
  sample: digest,
};
const match = (posting: string) => ({
  concept: 'agents',
  posting,
  field: 'text',
  phrase: 'agent "x"',
  start: 4,
  left: 'n stands at the front, and ',
  match: 'agents',
  right: ' follow: y',
});
const blank = formatSample(draw, ['a', 'b', 'c'].map(match));
const marked = (...marks: string[]) =>
  marks.reduce((text, mark, i) => text.replace(`? ${i + 1}  `, `${mark} ${i + 1}  `), blank);

test('a fresh file is unmarked, and holds what it was drawn from', () => {
  const { draw: read, matches } = parseSample(blank, 'x.txt');
  expect(read).toEqual(draw);
  expect(matches).toEqual([1, 2, 3].map((number) => ({ number, mark: '?', phrase: 'agent "x"' })));
});

test('marks are read in either case, and with line ends of Windows', () => {
  expect(parseSample(marked('y', 'N', '?').replaceAll('\n', '\r\n'), 'x.txt').matches.map(({ mark }) => mark)).toEqual([
    'y',
    'n',
    '?',
  ]);
});

test('every bad mark is listed with its line', () => {
  const text = marked('yes', 'y', 'k');
  const lineOf = (start: string) => text.split('\n').findIndex((line) => line.startsWith(start)) + 1;
  expect(() => parseSample(text, 'x.txt')).toThrow(
    `x.txt cannot be counted:\n  line ${lineOf('yes 1')}: match 1 is marked "yes"; a mark is y, n or ?\n  line ${lineOf('k 3')}: match 3 is marked "k"; a mark is y, n or ?`,
  );
});

test.each<[what: string, text: string, message: RegExp]>([
  ['a match that was deleted', blank.replace(/\? 2 [^]*?\n\n/, ''), /match 2 is missing$/],
  ['a match that stands twice', blank + blank.slice(blank.indexOf('? 3')), /match 3 stands twice/],
  [
    'a match that was never drawn',
    blank.replace('? 3  ', 'y 7  '),
    /match 3 is missing\n {2}match 7 was never drawn; there are 3/,
  ],
  ['a mark that was deleted', blank.replace('? 1  ', ' 1  '), /match 1 is missing/],
  ['text out of its block', blank.replace('    n stands', 'n stands'), /"n stands at the front, and ⟦ag" is no match/],
  ['a file without its head', blank.slice(blank.indexOf('? 1')), /is no sample: it has no line "---"/],
  ['a head that was changed', blank.replace('seed: 1', 'seed: one'), /x\.txt is no sample/],
])('%s is an error', (_, text, message) => {
  expect(() => parseSample(text, 'x.txt')).toThrow(message);
});
