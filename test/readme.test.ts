import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { articleIds } from '../src/claims/article.js';
import { board } from '../src/command/board.js';
import { inProject } from '../src/load/project.js';
import { readTraces } from '../src/trace/trace.js';

const readme = readFileSync(inProject('README.md'), 'utf8');

/** The first code block after a heading, and the one after it. */
function blocksAfter(heading: string): string[] {
  const section = readme.slice(readme.indexOf(heading));
  return [...section.matchAll(/```\w*\n([^]*?)```/g)].map(([, block = '']) => block);
}

test('the example with postings of one’s own gives the table that stands below it', { timeout: 60_000 }, () => {
  const [commands = '', table = ''] = blocksAfter('## Your own postings');
  const { stdout, status } = spawnSync('bash', ['-euc', commands], { cwd: inProject(), encoding: 'utf8' });
  expect(stdout).toContain(table);
  expect(status).toBe(0);
});

test('the draft from an empty file becomes a page with bound numbers and a figure, and says what stands below it', {
  timeout: 60_000,
}, () => {
  const [commands = '', said = ''] = blocksAfter('## Writing from cells');
  const { stdout, status } = spawnSync('bash', ['-uc', commands], { cwd: inProject(), encoding: 'utf8' });
  expect(stdout).toContain(said);
  expect(status).toBe(1);
  const page = readFileSync(inProject('.recount', 'drafts', 'piece.html'), 'utf8');
  expect([...page.matchAll(/class="number"/g)].length).toBe(3);
  expect(page).toContain('<img src="data:image/svg+xml');
});

test('the board shown is the board of today', () => {
  const [shown = ''] = blocksAfter('## The board');
  const counts = shown.split('\n').filter((line) => /^(article |[a-z0-9-]+ +\d[\d ]*$|\d+ claims,)/.test(line));
  expect(counts.length).toBe(articleIds().length + 2);
  const today = board(readTraces());
  for (const line of counts) expect(today).toContain(line);
});
