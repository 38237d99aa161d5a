import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inPackage } from '../src/load/project.js';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'recount-kept-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kept = `made.js.${process.version}-${process.arch}`;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

/** What a new process prints that loads made.js of the folder. */
const loaded = (...flags: readonly string[]): string => {
  const load = `require(${JSON.stringify(inPackage('src', 'kept-code.cjs'))}).load(${JSON.stringify(join(folder, 'made.js'))})`;
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', `console.log(${load}.said())`]);
  return `${stdout}${stderr}`.trim();
};

test('what was compiled of a file is kept beside it, and the file runs from it as before', () => {
  write('made.js', "exports.said = () => [__filename.endsWith('made.js'), require('./other.js')];");
  write('other.js', 'module.exports = 7;');
  const first = loaded();
  expect(first).toBe('[ true, 7 ]');
  expect(readdirSync(folder).sort()).toEqual(['made.js', kept, 'other.js']);
  expect(loaded()).toBe(first);
  // other flags make other code, which V8 does not mix
  expect(loaded('--no-opt')).toBe(first);
});

test.each([
  ['nothing', ''],
  ['no code', 'somebody wrote this'],
])('a file of which is kept %s runs all the same', (_, text) => {
  write('made.js', "exports.said = () => 'here';");
  write(kept, text);
  expect(loaded()).toBe('here');
});

test('a file that is required later is not loaded twice', () => {
  write('made.js', "exports.said = () => require('./later.js') === exports;");
  write('later.js', "module.exports = require('./made.js');");
  expect(loaded()).toBe('true');
});
