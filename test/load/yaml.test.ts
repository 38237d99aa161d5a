import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readYaml } from '../../src/load/yaml.js';

const schema = z.strictObject({ claims: z.array(z.strictObject({ id: z.string(), line: z.int() })) });
const folder = mkdtempSync(join(tmpdir(), 'recount-yaml-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['a broken line', 'claims:\n  - id: "a\n    line: 3\n', /broken\.yaml:\d+: .*quote/],
  [
    'a value of the wrong type',
    'claims:\n  - id: a\n    line: 3\n  - id: b\n    line: five\n',
    /broken\.yaml:5: claims\.1\.line: .*expected number, received string/,
  ],
  [
    'a key that nothing reads',
    'claims:\n  - id: a\n    line: 3\n    lnie: 4\n',
    /broken\.yaml:4: claims\.0\.lnie: there is no such key here/,
  ],
  ['a key that is missing', 'claims:\n  - id: a\n', /broken\.yaml:2: claims\.0\.line: it is missing; expected number/],
  ['an empty file', '', /broken\.yaml:1: the file: .*expected object, received null/],
  [
    'every one of two mistakes',
    'claims:\n  - id: 1\n    line: x\n',
    /broken\.yaml:2: claims\.0\.id: .*\n.*broken\.yaml:3: claims\.0\.line: .*expected number/,
  ],
])('%s is reported with the file, the line and what was expected', (_, content, message) => {
  const path = join(folder, 'broken.yaml');
  writeFileSync(path, content);
  expect(() => readYaml(path, schema)).toThrow(message);
});

test('a missing file and a file that is no UTF-8 are reported by name', () => {
  expect(() => readYaml(join(folder, 'absent.yaml'), schema)).toThrow(
    /cannot read .*absent\.yaml: there is no such file/,
  );
  writeFileSync(join(folder, 'latin.yaml'), Buffer.from([0x69, 0x64, 0x3a, 0x20, 0xe9]));
  expect(() => readYaml(join(folder, 'latin.yaml'), schema)).toThrow(/latin\.yaml: it is not valid UTF-8/);
});
