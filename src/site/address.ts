import { basename } from 'node:path';

/** Where the pages are, from the root of the site. They stay, so that one can send a link to one number. */
export const articlePage = (article: string): string => `articles/${article}.html`;
export const articleTextPage = (article: string): string => `articles/${article}-text.html`;
export const notebookPage = (notebook: string): string => `notebooks/${basename(notebook, '.ipynb')}.html`;
export const answersPage = (corpus: string): string => `answers/${corpus}.html`;

/** A claim's place: `articles/fine-tuning-by-role.html#mle-share`. */
export function claimAddress(claim: string): string {
  const [article = '', id = ''] = claim.split('/');
  return `${articlePage(article)}#${id}`;
}

export const cellAddress = (notebook: string, cell: string): string => `${notebookPage(notebook)}#${cell}`;

/** An answer's place, by the beginning of its digest. */
export const answerId = (digest: string): string => digest.replace('sha256:', 'a').slice(0, 17);
export const answerAddress = (corpus: string, digest: string): string => `${answersPage(corpus)}#${answerId(digest)}`;

/** The page of an article that is written from these cells. */
export const draftPage = (name: string): string => `drafts/${name}.html`;
