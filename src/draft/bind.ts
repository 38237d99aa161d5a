import { readFileSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import type { Image, Link, Node, Nodes, Parent, Root, Table, Text } from 'mdast';
import type { LeafDirective, TextDirective } from 'mdast-util-directive';
import { SKIP, visit } from 'unist-util-visit';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { find } from '../trace/catalog.js';
import type { Bound, Finding, Position } from './bound.js';
import { blockDirectives, type Registry, textDirectives } from './directives.js';
import { parseMarkdown } from './parse.js';

/** A draft whose directives are resolved. */
export interface BoundDraft {
  /** The tree with the words in place: each bound number is a link to its trace. */
  readonly tree: Root;
  readonly bound: readonly Bound[];
  /** The link that stands for a bound text, so that the words around it can be read with it. */
  readonly links: ReadonlyMap<Node, Bound>;
  readonly findings: readonly Finding[];
}

/**
 * Puts values, comparisons, figures and tables in the place of the directives that name them.
 *
 * @throws UserError with a line for every directive that cannot be resolved: `file:line:column: what, and the next step`
 */
export function bindDraft(text: string, file: string, registry: Registry): BoundDraft {
  const tree = parseMarkdown(text);
  const bound: Bound[] = [];
  const links = new Map<Node, Bound>();
  const findings: Finding[] = [];
  const behind: { outer: Nodes; above: Parent; link: Link }[] = [];
  const mistakes: (Position & { message: string })[] = [];

  const sourceOf = ({ position }: Node): string => text.slice(position?.start.offset, position?.end.offset);
  const placeOf = ({ position }: Node): Position => ({
    line: position?.start.line ?? 1,
    column: position?.start.column ?? 1,
  });
  const attempt = (node: Node, work: () => Nodes | undefined): Nodes | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      mistakes.push({ ...placeOf(node), message: error.message });
      return undefined;
    }
  };

  const bindText = (node: TextDirective): Nodes | undefined => {
    const source = sourceOf(node);
    const known = textDirectives[node.name];
    if (!known) {
      // "AI:ML" is no directive but a colon in the prose
      if (source === `:${node.name}`) return plainText(node, source);
      throw new UserError(
        `there is no directive ":${node.name}".${didYouMean(node.name, Object.keys(textDirectives))} There are: ${Object.keys(
          textDirectives,
        )
          .map((name) => `:${name}`)
          .join(', ')}`,
      );
    }
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? 0;
    // so is that of "key:value"
    if (source === `:${node.name}` && /[\p{L}\p{N}]$/u.test(text.slice(0, start)) && text[end] !== '[')
      return plainText(node, source);
    if (text[end] === '{')
      throw new UserError(
        `the attributes of "${source}" are left open or cannot be read; write them as in ${source}{${known.attributes[0] === undefined ? '' : `${known.attributes[0]}="…"`}}`,
      );
    const attributes = attributesOf(node, known.attributes);
    const label = node.children
      .map((child) => ('value' in child ? child.value : sourceOf(child)))
      .join('')
      .trim();
    if (label === '') {
      const open = text[end] === '[';
      throw new UserError(
        open
          ? `the directive ":${node.name}[" is left open; close it as in :${node.name}[name]`
          : `":${node.name}" names nothing; write :${node.name}[name]`,
      );
    }
    const { wrong, ...resolved } = known.resolve({ name: node.name, label, attributes }, registry);
    const entry: Bound = { ...placeOf(node), source, ...resolved };
    bound.push(entry);
    if (wrong !== undefined)
      findings.push({ ...placeOf(node), kind: 'comparison', severity: 'error', text: resolved.text, message: wrong });
    const link: Link = {
      type: 'link',
      url: `#${traceId(entry)}`,
      children: [{ type: 'text', value: resolved.text }],
      data: { hProperties: { className: [wrong === undefined ? 'number' : 'number wrong'] } },
    };
    const shown: Nodes =
      entry.free === undefined ? link : { type: 'emphasis', data: { hName: 'span' }, children: link.children };
    links.set(shown, entry);
    return shown;
  };

  const bindBlock = (node: LeafDirective): Nodes => {
    const kind = blockDirectives.find((name) => name === node.name);
    if (!kind)
      throw new UserError(
        `there is no directive "::${node.name}".${didYouMean(node.name, blockDirectives)} There are: ${blockDirectives.map((name) => `::${name}`).join(', ')}`,
      );
    attributesOf(node, []);
    const label = node.children
      .map((child) => sourceOf(child))
      .join('')
      .trim();
    const at = { ...placeOf(node), source: sourceOf(node) };
    if (kind === 'figure') {
      const entry = find(registry.catalog.figures, label, 'figure');
      const target: Bound = { ...at, text: entry.title, targets: [{ kind: 'figure', id: label, entry }] };
      bound.push(target);
      const figure: Parent = {
        type: 'figure',
        data: { hName: 'figure' },
        children: [
          { type: 'image', url: entry.picture, alt: `${entry.title}. ${entry.alt}` },
          { type: 'figcaption', data: { hName: 'figcaption' }, children: [sourceLink(target)] } as Parent as Nodes,
        ],
      } as Parent;
      links.set(figure, target);
      return figure as Nodes;
    }
    const entry = find(registry.catalog.tables, label, 'table');
    const target: Bound = { ...at, text: label, targets: [{ kind: 'table', id: label, entry }] };
    bound.push(target);
    const table = parseMarkdown(entry.markdown).children.find((child): child is Table => child.type === 'table');
    if (!table) throw new Error(`${label} is not a table`);
    const figure = {
      type: 'figure',
      data: { hName: 'figure' },
      children: [table, { type: 'figcaption', data: { hName: 'figcaption' }, children: [sourceLink(target)] }],
    } as unknown as Nodes;
    links.set(figure, target);
    return figure;
  };

  /** A picture that lies beside the draft goes into the page, which stands alone. */
  const holdPicture = (image: Image): void => {
    if (/^(?:https?:)?\/\//.test(image.url)) {
      findings.push({
        ...placeOf(image),
        kind: 'markup',
        severity: 'note',
        text: sourceOf(image),
        message: 'the page loads this picture from the web; keep a copy beside the draft to have it stand alone',
      });
      return;
    }
    if (/^[a-z][a-z\d+.-]+:/i.test(image.url)) return;
    const type = pictureTypes[extname(image.url).toLowerCase()];
    if (type === undefined)
      throw new UserError(
        `"${image.url}" is no picture that a page can hold; there are ${Object.keys(pictureTypes).join(', ')}`,
      );
    const path = resolve(dirname(file), image.url.replaceAll('%20', ' '));
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
      throw new UserError(`there is no picture "${image.url}" beside the draft`);
    image.url = `data:${type};base64,${readFileSync(path).toString('base64')}`;
  };

  const withinLink = new Map<Node, { outer: Nodes; above: Parent }>();
  visit(tree, ['link', 'linkReference'], (outer, _, above) => {
    visit(
      outer as Parent,
      'textDirective',
      (directive: Node) => void (above && withinLink.set(directive, { outer: outer as Nodes, above: above as Parent })),
    );
  });

  visit(tree, (node, index, parent) => {
    if (!parent || index === undefined) return undefined;
    switch (node.type) {
      case 'image':
        attempt(node, () => {
          holdPicture(node);
          return undefined;
        });
        return undefined;
      case 'textDirective':
      case 'leafDirective': {
        const shown = attempt(node, () => (node.type === 'textDirective' ? bindText(node) : bindBlock(node)));
        if (shown) (parent.children as Nodes[])[index] = shown;
        if (shown?.type === 'link') {
          // no link stands within a link: the number stays, and its own follows the writer's
          const around = withinLink.get(node);
          const entry = links.get(shown);
          if (around && entry) {
            const words: Nodes = { type: 'emphasis', data: { hName: 'span' }, children: shown.children };
            (parent.children as Nodes[])[index] = words;
            links.delete(shown);
            links.set(words, entry);
            behind.push({ ...around, link: shown });
          }
        }
        return SKIP;
      }
      case 'containerDirective':
        mistakes.push({
          ...placeOf(node),
          message: `":::${node.name}" is no directive of a draft; there are ${blockDirectives.map((name) => `::${name}`).join(', ')} on a line of their own`,
        });
        return SKIP;
      case 'html':
        if (/^<!--[^]*-->$/.test(node.value.trim())) return undefined; // a remark of the writer's, which nobody reads
        findings.push({
          ...placeOf(node),
          kind: 'markup',
          severity: 'note',
          text: node.value,
          message: 'HTML is left out of the page; its numbers are not checked',
        });
        return undefined;
      case 'text':
        for (const { index: at, 0: open } of node.value.matchAll(openDirective)) {
          const before = text.slice(node.position?.start.offset).slice(0, at);
          if (sourceOf(node)[at] === '\\') continue; // written as text, with its colon escaped
          const { line, column } = placeOf(node);
          const lines = before.split('\n');
          mistakes.push({
            line: line + lines.length - 1,
            column: lines.length === 1 ? column + at : (lines.at(-1)?.length ?? 0) + 1,
            message:
              blockDirectives.some((name) => open === `::${name}[`) &&
              /^[^\]\n]+\]/.test(node.value.slice(at + open.length))
                ? `"${open}…]" stands within a line; give it a line of its own, with an empty line before and after`
                : `the directive "${open}" is left open; close it as in ${open.trim()}name]`,
          });
        }
        return undefined;
      default:
        return undefined;
    }
  });
  for (const { outer, above, link } of behind) {
    const trace: Link = {
      ...link,
      children: [{ type: 'text', value: 'trace' }],
      data: { hProperties: { className: ['source'] } },
    };
    const raised = { type: 'emphasis', data: { hName: 'sup' }, children: [trace] } as Nodes;
    above.children.splice((above.children as Nodes[]).indexOf(outer) + 1, 0, raised as never);
  }
  if (mistakes.length > 0) {
    throw new UserError(
      mistakes.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\nrecount: '),
    );
  }
  return { tree, bound, links, findings };
}

const pictureTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
};

const openDirective = new RegExp(`::?(?:${[...Object.keys(textDirectives), ...blockDirectives].join('|')})\\[`, 'g');

const plainText = (node: Node, value: string): Text => ({
  type: 'text',
  value,
  ...(node.position ? { position: node.position } : {}),
});

function attributesOf(node: TextDirective | LeafDirective, known: readonly string[]): Record<string, string> {
  const given = Object.entries(node.attributes ?? {}).map(([name, value]) => [name, value ?? ''] as const);
  const unknown = given.find(([name]) => !known.includes(name));
  if (unknown) {
    const there = known.length === 0 ? 'it takes none' : `there are: ${known.join(', ')}`;
    throw new UserError(
      `":${node.name}" has no attribute "${unknown[0]}".${didYouMean(unknown[0], known)} ${there[0]?.toUpperCase()}${there.slice(1)}`,
    );
  }
  return Object.fromEntries(given);
}

/** The place in the page's list of traces where a bound text is explained. */
export function traceId({ targets: [target] }: Pick<Bound, 'targets'>): string {
  const words = target?.kind === 'sensitivity' ? ['sensitivity', target.id] : [target?.id ?? ''];
  return ['trace', ...words].join('-').replaceAll(/[^\w-]+/g, '-');
}

const sourceLink = (target: Bound): Link => ({
  type: 'link',
  url: `#${traceId(target)}`,
  children: [{ type: 'text', value: 'Where this comes from' }],
  data: { hProperties: { className: ['source'] } },
});
