import { fromHtml } from 'hast-util-from-html';
import { type Schema, sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { escapeHtml } from '../notebook/display.js';
import { type BuiltDraft, errorsOf } from './build.js';
import { articleHtml, bannerText } from './page.js';
import { type Piece, tracesOf } from './traces.js';

/** How each element looks, since editors drop style sheets and classes but keep a style of its own. */
const styles: Readonly<Record<string, string>> = {
  p: 'margin:0 0 1em;line-height:1.6',
  h1: 'font-size:1.9em;line-height:1.2;margin:0 0 .6em',
  h2: 'font-size:1.4em;line-height:1.3;margin:1.6em 0 .5em',
  h3: 'font-size:1.1em;margin:1.2em 0 .4em',
  blockquote: 'margin:1em 0;padding-left:1em;border-left:3px solid #d9d9de',
  table: 'border-collapse:collapse;margin:1em 0',
  th: 'text-align:left;padding:.3em .75em .3em 0;border-bottom:1px solid #d9d9de',
  td: 'padding:.3em .75em .3em 0;border-bottom:1px solid #d9d9de',
  img: 'max-width:100%;height:auto',
  figure: 'margin:1.5em 0',
  pre: 'overflow-x:auto;background:#f5f5f5;padding:.75em',
  mark: 'background:#ffe3a3;border-bottom:2px solid #b3261e',
  a: 'color:inherit;text-decoration:underline',
  details: 'margin-top:2em;font-size:.9em',
};

/** What editors of WordPress, Substack and Medium keep. */
const kept: Schema = {
  tagNames: [
    ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr'],
    ...['th', 'td', 'figure', 'img', 'pre', 'code', 'strong', 'em', 'del', 'mark', 'a', 'br', 'hr', 'sup', 'sub'],
  ],
  attributes: {
    a: ['href'],
    img: ['src', 'alt'],
    th: ['align'],
    td: ['align'],
    ol: ['start'],
    mark: ['title'],
  },
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https', 'data'] },
  strip: ['script', 'style', 'figcaption', 'svg'],
};

/**
 * The text as one piece of HTML to be pasted into an editor: no style sheet, no class, no script, pictures as PNG, the
 * sources folded at the end.
 *
 * @param pngs the pictures as PNG, by the address that holds them
 * @param site where the project's site is published, with a slash at its end; numbers then link to it
 */
export function fragmentOf(draft: BuiltDraft, pngs: ReadonlyMap<string, Buffer>, site?: string): string {
  const tree = fromHtml(articleHtml(draft.tree), { fragment: true });
  const places = new Map(tracesOf(draft.bound).map(({ id, name, rows }) => [`#${id}`, pageIn([name, ...rows.flat()])]));
  visitElements(tree, (element) => {
    const { href, src, className } = element.properties;
    if (typeof src === 'string') {
      const png = pngs.get(src);
      if (png) element.properties['src'] = `data:image/png;base64,${png.toString('base64')}`;
    }
    if (typeof href === 'string' && href.startsWith('#')) {
      const page = places.get(href);
      if (site !== undefined && page !== undefined) element.properties['href'] = site + page;
      else delete element.properties['href'];
    }
    if (element.tagName === 'a' && Array.isArray(className) && className.includes('wrong')) element.tagName = 'mark';
    else if (element.tagName === 'a' && element.properties['href'] === undefined) element.tagName = 'span';
  });
  const clean = sanitize(tree, kept);
  visitElements(clean, (element) => {
    const style = styles[element.tagName];
    const side = element.properties['align'];
    if (style !== undefined) element.properties['style'] = `${style}${side === 'right' ? ';text-align:right' : ''}`;
    delete element.properties['align'];
  });
  const errors = errorsOf(draft).length;
  const banner =
    errors === 0
      ? ''
      : `<p style="border:2px solid #b3261e;padding:.6em .9em"><strong>${bannerText(errors)}</strong></p>\n`;
  return `${banner}${toHtml(clean)}\n${referencesHtml(draft)}${sourcesHtml(draft, site)}\n`;
}

interface Element {
  tagName: string;
  readonly properties: Record<string, unknown>;
}

function visitElements(node: object, change: (element: Element) => void): void {
  if ('tagName' in node) change(node as Element);
  if ('children' in node) for (const child of node.children as object[]) visitElements(child, change);
}

/** The first page that a trace leads to. */
function pageIn(pieces: readonly Piece[]): string | undefined {
  for (const piece of pieces) if (typeof piece === 'object' && 'page' in piece) return piece.page;
  return undefined;
}

function referencesHtml({ citations }: BuiltDraft): string {
  if (citations.length === 0) return '';
  const items = citations.map(({ entry }) => `<li>${escapeHtml(entry)}</li>`).join('');
  return `<h2 style="${styles['h2']}">References</h2><ul>${items}</ul>\n`;
}

function sourcesHtml({ bound }: BuiltDraft, site: string | undefined): string {
  const entries = tracesOf(bound);
  if (entries.length === 0) return '';
  const words = (piece: Piece): string => {
    if (typeof piece === 'string') return escapeHtml(piece);
    if ('code' in piece) return `<code>${escapeHtml(piece.code)}</code>`;
    return site === undefined
      ? words(piece.words)
      : `<a href="${escapeHtml(site + piece.page)}">${words(piece.words)}</a>`;
  };
  const list = entries
    .map(({ name, value, rows }) => {
      const lines = rows.map(([term, ...pieces]) => `${term}: ${pieces.map(words).join('')}`).join('<br>');
      return `<p style="${styles['p']}"><strong>${words(name)}</strong> ${escapeHtml(value)}<br>${lines}</p>`;
    })
    .join('\n');
  return `<details style="${styles['details']}"><summary>Where the numbers come from</summary>\n${list}\n</details>`;
}
