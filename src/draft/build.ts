import type { Emphasis, Nodes, Parent, Root, Text } from 'mdast';
import { visit } from 'unist-util-visit';
import { arithmeticOf } from './arithmetic.js';
import { bindDraft } from './bind.js';
import type { Binding, Diagnostic } from './binding.js';
import type { Registry } from './directives.js';
import { type UnboundNumber, unboundNumbers } from './lint.js';
import { type Block, blocksOf } from './prose.js';
import { SentenceCheck } from './sentences/check.js';

/** A draft with its numbers in place, and all that a person should look at. */
export interface BuiltDraft {
  readonly file: string;
  readonly title: string;
  readonly tree: Root;
  readonly bound: readonly Binding[];
  /** In the order in which they stand in the draft. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Binds a draft's directives to the values of cells, and looks for numbers that no cell stands behind and
 * for sentences that their values do not bear out.
 *
 * @param text the draft, in Markdown
 * @param file its name for messages
 * @throws UserError with a line for each directive that cannot be resolved
 */
export function buildDraft(text: string, file: string, registry: Registry): BuiltDraft {
  const { catalog } = registry;
  const draft = bindDraft(text, file, registry);
  const blocks = blocksOf(draft);
  const sentences = new SentenceCheck(catalog);
  const checked = blocks.map((block) => ({ block, ...sentences.check(block, text) }));
  const unbound = checked.map(({ block, decided }) => ({
    block,
    found: unboundNumbers(block, text, catalog).filter(
      ({ start, end }) => !decided.some((each) => each.start < end && start < each.end),
    ),
  }));
  for (const { block, found } of unbound)
    mark(
      draft.tree,
      block,
      found.filter(({ severity }) => severity === 'error'),
    );
  const findings = [
    ...draft.diagnostics,
    ...unbound.flatMap(({ found }) => found),
    ...checked.flatMap(({ diagnostics }) => diagnostics),
    ...arithmeticOf(blocks, text),
  ];
  return {
    file,
    title: titleOf(draft.tree) ?? file,
    tree: draft.tree,
    bound: draft.bound,
    diagnostics: findings
      .map(({ line, column, kind, severity, text, message }) => ({ line, column, kind, severity, text, message }))
      .sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

/** Marks unbound numbers in the page; one that runs across markup stays unmarked there, and is reported all the same. */
function mark(tree: Root, block: Block, found: readonly UnboundNumber[]): void {
  for (const run of block.runs) {
    if (run.bound || run.node.type !== 'text') continue;
    const own = found.filter(({ start, end }) => start >= run.start && end <= run.start + run.text.length);
    if (own.length === 0) continue;
    const parts: (Text | Emphasis)[] = [];
    let at = 0;
    for (const { start, end, message } of own) {
      parts.push({ type: 'text', value: run.text.slice(at, start - run.start) });
      const words: Text = { type: 'text', value: run.text.slice(start - run.start, end - run.start) };
      parts.push({ type: 'emphasis', children: [words], data: { hName: 'mark', hProperties: { title: message } } });
      at = end - run.start;
    }
    parts.push({ type: 'text', value: run.text.slice(at) });
    visit(tree, (node, index, parent: Parent | undefined) => {
      if (node !== run.node || !parent || index === undefined) return undefined;
      parent.children.splice(index, 1, ...(parts as Nodes[] as typeof parent.children));
      return index + parts.length;
    });
  }
}

function titleOf(tree: Root): string | undefined {
  const words = (node: Nodes): string =>
    'value' in node ? node.value : 'children' in node ? (node.children as Nodes[]).map(words).join('') : '';
  const heading = tree.children.find((child) => child.type === 'heading');
  return heading ? words(heading) : undefined;
}
