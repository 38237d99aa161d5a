import { cellAddress } from './address.js';
import type { SiteContent } from './content.js';
import { type Html, html } from './html.js';

/** The way to a cell, by its notebook's title. */
export function cellLink(
  { notebook, cell }: { readonly notebook: string; readonly cell: string },
  { notebooks }: SiteContent,
  root = '',
): Html {
  const title = notebooks.find(({ path }) => path === notebook)?.title ?? notebook;
  return html`<a href="${root}${cellAddress(notebook, cell)}">the cell in “${title}”</a>`;
}
