import { paint } from './paint.js';
import { visible } from './visible.js';

/** How many columns a text may have: those of the terminal, in a pipe or file 100, and never more than `most`. */
const widthFor = (most: number): number => Math.max(40, Math.min(process.stdout.columns ?? 100, most));

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

/** Rows as aligned columns, each cell on one line; the first `texts` columns are text, the others numbers. */
export function columns(rows: readonly (readonly string[])[], texts = 1): string[] {
  const cells = rows.map((row) => row.map(visible));
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, i) => (i < texts ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
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
