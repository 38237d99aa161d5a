import { UserError } from '../error.js';
import { isAddress } from './address.js';
import type { Files, OwnFiles } from './files.js';
import { lazily } from './lazily.js';
import { locate, ownDigest } from './locate.js';
import { dirname, resolve } from './machine.js';
import type { Source } from './manifest.js';
import { describeOrigin, missing, originsIn, pulledFrom } from './origins.js';
import { shown } from './project.js';

interface Own {
  readonly id: string;
  readonly files: OwnFiles;
  readonly digest?: string;
  readonly source?: Source;
}

/** Which data they are now. */
interface Present {
  readonly digest: string;
  readonly source: Source;
}

/**
 * Resolves the paths of one's own files, and says their present digest and source when asked: a large file takes a
 * while. @throws UserError when they are not there
 */
export function ofOwnFiles<Said extends Own>(own: Said, manifest: string) {
  const folder = dirname(manifest);
  const { id } = own;
  const files = located(own, folder);
  const absent = missing(originsIn(own)).map(describeOrigin);
  if (absent.length > 0 && own.digest === undefined)
    throw new UserError(
      `${shown(manifest)}: the postings are not here yet: ${absent.join(', ')}; bring them: ` +
        `npx recount data pull ${shown(manifest)}`,
    );
  const { digest: pinned = digestNow({ id, files }, manifest) } = own;
  const digest = (): string => (typeof pinned === 'string' ? pinned : pinned());
  const repository = 'address' in own.files ? own.files.address : shown(folder);
  const path =
    'address' in own.files
      ? (own.files.query ?? own.files.table ?? 'its only table')
      : [own.files.path].flat().join(', ');
  const source = (): Source => own.source ?? { repository, commit: digest().slice('sha256:'.length), path };
  return lazily<Said & { readonly files: Located }, Present>({ ...own, files }, { digest, source });
}

type Located = Files & { readonly path: readonly string[] };

/**
 * Files with absolute paths. What stands elsewhere is the file to which it is brought; rows of a database are JSON
 * lines there.
 */
function located({ id, files }: Own, folder: string): Located {
  if (files.format === 'postgres') {
    const { address: _, table, query, format, ...rest } = files;
    return { ...rest, format: 'jsonl', path: originsIn({ id, files }).map(({ path }) => path) };
  }
  const path = [files.path]
    .flat()
    .map((stated) => (isAddress(stated) ? pulledFrom(id, stated) : resolve(folder, stated)));
  return { ...files, path };
}

function digestNow({ id, files }: { readonly id: string; readonly files: Located }, manifest: string): () => string {
  const paths = locate({ id, digest: '', files });
  if (paths) return () => ownDigest(files, paths);
  throw new UserError(
    `${shown(manifest)}: files.path: there is no file ${files.path.map(shown).join(', ')}; a path starts from the ` +
      "manifest's folder, and a manifest that is read without its files has to state their digest",
  );
}
