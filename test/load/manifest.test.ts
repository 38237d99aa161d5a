import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestOf } from '../../src/load/digest.js';
import { loadCorpus } from '../../src/load/load.js';
import { corpusIds, readManifest } from '../../src/load/manifest.js';
import { published, scratch } from './scratch.js';

const { folder, write, manifest } = scratch();
write('rows.jsonl', '{"title":"a"}\n');

test('every manifest of the project can be read', () => {
  expect(corpusIds()).toEqual(expect.arrayContaining(['field-guide', 'skillenai']));
  for (const id of corpusIds()) expect(readManifest(id).id).toBe(id);
});

test('a manifest of one’s own says little: title, files and fields; digest and source are those of the file as it stands', () => {
  const own = manifest({
    files: { format: 'jsonl', path: 'rows.jsonl' },
    fields: { title: { kind: 'name', from: 'title' } },
  });
  const digest = digestOf(readFileSync(join(folder, 'rows.jsonl')));
  expect(own).toMatchObject({
    digest,
    source: { repository: folder, path: 'rows.jsonl', commit: digest.slice(7) },
    concepts: {},
  });
});

test('all faults of a manifest are listed at once, line after line: of one value, of a key, and of what does not fit together', () => {
  write(
    'faulty.yaml',
    `id: made of words
files: { format: jsonn, path: rows.jsonl }
text: [descripton]
unique: [titel]
period: { from: 2026-03-10, to: 3 March }
fields:
  title: { kind: nmae, from: title }
  level: { kind: name, from: level, lowercsae: true }
  lists: { kind: names, lists: [title, description] }
  description: { kind: text, from: description }
  all: { kind: text, join: [title, levle], with: x }
`,
  );
  const faults = (): string[] => {
    try {
      readManifest(join(folder, 'faulty.yaml'));
      return [];
    } catch (error) {
      return (error as Error).message.split('\n').map((line) => line.replace(/^.*faulty\.yaml:/, ''));
    }
  };
  expect(faults()).toEqual([
    expect.stringMatching(/^1: id: expected letters/),
    expect.stringMatching(/^1: title: it is missing/),
    expect.stringMatching(/^2: files\.format: expected a format/),
    expect.stringMatching(/^3: text\.0: there is no field "descripton"\. Did you mean "description"/),
    expect.stringMatching(/^4: unique\.0: there is no field "titel"/),
    expect.stringMatching(/^5: period\.to: expected a day/),
    expect.stringMatching(/^7: fields\.title\.kind: expected a kind/),
    expect.stringMatching(/^8: fields\.level\.lowercsae: there is no such key here/),
    expect.stringMatching(/^9: fields\.lists\.lists\.1: there is no field "description" above "lists"/),
    expect.stringMatching(/^11: fields\.all\.join\.1: there is no field "levle" above "all"/),
  ]);
});

const own = (said: string) => `id: own
title: Mine
files: { format: jsonl, path: rows.jsonl }
fields:
  title: { kind: name, from: title }
${said}`;

test.each([
  [
    'a kind that there is not',
    own('  level: { kind: nmae, from: level }'),
    /own\.yaml:6: fields\.level\.kind: expected a kind: text, name, names, flag, number, day/,
  ],
  [
    'a key that nothing reads',
    own('  level: { kind: name, from: level, lowercsae: true }'),
    /own\.yaml:6: fields\.level\.lowercsae: there is no such key here/,
  ],
  [
    'a kind that cannot be filled so',
    own('  all: { kind: flag, join: [title], with: x }'),
    /own\.yaml:6: fields\.all\.kind: a field filled by join is of kind text or name/,
  ],
  [
    'a field derived from one below it',
    own('  all: { kind: text, join: [title, levle], with: x }'),
    /own\.yaml:6: fields\.all\.join\.1: there is no field "levle" above "all"/,
  ],
  [
    'a list of things that are no lists',
    own('  all: { kind: names, lists: [title] }'),
    /own\.yaml:6: fields\.all\.lists\.0: "title" is a name, and only lists/,
  ],
  [
    'texts that are compared and are none',
    own('  same: { kind: name, alike: title }'),
    /own\.yaml:6: fields\.same\.alike: "title" is a name, and only texts are compared/,
  ],
  [
    'a field made of one that all postings fill together',
    own('  body: { kind: text, from: body }\n  same: { kind: name, alike: body }\n  again: { kind: name, of: same }'),
    /own\.yaml:8: fields\.again\.of: "same" is filled from all postings together/,
  ],
  ['an unknown key at the top', own('licnece: mine'), /own\.yaml:6: licnece: there is no such key here/],
  [
    'a path under a misspelled key',
    own('  level: { kind: name, form: level }'),
    /own\.yaml:6: fields\.level\.form: there is no such key here/,
  ],
  [
    'a text field that there is not',
    own('text: [titel]'),
    /own\.yaml:6: text\.0: there is no field "titel"\. Did you mean "title"\? There are: title/,
  ],
  [
    'a format that there is not',
    own('').replace('jsonl, path', 'xml, path'),
    /own\.yaml:3: files\.format: expected a format: jsonl, json, csv, tsv, parquet, xlsx, /,
  ],
  [
    'an address without a digest',
    own('').replace('path: rows.jsonl', 'address: "https://example.org/rows.jsonl"'),
    /own\.yaml:1: period: it is missing; expected object/,
  ],
  ['neither address nor path', own('').replace(', path: rows.jsonl', ''), /own\.yaml:3: files\.path: /],
  [
    'a file that is not there',
    own('').replace('path: rows.jsonl', 'path: rosw.jsonl'),
    /own\.yaml: files\.path: there is no file .*rosw\.jsonl; a path starts from the manifest's folder/,
  ],
])('%s is refused with file and line', (_, yaml, message) => {
  expect(() => readManifest(write('own.yaml', yaml))).toThrow(message);
});

test('a lexicon of one’s own is found beside the manifest, from whatever folder one asks', () => {
  expect(readManifest(write('own.yaml', own('lexicon: words.yaml'))).lexicon).toBe(`${folder}/words.yaml`);
  expect(readManifest(write('own.yaml', own('lexicon: fine-tuning'))).lexicon).toBe('fine-tuning');
});

test('an address that cannot be pulled from is refused', () => {
  const said = {
    ...published,
    digest: `sha256:${'0'.repeat(64)}`,
    files: { format: 'jsonl', address: 'ftp://example.org/rows.jsonl' },
    fields: {},
  };
  expect(() => manifest(said)).toThrow(/files\.address: expected an address, http or https/);
});

test('a corpus known by recorded counts alone has no rows to load, and says so', async () => {
  await expect(loadCorpus(readManifest('skillenai'))).rejects.toThrow(
    /"skillenai" is known by its recorded counts alone/,
  );
});
