import type { NumberInText } from './number-in-text.js';
import { lastUpTo } from './place.js';
import { readNumber } from './printed-number.js';

/** One cell of a table, a stretch of the text, with the numbers in it. */
export interface Cell {
  readonly text: string;
  readonly start: number;
  readonly numbers: readonly NumberInText[];
}

/** A table: Markdown's, one of HTML (which is read as Markdown's), or rows of a label and numbers in plain text. */
export interface TextTable {
  readonly start: number;
  readonly end: number;
  /** One for each column, where the table has a header. */
  readonly header: readonly Cell[];
  /** The first cell of each is its label. */
  readonly rows: readonly (readonly Cell[])[];
}

/** The tables of a text, in order. */
export function tablesIn(text: string, numbers: readonly NumberInText[]): TextTable[] {
  const begins = numbers.map(({ start }) => start);
  const lines: Line[] = [];
  for (let at = 0; at <= text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const inLine: NumberInText[] = [];
    let i = lastUpTo(begins, at);
    if ((begins[i] ?? Infinity) < at) i += 1;
    for (let number = numbers[i]; number && number.start < end; number = numbers[++i]) inLine.push(number);
    lines.push({ text: text.slice(at, end), start: at, numbers: inLine });
    at = end + 1;
    if (newline === -1) break;
  }
  return [...piped(lines), ...plain(lines)].sort((a, b) => a.start - b.start);
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly numbers: readonly NumberInText[];
}

const isRule = (line: string): boolean => /^[\s|:+=-]+$/.test(line) && line.includes('-');

/** Tables whose cells are parted by `|` or by tabs. */
function piped(lines: readonly Line[]): TextTable[] {
  const found: TextTable[] = [];
  for (let i = 0; i < lines.length; ) {
    const mark = markOf(lines[i]?.text ?? '');
    let j = i;
    while (mark !== undefined && j < lines.length && markOf(lines[j]?.text ?? '') === mark) j += 1;
    if (mark === undefined || j - i < 2) {
      i = Math.max(j, i + 1);
      continue;
    }
    const rows = lines
      .slice(i, j)
      .filter(({ text }) => !isRule(text))
      .map((line) => cellsOf(line, mark));
    const ruled = lines.slice(i, j).some(({ text }) => isRule(text));
    const [first = [], ...rest] = rows;
    const headed =
      ruled ||
      first
        .slice(1)
        .every(
          ({ numbers, text }) =>
            numbers.every(({ kind }) => kind === 'date' || kind === 'name') || /[nN]\s*=/.test(text),
        );
    const last = lines[j - 1];
    const start = lines[i]?.start ?? 0;
    found.push({
      start,
      end: (last?.start ?? 0) + (last?.text.length ?? 0),
      header: headed ? first : [],
      rows: headed ? rest : rows,
    });
    i = j;
  }
  return found;
}

const markOf = (line: string): '|' | '\t' | undefined =>
  line.trim() === ''
    ? undefined
    : (line.match(/\|/g)?.length ?? 0) >= (line.trimStart().startsWith('|') ? 2 : 1) && line.length < 4000
      ? '|'
      : /\S\t+\S/.test(line)
        ? '\t'
        : undefined;

/** `11 482`: in a cell of its own one number, whose thousands a space parts. */
function groupedBySpaces(text: string, numbers: readonly NumberInText[]): readonly NumberInText[] {
  const [first] = numbers;
  if (!first || !/^\d{1,3}(?: \d{3})+$/.test(text)) return numbers;
  const end = first.start + text.length;
  return [{ ...first, printed: text, end, kind: 'count', values: [readNumber(text, 'point')] }];
}

function cellsOf({ text, start, numbers }: Line, mark: '|' | '\t'): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  const pieces = text.split(mark);
  pieces.forEach((piece, i) => {
    const edge = mark === '|' && (i === 0 || i === pieces.length - 1) && piece.trim() === '';
    if (!edge) {
      const lead = piece.length - piece.trimStart().length;
      const from = start + at;
      const inCell = numbers.filter((number) => number.start >= from && number.end <= from + piece.length);
      cells.push({ text: piece.trim(), start: from + lead, numbers: groupedBySpaces(piece.trim(), inCell) });
    }
    at += piece.length + 1;
  });
  return cells;
}

