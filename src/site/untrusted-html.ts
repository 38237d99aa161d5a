import type { Element, Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { type Schema, sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { Html } from './html.js';

/** What of a cell's HTML is let through: tables, text and pictures; nothing that runs, loads or styles. */
const schema: Schema = {
  tagNames: [
    'table',
    'caption',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'th',
    'td',
    'img',
    'a',
    'div',
    'span',
    'p',
    'br',
    'hr',
    'b',
    'strong',
    'i',
    'em',
    'code',
    'pre',
    'sub',
    'sup',
    'ul',
    'ol',
    'li',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'blockquote',
    'details',
    'summary',
  ],
  attributes: {
    a: ['href'],
    img: ['src', 'alt', 'width', 'height'],
    th: ['colSpan', 'rowSpan', 'title', 'style'],
    td: ['colSpan', 'rowSpan', 'title', 'style'],
    ol: ['start'],
    '*': ['title'],
  },
  protocols: { href: ['https', 'http', 'mailto'], src: ['data'] },
  strip: ['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math'],
};

const picture = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);/;

/** A cell's HTML made safe to stand in a page; alignment of table cells is kept. */
export function untrustedHtml(source: string): Html {
  const tree = sanitize(fromHtml(source, { fragment: true }), schema);
  tidy(tree);
  return new Html(toHtml(tree));
}

function tidy(node: Nodes): void {
  if (!('children' in node)) return;
  node.children = node.children.filter(
    (child) => child.type !== 'element' || child.tagName !== 'img' || picture.test(String(child.properties['src'])),
  );
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    alignment(child);
    tidy(child);
  }
}

/** The one thing that a style may say here. */
function alignment({ properties }: Element): void {
  const { style } = properties;
  delete properties['style'];
  const side = /text-align:\s*(left|right|center)/.exec(typeof style === 'string' ? style : '')?.[1];
  if (side !== undefined) properties['className'] = [side];
}
