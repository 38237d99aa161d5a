import { expect, test } from 'vitest';
import { sentenceBreaks } from '../../src/text/sentence-breaks.js';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const bySegmenter = (text: string): number[] => Array.from(segmenter.segment(text), ({ index }) => index).slice(1);

const pieces = [
  ...['a', 'é', 'η', 'A', 'É', 'Σ', 'ƻ', '1', '23', '.', '.', '.', '. ', '. ', '!', '?', ' ', '\t', '\u00a0'],
  ...['(', ')', '"', '’', '“', ']', '«', ',', ':', '-', '–', '=', '%', '×', '≤', '…', 'U.S.', 'e.g.,', 'p < .05'],
];

test('sentences begin where the segmenter of Intl has them begin', () => {
  expect(sentenceBreaks('We saw p = .016 (n = 30). Then (2009) we stopped. “Why?” Nobody knew.')).toEqual([26, 50, 57]);
  // a fixed sequence of numbers, so that a text that differs is found again
  let state = 1;
  const next = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  let known = 0;
  for (let i = 0; i < 20000; i += 1) {
    const text = Array.from({ length: 1 + next(10) }, () => pieces[next(pieces.length)]).join('');
    const breaks = sentenceBreaks(text);
    if (breaks === undefined) continue;
    known += 1;
    expect({ text, breaks }).toEqual({ text, breaks: bySegmenter(text) });
  }
  expect(known).toBeGreaterThan(19000);
});

test('a text with signs of other scripts is left to the segmenter', () => {
  expect(sentenceBreaks('一。二。')).toBeUndefined();
  expect(sentenceBreaks('One.\u2028Two.')).toBeUndefined();
});
