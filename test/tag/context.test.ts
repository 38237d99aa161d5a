import { expect, test } from 'vitest';
import { forms } from '../../src/tag/forms.js';
import { kwic } from '../../src/tag/kwic.js';
import { lexiconOf } from '../../src/tag/lexicon.js';
import type { MatchMode } from '../../src/tag/match-mode.js';
import { compileLexicon, type Tagger } from '../../src/tag/tag.js';

const tagger = (mode: MatchMode, ...phrases: string[]): Tagger =>
  compileLexicon(
    lexiconOf('test', [{ name: 'it', mode, phrases: phrases.map((phrase) => ({ phrase, match: [], not: [] })) }]),
  );
const contexts = (text: string, phrase: string, width: number): string[] =>
  kwic(text, tagger('substring', phrase).tag(text), { width }).map(
    ({ left, match, right }) => `${left}[${match}]${right}`,
  );

test('a match is shown with so many characters to its left and right, white space folded', () => {
  expect(contexts('we do\n\n  fine\ttuning\nof models', 'fine\ttuning', 6)).toEqual(['we do [fine tuning] of mo']);
  expect(contexts('ai', 'ai', 5)).toEqual(['[ai]']);
});

test('an accented letter and an emoji count as one character and are not cut', () => {
  expect(contexts('xxe\u0301👩🏽‍💻 ai 🇩🇪e\u0301xx', 'ai', 3)).toEqual(['e\u0301👩🏽‍💻 [ai] 🇩🇪e\u0301']);
});

test('in a long line only the neighbourhood is read, and no character is cut at its edge', () => {
  const [context] = contexts(`${'👩🏽‍💻'.repeat(100_000)}ai${'🇩🇪'.repeat(100_000)}`, 'ai', 2);
  expect(context).toBe('👩🏽‍💻👩🏽‍💻[ai]🇩🇪🇩🇪');
});

test('a substring shows the whole words it was found in, the most frequent first', () => {
  const texts = ['AI engineers maintain AI.', 'Maintain the e-mail, ai!'];
  expect(forms(tagger('substring', 'ai'), texts)).toEqual([
    { concept: 'it', form: 'maintain', count: 4 },
    { concept: 'it', form: 'ai', count: 3 },
    { concept: 'it', form: 'mail', count: 1 },
  ]);
});

test('a word keeps its accents, its marks and its letters outside the first plane', () => {
  expect(forms(tagger('substring', 'ai'), ['cafe\u0301ai\u0301 𐐀ai'])).toEqual([
    { concept: 'it', form: 'cafe\u0301ai\u0301', count: 1 },
    { concept: 'it', form: '𐐨ai', count: 1 },
  ]);
});

test('in phrase and word mode the form is what matched', () => {
  expect(forms(tagger('phrase', 'fine-tuning'), ['Fine-tuning', 'fine\n  tuning', 'fine-TUNING'])).toEqual([
    { concept: 'it', form: 'fine-tuning', count: 2 },
    { concept: 'it', form: 'fine tuning', count: 1 },
  ]);
  expect(forms(tagger('word', 'AI'), ['AI-first maintains'])).toEqual([{ concept: 'it', form: 'ai', count: 1 }]);
});

test('a very long word is cut and marked, so that a long text without a space costs no more', () => {
  const found = forms(tagger('substring', 'ai'), ['ai'.repeat(20_000)]);
  expect(found[0]).toEqual({ concept: 'it', form: `…${'ai'.repeat(61)}…`, count: 19_938 });
});
