import { readFileSync } from 'node:fs';
import { corpusIds } from '../load/manifest.js';
import { inProject, namesIn } from '../load/project.js';
import { isCode } from '../notebook/ipynb.js';
import type { TracedArticle } from '../trace/trace.js';
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
  /** What cells may import, for completion. */
  readonly names: readonly { readonly name: string; readonly detail: string; readonly about: string }[];
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
    names: readApi()
      .filter(({ isFunction }) => isFunction)
      .map(({ name, signature, comment }) => ({ name, detail: signature.slice(0, 300), about: comment.text })),
  };
}
