import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { scratch } from './scratch.js';

const { folder } = scratch();

/** The functions as a new process has them. */
const anew = async () => {
  vi.resetModules();
  return { ...(await import('../../src/load/digest.js')), ...(await import('../../src/load/kept-digests.js')) };
};
const sha256 = (path: string) => `sha256:${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
const tick = () => setTimeout(150);

test('the digest of a large file is kept for as long as nobody wrote it, whatever its size and time say', async () => {
  const path = join(folder, 'large.jsonl');
  writeFileSync(path, '');
  truncateSync(path, 1 << 26);
  const first = (await anew()).fileDigest(path); // just written: it could be written again within the same tick
  expect((await anew()).keptDigest(path)).toBe(undefined);
  await tick();
  expect((await anew()).keptDigest(path)).toBe(undefined);
  expect((await anew()).fileDigest(path)).toBe(first);
  expect((await anew()).keptDigest(path)).toBe(first);
  vi.stubEnv('RECOUNT_DIGESTS', 'anew');
  expect((await anew()).keptDigest(path)).toBe(undefined);
  vi.unstubAllEnvs();

  const { atime, mtime } = statSync(path);
  const file = openSync(path, 'r+');
  writeSync(file, 'x', 0);
  closeSync(file);
  utimesSync(path, atime, mtime);
  await tick();
  expect((await anew()).keptDigest(path)).toBe(undefined);
  const { fileDigest, digestAhead } = await anew();
  expect(fileDigest(path)).toBe(sha256(path));
  expect(fileDigest(path)).not.toBe(first);
  await digestAhead([path], true); // read again, though it is known
  expect((await anew()).keptDigest(path)).toBe(sha256(path));
});

test('what cannot be read where digests are kept costs another reading, and no command', async () => {
  mkdirSync(join(folder, '.recount', 'digests'), { recursive: true });
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  vi.stubEnv('RECOUNT_ROOT', folder);
  onTestFinished(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  const path = join(folder, 'other.jsonl');
  writeFileSync(path, '');
  truncateSync(path, 1 << 26);
  await tick();
  expect((await anew()).keptDigest(path)).toBe(undefined);
  expect((await anew()).fileDigest(path)).toBe(sha256(path));
});
