import type { Nodes, Root } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';
import { escapeHtml } from '../notebook/display.js';
import { type BuiltDraft, errorsOf } from './build.js';
import { pageNumbers } from './page-numbers.js';
import { pageStyle } from './page-style.js';
import { type Piece, type TraceEntry, tracesOf } from './traces.js';

/**
 * The page runs nothing and sends nothing: only its own style, pictures that it holds, and those that a writer named.
 */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; base-uri 'none'; form-action 'none'";

/** What of a draft is shown. */
type Shown = Pick<BuiltDraft, 'tree' | 'bound' | 'free' | 'citations' | 'diagnostics'>;

/** Pictures for narrow screens, by the address of the wide one. */
export type NarrowPictures = ReadonlyMap<string, string>;

/**
 * The finished page: HTML that stands alone, each number a link to its trace at the page's end. It carries
 * the numbers that it prints, so that a later build can say which of them changed.
 */
export function pageHtml(draft: BuiltDraft, narrow: NarrowPictures = new Map()): string {
  const numbers = JSON.stringify(pageNumbers(draft.bound)).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${escapeHtml(draft.lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(draft.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${draftHtml(draft, { narrow })}
</main>
<script type="application/json" id="recount-numbers">${numbers}</script>
</body>
</html>
`;
}

/**
 * A draft's text, and below it where its numbers come from.
 *
 * @param options.site where the project's site stands as seen from the page, with a slash at its end; the traces then
 * link to it
 */
export function draftHtml(
  { tree, bound, free, citations, diagnostics }: Shown,
  { site, narrow = new Map() }: { readonly site?: string; readonly narrow?: NarrowPictures } = {},
): string {
  const traces = tracesOf(bound).map((entry) => traceHtml(entry, site));
  const list = (title: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `<h3>${title}</h3>\n<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>\n`;
  const references = citations.map(({ key, entry, address }) => {
    const link = address !== undefined && /^https?:/.test(address) ? ` <a href="${escapeHtml(address)}">link</a>` : '';
    return `<li id="${referenceId(key)}">${escapeHtml(entry)}${link}</li>`;
  });
  return `<article>
${bannerHtml(errorsOf({ diagnostics }).length)}${articleHtml(tree, narrow)}
${
  references.length === 0
    ? ''
    : `<section
class="references"><h2>References</h2><ul>${references.join('')}</ul></section>\n`
}</article>
<aside aria-label="Where the numbers come from">
<details>
<summary><h2>Where the numbers come from</h2></summary>
${traces.length === 0 ? '<p>No number of this page is bound to a cell.</p>' : traces.join('\n')}
${list(
  'Free numbers',
  free.map(({ text, reason }) => `${escapeHtml(text)}: ${escapeHtml(reason)}`),
)}</details>
</aside>`;
}

/** The place of a reference in the list of references. */
export const referenceId = (key: string): string => `reference-${key.replaceAll(/[^\w-]+/g, '-')}`;

/** The words that stand above a text with errors, in whatever form it is handed on. */
export const bannerText = (errors: number): string =>
  `${errors === 1 ? 'One statement' : `${errors} statements`} in this draft ${
    errors === 1 ? 'has' : 'have'
  } no cell behind ` +
  `${errors === 1 ? 'it' : 'them'} or contradict${errors === 1 ? 's' : ''} the cells; they are marked.`;

const bannerHtml = (errors: number): string =>
  errors === 0 ? '' : `<p class="banner" role="alert">${escapeHtml(bannerText(errors))}</p>\n`;

/** The text alone, as HTML. */
export const articleHtml = (tree: Root, narrow: NarrowPictures = new Map()): string =>
  html.stringify(reachable(html.runSync(withoutDeadLinks(structuredClone(tree))), narrow));

const html = unified()
  .use(remarkRehype, { handlers: { leafDirective: () => undefined } })
  .use(rehypeStringify)
  .freeze() as unknown as {
  runSync(tree: Root): HtmlNode;
  stringify(tree: HtmlNode): string;
};

/** A link that leads nowhere is words. */
export function withoutDeadLinks(tree: Root): Root {
  visit(tree, 'link', (link, index, parent) => {
    if (link.url !== '' || !parent || index === undefined) return undefined;
    parent.children.splice(index, 1, ...(link.children as Nodes[] as typeof parent.children));
    return [SKIP, index];
  });
  return tree;
}

/** As much of a node of HTML as is touched here. */
interface HtmlNode {
  readonly type: string;
  readonly tagName?: string;
  properties?: Record<string, unknown>;
  children?: HtmlNode[];
}

/**
 * Lets the keyboard scroll what is wider than the screen, names the boxes of task lists, and gives phones their
 * pictures.
 */
function reachable(node: HtmlNode, narrow: NarrowPictures): HtmlNode {
  for (const child of node.children ?? []) reachable(child, narrow);
  const scrolls = { tabIndex: 0, role: 'region' };
  if (node.tagName === 'pre') node.properties = { ...node.properties, ...scrolls, ariaLabel: 'Code' };
  if (node.tagName === 'input')
    node.properties = { ...node.properties, ariaLabel: node.properties?.['checked'] === true ? 'done' : 'to do' };
  if (node.children)
    node.children = node.children.map((child) => {
      if (child.tagName === 'table' && node.tagName !== 'figure') {
        const properties = { className: ['wide'], ...scrolls, ariaLabel: 'Table' };
        return { type: 'element', tagName: 'div', properties, children: [child] };
      }
      const small = child.tagName === 'img' ? narrow.get(String(child.properties?.['src'])) : undefined;
      if (small === undefined) return child;
      const source: HtmlNode = {
        type: 'element',
        tagName: 'source',
        properties: { media, srcSet: small },
        children: [],
      };
      return { type: 'element', tagName: 'picture', properties: {}, children: [source, child] };
    });
  return node;
}

const media = '(max-width: 30rem)';

function traceHtml({ id, name, value, rows }: TraceEntry, site: string | undefined): string {
  const shown = value === '' ? '' : ` <span>${escapeHtml(value)}</span>`;
  const list = rows
    .map(([term, ...pieces]) => {
      const words = pieces.map((piece) => pieceHtml(piece, site)).join('');
      return `<div><dt>${term}</dt><dd>${words}</dd></div>`;
    })
    .join('');
  return `<section id="${id}"><h3>${pieceHtml(name, site)}${shown}</h3><dl>${list}</dl></section>`;
}

function pieceHtml(piece: Piece, site: string | undefined): string {
  if (typeof piece === 'string') return escapeHtml(piece);
  if ('code' in piece) return `<code>${escapeHtml(piece.code)}</code>`;
  const words = pieceHtml(piece.words, site);
  return site === undefined ? words : `<a href="${escapeHtml(site + piece.page)}">${words}</a>`;
}
