import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from '../error.js';

/** A source in the literature, as CSL JSON has it; only what is used here is named. */
export interface Reference {
  readonly id: string;
  readonly title?: string;
  readonly URL?: string;
  readonly DOI?: string;
  readonly author?: readonly { readonly family?: string; readonly given?: string }[];
}

/** The references that a draft may cite, by their key. */
export type References = ReadonlyMap<string, Reference>;

/**
 * Reads a file of references, BibTeX or CSL JSON.
 *
 * @param name as the draft's front matter has it
 * @param draft the draft, beside which the file lies
 * @throws UserError when the file is missing or cannot be read as either
 */
export async function readReferences(name: string, draft: string): Promise<References> {
  const path = resolve(dirname(draft), name);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw new UserError(`there is no file "${name}" of references beside the draft`);
  const text = readFileSync(path, 'utf8');
  const isJson = /^\s*[[{]/.test(text);
  try {
    const { Cite, plugins } = await citations();
    const { data } = new Cite(text, { forceType: isJson ? '@else/json' : '@biblatex/text', generateGraph: false });
    const preprints = isJson ? undefined : preprintsIn(plugins.input.chain(text, asEntries));
    return new Map(data.map((reference) => [reference.id, { ...preprints?.get(reference.id), ...reference }]));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : '';
    throw new UserError(`"${name}" cannot be read as ${isJson ? 'CSL JSON' : 'BibTeX'}: ${why}`, { cause });
  }
}

const asEntries = { forceType: '@biblatex/text', target: '@biblatex/entries+list', generateGraph: false };

/** Addresses of preprints at arXiv, by key: citation-js passes `eprint` over, and a reader would not find the text. */
const preprintsIn = (entries: readonly BibtexEntry[]): ReadonlyMap<string, { readonly URL: string }> =>
  new Map(
    entries.flatMap(({ label, properties: { eprint, eprinttype, archiveprefix } }) =>
      eprint !== undefined && /^arxiv$/i.test(eprinttype ?? archiveprefix ?? '')
        ? [[label, { URL: `https://arxiv.org/abs/${eprint.replace(/^arxiv:/i, '')}` }]]
        : [],
    ),
  );

/** A reference as a list of references has it, and as the text cites it. */
export interface Citation {
  readonly key: string;
  /** `Smith, J. (2024). Title. Publisher.` */
  readonly entry: string;
  /** `Smith, 2024` */
  readonly short: string;
  readonly address: string | undefined;
}

/** References in the style of the APA, in the order in which they are given. */
export async function cite(references: readonly Reference[], lang: string): Promise<Citation[]> {
  if (references.length === 0) return [];
  const { Cite } = await citations();
  return references.map((reference) => {
    const cited = new Cite([reference]);
    const style = { format: 'text', template: 'apa', lang: lang.startsWith('de') ? 'de-DE' : 'en-US' } as const;
    const { DOI, URL } = reference;
    const format = (kind: string): string => withEtAl(cited.format(kind, style).trim(), reference);
    return {
      key: reference.id,
      entry: format('bibliography'),
      short: format('citation').replace(/^\(|\)$/g, ''),
      address: DOI === undefined ? URL : `https://doi.org/${DOI}`,
    };
  });
}

/** BibTeX's "and others" is not an author; citation-js prints it as one. */
const withEtAl = (text: string, { author }: Reference): string =>
  author?.at(-1)?.family === 'others' ? text.replace(/ & others\b\.?/, ' et al.') : text;

/** An entry as it stands in the file. */
interface BibtexEntry {
  readonly label: string;
  readonly properties: { readonly eprint?: string; readonly eprinttype?: string; readonly archiveprefix?: string };
}

/** As much of citation-js as is used: its own types are none. */
interface CitationJs {
  readonly Cite: new (
    data: unknown,
    options?: object,
  ) => { readonly data: Reference[]; format(kind: string, options: object): string };
  readonly plugins: { readonly input: { chain(text: string, options: object): readonly BibtexEntry[] } };
}

let loaded: Promise<CitationJs> | undefined;

/** citation-js with its readers of BibTeX and its styles; loaded for drafts that have references. */
const citations = (): Promise<CitationJs> =>
  (loaded ??= (async () => {
    const core = (await import('@citation-js/core' as string)) as CitationJs;
    await import('@citation-js/plugin-bibtex' as string);
    await import('@citation-js/plugin-csl' as string);
    return core;
  })());
