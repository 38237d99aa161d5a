import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { UserError } from '../error.js';
import { inProject } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { digest } from '../notebook/file-digest.js';
import { parseNotebook } from '../notebook/parse-notebook.js';

/** Where it is noted what `recount new` wrote: each file's path with the digest of what it held. */
const noteOf = (id: string): string => inProject('.recount', 'new', `${id}.json`);

/** Notes what was written for an article, so that it can be undone. */
export async function noteMade(id: string, files: readonly { path: string; text: string }[]): Promise<void> {
  const note = Object.fromEntries(files.map(({ path, text }) => [path, writtenDigest(path, text)]));
  mkdirSync(dirname(noteOf(id)), { recursive: true });
  await writeAtomically(noteOf(id), JSON.stringify(note));
}

/**
 * Undoes `recount new`: removes the files that it wrote for an article. What somebody has written in since stays, and
 * nothing is removed then, unless that is asked for. A notebook that only ran counts as it was.
 *
 * @throws UserError where nothing of the article is there, or a file has been changed
 */
export function removeArticle(id: string, { force = false }: { force?: boolean }): string {
  const paths = [
    ...['articles', 'corpora', 'lexicons'].map((folder) => `data/${folder}/${id}.yaml`),
    `data/recordings/${id}.json`,
    `notebooks/${id}-1.ipynb`,
  ].filter((path) => existsSync(inProject(path)));
  if (paths.length === 0) throw new UserError(`there is nothing of an article "${id}" to remove`);
  const made = readNote(id);
  const changed = paths.filter((path) => {
    if (path.startsWith('data/recordings/')) return false; // made by a command, and made again by it
    return made[path] !== writtenDigest(path, readFileSync(inProject(path), 'utf8'));
  });
  if (changed.length > 0 && !force)
    throw new UserError(
      `${changed.join(', ')} ${changed.length === 1 ? 'is' : 'are'} not as recount new wrote ` +
        `${changed.length === 1 ? 'it' : 'them'}, so nothing was removed; --force removes all of: ${paths.join(', ')}`,
    );
  for (const path of paths) rmSync(inProject(path));
  rmSync(noteOf(id), { force: true });
  return paths.map((path) => `removed ${path}`).join('\n');
}

function readNote(id: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(noteOf(id), 'utf8')) as Record<string, string>;
  } catch {
    return {}; // made elsewhere, or by hand
  }
}

/** The digest of what a person writes in a file: of a notebook its cells, not what they gave. */
function writtenDigest(path: string, text: string): string {
  if (extname(path) !== '.ipynb') return digest(text);
  return digest(JSON.stringify(parseNotebook(text, path).cells.map(({ id, source }) => [id, source])));
}
