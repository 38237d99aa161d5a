import { styleText } from 'node:util';
import type { Verdict } from '../claims/verdict.js';

type Style = Parameters<typeof styleText>[0];

/** Colours text for a terminal that wants colour; leaves it plain in a pipe, a file, or under NO_COLOR. */
export const paint = (style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  stream.isTTY && !process.env['NO_COLOR'] ? styleText(style, text) : text;

const styles: Readonly<Record<Verdict, Style>> = {
  reproduced: 'green',
  differs: 'red',
  consistent: 'green',
  contradicted: 'red',
  untested: 'gray',
};

/** A verdict in its colour. */
export const paintVerdict = (verdict: Verdict, text: string = verdict): string => paint(styles[verdict], text);

/** Breaks text at spaces so that no line is longer than the terminal, nor than `most`, each line indented. */
export function wrap(text: string, indent: string, most = 110): string {
  const width = Math.max(40, Math.min(process.stdout.columns ?? 100, most) - indent.length);
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

/** Rows as aligned columns; the first column, or as many as are said, are text, the others numbers. */
export function columns(rows: readonly (readonly string[])[], texts = 1): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i < texts ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** Writes a line, or several, to stdout. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
