import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../src/load/project.js';

const sources = [
  'src',
  'dist',
  'data',
  'notebooks',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'LICENSE',
];

/**
 * A copy of the project in a temporary folder, as a clone would be after `npm ci`; and how to remove it. It takes the
 * pictures of charts that were drawn already, and keeps those that it draws for others: they are kept by what they are
 * drawn from.
 *
 * @param articles keep only these, and the notebooks that speak of no other; a command has then less to read
 */
export function copyProject(articles?: readonly string[]): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'recount-copy-'));
  for (const name of sources) cpSync(inProject(name), join(root, name), { recursive: true, preserveTimestamps: true });
  if (articles !== undefined) keepArticles(root, articles);
  // a node_modules of its own, in which `recount`, imported or run, is the copy and not this project
  const modules = join(root, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(inProject('node_modules'))) {
    if (!['recount', '.bin'].includes(name)) symlinkSync(inProject('node_modules', name), join(modules, name));
  }
  symlinkSync('..', join(modules, 'recount'));
  symlinkSync('../recount/src/bin.mjs', join(modules, '.bin', 'recount'));
  mkdirSync(inProject('.recount', 'pictures'), { recursive: true });
  mkdirSync(join(root, '.recount'));
  symlinkSync(inProject('.recount', 'pictures'), join(root, '.recount', 'pictures'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function keepArticles(root: string, articles: readonly string[]): void {
  const drop = (folder: string, isKept: (name: string) => boolean): void => {
    for (const name of readdirSync(join(root, folder)))
      if (!isKept(name)) rmSync(join(root, folder, name), { recursive: true });
  };
  drop('data/articles', (name) => articles.includes(name.replace(/\.yaml$/, '')));
  drop('data/drafts', () => false);
  drop('data/reruns', () => false);
  drop('notebooks', (name) => {
    const named = [...readFileSync(join(root, 'notebooks', name), 'utf8').matchAll(/\barticle\('([^']+)'\)/g)];
    return named.length > 0 && named.every(([, id = '']) => articles.includes(id));
  });
}
