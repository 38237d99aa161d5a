import { UserError } from '../error.js';
import { digestAhead, fileDigest, listDigest } from './digest.js';
import type { Files } from './files.js';
import { expand } from './glob.js';
import { basename, existsSync, join } from './machine.js';
import { inProject } from './project.js';
import { isFolder, readFolder, readTree, treeDigest } from './tree.js';

/** What of a manifest says where the rows are. */
export interface Locatable {
  readonly id: string;
  readonly digest: string;
  readonly files?: Files;
}

/** Where pulled data stay: a folder of the project that git ignores. */
export const pulledFolder = (id: string): string => inProject('.recount', 'corpora', id);

/**
 * Where a pulled file stays. Its name is the digest that the manifest pins, so that a manifest that pins other data
 * never finds the old ones.
 */
export function pulledPath({ id, digest }: Locatable, files: Files & { readonly address: string }): string {
  const gzip = new URL(files.address).pathname.endsWith('.gz') ? '.gz' : '';
  const ending =
    files.format === 'yaml-tarball' ? '.tar.gz' : `.${files.format}${files.format === 'parquet' ? '' : gzip}`;
  return join(pulledFolder(id), digest.slice('sha256:'.length, 'sha256:'.length + 16) + ending);
}

/** The files or folders with a corpus's rows, as far as they are here; undefined when they are not, or it has none. */
export function locate(manifest: Locatable): readonly string[] | undefined {
  const { files } = manifest;
  if (!files) return undefined;
  const found = 'address' in files ? [pulledPath(manifest, files)].filter((path) => existsSync(path)) : ownPaths(files);
  return found.length > 0 ? found : undefined;
}

/** What the paths and patterns of one's own files stand for. */
export const ownPaths = (files: Files & { readonly path: string | readonly string[] }): string[] =>
  [files.path].flat().flatMap(expand);

/** The digest of one's own files as they stand now: of the file, of what is in the folder, of all of several. */
export function ownDigest(files: Files, paths: readonly string[]): string {
  const each = (path: string): string =>
    isFolder(path) && files.format === 'yaml-tarball'
      ? treeDigest(readFolder(path, Object.values(files.parts)))
      : fileDigest(path);
  const [path, ...others] = paths;
  return path !== undefined && others.length === 0
    ? each(path)
    : listDigest(paths.map((one) => [basename(one), each(one)]));
}

/**
 * Counts the digest of files again. For a tarball whose manifest also pins the contents, the digest is the manifest's
 * whenever the contents are: whoever packed it, whatever else it holds, packed or unpacked. A tarball that cannot be
 * read through, or is refused, is other data: its own digest says so.
 *
 * @param anew whether large files are read, though digests are kept of them in their state
 */
export async function recountDigest(
  manifest: Locatable & { readonly files: Files },
  paths: readonly string[],
  anew = false,
): Promise<string> {
  const { files, digest } = manifest;
  await digestAhead(paths, anew);
  const found = ownDigest(files, paths);
  const [path] = paths;
  if (found === digest || files.format !== 'yaml-tarball' || files.contents === undefined || path === undefined)
    return found;
  const tree = await readTree(path, Object.values(files.parts)).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  return tree && treeDigest(tree) === files.contents ? digest : found;
}
