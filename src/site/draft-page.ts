import type { BuiltDraft } from '../draft/build.js';
import { draftHtml } from '../draft/page.js';
import { draftPage } from './address.js';
import { Html, html } from './html.js';
import { type Page, rootFrom } from './layout.js';
import { counted } from './verdict.js';

/** An article that is written from the cells, as a page among the others. */
export function draftPageOf(name: string, draft: BuiltDraft): Page {
  const { tree, title, bound } = draft;
  const path = draftPage(name);
  const [first] = tree.children;
  // the page has its title already
  const children = first?.type === 'heading' && first.depth === 1 ? tree.children.slice(1) : tree.children;
  return {
    path,
    title,
    above: `Written from the cells: ${counted(bound.length, 'number')} and figures, each a link to its trace`,
    body: html`<div class="draft">${new Html(
      draftHtml({ ...draft, tree: { ...tree, children } }, { site: rootFrom(path) }),
    )}</div>`,
  };
}
