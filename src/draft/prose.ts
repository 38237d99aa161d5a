import type { Image, Node, Nodes, Parent, Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import type { PlaceInText } from '../text/place.js';
import type { BoundDraft } from './bind.js';
import type { Binding } from './binding.js';

/** A run of words of one block, as written, or as a directive put them there. */
export interface TextRun {
  /** Where it begins in the block's text. */
  readonly start: number;
  readonly text: string;
  readonly node: Node;
  readonly bound?: Binding;
}

/** The words of a paragraph, a heading or a table's cell: what a reader reads in one go, without code and markup. */
export interface Block {
  readonly text: string;
  readonly runs: readonly TextRun[];
  /** The row that a table's cell stands in. */
  readonly row?: Node;
}

/** The prose of a draft, block by block. */
export function blocksOf({ tree, links }: Pick<BoundDraft, 'tree' | 'links'>): Block[] {
  const blocks: Block[] = [];
  visit(tree as Root, (node, _, parent) => {
    if (links.has(node)) return SKIP; // a figure: its words are the notebook's
    if (node.type === 'image' && node.alt) blocks.push(described(node));
    if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell') return undefined;
    const runs: TextRun[] = [];
    let text = '';
    const add = (words: string, from: Node, bound?: Binding): void => {
      runs.push({ start: text.length, text: words, node: from, ...(bound ? { bound } : {}) });
      text += words;
    };
    const gather = (parent: Parent): void => {
      for (const child of parent.children as Nodes[]) {
        const bound = links.get(child);
        if (bound) add(bound.text, child, bound);
        else if (child.type === 'text') add(child.value, child);
        else if (child.type === 'break') add('\n', child);
        else if (child.type === 'inlineCode') add(' '.repeat(child.value.length), child);
        else if (child.type === 'emphasis' && child.data?.hName === 'sup')
          continue; // the way to a trace
        else if ('children' in child) gather(child);
      }
    };
    gather(node);
    blocks.push({ text, runs, ...(node.type === 'tableCell' && parent ? { row: parent } : {}) });
    visit(node, 'image', (image) => void (image.alt && blocks.push(described(image))));
    return SKIP;
  });
  return blocks;
}

/** The words that describe a picture, which are read aloud to those who cannot see it. */
const described = (image: Image): Block => ({
  text: image.alt ?? '',
  runs: [{ start: 0, text: image.alt ?? '', node: image }],
});

/** The line and column in the draft of a place in a block's text. `source` is the draft's text. */
export function positionIn(block: Block, at: number, source: string): PlaceInText {
  const run = block.runs.findLast(({ start }) => start <= at) ?? block.runs[0];
  if (run?.bound) return { line: run.bound.line, column: run.bound.column };
  const from = run?.node.position?.start;
  if (!run || from?.offset === undefined) return { line: 1, column: 1 };
  // escapes and entities make the source longer than the text: step over them
  const written = source.slice(from.offset, run.node.position?.end.offset);
  let offset = 0;
  for (const letter of run.text.slice(0, at - run.start)) {
    const next = written.indexOf(letter, offset);
    offset = next < 0 ? offset : next + letter.length;
  }
  const wanted = run.text.slice(at - run.start, at - run.start + 1);
  const place = Math.max(offset, written.indexOf(wanted, offset));
  const lines = written.slice(0, place).split('\n');
  return lines.length === 1
    ? { line: from.line, column: from.column + place }
    : { line: from.line + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 };
}
