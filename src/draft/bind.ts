import type { Definition, Html, Image, Link, Node, Nodes, Parent, Root, Text } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { UserError } from '../error.js';
import type { PlaceInText } from '../text/place.js';
import { bindBlock, bindText } from './bind-directive.js';
import type { Binding, Diagnostic } from './binding.js';
import { blockDirectives, type Registry, textDirectives } from './directives.js';
import { parseMarkdown } from './parse.js';
import { embedPicture } from './pictures.js';
import { placeOf, sourceOf } from './source.js';

/** A draft whose directives are resolved. */
export interface BoundDraft {
  /** The tree with the words in place: each bound number is a link to its trace. */
  readonly tree: Root;
  readonly bound: readonly Binding[];
  /** The link that stands for a bound text, so that the words around it can be read with it. */
  readonly links: ReadonlyMap<Node, Binding>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A directive or a picture that cannot be resolved: it stops the build. */
type Mistake = PlaceInText & { readonly message: string };

/** What a walk over the tree collects. */
interface Walk {
  readonly text: string;
  readonly file: string;
  readonly lang: string;
  readonly registry: Registry;
  readonly bound: Binding[];
  readonly links: Map<Node, Binding>;
  readonly diagnostics: Diagnostic[];
  readonly mistakes: Mistake[];
  /** The writer's link around a directive. */
  readonly linkAround: ReadonlyMap<Node, WritersLink>;
  /** The traces of numbers within a writer's link. */
  readonly behindLinks: (WritersLink & { readonly link: Link })[];
}

interface WritersLink {
  readonly outer: Nodes;
  readonly above: Parent;
}

/**
 * Puts values, comparisons, figures and tables in the place of the directives that name them.
 *
 * @throws UserError with a line for every directive that cannot be resolved: `file:line:column: what, and the next
 * step`
 */
export function bindDraft(text: string, file: string, registry: Registry, lang = 'en'): BoundDraft {
  const tree = withoutNumberLists(parseMarkdown(text), text);
  const walk: Walk = {
    text,
    file,
    lang,
    registry,
    bound: [],
    links: new Map(),
    diagnostics: [],
    mistakes: [],
    linkAround: linksAround(tree),
    behindLinks: [],
  };
  visit(tree, (node, index, parent) => {
    if (!parent || index === undefined) return undefined;
    switch (node.type) {
      case 'image':
        picture(node, walk);
        return undefined;
      case 'link':
      case 'definition':
        deadLink(node, walk);
        return undefined;
      case 'textDirective':
      case 'leafDirective':
        directive(node, index, parent as Parent, walk);
        return SKIP;
      case 'containerDirective':
        walk.mistakes.push({
          ...placeOf(node),
          message: `":::${node.name}" is not a directive of a draft; there are ${blockNames} on a line of their own`,
        });
        return SKIP;
      case 'html':
        omittedHtml(node, walk);
        return undefined;
      case 'text':
        walk.mistakes.push(...openDirectives(node, text));
        return undefined;
      default:
        return undefined;
    }
  });
  for (const each of walk.behindLinks) traceBehind(each);
  if (walk.mistakes.length > 0) {
    const lines = walk.mistakes.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
    throw new UserError(lines.join('\nrecount: '));
  }
  return { tree, bound: walk.bound, links: walk.links, diagnostics: walk.diagnostics };
}

const blockNames = blockDirectives.map((name) => `::${name}`).join(', ');

/** Runs a step. A user's mistake in it is kept with the place of the node, so that all are reported at once. */
function attempt<Result>(node: Node, { mistakes }: Walk, step: () => Result): Result | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    mistakes.push({ ...placeOf(node), message: error.message });
    return undefined;
  }
}

function picture(image: Image, walk: Walk): void {
  const url = attempt(image, walk, () => embedPicture(image.url, walk.file));
  if (url === 'remote') {
    walk.diagnostics.push({
      ...placeOf(image),
      kind: 'markup',
      severity: 'note',
      text: sourceOf(image, walk.text),
      message: 'the page loads this picture from the web; keep a copy beside the draft to have it stand alone',
    });
  } else if (url !== undefined) image.url = url.embedded;
}

function directive(
  node: Extract<Nodes, { type: 'textDirective' | 'leafDirective' }>,
  index: number,
  parent: Parent,
  walk: Walk,
): void {
  const bind = node.type === 'textDirective' ? () => bindText(node, walk) : () => bindBlock(node, walk);
  const result = attempt(node, walk, bind);
  if (!result) return;
  const { shown, binding, diagnostic } = result;
  const siblings = parent.children as Nodes[];
  siblings[index] = shown;
  if (!binding) return;
  walk.bound.push(binding);
  if (diagnostic) walk.diagnostics.push(diagnostic);
  const around = walk.linkAround.get(node);
  if (around && shown.type === 'link') {
    // no link stands within a link: the number stays, and its own link follows the writer's
    const words: Nodes = { type: 'emphasis', data: { hName: 'span' }, children: shown.children };
    siblings[index] = words;
    walk.links.set(words, binding);
    walk.behindLinks.push({ ...around, link: shown });
  } else walk.links.set(shown, binding);
}

