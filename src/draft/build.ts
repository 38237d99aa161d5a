import type { Nodes, Root } from 'mdast';
import { UserError } from '../error.js';
import { arithmeticOf } from './arithmetic.js';
import { bindDraft } from './bind.js';
import type { Binding, BlockDiagnostic, Diagnostic } from './binding.js';
import { conventionAt } from './conventions.js';
import type { Registry } from './directives.js';
import { type FrontMatter, frontMatterOf } from './front-matter.js';
import { unboundNumbers } from './lint.js';
import { markErrors } from './mark.js';
import { parseMarkdown } from './parse.js';
import { type Block, blocksOf } from './prose.js';
import type { Citation } from './references.js';
import { SentenceCheck } from './sentences/check.js';

/** A draft with its numbers in place, and all that a person should look at. */
export interface BuiltDraft {
  readonly file: string;
  readonly title: string;
  /** The language of the text, as HTML names it. */
  readonly lang: string;
  readonly tree: Root;
  readonly bound: readonly Binding[];
  /** Numbers that are free of any cell, each with the reason: marked so, or by a convention. */
  readonly free: readonly FreeNumber[];
  /** The literature that the text refers to, in the order of its first mention. */
  readonly citations: readonly Citation[];
  /** In the order in which they stand in the draft. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A number that is free of any cell, with the reason. */
export interface FreeNumber {
  readonly text: string;
  readonly reason: string;
}

/**
 * Binds a draft's directives to the values of cells, and looks for numbers that no cell stands behind and
 * for sentences that their values do not bear out.
 *
 * @param text the draft, in Markdown
 * @param file its name for messages
 * @param known what directives may refer to
 * @throws UserError with a line for each directive that cannot be resolved, or for front matter that is not valid
 */
export function buildDraft(text: string, file: string, known: Registry): BuiltDraft {
  const front = readFrontMatter(text, file);
  const draft = bindDraft(text, file, known, front.lang);
  const blocks = blocksOf(draft);
  const conventions = { ...known.conventions, ...front.free };
  const found = blockDiagnostics(blocks, text, { ...known, conventions });
  for (const [block, diagnostics] of found) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) markErrors(draft.tree, block, errors);
  }
  return {
    file,
    title: front.title ?? titleOf(draft.tree) ?? file,
    lang: front.lang,
    tree: draft.tree,
    bound: draft.bound,
    free: [...markedFree(draft.bound), ...freeByConvention(blocks, conventions)],
    citations: citedIn(draft.bound),
    diagnostics: [...draft.diagnostics, ...[...found.values()].flat()]
      .map(({ line, column, kind, severity, text, message }) => ({ line, column, kind, severity, text, message }))
      .sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

/** How many errors a draft has. */
export const errorsOf = ({ diagnostics }: Pick<BuiltDraft, 'diagnostics'>): Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');

function readFrontMatter(text: string, file: string): FrontMatter {
  try {
    return frontMatterOf(parseMarkdown(text));
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`${file}:1:1: ${error.message}`, { cause: error });
    throw error;
  }
}

/** What is to be said of each block: of its sentences, of their arithmetic, and of numbers without a cell. */
function blockDiagnostics(blocks: readonly Block[], text: string, known: Registry): Map<Block, BlockDiagnostic[]> {
  const sentences = new SentenceCheck(known.catalog);
  const found = new Map(
    blocks.map((block): [Block, BlockDiagnostic[]] => {
      const { diagnostics, decided } = sentences.check(block, text);
      const unbound = unboundNumbers(block, text, known).filter(
        ({ start, end }) => !decided.some((each) => each.start < end && start < each.end),
      );
      return [block, [...unbound, ...diagnostics]];
    }),
  );
  for (const { block, diagnostic } of arithmeticOf(blocks, text)) found.get(block)?.push(diagnostic);
  return found;
}

const markedFree = (bound: readonly Binding[]): FreeNumber[] =>
  bound.flatMap(({ text, free }) => (free === undefined ? [] : [{ text, reason: free }]));

/** The conventions that the text makes use of, each once. */
function freeByConvention(blocks: readonly Block[], conventions: Readonly<Record<string, string>>): FreeNumber[] {
  const whole = blocks.map(({ text }) => text.toLowerCase()).join('\n');
  return Object.entries(conventions).flatMap(([text, reason]) => {
    const start = whole.indexOf(text.toLowerCase());
    const isUsed = start !== -1 && conventionAt(whole, { start, end: start + text.length }, { [text]: reason });
    return isUsed ? [{ text, reason }] : [];
  });
}

function citedIn(bound: readonly Binding[]): Citation[] {
  const targets = bound.flatMap(({ targets }) => targets);
  const cited = targets.flatMap((target) => (target.kind === 'reference' ? [target.citation] : []));
  return [...new Map(cited.map((citation) => [citation.key, citation])).values()];
}

function titleOf(tree: Root): string | undefined {
  const words = (node: Nodes): string =>
    'value' in node ? node.value : 'children' in node ? (node.children as Nodes[]).map(words).join('') : '';
  const heading = tree.children.find((child) => child.type === 'heading');
  return heading ? words(heading) : undefined;
}
