import { cachedTraces } from '../trace/cached-traces.js';
import { answersPageOf } from './answers-page.js';
import { apiPages } from './api-page.js';
import { articlePageOf } from './article-page.js';
import { readArticleTexts } from './article-text.js';
import { articleTextPageOf } from './article-text-page.js';
import { boardPage } from './board-page.js';
import { readContent, type SiteContent } from './content.js';
import { corporaPage } from './corpora-page.js';
import { draftPageOf } from './draft-page.js';
import { findingsPage } from './findings-page.js';
import type { SiteFile } from './folder.js';
import { type Page, pageHtml } from './layout.js';
import { lexiconPage } from './lexicon-page.js';
import { notebookPageOf } from './notebook-page.js';
import { replicationPage } from './replication-page.js';
import { runFilesScript } from './run-files.js';
import { sensitivityPage } from './sensitivity-page.js';

/** All pages of the site, from the project as it stands and the reader's own copies of articles. */
export async function writePages(articleTexts: readonly string[]): Promise<SiteFile[]> {
  const content = await readContent(readArticleTexts(articleTexts, await cachedTraces()));
  return [
    ...pagesOf(content).map((page) => ({ path: page.path, text: pageHtml(page) })),
    { path: 'run-files.js', text: runFilesScript(content.notebooks, content.articles) },
  ];
}

const pagesOf = (content: SiteContent): Page[] => [
  boardPage(content),
  ...content.articles.map((article) => articlePageOf(article, content)),
  ...content.articles.flatMap((article) => {
    const text = content.texts.get(article.article.id);
    return text ? [articleTextPageOf(article, text)] : [];
  }),
  ...content.notebooks.map((notebook) => notebookPageOf(notebook, content)),
  ...[...content.drafts].map(([name, draft]) => draftPageOf(name, draft)),
  findingsPage(content),
  sensitivityPage(content),
  replicationPage(content),
  lexiconPage(content),
  corporaPage(content),
  ...apiPages(),
  ...content.corpora.filter(({ answers }) => answers.length > 0).map((corpus) => answersPageOf(corpus, content)),
];
