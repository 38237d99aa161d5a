import type { Nodes, Parent, Root, Text } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import type {} from 'remark-rehype';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { type BuiltDraft, errorsOf } from './build.js';
import { bannerText, withoutDeadLinks } from './page.js';

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
 * @param pngs the pictures as PNG, by the address that holds the SVG, for systems that take no SVG
 */
export function fillMarkdown(
  { tree, citations, diagnostics }: Pick<BuiltDraft, 'tree' | 'citations' | 'diagnostics'>,
  folder: string,
  pngs: ReadonlyMap<string, Buffer> = new Map(),
): Filled {
  const filled = withoutTraces(withoutDeadLinks(structuredClone(tree))) as Root;
  const pictures = new Map<string, Buffer>();
  visit(filled, 'image', (image) => {
    const [, type, held] = /^data:image\/([\w.+-]+);base64,(.*)$/.exec(image.url) ?? [];
    if (type === undefined || held === undefined) return;
    const png = pngs.get(image.url);
    const name = `${folder}/figure-${[...pictures.keys()].filter((path) => !path.endsWith('.png')).length + 1}`;
    image.url = `${name}.${type.replace('svg+xml', 'svg').replace('jpeg', 'jpg')}`;
    pictures.set(image.url, Buffer.from(held, 'base64'));
    if (!png) return;
    // the picture that is shown is the one that every system takes; the SVG lies beside it
    image.url = `${name}.png`;
    pictures.set(image.url, png);
  });
  const errors = errorsOf({ diagnostics }).length;
  if (errors > 0) filled.children.splice(filled.children[0]?.type === 'yaml' ? 1 : 0, 0, banner(errors));
  if (citations.length > 0) filled.children.push(...references(citations));
  return { markdown: writer.stringify(filled), pictures };
}

const writer = unified()
  .use(remarkGfm)
  .use(remarkFrontmatter)
  .use(remarkStringify, { bullet: '-', rule: '-' })
  .freeze();

/** What a mark becomes in a text that knows no colours. */
export const errorSign = '⚠';

const banner = (errors: number): Root['children'][number] => ({
  type: 'blockquote',
  children: [
    {
      type: 'paragraph',
      children: [{ type: 'strong', children: [{ type: 'text', value: `${errorSign} ${bannerText(errors)}` }] }],
    },
  ],
});

const references = (citations: BuiltDraft['citations']): Root['children'] => [
  { type: 'heading', depth: 2, children: [{ type: 'text', value: 'References' }] },
  {
    type: 'list',
    ordered: false,
    spread: false,
    children: citations.map(({ entry }) => ({
      type: 'listItem',
      spread: false,
      children: [{ type: 'paragraph', children: [{ type: 'text', value: entry }] }],
    })),
  },
];

/** Takes out what only a page needs: links to traces, marks, captions. What is wrong stays marked. */
function withoutTraces(node: Nodes): Nodes {
  if (!('children' in node)) return node;
  const parent = node as Parent;
  const children = (parent.children as Nodes[]).flatMap((child): Nodes[] => {
    const done = withoutTraces(child);
    const words = 'children' in done ? (done.children as Nodes[]) : [];
    const classes = String((done.data as { hProperties?: Record<string, unknown> })?.hProperties?.['className'] ?? '');
    const isWrong = /\bwrong\b/.test(classes.replaceAll(',', ' '));
    if (done.type === 'link' && done.url.startsWith('#trace-')) {
      if (classes.includes('source')) return [];
      return isWrong ? [markedAsWrong(words)] : words;
    }
    if (done.type === 'link' && done.url.startsWith('#reference-')) return isWrong ? [markedAsWrong(words)] : words;
    if (done.type === 'emphasis' && done.data?.hName === 'mark') return [markedAsWrong(words)];
    if (done.type === 'emphasis' && done.data?.hName !== undefined) return words;
    if ((done.type as string) === 'figcaption') return [];
    if ((done.type as string) !== 'figure') return [done];
    const [shown] = words;
    return shown === undefined ? [] : [shown.type === 'image' ? { type: 'paragraph', children: [shown] } : shown];
  });
  parent.children = joined(children) as typeof parent.children;
  return node;
}

const markedAsWrong = (words: Nodes[]): Nodes =>
  ({ type: 'strong', children: [{ type: 'text', value: `${errorSign} ` }, ...words] }) as Nodes;

/** Texts side by side as one: whether "895" and ") postings" make the marker of a list shows only then. */
function joined(nodes: readonly Nodes[]): Nodes[] {
  const result: Nodes[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.type === 'text' && last?.type === 'text') result[result.length - 1] = textOf(last.value + node.value);
    else result.push(node);
  }
  return result;
}

const textOf = (value: string): Text => ({ type: 'text', value });
