import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Query } from '../count/query.js';
import { answerDigest, readRecording } from '../count/recording.js';
import { type BuiltDraft, buildDraft } from '../draft/build.js';
import { readDraft, readRegistry } from '../draft/read.js';
import { corpusIds, type Manifest, readManifest } from '../load/manifest.js';
import { inProject, namesIn } from '../load/project.js';
import type { Cell } from '../notebook/ipynb.js';
import { type Lexicon, lexiconIds, readLexicon } from '../tag/lexicon.js';
import { type Audits, readAudits } from '../trace/audits.js';
import { cachedTraces } from '../trace/cached-traces.js';
import { notebookPaths, readNotebookOf } from '../trace/outputs.js';
import type { Trace, TracedArticle } from '../trace/trace.js';
import type { ArticleText } from './article-text.js';
import { figuresOf, type SiteFigures } from './figures.js';
import { firstHeading } from './markdown.js';

/** A notebook as it was executed and committed. */
export interface SiteNotebook {
  /** Its path below the project's root. */
  readonly path: string;
  readonly title: string;
  readonly cells: readonly Cell[];
  /** The claims that its cells decide. */
  readonly traces: readonly Trace[];
}

/** A stored answer to a count query. */
export interface RecordedAnswer {
  readonly query: Query;
  readonly digest: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

/** A corpus with its stored answers; none where nothing is recorded. */
export interface SiteCorpus {
  readonly manifest: Manifest;
  readonly answers: readonly RecordedAnswer[];
  /** How many postings, and fields of postings, could not be read when the answers were counted. */
  readonly skipped: { readonly postings: number; readonly fields: number } | undefined;
}

/** All that the pages show. */
export interface SiteContent {
  readonly articles: readonly TracedArticle[];
  readonly notebooks: readonly SiteNotebook[];
  readonly corpora: readonly SiteCorpus[];
  readonly lexicons: readonly Lexicon[];
  readonly audits: Audits;
  /** The articles that are written from these cells, by their name. */
  readonly drafts: ReadonlyMap<string, BuiltDraft>;
  /** The figures of the notebooks, by the output that shows them. */
  readonly figures: SiteFigures;
  /** The reader's own copies of articles, by the article's id. */
  readonly texts: ReadonlyMap<string, ArticleText>;
}

/**
 * Reads claims, executed notebooks, corpora and lexicons of the project. @throws UserError for one that cannot be read.
 */
export async function readContent(texts: SiteContent['texts']): Promise<SiteContent> {
  const articles = await cachedTraces();
  const traces = articles.flatMap((article) => article.traces);
  const notebooks = notebookPaths().map((path) => readSiteNotebook(path, traces));
  return {
    articles,
    notebooks,
    figures: figuresOf(notebooks),
    corpora: corpusIds().map(readCorpus),
    lexicons: lexiconIds().map(readLexicon),
    audits: readAudits(),
    drafts: await readDrafts(),
    texts,
  };
}

async function readDrafts(): Promise<Map<string, BuiltDraft>> {
  const drafts = new Map<string, BuiltDraft>();
  for (const name of namesIn('data', 'drafts').filter((each) => extname(each) === '.md')) {
    const file = inProject('data', 'drafts', name);
    const text = readDraft(file);
    drafts.set(basename(name, '.md'), buildDraft(text, `data/drafts/${name}`, await readRegistry({ text, file })));
  }
  return drafts;
}

function readSiteNotebook(path: string, traces: readonly Trace[]): SiteNotebook {
  const { cells } = readNotebookOf(path);
  return { path, title: titleOf(cells) ?? path, cells, traces: traces.filter(({ notebook }) => notebook === path) };
}

/** The first heading of a notebook. */
function titleOf(cells: readonly Cell[]): string | undefined {
  for (const cell of cells) {
    const heading = cell.cell_type === 'markdown' ? firstHeading(cell.source) : undefined;
    if (heading !== undefined) return heading;
  }
  return undefined;
}

function readCorpus(id: string): SiteCorpus {
  const manifest = readManifest(id);
  if (!existsSync(manifest.recording)) return { manifest, answers: [], skipped: undefined };
  const { answers, skipped } = readRecording(manifest);
  return {
    manifest,
    answers: answers.map(({ query, rows }) => ({ query, rows, digest: answerDigest(rows) })),
    skipped,
  };
}
