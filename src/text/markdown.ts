import type { ReadText } from './audited-text.js';
import { TextBuilder } from './text-builder.js';

/**
 * What in Markdown is no text: marks of emphasis and code, addresses of links, comments, fenced code. Everything else,
 * headings, lists and tables included, is kept, since the detectors read them.
 */
const marks =
  /\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}|(?<![\p{L}\p{N}])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?![\p{L}\p{N}])|`+|!?\[(?=[^\]\n]{0,300}\]\()|\]\([^)\s]{0,2000}(?:\s"[^"\n]{0,300}")?\)|\\(?=[\\`*_{}[\]()#+.!|$%<>~-])/gmu;

/** Formulas between dollars, as Pandoc tells them from amounts of money: their dollars are no text. */
const formula = /(?<![\\$\d])\$(?=[^\s$\d])(?:[^$\n]{0,200}[^\s$\\])?\$(?![\d$])/g;

/** Markdown as text, with the place of each character kept. */
export function readMarkdown(source: string): ReadText {
  const builder = new TextBuilder(source);
  let at = 0;
  const blocks = [...between(source, /<!--/g, /-->/g), ...between(source, /^(?:```|~~~)/gm, /^(?:```|~~~)[^\n]*$/gm)];
  const dollars = [...source.matchAll(formula)]
    .flatMap(({ 0: whole, index }) => [index, index + whole.length - 1])
    .map((index) => ({ 0: '$', index }));
  for (const match of [...blocks, ...source.matchAll(marks), ...dollars].sort((a, b) => a.index - b.index)) {
    if (match.index < at) continue;
    builder.keep(at, match.index);
    // lines stay lines
    for (let i = match[0].indexOf('\n'); i !== -1; i = match[0].indexOf('\n', i + 1))
      builder.keep(match.index + i, match.index + i + 1);
    at = match.index + match[0].length;
  }
  builder.keep(at, source.length);
  return builder.read();
}

/** Every stretch from an opening to the next closing, in one pass; one left open is none. */
function between(source: string, opening: RegExp, closing: RegExp): { 0: string; index: number }[] {
  const found: { 0: string; index: number }[] = [];
  for (let open = opening.exec(source); open; open = opening.exec(source)) {
    closing.lastIndex = opening.lastIndex;
    const close = closing.exec(source);
    if (!close) break;
    found.push({ 0: source.slice(open.index, closing.lastIndex), index: open.index });
    opening.lastIndex = closing.lastIndex;
  }
  return found;
}
