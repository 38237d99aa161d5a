import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

/**
 * Markdown as a tree with places: tables and footnotes (GFM), front matter, and generic directives such as
 * `:value[name]`.
 */
export const parseMarkdown = (text: string): Root => markdown.parse(text);

const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).use(remarkDirective).freeze();
