import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Audit, audit } from '../audit/audit.js';
import { asProven } from '../audit/proven.js';
import { UserError } from '../error.js';
import { digestOf } from '../load/digest.js';
import { filesBelow } from '../load/machine.js';
import { inProject, shown } from '../load/project.js';
import { writeAtomically } from '../load/write.js';
import { readArticleText, textExtensions } from '../text/read.js';

/** A file, and what its audit found; or why it could not be read. */
export type AuditedFile =
  | { readonly path: string; readonly audit: Audit }
  | { readonly path: string; readonly problem: string };

/**
 * The files that are meant: each as it is named, and of a folder all texts below it, in the order of their names.
 *
 * @throws UserError for a path without a file, and for a folder without texts
 */
export function textFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!existsSync(path)) throw new UserError(`cannot read ${shown(path)}: there is no such file`);
    if (!statSync(path).isDirectory()) return [path];
    const texts = filesBelow(path)
      .filter(({ name, isFile }) => isFile && textExtensions.includes(extname(name).toLowerCase()) && !isHidden(name))
      .map(({ name }) => join(path, name));
    if (texts.length > 0) return texts;
    throw new UserError(`${shown(path)} holds no text; an audit reads ${textExtensions.join(', ')}`);
  });
}

const isHidden = (name: string): boolean =>
  name.split('/').some((part) => part.startsWith('.') || part === 'node_modules');

/** Audits a file, or takes what an earlier audit of the same contents found. */
export async function auditOf(path: string, { cache }: { readonly cache: boolean }): Promise<Audit> {
  const kept = cache ? inProject('.recount', 'audits', `${keyOf(path)}.json`) : undefined;
  if (kept && existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Audit;
  const found = audit(await readArticleText(path));
  const result = { ...found, diagnostics: found.diagnostics.map(asProven) };
  if (kept) {
    mkdirSync(dirname(kept), { recursive: true });
    await writeAtomically(kept, JSON.stringify(result));
  }
  return result;
}

/** The contents of the file and of the program, and the ending, which says how to read it. */
const keyOf = (path: string): string =>
  digestOf(`${codeDigest()} ${extname(path).toLowerCase()} ${digestOf(readFileSync(path))}`).replace('sha256:', '');

let known: string | undefined;

/** A digest of the programs that read and audit: a change of theirs makes all earlier results stale. */
function codeDigest(): string {
  const here = join(dirname(fileURLToPath(import.meta.url)), '..');
  known ??= digestOf(
    ['text', 'audit', 'stats']
      .flatMap((room) =>
        readdirSync(join(here, room), { recursive: true, encoding: 'utf8' }).map((name) => join(here, room, name)),
      )
      .filter((name) => /\.[jt]s$/.test(name))
      .sort()
      .map((name) => digestOf(readFileSync(name)))
      .join(' '),
  );
  return known;
}
