import { audit } from '../audit/audit.js';
import type { BlockDiagnostic } from './binding.js';
import { type Block, positionIn } from './prose.js';

/**
 * Where the numbers of a draft contradict each other: the audit of texts, run over the words that the page will have.
 *
 * @param source the draft's text, for places
 */
export function arithmeticOf(
  blocks: readonly Block[],
  source: string,
): { readonly block: Block; readonly diagnostic: BlockDiagnostic }[] {
  const starts: number[] = [];
  let text = '';
  blocks.forEach((block, i) => {
    text += separator(blocks[i - 1], block);
    starts.push(text.length);
    text += block.text;
  });
  // the audit's places are offsets here, which a column can hold
  const { diagnostics } = audit({ text, placeOf: (offset) => ({ line: 1, column: offset }) });
  return diagnostics.flatMap(({ column: offset, severity, text: words, arithmetic: message }) => {
    const i = starts.findLastIndex((start) => start <= offset);
    const block = blocks[i];
    if (severity !== 'error' || !block) return [];
    const start = offset - (starts[i] ?? 0);
    const end = Math.min(start + words.length, block.text.length);
    const place = positionIn(block, start, source);
    return [
      { block, diagnostic: { ...place, kind: 'arithmetic', severity: 'error', text: words, message, start, end } },
    ];
  });
}

/** Cells of one row stand on one line, so that a table is read as one. */
function separator(previous: Block | undefined, { row }: Block): string {
  if (!previous) return '';
  if (row === undefined || previous.row === undefined) return '\n\n';
  return row === previous.row ? ' | ' : '\n';
}
