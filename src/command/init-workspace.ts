import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../error.js';
import { inPackage } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { firstFiles } from './first-article.js';

type Manifest = { [key: string]: unknown };

const ignored = ['node_modules/', '.recount/', '.ipynb_checkpoints/', '.env'];

/**
 * Makes a workspace of a folder: the entry that marks it, a first article with postings, lexicon and notebook, and what
 * CI, pre-commit and VS Code read. What is there already stays as it is, so that it may be called again.
 *
 * @param root the folder
 * @returns what was written, and the next step
 * @throws UserError when the folder's `package.json` is not a JSON object
 */
export async function initWorkspace(root: string): Promise<string> {
  const manifest = readManifest(join(root, 'package.json'));
  const hasArticles = existsSync(join(root, 'data', 'articles'));
  const files: [string, string][] = Object.entries(firstFiles).filter(
    ([path]) => !existsSync(join(root, path)) && !(hasArticles && /^(?:data|notebooks)\//.test(path)),
  );
  if (!Object.hasOwn(manifest, 'recount') && !existsSync(join(root, 'recount.yaml')))
    files.push(['package.json', `${JSON.stringify({ ...manifest, recount: {} }, null, 2)}\n`]);
  const ignore = withLines(join(root, '.gitignore'), ignored);
  if (ignore !== undefined) files.push(['.gitignore', ignore]);
  // VS Code reads variables from here; the path is this machine's, so git ignores the file
  const env = withLines(join(root, '.env'), [`JUPYTER_PATH=${inPackage('src', 'notebook', 'lab')}`], 'JUPYTER_PATH=');
  if (env !== undefined) files.push(['.env', env]);

  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    await writeAtomically(join(root, path), text);
  }
  if (files.length === 0) return 'Nothing to do: this folder is a workspace already. Next: npx recount run';
  return [...files.map(([path]) => path), '', 'Next: npx recount run'].join('\n');
}

function readManifest(path: string): Manifest {
  if (!existsSync(path)) return { name: basename(join(path, '..')), private: true };
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError(`${path} is not JSON (${(error as Error).message}); mend it first`);
  }
  if (typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest)) return manifest as Manifest;
  throw new UserError(`${path} is not a JSON object; npm init -y makes one`);
}

/** A text file with these lines added, unless it has them; undefined where there is nothing to add. */
function withLines(path: string, lines: readonly string[], prefix?: string): string | undefined {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const there = text.split(/\r?\n/);
  if (prefix !== undefined && there.some((line) => line.startsWith(prefix))) return undefined;
  const missing = lines.filter((line) => !there.includes(line) && !there.includes(line.replace(/\/$/, '')));
  if (missing.length === 0) return undefined;
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return `${before}${missing.join('\n')}\n`;
}
