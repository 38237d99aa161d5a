import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inProject } from '../src/load/project.js';
import { copyProject } from './project-copy.js';

/** The rows of the table in docs/faults.md; a pipe within a cell is written `\|`. */
const rows = readFileSync(inProject('docs/faults.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!fault |---)/.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
  .map(([, fault = '', command = '', exit = '', says = '']) => ({
    fault,
    command: command.replace(/^`|`$/g, ''),
    exit: Number(exit),
    says: says.replace(/^`|`$/g, '').split('…'),
  }));

/** A text without the breaks of its lines. */
const unwrapped = (text: string): string => text.replace(/\s+/g, ' ');

describe('a fault is said in a line, with its exit code', { timeout: 120_000 }, () => {
  const { root, remove } = copyProject();
  afterAll(remove);
  const npx = `npx() { shift; ${JSON.stringify(join(root, 'node_modules/.bin/recount'))} "$@"; }\n`;

  test.each(rows)('$fault', ({ command, exit, says }) => {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', npx + command], { cwd: root, encoding: 'utf8' });
    const said = unwrapped(`${stdout}\n${stderr}`);
    for (const part of says) expect(said).toContain(unwrapped(part).trim());
    expect(status, said).toBe(exit);
    expect(said).not.toContain('a bug, not a mistake of yours');
  });
});
