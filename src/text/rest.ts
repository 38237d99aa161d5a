import type { ReadText } from './audited-text.js';
import { lineStarts } from './place.js';
import { allMatches } from './rule.js';
import { TextBuilder } from './text-builder.js';

/** A line of the source without its end. */
interface Line {
  readonly text: string;
  readonly start: number;
}

/** Rows of cells, each cell the stretches of the source that stand in it, one below the other. */
type Row = readonly (readonly Line[])[];

interface Grid {
  readonly header: readonly Row[];
  readonly rows: readonly Row[];
  /** How many lines it takes. */
  readonly length: number;
}

const gridRule = /^[ \t]*\+(?:[-=]{2,}\+)+[ \t]*$/;
const simpleRule = /^[ \t]*={2,}(?:[ \t]+={2,})+[ \t]*$/;
/** Emphasis and code, roles, notes and the marks of directives: no text of their own. */
const marks = /\*{1,2}(?=[^\s*])|(?<=[^\s*])\*{1,2}|`{1,2}|:[a-z][a-z:]{1,20}:(?=`)|\[#?\w{1,20}\]_|^[ \t]*\.\.[ \t]/gm;

/** Whether a text has a table as reStructuredText draws them: `+-----+-----+`. */
export const hasGrid = (source: string): boolean => /^[ \t]*\+-{2,}(?:\+-{2,}){0,40}\+[ \t]*$/m.test(source);

/** reStructuredText, or plain text with tables in its form: a line for each row, as Markdown writes them. */
export function readRest(source: string, isRest: boolean): ReadText {
  const builder = new TextBuilder(source);
  const lines = linesOf(source);
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    if (!line) break;
    const grid = gridRule.test(line.text)
      ? gridAt(lines, i)
      : simpleRule.test(line.text)
        ? simpleAt(lines, i)
        : undefined;
    const length = grid?.length ?? 1;
    if (grid && grid.rows.length > 0) addGrid(builder, grid, line.start);
    else
      for (const own of lines.slice(i, i + length)) {
        addLine(builder, own, isRest);
        builder.add('\n', own.start + own.text.length);
      }
    i += length;
  }
  return builder.read();
}

function linesOf(source: string): Line[] {
  const starts = lineStarts(source);
  return starts.map((start, i) => ({ text: source.slice(start, (starts[i + 1] ?? source.length + 1) - 1), start }));
}

function addLine(builder: TextBuilder, { text, start }: Line, isRest: boolean): void {
  let at = 0;
  for (const { 0: mark, index } of isRest ? allMatches(marks, text) : []) {
    builder.keep(start + at, start + index);
    at = index + mark.length;
  }
  builder.keep(start + at, start + text.length);
}

function addGrid(builder: TextBuilder, { header, rows }: Grid, at: number): void {
  const [first] = [...header, ...rows];
  for (const row of header) addRow(builder, row, at);
  if (header.length > 0) builder.add(`|${' --- |'.repeat(first?.length ?? 1)}\n`, at);
  for (const row of rows) addRow(builder, row, at);
}

function addRow(builder: TextBuilder, row: Row, at: number): void {
  builder.add('|', at);
  for (const cell of row) {
    for (const piece of cell) {
      builder.add(' ', piece.start);
      addLine(builder, piece, true);
    }
    builder.add(' |', cell.at(-1)?.start ?? at);
  }
  builder.add('\n', at);
}

/** The stretches of a line between columns, without the spaces around them. */
const cut = ({ text, start }: Line, from: number, to: number): Line[] => {
  const piece = text.slice(from, to);
  const lead = piece.length - piece.trimStart().length;
  return piece.trim() === '' ? [] : [{ text: piece.trim(), start: start + from + lead }];
};

/** A grid whose cells all keep to the columns of its first rule; any other has no rows, and is read as lines. */
function gridAt(lines: readonly Line[], from: number): Grid {
  const rule = lines[from]?.text ?? '';
  const edges = allMatches(/\+/g, rule).map(({ index }) => index);
  const [header, rows]: [Row[], Row[]] = [[], []];
  let open: Line[] = [];
  let [i, isGrid] = [from + 1, true];
  for (; /^[ \t]*[|+]/.test(lines[i]?.text ?? ''); i += 1) {
    const line = lines[i];
    if (!line) break;
    if (!gridRule.test(line.text)) {
      isGrid &&= edges.every((edge) => line.text[edge] === '|');
      open.push(line);
      continue;
    }
    isGrid &&= edges.every((edge) => line.text[edge] === '+');
    const those = open;
    rows.push(edges.slice(1).map((edge, k) => those.flatMap((one) => cut(one, (edges[k] ?? 0) + 1, edge))));
    open = [];
    if (line.text.includes('=')) header.push(...rows.splice(0));
  }
  const isWhole = isGrid && rows.length > 0 && open.length === 0;
  return { header: isWhole ? header : [], rows: isWhole ? rows : [], length: i - from };
}

const LONGEST_SIMPLE = 120;

/** A table between rules of `=====  =====`, the heads above the second of three. */
function simpleAt(lines: readonly Line[], from: number): Grid | undefined {
  const rule = lines[from]?.text ?? '';
  const starts = allMatches(/=+/g, rule).map(({ index }) => index);
  const [header, rows]: [Row[], Row[]] = [[], []];
  for (let i = from + 1; i < lines.length && i < from + LONGEST_SIMPLE; i += 1) {
    const line = lines[i];
    if (!line) break;
    if (simpleRule.test(line.text)) {
      const isEnd = header.length > 0 || (lines[i + 1]?.text ?? '').trim() === '';
      if (isEnd) return rows.length > 0 ? { header, rows, length: i + 1 - from } : undefined;
      header.push(...rows.splice(0));
      continue;
    }
    if (line.text.trim() === '' || starts.slice(1).some((at) => /\S/.test(line.text[at - 1] ?? ' '))) return undefined;
    rows.push(starts.map((at, k) => cut(line, at, starts[k + 1] ?? line.text.length)));
  }
  return undefined;
}
