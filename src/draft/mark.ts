import type { Emphasis, Node, Nodes, Parent, Root, Text } from 'mdast';
import { visit } from 'unist-util-visit';
import type { BlockDiagnostic } from './binding.js';
import type { Block, TextRun } from './prose.js';

/** Marks the words of errors in the tree, so that they stand in whatever is made of it: page, print, Markdown, Word. */
export function markErrors(tree: Root, block: Block, errors: readonly BlockDiagnostic[]): void {
  const sorted = [...errors].sort((a, b) => a.start - b.start);
  for (const run of block.runs) {
    const end = run.start + run.text.length;
    const own = sorted.filter((error) => error.start < end && error.end > run.start);
    if (own.length === 0) continue;
    if (run.bound) markNode(run.node, own);
    else if (run.node.type === 'text') replace(tree, run.node, markedText(run, own));
  }
}

/** A bound number is marked where it stands; what is wrong with it is its title. */
function markNode(node: Node, errors: readonly BlockDiagnostic[]): void {
  const { hProperties = {} } = (node.data ?? {}) as { hProperties?: Record<string, unknown> };
  const title = errors.map(({ message }) => message).join('; ');
  const classes = [...new Set([String(hProperties['className'] ?? 'number'), 'wrong'])].join(' ').split(' ');
  node.data = { ...node.data, hProperties: { ...hProperties, className: [...new Set(classes)], title } };
}

/** A run's text in pieces, of which those with errors are marked; of errors that overlap the first is marked. */
function markedText({ start: from, text }: TextRun, errors: readonly BlockDiagnostic[]): Nodes[] {
  const parts: (Text | Emphasis)[] = [];
  let at = 0;
  for (const { start, end, message } of errors) {
    const [begin, stop] = [Math.max(0, start - from), Math.min(text.length, end - from)];
    if (begin < at || stop <= begin) continue;
    if (begin > at) parts.push({ type: 'text', value: text.slice(at, begin) });
    const words: Text = { type: 'text', value: text.slice(begin, stop) };
    parts.push({ type: 'emphasis', children: [words], data: { hName: 'mark', hProperties: { title: message } } });
    at = stop;
  }
  if (at < text.length) parts.push({ type: 'text', value: text.slice(at) });
  return parts;
}

function replace(tree: Root, wanted: Node, parts: readonly Nodes[]): void {
  visit(tree, (node, index, parent: Parent | undefined) => {
    if (node !== wanted || !parent || index === undefined) return undefined;
    parent.children.splice(index, 1, ...(parts as typeof parent.children));
    return index + parts.length;
  });
}