/** Addresses that lead somewhere: of the web, of mail, and within the site or the page. */
const livingAddress = /^(?:https?:|mailto:|[^:]*$|[^:]*[/?#])/i;

/** A link that would run something, or that holds its page in its address, leads nowhere. */
function deadLink(node: Link | Definition, { diagnostics, text }: Walk): void {
  // browsers pass over control characters and spaces in an address
  const address = node.url.replaceAll(/[\u0000-\u0020]/g, '');
  if (livingAddress.test(address)) return;
  diagnostics.push({
    ...placeOf(node),
    kind: 'markup',
    severity: 'error',
    text: sourceOf(node, text),
    message: `a link of the kind "${/^[^:]*:/.exec(address)?.[0] ?? ''}" leads nowhere; link to a page of the web`,
  });
  node.url = '';
}

/** HTML is omitted from the page; a comment is the writer's own. */
function omittedHtml(node: Html, { diagnostics }: Walk): void {
  if (/^<!--[^]*-->$/.test(node.value.trim())) return;
  diagnostics.push({
    ...placeOf(node),
    kind: 'markup',
    severity: 'note',
    text: node.value,
    message: 'HTML is left out of the page; its numbers are not checked',
  });
}

const openDirective = new RegExp(`::?(?:${[...Object.keys(textDirectives), ...blockDirectives].join('|')})\\[`, 'g');

/** Directives that were left open, or that stand within a line though they need their own. */
function openDirectives(node: Text, text: string): Mistake[] {
  return [...node.value.matchAll(openDirective)].flatMap(({ index: at, 0: open }): Mistake[] => {
    if (sourceOf(node, text)[at] === '\\') return []; // written as text, with its colon escaped
    const before = text.slice(node.position?.start.offset).slice(0, at);
    const { line, column } = placeOf(node);
    const lines = before.split('\n');
    const isBlock =
      blockDirectives.some((name) => open === `::${name}[`) && /^[^\]\n]+\]/.test(node.value.slice(at + open.length));
    return [
      {
        line: line + lines.length - 1,
        column: lines.length === 1 ? column + at : (lines.at(-1)?.length ?? 0) + 1,
        message: isBlock
          ? `"${open}…]" stands within a line; give it a line of its own, with an empty line before and after`
          : `the directive "${open}" is left open; close it as in ${open.trim()}name]`,
      },
    ];
  });
}

/**
 * "895) postings" at the head of a paragraph reads as the 895th item of a list, and its number would be lost. A list
 * of one item that does not begin at the beginning is a sentence.
 */
function withoutNumberLists(tree: Root, text: string): Root {
  visit(tree, 'list', (list, index, parent) => {
    const [item, ...more] = list.children;
    const [paragraph, ...blocks] = item?.children ?? [];
    if (!list.ordered || (list.start ?? 1) < 2 || more.length > 0 || paragraph?.type !== 'paragraph') return;
    if (!parent || index === undefined || blocks.length > 0) return;
    const marker = /^\d+[.)]\s/.exec(sourceOf(list, text))?.[0] ?? '';
    const start = list.position?.start;
    const end = start && {
      ...start,
      column: start.column + marker.length,
      offset: (start.offset ?? 0) + marker.length,
    };
    const words: Text = { type: 'text', value: marker, ...(start && end ? { position: { start, end } } : {}) };
    parent.children[index] = { ...paragraph, children: [words, ...paragraph.children] };
  });
  return tree;
}

function linksAround(tree: Root): Map<Node, WritersLink> {
  const found = new Map<Node, WritersLink>();
  visit(tree, ['link', 'linkReference'], (outer, _, above) => {
    if (!above) return;
    visit(outer as Parent, 'textDirective', (directive: Node) => {
      found.set(directive, { outer: outer as Nodes, above: above as Parent });
    });
  });
  return found;
}

/** Puts the link to a number's trace behind the writer's link that holds the number. */
function traceBehind({ outer, above, link }: Walk['behindLinks'][number]): void {
  const trace: Link = {
    ...link,
    children: [{ type: 'text', value: 'trace' }],
    data: { hProperties: { className: ['source'] } },
  };
  const raised = { type: 'emphasis', data: { hName: 'sup' }, children: [trace] } as Nodes;
  above.children.splice((above.children as Nodes[]).indexOf(outer) + 1, 0, raised as never);
}
