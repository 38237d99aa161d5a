import { TextBuilder } from './text-builder.js';
import type { ReadText } from './text.js';

/**
 * What in Markdown is no text: marks of emphasis and code, addresses of links, comments, fenced code. Everything else,
 * headings, lists and tables included, is kept, since the detectors read them.
 */
const marks = /<!--[^]{0,20000}?-->|^(?:```|~~~)[^\n]*\n[^]*?^(?:```|~~~)[^\n]*$|\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}|(?<![\p{L}\p{N}])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?![\p{L}\p{N}])|`+|!?\[(?=[^\]\n]{0,300}\]\()|\]\([^)\s]{0,2000}(?:\s"[^"\n]{0,300}")?\)|\\(?=[\\`*_{}[\]()#+.!|$%<>~-])/gmu;

/** Markdown as text, with the place of each character kept. */
export function readMarkdown(source: string): ReadText {
  const builder = new TextBuilder(source);
  let at = 0;
  for (const match of source.matchAll(marks)) {
    builder.keep(at, match.index);
    // lines stay lines
    for (let i = match[0].indexOf('\n'); i !== -1; i = match[0].indexOf('\n', i + 1)) builder.keep(match.index + i, match.index + i + 1);
    at = match.index + match[0].length;
  }
  builder.keep(at, source.length);
  return builder.read();
}
