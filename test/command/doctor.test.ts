import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { inProject } from '../../src/load/project.js';
import { scratchProject } from '../notebook/scratch.js';

test('recount doctor says what is missing, and what to do', { timeout: 240_000 }, () => {
  const manifest = 'id: far\ntitle: Far\npostings: 1\n';
  const { root } = scratchProject({ 'recount.yaml': '', 'data/corpora/far.yaml': manifest });
  const { status, stdout } = spawnSync(process.execPath, [inProject('src/bin.mjs'), 'doctor'], {
    encoding: 'utf8',
    cwd: root,
  });
  expect(stdout).toMatch(/^✓ Node {9}v\d+/);
  expect(stdout).toContain(`✓ workspace    ${root}\n`);
  expect(stdout).toContain('✗ articles     none, and no notebook; npx recount init, or new\n');
  expect(stdout).toContain('✓ kernel       tslab starts, and computes\n');
  expect(stdout).toMatch(/✗ corpus {7}far: .*data\/corpora\/far\.yaml/);
  expect(stdout).toContain('What is marked ✗ is needed.');
  expect(status).toBe(2);
});