/**
 * Rows of plain text, each a label and the same kinds of numbers, two or more: what is left of a table when a page is
 * copied. A line without numbers between them is a heading inside the table. The line above the first row is the
 * header.
 */
function plain(lines: readonly Line[]): TextTable[] {
  const found: TextTable[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const first = signature(lines[i]);
    if (first === undefined) continue;
    const rows: Line[] = [];
    let j = i;
    for (; j < lines.length; j += 1) {
      const line = lines[j];
      if (!line) break;
      if (signature(line) === first) rows.push(line);
      else if (
        !(
          line.numbers.length === 0 &&
          line.text.trim().length > 0 &&
          line.text.length < 40 &&
          !/[.!?:]\s*$/.test(line.text) &&
          signature(lines[j + 1]) === first
        )
      )
        break;
    }
    if (rows.length < 2) continue;
    // the nearest line above, past one heading without numbers, that names columns
    const heads = [lines[i - 1], lines[i - 2]].filter(
      (line) => line !== undefined && line.text.trim() !== '' && line.text.length < 160 && !/[.!?]\s*$/.test(line.text),
    );
    const head =
      heads.find(
        (line) =>
          line !== undefined &&
          /%|\([nN]\s*=|Std\. Error|\b(?:CI|interval|[Cc]ount|[Ss]hare|[Tt]otal|n|N|p)\b/.test(line.text),
      ) ?? heads[0];
    const columns = rows[0]?.numbers.length ?? 0;
    const last = rows.at(-1);
    found.push({
      start: head?.start ?? lines[i]?.start ?? 0,
      end: (last?.start ?? 0) + (last?.text.length ?? 0),
      header: head ? plainHeader(head, columns) : [],
      rows: rows.map((line) => [
        {
          text: line.text.slice(0, (line.numbers[0]?.start ?? line.start) - line.start).trim(),
          start: line.start,
          numbers: [],
        },
        ...line.numbers.map((number) => ({ text: number.printed, start: number.start, numbers: [number] })),
      ]),
    });
    i = j - 1;
  }
  return found;
}

/** The kinds of numbers in a row that is a label, then numbers and nothing else; undefined for any other line. */
function signature(line: Line | undefined): string | undefined {
  if (!line || line.numbers.length < 2 || line.text.length > 200 || line.text.includes('|') || line.text.includes('\t'))
    return undefined;
  const [first] = line.numbers;
  const label = line.text.slice(0, (first?.start ?? line.start) - line.start).trim();
  // R's own output has a row "(Intercept)"
  if (!/^(?:\p{L}|\(\p{L}+\)$)/u.test(label) || /[:=(,]$/.test(label)) return undefined;
  let at = first?.start ?? 0;
  for (const { start, end, kind, form } of line.numbers) {
    if (form === 'words' || kind === 'name' || line.text.slice(at - line.start, start - line.start).trim() !== '')
      return undefined;
    at = end;
  }
  // stars behind a p-value
  if (!/^(?:|\*{1,3}|\.)$/.test(line.text.slice(at - line.start).trim())) return undefined;
  return line.numbers
    .map(({ kind, values }) => `${kind === 'measure' || kind === 'p-value' ? 'count' : kind}${values.length}`)
    .join(' ');
}

/** The columns of a table of coefficients or variances, as R prints it. */
const printedHeads = /Estimate|Std\. Error|[tzF] value|Pr\(>[^)]{1,8}\)|Sum Sq|Mean Sq|\bDf\b/g;

/** The header of a plain table as one cell, or as many as there are columns where each says its n. */
function plainHeader(head: Line, columns: number): Cell[] {
  const named = [...head.text.matchAll(/(\S{1,30})\s?\([nN]\s*=\s*[\d.,]{1,12}\)/g)];
  const at = (offset: number, text: string): Cell => ({
    text,
    start: head.start + offset,
    numbers: head.numbers.filter(
      ({ start }) => start >= head.start + offset && start < head.start + offset + text.length,
    ),
  });
  const printed = [...head.text.matchAll(printedHeads)];
  if (printed.length === columns) return [at(0, ''), ...printed.map((match) => at(match.index, match[0]))];
  if (named.length === columns) {
    return [at(0, head.text.slice(0, named[0]?.index ?? 0).trim()), ...named.map((match) => at(match.index, match[0]))];
  }
  return [at(0, head.text)];
}
