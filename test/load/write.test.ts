import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { AtomicFile, writeAtomically } from '../../src/load/write.js';

let folder = '';
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recount-write-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

describe('a file that is written whole or not at all', () => {
  test('has its new content and its old permissions, and nothing stands beside it', async () => {
    writeFileSync(at('x'), 'old');
    chmodSync(at('x'), 0o640);
    await writeAtomically(at('x'), 'new');
    expect(readFileSync(at('x'), 'utf8')).toBe('new');
    expect(statSync(at('x')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['x']);
  });

  test('is as it was until it is kept, and when it is dropped', () => {
    writeFileSync(at('x'), 'old');
    const file = new AtomicFile(at('x'));
    file.write('new');
    expect(readFileSync(at('x'), 'utf8')).toBe('old');
    file.drop();
    expect(readFileSync(at('x'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['x']);
  });

  test.each([
    ['a link to a file', 'target', true],
    ['a link to nothing yet', 'target', false],
  ])('%s is followed, and stays a link', async (_, target, isThere) => {
    if (isThere) writeFileSync(at(target), 'old');
    symlinkSync(target, at('link'));
    await writeAtomically(at('link'), 'new');
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at(target), 'utf8')).toBe('new');
    expect(readdirSync(folder).sort()).toEqual(['link', target]);
  });

  test.each([
    ['a folder', () => mkdirSync(at('x')), /^cannot write .*x: it is a folder; name a file$/],
    ['a folder that is not there', () => rmSync(folder, { recursive: true }), /its folder does not exist/],
    ['links in a circle', () => symlinkSync('x', at('x')), /its links lead in a circle/],
    ['a full device', () => symlinkSync('/dev/full', at('x')), /the disk is full \(ENOSPC\)$/],
  ])('%s is refused in one line', async (_, make, message) => {
    make();
    await expect(writeAtomically(at('x'), 'new')).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(message) as string,
    });
  });

  test('a device is written into, and stays a device', async () => {
    symlinkSync('/dev/null', at('x'));
    await writeAtomically(at('x'), 'new');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('a pipe gets what is written', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const reader = spawn('cat', [at('pipe')]);
    let said = '';
    reader.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    await writeAtomically(at('pipe'), 'through the pipe');
    await once(reader, 'close');
    expect(said).toBe('through the pipe');
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
  });
});
