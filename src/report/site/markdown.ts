import MarkdownIt from 'markdown-it';
import { Html } from './html.js';

/** Markup inside Markdown shows as text, and so does a link that would run something. */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

// a picture would be loaded from elsewhere: its words are shown
markdown.renderer.rules.image = (tokens, index) => markdown.utils.escapeHtml(tokens[index]?.content ?? '');

// links between notebooks lead to their pages
markdown.core.ruler.push('notebook-links', ({ tokens }) => {
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    const to = token.attrGet('href');
    if (token.type === 'link_open' && typeof to === 'string') token.attrSet('href', to.replace(/^([\w-]+)\.ipynb(?=#|$)/, '$1.html'));
  }
});

/** The prose of a notebook as markup. */
export const markdownHtml = (text: string): Html => new Html(markdown.render(text));

/** The first heading of a text, as plain words. */
export function firstHeading(text: string): string | undefined {
  const tokens = markdown.parse(text, {});
  const at = tokens.findIndex(({ type }) => type === 'heading_open');
  return at === -1 ? undefined : plain(tokens[at + 1]);
}

/** All headings of a text, as plain words, with their level from 1. */
export function headings(text: string): { readonly level: number; readonly words: string }[] {
  const tokens = markdown.parse(text, {});
  return tokens.flatMap(({ type, tag }, i) => (type === 'heading_open' ? [{ level: Number(tag.slice(1)), words: plain(tokens[i + 1]) }] : []));
}

type Token = ReturnType<typeof markdown.parse>[number];

const plain = (token: Token | undefined): string =>
  (token?.children ?? []).map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('');
