import { expect, test } from 'vitest';
import { settingOf, withSetting } from '../../src/notebook/parameters.js';
import { code, codeCells, notebook } from './scratch.js';

const source = `// what the notebook takes
const corpus = 'skillenai';
const role: 'AI' | 'ML' = 'AI'; // typed
let least: number = -100;
const weeks = ['2026-03-30', '2026-04-06'] as const;
const deep = true, other = 2;
const window = { from: '2026-03-30', 'to': null };
const computed = least * 2;
const pattern = /x/;
const label = \`\${role}\`;`;
const tagged = { ...code(source, 'p'), metadata: { tags: ['parameters'] } };
const given = notebook(code("const corpus = 'not one: no tag';", 'c'), tagged);
const sourceWith = (setting: Record<string, string>) =>
  codeCells(withSetting(given, setting, 'a.ipynb').notebook)[1]?.source;

test('the cell with the tag declares the parameters: variables whose value is written out', () => {
  expect(settingOf(codeCells(given))).toEqual({
    corpus: 'skillenai',
    role: 'AI',
    least: -100,
    weeks: ['2026-03-30', '2026-04-06'],
    deep: true,
    window: { from: '2026-03-30', to: null },
  });
});

test.each([
  ['a text as it is', { corpus: 'field\'s "guide"' }, 'const corpus = "field\'s \\"guide\\"";'],
  ['with its type kept', { role: 'ML' }, `const role: 'AI' | 'ML' = "ML"; // typed`],
  ['a number', { least: '50' }, 'let least: number = 50;'],
  ['true or false', { deep: 'false' }, 'const deep = false, other = 2;'],
  ['a list', { weeks: '["2026-04-13"]' }, 'const weeks = ["2026-04-13"] as const;'],
  ['a record', { window: '{"to":"2026-04-13"}' }, 'const window = {"to":"2026-04-13"};'],
])('a value is written in place of the default: %s', (_, setting, line) => {
  const lines = sourceWith(setting)?.split('\n') ?? [];
  expect(lines).toContain(line);
  expect(lines.filter((each) => !source.split('\n').includes(each))).toEqual([line]);
});

test.each([
  [
    'an unknown name',
    { leas: '1' },
    /^a\.ipynb has no parameter "leas"\. Did you mean "least"\? It has: corpus \("skillenai"\), /,
  ],
  ['a text for a number', { least: 'many' }, /^least is a number, such as -100, and "many" is none$/],
  ['nothing for a number', { least: '' }, /^least is a number/],
  ['a number for true or false', { deep: '1' }, /^deep is true or false, such as true, and "1" is none$/],
  ['a text for a list', { weeks: '2026-04-13' }, /^weeks is a list/],
  ['a list for a record', { window: '[]' }, /^window is a record/],
])('what is no value of a parameter is refused: %s', (_, setting, message) => {
  expect(() => sourceWith(setting)).toThrow(message);
});

test('a notebook without the cell says how to make one', () => {
  expect(() => withSetting(notebook('const least = 1;'), { least: '2' }, 'a.ipynb')).toThrow(
    'a.ipynb takes no parameters; a code cell with the tag "parameters" declares them',
  );
});
