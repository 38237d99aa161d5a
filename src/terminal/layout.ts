import { paint } from './paint.js';
import { visible } from './visible.js';

/**
 * How many columns a text may have: those of the terminal, 80 in a pipe or where the terminal does not say, and never
 * more than `most`.
 */
const widthFor = (most: number): number => Math.max(40, Math.min(process.stdout.columns || 80, most));

/** Breaks text at spaces so that no line is longer than the terminal, nor than `most`, each line indented. */
export function wrap(text: string, indent: string, most = 110): string {
  const width = widthFor(most) - indent.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => indent + each).join('\n');
}

/** How rows are set in columns. */
interface Columns {
  /** The columns of text, set to the left; the others are numbers. The first by default. */
  readonly texts?: readonly number[];
  /**
   * The columns that are cut where the table would be wider than the terminal, the widest first, and what they keep.
   */
  readonly cut?: Readonly<Record<number, number>>;
  /** The spaces between columns; 2 by default. */
  readonly gap?: number;
}

/** Rows as aligned columns, each cell on one line, in at most 80 columns or as many as the terminal has. */
export function columns(
  rows: readonly (readonly string[])[],
  { texts = [0], cut = {}, gap = 2 }: Columns = {},
): string[] {
  const cells = rows.map((row) => row.map(visible));
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const room = Math.max(80, process.stdout.columns ?? 80);
  const over = () => widths.reduce((sum, width) => sum + width + gap, -gap) > room;
  while (over()) {
    const cuttable = widths.map((width, i) => ((cut[i] ?? Infinity) < width ? width : 0));
    const widest = cuttable.indexOf(Math.max(...cuttable));
    if (!cuttable[widest]) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return cells.map((row) =>
    row
      .map((cell, i) => {
        const width = widths[i] ?? 0;
        const text = cell.length > width ? `${cell.slice(0, width - 1)}…` : cell;
        return texts.includes(i) ? text.padEnd(width) : text.padStart(width);
      })
      .join(' '.repeat(gap))
      .trimEnd(),
  );
}

/** A line of a list of facts: a name, and beside it a text that is wrapped there. */
export function field(
  name: string,
  text: string,
  { indent = 2, width = 11, most = 110 }: { indent?: number; width?: number; most?: number } = {},
): string {
  const beside = wrap(text, ' '.repeat(indent + width), most).trimStart();
  return `${' '.repeat(indent)}${paint('dim', name.padEnd(width))}${beside}`;
}
