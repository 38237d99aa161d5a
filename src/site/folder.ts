import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../error.js';
import { shown } from '../load/project.js';

/** The file by which a folder is known as a site of ours; it holds the key of what the site was built from. */
const marker = '.recount-site.json';

/** What a site consists of: its files' contents, or the files that they are copied from. */
export type SiteFile = { readonly path: string } & ({ readonly text: string } | { readonly copyOf: string });

/** The key that a site was built with; undefined where there is none, or none that can be read. */
export function builtWith(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, marker), 'utf8')) as { key?: string }).key;
  } catch {
    return undefined;
  }
}

/** @throws UserError when the folder holds something that is no site of ours, which a site would replace. */
export function checkReplaceable(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new UserError(`${shown(folder)} is a file; name a folder for the site with --out`);
  if (existsSync(join(folder, marker)) || readdirSync(folder).length === 0) return;
  throw new UserError(
    `${shown(folder)} holds files that are not a site of Recount, and a site would replace them; ` +
      'name another folder with --out, or empty this one',
  );
}

/**
 * Puts a site in place whole or not at all: it is written beside the folder, and takes its name when it is complete.
 * A build that was killed leaves the previous site as it was; the next build clears away its pieces.
 */
export async function replaceFolder(folder: string, files: readonly SiteFile[], key: string): Promise<void> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    await clearAway(folder);
    const fresh = besideOf(folder);
    try {
      await mkdir(fresh);
      await write(fresh, [...files, { path: marker, text: `${JSON.stringify({ key })}\n` }]);
      await swap(fresh, folder);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EBUSY' && syscall === 'rename')
      throw new UserError(
        `cannot put the site in the place of ${shown(folder)}: something is mounted there, or uses it; ` +
          `name a folder in it: --out ${join(shown(folder), 'site')}`,
        { cause: error },
      );
    const refused = code === 'ENOENT' && syscall === 'mkdir'; // as a file system does that takes no folders
    if (code === undefined || !(refused || ['EACCES', 'EROFS', 'EPERM', 'ENOSPC', 'ENOTDIR'].includes(code)))
      throw error;
    throw new UserError(
      `cannot write the site to ${shown(folder)}: ${
        code === 'ENOSPC' ? 'the disk is full' : 'the place cannot be written to'
      } (${code})`,
      { cause: error },
    );
  }
}

/** The new folder takes the name; where another build did so at the same moment, that one makes way in its turn. */
async function swap(fresh: string, folder: string, tries = 3): Promise<void> {
  const old = `${fresh}.old`;
  if (existsSync(folder)) await rename(folder, old);
  try {
    await rename(fresh, folder);
  } catch (error) {
    if (existsSync(old) && !existsSync(folder)) await rename(old, folder);
    if (tries === 1) throw error;
    return swap(fresh, folder, tries - 1);
  } finally {
    await rm(old, { recursive: true, force: true });
  }
}

const besideOf = (folder: string): string =>
  join(dirname(folder), `.${basename(folder)}.new-${process.pid}-${randomBytes(4).toString('hex')}`);

/**
 * Clears away what killed builds left; one killed between its two renames left the previous site under another name.
 */
async function clearAway(folder: string): Promise<void> {
  const name = `.${basename(folder)}.new-`;
  const left = readdirSync(dirname(folder)).filter(
    (each) => each.startsWith(name) && !isAlive(Number(/^\d+/.exec(each.slice(name.length))?.[0])),
  );
  for (const each of left) {
    const path = join(dirname(folder), each);
    if (each.endsWith('.old') && !existsSync(folder)) await rename(path, folder);
    else await rm(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function write(folder: string, files: readonly SiteFile[]): Promise<void> {
  for (const path of new Set(files.map((file) => dirname(file.path))))
    await mkdir(join(folder, path), { recursive: true });
  for (const file of files) {
    if ('text' in file) await writeFile(join(folder, file.path), file.text);
    else await copyFile(file.copyOf, join(folder, file.path));
  }
}
