import { readFileSync } from 'node:fs';
import { neededFields } from '../count/needed-fields.js';
import { conceptsIn } from '../count/query.js';
import { corpusIds, readManifest } from '../load/manifest.js';
import { inProject, namesIn } from '../load/project.js';
import { isCode } from '../notebook/ipynb.js';
import { lexiconIds, readLexicon } from '../tag/lexicon.js';
import type { MatchMode } from '../tag/match-mode.js';
import type { Trace, TracedArticle } from '../trace/trace.js';
import { notebookPage } from './address.js';
import { readApi } from './api.js';
import type { SiteNotebook } from './content.js';
import { asksCorpus } from './own-postings.js';

/** What a page needs to run a notebook again: a reader's browser loads it when *Run* is pressed. */
export interface RunFiles {
  /** Claims, manifests, lexicons, recordings and samples, by their path in the workspace. */
  readonly files: Readonly<Record<string, string>>;
  /** The code cells of each notebook, by the path of its page. */
  readonly notebooks: Readonly<Record<string, readonly { readonly id: string; readonly source: string }[]>>;
  /** The pages of the notebooks that ask a corpus, by its id. */
  readonly asking: Readonly<Record<string, readonly string[]>>;
  /** The verdict of each claim that has one, as the board has it. */
  readonly verdicts: Readonly<Record<string, string>>;
  /** What the claims that rest on a lexicon look for, by claim. */
  readonly tagged: Readonly<Record<string, TaggedClaim>>;
  /** The phrases of each lexicon's concepts. */
  readonly lexicons: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** What cells may import, for completion. */
  readonly names: readonly { readonly name: string; readonly detail: string; readonly about: string }[];
}

/** What a claim's cell looks for in the texts of postings, and where. */
export interface TaggedClaim {
  /** The page of its notebook, and its cell there. */
  readonly page: string;
  readonly cell: string;
  readonly corpus: string;
  readonly lexicon: string;
  readonly match: MatchMode;
  readonly concepts: readonly string[];
  /** The fields that are looked through. */
  readonly fields: readonly string[];
}

/** What a claim rests on, where that is a lexicon's phrases in postings that a reader may have. */
export function taggedClaim({ notebook, cell, sources }: Trace): TaggedClaim | undefined {
  const asked = sources.filter(({ lexicon }) => lexicon !== undefined);
  const [first] = asked;
  if (!first?.query.match || notebook === null || cell === null) return undefined;
  const manifest = readManifest(first.corpus);
  const lexicon = first.query.lexicon ?? manifest.lexicon;
  if (!manifest.files || lexicon === undefined || !lexiconIds().includes(lexicon)) return undefined;
  return {
    page: notebookPage(notebook),
    cell,
    corpus: first.corpus,
    lexicon,
    match: first.query.match,
    concepts: [...new Set(asked.flatMap(({ query }) => conceptsIn(query)))],
    fields: neededFields(
      manifest,
      asked.map(({ query }) => query),
    ).searched,
  };
}

/** A script that hands {@link RunFiles} to the page; a page that is opened from a file can load nothing else. */
export const runFilesScript = (notebooks: readonly SiteNotebook[], articles: readonly TracedArticle[]): string =>
  `recountFiles = ${JSON.stringify(runFiles(notebooks, articles)).replaceAll('<', '\\u003c')};\n`;

function runFiles(notebooks: readonly SiteNotebook[], articles: readonly TracedArticle[]): RunFiles {
  const folders = ['articles', 'corpora', 'lexicons', 'recordings', 'samples'];
  const paths = folders.flatMap((folder) =>
    namesIn('data', folder)
      .filter((name) => /\.(?:yaml|json)$/.test(name))
      .map((name) => `data/${folder}/${name}`),
  );
  return {
    files: Object.fromEntries(paths.map((path) => [path, readFileSync(inProject(path), 'utf8')])),
    notebooks: Object.fromEntries(
      notebooks.map(({ path, cells }) => [
        notebookPage(path),
        cells.filter(isCode).map(({ id, source }) => ({ id, source })),
      ]),
    ),
    asking: Object.fromEntries(
      corpusIds().map((id) => [
        id,
        notebooks.filter((notebook) => asksCorpus(notebook, id)).map(({ path }) => notebookPage(path)),
      ]),
    ),
    verdicts: Object.fromEntries(
      articles.flatMap(({ traces }) => traces.map(({ id, verdict }) => [id, verdict] as const)),
    ),
    tagged: Object.fromEntries(
      articles.flatMap(({ traces }) =>
        traces.flatMap((trace) => {
          const claim = taggedClaim(trace);
          return claim ? [[trace.id, claim] as const] : [];
        }),
      ),
    ),
    lexicons: Object.fromEntries(
      lexiconIds().map((id) => [
        id,
        Object.fromEntries(
          readLexicon(id).concepts.map(({ name, phrases }) => [name, phrases.map(({ phrase }) => phrase)]),
        ),
      ]),
    ),
    names: readApi()
      .filter(({ isFunction }) => isFunction)
      .map(({ name, signature, comment }) => ({ name, detail: signature.slice(0, 300), about: comment.text })),
  };
}
