import { basename } from 'node:path';

/** Where the pages are, from the root of the site. They stay, so that one can send a link to one number. */
export const articlePage = (article: string): string => `articles/${article}.html`;
export const articleTextPage = (article: string): string => `articles/${article}-text.html`;
export const notebookPage = (notebook: string): string => `notebooks/${basename(notebook, '.ipynb')}.html`;
/** The list of a corpus's answers; each has a page of its own. */
export const answersPage = (corpus: string): string => `answers/${corpus}.html`;

/** A claim's own page: `claims/fine-tuning-by-role/mle-share.html`. */
export const claimAddress = (claim: string): string => `claims/${claim}.html`;

/** The claim in the list of its article: `articles/fine-tuning-by-role.html#mle-share`. */
export function claimInArticle(claim: string): string {
  const [article = '', id = ''] = claim.split('/');
  return `${articlePage(article)}#${id}`;
}

export const cellAddress = (notebook: string, cell: string): string => `${notebookPage(notebook)}#${cell}`;

/** An answer's page, by the beginning of its digest. */
export const answerId = (digest: string): string => digest.replace('sha256:', 'a').slice(0, 17);
export const answerAddress = (corpus: string, digest: string): string => `answers/${corpus}/${answerId(digest)}.html`;

/** The page of an article that is written from these cells. */
export const draftPage = (name: string): string => `drafts/${name}.html`;

/** A figure's page, and its files beside it: the picture as SVG and PNG, its numbers, and what a script draws. */
export const figurePage = (slug: string): string => `figures/${slug}.html`;
export const figureFile = (slug: string, ending: 'svg' | 'png' | 'csv' | 'js'): string => `figures/${slug}.${ending}`;

/** The same without menus, for a frame in another page. */
export const embedPage = (page: string): string => `embed/${page}`;

/** What a frame's service is told of a page (oEmbed). */
export const oembedFile = (page: string): string => `oembed/${page.replace(/\.html$/, '.json')}`;
