import { audit } from '../audit/audit.js';
import type { Diagnostic } from './binding.js';
import { type Block, positionIn } from './prose.js';

/**
 * Where the numbers of a draft contradict each other: the audit of texts, run over the words that the page will have.
 *
 * @param source the draft's text, for places
 */
export function arithmeticOf(blocks: readonly Block[], source: string): Diagnostic[] {
  const starts: number[] = [];
  let text = '';
  blocks.forEach((block, i) => {
    text += separator(blocks[i - 1], block);
    starts.push(text.length);
    text += block.text;
  });
  const placeOf = (offset: number) => {
    const i = starts.findLastIndex((start) => start <= offset);
    const block = blocks[i];
    return block ? positionIn(block, offset - (starts[i] ?? 0), source) : { line: 1, column: 1 };
  };
  return audit({ text, placeOf })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ line, column, text: words, arithmetic }) => ({
      line,
      column,
      kind: 'arithmetic',
      severity: 'error',
      text: words,
      message: arithmetic,
    }));
}

/** Cells of one row stand on one line, so that a table is read as one. */
function separator(previous: Block | undefined, { row }: Block): string {
  if (!previous) return '';
  if (row === undefined || previous.row === undefined) return '\n\n';
  return row === previous.row ? ' | ' : '\n';
}
