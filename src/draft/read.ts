import { readFileSync, statSync } from 'node:fs';
import { UserError } from '../error.js';
import { readAudits } from '../trace/audits.js';
import { cachedTraces } from '../trace/cached-traces.js';
import { readCatalog } from '../trace/catalog.js';
import { readConventions } from './conventions.js';
import type { Registry } from './directives.js';
import { frontMatterOf } from './front-matter.js';
import { refuseDeepNesting } from './nesting.js';
import { parseMarkdown } from './parse.js';
import { type Citation, cite, readReferences } from './references.js';

const largest = 5_000_000;

/**
 * All that a draft may refer to: what the executed notebooks have, the project's conventions, and the literature that
 * the draft's front matter names.
 *
 * @throws UserError when the file of references is missing or cannot be read
 */
export async function readRegistry(draft?: { readonly text: string; readonly file: string }): Promise<Registry> {
  return {
    catalog: readCatalog(),
    claims: (await cachedTraces()).flatMap(({ traces }) => traces),
    sensitivities: readAudits().sensitivities,
    conventions: readConventions(),
    citations: draft ? await citationsOf(draft) : [],
  };
}

/** The literature that a draft's front matter names, ready to be cited. */
export async function citationsOf({
  text,
  file,
}: {
  readonly text: string;
  readonly file: string;
}): Promise<Citation[]> {
  const { references, lang } = frontMatterOf(parseMarkdown(text));
  if (references === undefined) return [];
  return cite([...(await readReferences(references, file)).values()], lang);
}

/**
 * The text of a draft. @throws UserError when it cannot be read, is too large or too deep for prose, or is not UTF-8.
 */
export function readDraft(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) throw new UserError(`there is no file ${file}`);
  if (!stat.isFile()) throw new UserError(`${file} is not a file; name the draft's Markdown file`);
  if (stat.size > largest)
    throw new UserError(
      `${file} has ${(stat.size / 1e6).toFixed(0)} MB; a draft is a text of ${largest / 1e6} MB at most`,
    );
  const bytes = readFileSync(file);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const before = new TextDecoder('utf-8').decode(bytes.subarray(0, validLength(bytes)), { stream: true }).split('\n');
    throw new UserError(
      `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: not UTF-8; save the draft in that encoding`,
    );
  }
  refuseDeepNesting(text, file);
  return text;
}

/** How many bytes at the start are UTF-8, whatever characters they stand for. */
function validLength(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}
