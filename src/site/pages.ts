import { cachedTraces } from '../trace/cached-traces.js';
import { oembedFile } from './address.js';
import { answersPagesOf } from './answers-page.js';
import { apiPages } from './api-page.js';
import { articlePageOf } from './article-page.js';
import { readArticleTexts } from './article-text.js';
import { articleTextPageOf } from './article-text-page.js';
import { boardPage } from './board-page.js';
import { claimEmbed, claimPageOf } from './claim-page.js';
import { readContent, type SiteContent } from './content.js';
import { corporaPage } from './corpora-page.js';
import { draftPageOf } from './draft-page.js';
import { oembedOf } from './embed.js';
import { figureEmbed, figurePageOf } from './figure-page.js';
import { figureFiles } from './figures.js';
import { findingsPage } from './findings-page.js';
import type { SiteFile } from './folder.js';
import { type Page, pageHtml } from './layout.js';
import { lexiconPage } from './lexicon-page.js';
import { notebookPageOf } from './notebook-page.js';
import { replicationPage } from './replication-page.js';
import { rerunPages } from './rerun-page.js';
import { runFilesScript } from './run-files.js';
import { searchFile } from './search.js';
import { sensitivityPage } from './sensitivity-page.js';
import { standardFiles } from './standards.js';

/**
 * All pages of the site and the files beside them, from the project as it stands and the reader's own copies of
 * articles.
 *
 * @param address where the site is published, with a slash at its end; the empty text where that is not known
 */
export async function writePages(articleTexts: readonly string[], address: string): Promise<SiteFile[]> {
  const content = await readContent(readArticleTexts(articleTexts, await cachedTraces()));
  const drawing = figureFiles([...content.figures.values()]); // threads draw while this one writes
  const pages = pagesOf(content);
  const files: SiteFile[] = pages.map((page) => ({ path: page.path, text: pageHtml(page, address) }));
  files.push(...(await drawing));
  const embedded = pages.filter(({ embed }) => embed !== undefined);
  return [
    ...files,
    ...embedded.map((page) => ({ path: oembedFile(page.path), text: JSON.stringify(oembedOf(page, address)) })),
    searchFile(content),
    { path: 'run-files.js', text: runFilesScript(content.notebooks, content.articles) },
    ...standardFiles(content, address),
  ];
}

const pagesOf = (content: SiteContent): Page[] => [
  boardPage(content),
  ...content.articles.map((article) => articlePageOf(article, content)),
  ...content.articles.flatMap((article) => {
    const text = content.texts.get(article.article.id);
    return text ? [articleTextPageOf(article, text)] : [];
  }),
  ...content.articles.flatMap((article) =>
    article.traces.flatMap((trace) => [claimPageOf(trace, article, content), claimEmbed(trace, article)]),
  ),
  ...content.notebooks.map((notebook) => notebookPageOf(notebook, content)),
  ...[...content.figures.values()].flatMap((figure) => [figurePageOf(figure, content), figureEmbed(figure)]),
  ...[...content.drafts].map(([name, draft]) => draftPageOf(name, draft, content)),
  findingsPage(content),
  sensitivityPage(content),
  replicationPage(content),
  ...rerunPages(content),
  lexiconPage(content),
  corporaPage(content),
  ...apiPages(),
  ...content.corpora.filter(({ answers }) => answers.length > 0).flatMap((corpus) => answersPagesOf(corpus, content)),
];
