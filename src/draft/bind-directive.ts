import type { Link, Node, Nodes, Parent, Table, Text } from 'mdast';
import type { LeafDirective, TextDirective } from 'mdast-util-directive';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { find } from '../trace/catalog.js';
import type { Binding, Diagnostic } from './binding.js';
import { blockDirectives, type Registry, textDirectives } from './directives.js';
import { inLanguage } from './in-language.js';
import { parseMarkdown } from './parse.js';
import { placeOf, sourceOf } from './source.js';

/** What stands in the page in a directive's place. */
export interface BoundDirective {
  readonly shown: Nodes;
  /** Undefined where the words only look like a directive. */
  readonly binding?: Binding;
  readonly diagnostic?: Diagnostic;
}

interface Context {
  readonly text: string;
  /** The language of the draft. */
  readonly lang: string;
  readonly registry: Registry;
}

/** Directives whose words are the writer's own. */
const writers: readonly string[] = ['free', 'quoted', 'cite'];

/** A directive within a sentence: `:value[name]`. @throws UserError when it cannot be resolved */
export function bindText(node: TextDirective, { text, lang, registry }: Context): BoundDirective {
  const source = sourceOf(node, text);
  const known = textDirectives[node.name];
  if (isProse(node, text)) return { shown: plainText(node, source) };
  if (!known) {
    const names = Object.keys(textDirectives);
    const list = names.map((name) => `:${name}`).join(', ');
    throw new UserError(`there is no directive ":${node.name}".${didYouMean(node.name, names)} There are: ${list}`);
  }
  const next = text[node.position?.end.offset ?? 0];
  if (next === '{') {
    const example = known.attributes[0] === undefined ? '' : `${known.attributes[0]}="…"`;
    throw new UserError(
      `the attributes of "${source}" are left open or cannot be read; write them as in ${source}{${example}}`,
    );
  }
  const attributes = attributesOf(node, known.attributes);
  const label = labelOf(node, text);
  if (label === '') {
    throw new UserError(
      next === '['
        ? `the directive ":${node.name}[" is left open; close it as in :${node.name}[name]`
        : `":${node.name}" names nothing; write :${node.name}[name]`,
    );
  }
  const { wrong, ...resolved } = known.resolve({ name: node.name, label, attributes }, registry);
  const plain = resolved.text;
  const shown = writers.includes(node.name) ? plain : inLanguage(plain, lang);
  const binding: Binding = {
    ...placeOf(node),
    source,
    ...resolved,
    text: shown,
    ...(shown === plain ? {} : { plain }),
  };
  const link: Link = {
    type: 'link',
    url: `#${addressOf(binding)}`,
    children: [{ type: 'text', value: shown }],
    data: { hProperties: { className: [wrong === undefined ? 'number' : 'number wrong'] } },
  };
  return {
    shown: binding.free === undefined ? link : { type: 'emphasis', data: { hName: 'span' }, children: link.children },
    binding,
    ...(wrong === undefined
      ? {}
      : {
          diagnostic: {
            ...placeOf(node),
            kind: 'comparison',
            severity: 'error',
            text: shown,
            message: wrong,
          },
        }),
  };
}

/** "AI:ML" and "key:value" hold a colon of the prose, and no directive. */
function isProse(node: TextDirective, text: string): boolean {
  if (sourceOf(node, text) !== `:${node.name}`) return false;
  if (!textDirectives[node.name]) return true;
  const { start, end } = node.position ?? {};
  return /[\p{L}\p{N}]$/u.test(text.slice(0, start?.offset ?? 0)) && text[end?.offset ?? 0] !== '[';
}

/** A directive on a line of its own: `::figure[name]`. @throws UserError when it cannot be resolved */
export function bindBlock(node: LeafDirective, { text, registry: { catalog } }: Context): BoundDirective {
  const kind = blockDirectives.find((name) => name === node.name);
  if (!kind) {
    const list = blockDirectives.map((name) => `::${name}`).join(', ');
    throw new UserError(
      `there is no directive "::${node.name}".${didYouMean(node.name, blockDirectives)} There are: ${list}`,
    );
  }
  attributesOf(node, []);
  const label = labelOf(node, text);
  const at = { ...placeOf(node), source: sourceOf(node, text) };
  if (kind === 'figure') {
    const entry = find(catalog.figures, label, 'figure');
    const binding: Binding = { ...at, text: entry.title, targets: [{ kind, id: label, entry }] };
    const image: Nodes = { type: 'image', url: entry.picture, alt: `${entry.title}. ${entry.alt}` };
    return { shown: captioned(image, binding), binding };
  }
  const entry = find(catalog.tables, label, 'table');
  const binding: Binding = { ...at, text: label, targets: [{ kind, id: label, entry }] };
  const table = parseMarkdown(entry.markdown).children.find((child): child is Table => child.type === 'table');
  if (!table) throw new Error(`${label} is not a table`);
  return { shown: captioned(table, binding), binding };
}

/** The class of a figure's title that only narrow screens show. */
export const narrowTitle = 'narrow-title';

/** A picture or a table with a link to its source below. */
function captioned(content: Nodes, binding: Binding): Nodes {
  const sourceLink: Link = {
    type: 'link',
    url: `#${traceId(binding)}`,
    children: [{ type: 'text', value: 'Where this comes from' }],
    data: { hProperties: { className: ['source'] } },
  };
  // a picture for a phone has no title of its own
  const title: Nodes = {
    type: 'emphasis',
    data: { hName: 'strong', hProperties: { className: [narrowTitle] } },
    children: [{ type: 'text', value: binding.text }],
  };
  const children = content.type === 'image' ? [title, sourceLink] : [sourceLink];
  const caption = { type: 'figcaption', data: { hName: 'figcaption' }, children } as Parent;
  return { type: 'figure', data: { hName: 'figure' }, children: [content, caption] } as Parent as Nodes;
}

const labelOf = (node: TextDirective | LeafDirective, text: string): string =>
  node.children
    .map((child) => ('value' in child ? child.value : sourceOf(child, text)))
    .join('')
    .trim();

const plainText = (node: Node, value: string): Text => ({
  type: 'text',
  value,
  ...(node.position ? { position: node.position } : {}),
});

function attributesOf(node: TextDirective | LeafDirective, known: readonly string[]): Record<string, string> {
  const given = Object.entries(node.attributes ?? {}).map(([name, value]) => [name, value ?? ''] as const);
  const unknown = given.find(([name]) => !known.includes(name));
  if (unknown) {
    const list = known.length === 0 ? 'It takes none' : `There are: ${known.join(', ')}`;
    throw new UserError(`":${node.name}" has no attribute "${unknown[0]}".${didYouMean(unknown[0], known)} ${list}`);
  }
  return Object.fromEntries(given);
}

/** Where a bound text leads: to its trace, or to the list of references. */
const addressOf = (binding: Binding): string => {
  const [target] = binding.targets;
  return target?.kind === 'reference' ? `reference-${slug(target.id)}` : traceId(binding);
};

const slug = (words: string): string => words.replaceAll(/[^\w-]+/g, '-');

/** The place in the page's list of traces where a bound text is explained. */
export function traceId({ targets: [target] }: Pick<Binding, 'targets'>): string {
  const words = target?.kind === 'sensitivity' ? ['sensitivity', target.id] : [target?.id ?? ''];
  return slug(['trace', ...words].join('-'));
}
