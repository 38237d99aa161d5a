import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inProject } from '../../src/load/project.js';
import { columns } from '../../src/terminal/layout.js';
import { paint } from '../../src/terminal/paint.js';
import { piped } from '../../src/terminal/print.js';
import { json, jsonList } from '../../src/terminal/visible.js';

/** What a terminal obeys: an escape sequence, a C1 control, a change of the text's direction. */
const hostile = 'a\u001b[2Jb\u009b31mc\u202ed\u0007e\rf\u007f';
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

describe('whatever is printed', () => {
  test.each([
    ['a text', hostile],
    ['a painted text', paint('red', hostile)],
    ['a table', columns([[hostile, '1']]).join('\n')],
    ['JSON', json({ [hostile]: hostile })],
    ['a list as JSON', jsonList([hostile])],
  ])('has its control characters visible: %s', (_, text) => {
    expect(piped(text)).not.toMatch(obeyed);
    expect(piped(text)).toContain('\\u001b[2J');
  });

  test('reads back the same as JSON', () => {
    expect(JSON.parse(piped(json({ [hostile]: [hostile] })))).toEqual({ [hostile]: [hostile] });
    expect(JSON.parse(piped(jsonList([hostile, 2])))).toEqual([hostile, 2]);
  });

  test('keeps its lines', () => {
    expect(piped('a\nb')).toBe('a\nb');
  });

  test('has no colour but what is painted here: a text from outside cannot paint', () => {
    const own = paint('red', 'x');
    expect(piped(own)).toBe('x');
    const forged = own.replace(/[0-9a-f]{12}/g, '000000000000');
    expect(piped(forged)).toBe(forged);
  });
});

/** Runs the command line with stdout led elsewhere, as a shell does. */
const inShell = (command: string): { status: number | null; stdout: string; stderr: string } =>
  spawnSync('bash', ['-c', command.replaceAll('recount', `"${process.execPath}" "${inProject('src/bin.mjs')}"`)], {
    encoding: 'utf8',
    cwd: inProject(),
  });

describe('on the command line', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const clear = '\u001b[2J';
  writeFileSync(
    join(folder, 'article.md'),
    `- Py${clear}Torch: 50%\n- TensorFlow: 10%\n\nPy${clear}Torch is 2.6x more common than TensorFlow.\n`,
  );
  writeFileSync(join(folder, `dr${clear}aft.md`), `:free[5]{why="of ${clear}"} and 12 more.\n`);

  test.each([
    `audit ${folder}/article.md`,
    `audit --json ${folder}/article.md`,
    `draft --out ${folder}/out ${folder}/dr$'\\e'*aft.md`,
    `draft --json --out ${folder}/out ${folder}/dr*aft.md`,
    `claims --article $'a\\e[2J'`,
    `trace $'a\\e[2J'`,
    `run $'a\\e[2J'`,
  ])('recount %s shows a stranger’s escape sequences and does not print them', (command) => {
    const { stdout, stderr } = inShell(`recount ${command}`);
    expect(stdout + stderr).toContain('\\u001b[2J');
    expect(stdout + stderr).not.toMatch(obeyed);
  });

  test('a full disk behind stdout is one line and exit 2', () => {
    const { status, stderr } = inShell('recount claims > /dev/full');
    expect(stderr).toBe('recount: cannot write to stdout: the disk is full (ENOSPC)\n');
    expect(status).toBe(2);
  });

  test('a reader that has seen enough is no error', () => {
    const { status, stderr } = inShell('set -o pipefail; recount claims --json | head -1');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('where messages cannot be written, the exit code still says it', () => {
    expect(inShell('recount trace nothing-like-it 2> /dev/full').status).toBe(2);
  });
});
