import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../../src/load/project.js';
import { cachedTraces } from '../../src/trace/cached-traces.js';
import { locked } from '../locked.js';

const folder = inProject('.recount', 'test-site');

/**
 * The site of this project as `recount site` builds it, with a reader's own copy of an article: built by the file of
 * tests that asks first, while others wait for it, and again only where something that it is made of has changed. Tests
 * look at it and change nothing.
 */
export async function builtSite(): Promise<string> {
  const site = join(folder, 'site');
  const args = ['site', '--out', site, '--article-text', await readersCopy()];
  await locked(join(folder, 'building.lock'), async () => {
    const { status, stderr } = spawnSync(process.execPath, [inProject('src/bin.mjs'), ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`recount ${args.join(' ')}: ${stderr}`);
  });
  return site;
}

/** An article as a reader has it: each claim's words on its line, and numbers that claim nothing. */
async function readersCopy(): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const copy = join(folder, 'skillenai-fine-tuning-by-role.txt');
  const traces = (await cachedTraces()).find(({ article }) => article.id === 'fine-tuning-by-role')?.traces ?? [];
  const lines: string[] = [];
  for (const { line, printed } of traces) lines[line - 1] = `${lines[line - 1] ?? ''}${printed} · `;
  lines[0] = 'My notes, page 77 <script>document.title = "run"</script>';
  writeFileSync(copy, Array.from(lines, (line) => line ?? '').join('\n'));
  return copy;
}
