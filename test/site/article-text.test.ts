import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readArticleTexts, type TextPart } from '../../src/site/article-text.js';
import { readTraces } from '../../src/trace/trace.js';
import { shared } from '../shared.js';

const folder = mkdtempSync(join(tmpdir(), 'recount-text-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const articles = readTraces();

/** A copy of the first lines of an article in other words, around its printed numbers. */
function copy(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
}
const lines = (...at: readonly (readonly [number, string])[]): string[] => {
  const all: string[] = [];
  for (const [line, text] of at) all[line - 1] = text;
  return Array.from(all, (line) => line ?? '');
};
const written = (part: TextPart): string =>
  part.kind === 'claim'
    ? `[${part.text}|${part.trace.id.split('/')[1]}]`
    : part.kind === 'number'
      ? `{${part.text}}`
      : part.text;

describe('a reader’s copy of an article', () => {
  test('has each claim’s words marked on their line, and other numbers apart', () => {
    const file = copy(
      'skillenai-fine-tuning-by-role.txt',
      lines([14, 'Data Scientist 2,795 4.9% 4.1% – 5.8% (of 99)']),
    );
    const text = readArticleTexts([file], articles).get('fine-tuning-by-role');
    expect(text?.lines[13]?.parts.map(written).join('')).toBe(
      'Data Scientist [2,795|ds-postings-headline] [4.9%|ds-share] [4.1%|ds-share-low] – [5.8%|ds-share-high] (of {99})',
    );
  });

  test('lists the claims that do not stand on their line', () => {
    const file = copy('skillenai-fine-tuning-by-role.txt', ['nothing of it']);
    const traces = articles.find(({ article }) => article.id === 'fine-tuning-by-role')?.traces;
    expect(readArticleTexts([file], articles).get('fine-tuning-by-role')?.missing.length).toBe(traces?.length);
  });

  test('under another name is known by its claims', () => {
    const found = articles.find(({ article }) => article.id === 'fine-tuning-by-role');
    const all: string[] = [];
    for (const { line, printed } of found?.traces ?? []) all[line - 1] = `${all[line - 1] ?? ''} ${printed}`;
    const file = copy(
      'downloaded.txt',
      Array.from(all, (line) => line ?? ''),
    );
    expect([...readArticleTexts([file], articles).keys()]).toEqual(['fine-tuning-by-role']);
  });

  test('that is of no article is refused', () => {
    const file = copy('other.txt', ['Something else, from 2026']);
    expect(() => readArticleTexts([file], articles)).toThrow(/other\.txt is a copy of no article here/);
  });
});

describe.each(articles)('the text of $article.id', ({ article }) => {
  const file = shared(`articles/${article.text}.txt`);
  test.skipIf(!file)('has every claim on its line, and loses no character', () => {
    const text = readArticleTexts([file ?? ''], articles).get(article.id);
    expect(text?.missing.map(({ id }) => id)).toEqual([]);
    expect(text?.lines.map(({ parts }) => parts.map((part) => part.text).join('')).join('\n').length).toBeGreaterThan(
      1000,
    );
  });
});
