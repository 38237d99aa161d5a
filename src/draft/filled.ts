import type { Nodes, Parent, Root } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import type {} from 'remark-rehype';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

/** A finished draft as a publisher's system takes it. */
export interface Filled {
  readonly markdown: string;
  /** The pictures that it shows, by their path beside it. */
  readonly pictures: ReadonlyMap<string, Buffer>;
}

/**
 * The draft as plain Markdown with its values filled in: numbers are words again, and nothing points at a trace.
 *
 * @param folder the name of the folder for its pictures
 */
export function fillMarkdown(tree: Root, folder: string): Filled {
  const filled = withoutTraces(structuredClone(tree)) as Root;
  const pictures = new Map<string, Buffer>();
  visit(filled, 'image', (image) => {
    const [, type, held] = /^data:image\/([\w.+-]+);base64,(.*)$/.exec(image.url) ?? [];
    if (type === undefined || held === undefined) return;
    image.url = `${folder}/figure-${pictures.size + 1}.${type.replace('svg+xml', 'svg').replace('jpeg', 'jpg')}`;
    pictures.set(image.url, Buffer.from(held, 'base64'));
  });
  return { markdown: writer.stringify(filled), pictures };
}

const writer = unified()
  .use(remarkGfm)
  .use(remarkFrontmatter)
  .use(remarkStringify, { bullet: '-', rule: '-' })
  .freeze();

/** Takes out what only a page needs: links to traces, marks, captions. */
function withoutTraces(node: Nodes): Nodes {
  if (!('children' in node)) return node;
  const parent = node as Parent;
  parent.children = (parent.children as Nodes[]).flatMap((child): Nodes[] => {
    const done = withoutTraces(child);
    if (done.type === 'link' && done.url.startsWith('#trace-'))
      return isCaption(done) ? [] : (done.children as Nodes[]);
    if (done.type === 'emphasis' && done.data?.hName !== undefined) return done.children as Nodes[];
    if ((done.type as string) === 'figcaption') return [];
    if ((done.type as string) !== 'figure') return [done];
    const [shown] = (done as Parent).children as Nodes[];
    return shown === undefined ? [] : [shown.type === 'image' ? { type: 'paragraph', children: [shown] } : shown];
  }) as typeof parent.children;
  return node;
}

const isCaption = (node: Nodes): boolean =>
  node.type === 'link' && String(node.data?.hProperties?.['className'] ?? '').includes('source');
