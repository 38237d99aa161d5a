import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
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

/** A copy of the project in a temporary folder, as a clone would be after `npm ci`; and how to remove it. */
export function copyProject(): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'recount-copy-'));
  for (const name of sources) cpSync(inProject(name), join(root, name), { recursive: true, preserveTimestamps: true });
  // a node_modules of its own, in which `recount`, imported or run, is the copy and not this project
  const modules = join(root, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(inProject('node_modules'))) {
    if (!['recount', '.bin'].includes(name)) symlinkSync(inProject('node_modules', name), join(modules, name));
  }
  symlinkSync('..', join(modules, 'recount'));
  symlinkSync('../recount/src/bin.mjs', join(modules, '.bin', 'recount'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
