import type { BuiltDraft } from '../draft/build.js';
import { svgIn } from '../draft/figures.js';
import { draftHtml } from '../draft/page.js';
import { draftPage, figureFile } from './address.js';
import type { SiteContent } from './content.js';
import type { SiteFigure } from './figures.js';
import { Html, html } from './html.js';
import { type Page, rootFrom } from './layout.js';
import { counted } from './verdict.js';

/** An article that is written from the cells, as a page among the others. */
export function draftPageOf(name: string, draft: BuiltDraft, { figures }: SiteContent): Page {
  const { tree, title, bound } = draft;
  const path = draftPage(name);
  const root = rootFrom(path);
  const [first] = tree.children;
  // the page has its title already
  const children = first?.type === 'heading' && first.depth === 1 ? tree.children.slice(1) : tree.children;
  return {
    path,
    title,
    above: `Written from the cells: ${counted(bound.length, 'number')} and figures, each a link to its trace`,
    body: html`<div class="draft">${new Html(
      linked(draftHtml({ ...draft, tree: { ...tree, children } }, { site: root }), [...figures.values()], root),
    )}</div>`,
  };
}

/** A page whose figures stand in files of the site, not in the page itself. */
function linked(page: string, figures: readonly SiteFigure[], root: string): string {
  const files = new Map(figures.map(({ slug, svg }) => [svg, `${root}${figureFile(slug, 'svg')}`]));
  return page.replaceAll(/data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+/g, (held) => files.get(svgIn(held)) ?? held);
}
