import type { Nodes, Root } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { Html } from './html.js';

/** Markup inside Markdown shows as text; a picture, which would be loaded from elsewhere, as its words. */
const markdown = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(() => leadToPages)
  .use(remarkRehype, {
    handlers: {
      html: (_, { value }: { value: string }) => ({ type: 'text', value }),
      image: (_, { alt }: { alt?: string | null }) => ({ type: 'text', value: alt ?? '' }),
    },
  })
  .use(rehypeStringify)
  .freeze();

/** Links between notebooks lead to their pages; one that would run something leads nowhere. */
function leadToPages(tree: Root): void {
  visit(tree, (node) => {
    if (node.type !== 'link' && node.type !== 'definition') return;
    const scheme = /^\s*([a-z][\w+.-]*):/i.exec(node.url)?.[1]?.toLowerCase();
    if (scheme !== undefined && !['http', 'https', 'mailto'].includes(scheme)) node.url = '';
    node.url = node.url.replace(/^([\w-]+)\.ipynb(?=#|$)/, '$1.html');
  });
}

/** The prose of a notebook as markup. */
export const markdownHtml = (text: string): Html => new Html(String(markdown.processSync(text)));

/** The first heading of a text, as plain words. */
export const firstHeading = (text: string): string | undefined => headings(text)[0]?.words;

/** All headings of a text, as plain words, with their level from 1. */
export const headings = (text: string): { readonly level: number; readonly words: string }[] =>
  // a line that begins with #, or that = or - underline
  /^\s*(?:#|=+\s*$|-+\s*$)/m.test(text)
    ? markdown
        .parse(text)
        .children.flatMap((node) => (node.type === 'heading' ? [{ level: node.depth, words: wordsOf(node) }] : []))
    : [];

function wordsOf(node: Nodes): string {
  if (node.type === 'break') return ' ';
  if ('value' in node) return node.value.replaceAll('\n', ' ');
  return 'children' in node ? node.children.map(wordsOf).join('') : '';
}
