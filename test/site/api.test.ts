import { expect, test } from 'vitest';
import * as library from '../../src/index.js';
import { parseComment, readApi } from '../../src/site/api.js';
import { apiPages } from '../../src/site/api-page.js';

const entries = readApi();
const functions = entries.filter(({ isFunction }) => isFunction);

test('the reference has every function that a notebook imports, and no other', () => {
  const exported = Object.entries(library).filter(([, value]) => typeof value === 'function');
  expect(functions.map(({ name }) => name).sort()).toEqual(exported.map(([name]) => name).sort());
});

test.each(functions)('$name is shown with its own signature, a sentence and an example', (entry) => {
  expect(entry.signature).toMatch(new RegExp(`^(?:function|const) ${entry.name}\\b`));
  expect(entry.signature.match(/^(?:function|const|interface|type) /gm)).toHaveLength(1);
  expect(entry.comment.text).toMatch(/^[A-Z][^]*[.?]/);
  expect(entry.comment.example).toContain(entry.name);
});

test('types are shown with the comments of their members', () => {
  const shown = entries.find(({ name }) => name === 'ShowOptions');
  expect(shown?.signature).toBe(`interface ShowOptions {
    /** Columns that hold fractions of 1, shown as percentages with one decimal. */
    readonly percent?: readonly string[];
    /** Columns that hold p-values, shown with two significant digits. */
    readonly p?: readonly string[];
}`);
});

test('a comment is parted at its tags; an at sign inside a line is none', () => {
  const comment = `
 * Answers @once.
 *
 * @param options.level between 0 and 1,
 * 0.95 by default
 * @returns a number
 * @example
 * const a = 1
 * f(a) // => 1
 `;
  expect(parseComment(comment)).toEqual({
    text: 'Answers @once.',
    params: [{ name: 'options.level', text: 'between 0 and 1,\n0.95 by default' }],
    returns: 'a number',
    example: 'const a = 1\nf(a) // => 1',
  });
});

test('every name of the overview leads to a section of a page', () => {
  const [overview, ...pages] = apiPages().map(({ path, body }) => ({ path, markup: JSON.stringify(body) }));
  const links = [...(overview?.markup ?? '').matchAll(/href=\\"(api\/[a-z]+\.html)#(\w+)\\"/g)];
  expect(links.length).toBe(functions.length);
  for (const [, path, name] of links) {
    expect(pages.find((page) => page.path === path)?.markup).toContain(`id=\\"${name}\\"`);
  }
});
