import { z } from 'zod';
import { UserError } from '../error.js';
import type { ReadText } from './audited-text.js';
import { readMarkdown } from './markdown.js';
import { lineStarts, placeAt } from './place.js';

const lines = z.union([z.string(), z.array(z.string())]);
const notebook = z.object({
  cells: z.array(
    z.object({
      cell_type: z.string(),
      source: lines,
      outputs: z
        .array(z.object({ text: lines.optional(), data: z.record(z.string(), z.unknown()).optional() }))
        .optional(),
    }),
  ),
});

const joined = (text: unknown): string => (Array.isArray(text) ? text.join('') : typeof text === 'string' ? text : '');

/**
 * A notebook's prose and what its cells printed; programs are left out. A place is the line of the file on which the
 * source line or output stands.
 *
 * @throws UserError when the file is no notebook
 */
export function readNotebook(source: string, name: string): ReadText {
  const parsed = notebook.safeParse(asJson(source, name));
  if (!parsed.success) throw new UserError(`cannot read ${name} as a notebook: it has no cells`);
  const starts = lineStarts(source);
  const pieces: {
    readonly at: number;
    readonly from: number;
    readonly text: string;
    readonly column: (offset: number) => number;
  }[] = [];
  let text = '';
  let found = 0;
  const add = (piece: string, markdown: boolean): void => {
    for (const line of piece.split(/(?<=\n)/)) {
      const from = placeOfLine(source, line, found);
      if (from !== undefined) found = from;
      const read = markdown ? readMarkdown(line) : undefined;
      pieces.push({
        at: text.length,
        from: found,
        text: line,
        column: (offset) => read?.placeOf(offset).column ?? offset + 1,
      });
      text += read?.text ?? line;
    }
    text += '\n\n';
  };
  for (const { cell_type: type, source: cell, outputs = [] } of parsed.data.cells) {
    if (type === 'markdown') add(joined(cell), true);
    for (const { text: printed, data } of outputs) add(joined(printed ?? data?.['text/plain']), false);
  }
  return {
    text,
    placeOf: (offset) => {
      const piece = pieces.findLast(({ at }) => at <= offset);
      if (!piece) return { line: 1, column: 1 };
      const { line, column } = placeAt(starts, piece.from);
      return { line, column: column + piece.column(offset - piece.at) };
    },
  };
}

function asJson(source: string, name: string): unknown {
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw new UserError(`cannot read ${name} as a notebook: it is not valid JSON`, { cause });
  }
}

/** Where a line stands in the file, as the JSON text of its characters, from an offset on. */
function placeOfLine(source: string, line: string, from: number): number | undefined {
  if (line.trim() === '') return undefined;
  const written = JSON.stringify(line).slice(1, -1);
  const ascii = written.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const at = source.indexOf(written, from);
  const other = at === -1 ? source.indexOf(ascii, from) : at;
  return other === -1 ? undefined : other;
}
