import type { ReadText } from './audited-text.js';
import { allMatches } from './rule.js';
import { lowered, raised } from './scripts.js';
import { TextBuilder } from './text-builder.js';

/**
 * What in Markdown is not text: marks of emphasis and code, addresses of links. Everything else, headings, lists and
 * tables included, is kept, since the detectors read them.
 */
const marks = new RegExp(
  [
    '\\*{1,3}(?=[^\\s*])|(?<=[^\\s*])\\*{1,3}',
    '(?<![\\p{L}\\p{N}])_{1,2}(?=[^\\s_])|(?<=[^\\s_])_{1,2}(?![\\p{L}\\p{N}{])',
    '`+',
    '!?\\[(?=[^\\]\\n]{0,300}\\]\\()|\\]\\([^)\\s]{0,2000}(?:\\s"[^"\\n]{0,300}")?\\)',
    '\\\\(?=[\\\\`*_{}[\\]()#+.!|$%<>~-])',
  ].join('|'),
  'gmu',
);

/** Formulas between dollars, as Pandoc tells them from amounts of money: their dollars are not text. */
const formula = /(?<![\\$\d])\$(?=[^\s$\d])(?:[^$\n]{0,200}[^\s$\\])?\$(?![\d$])/g;

/** HTML inside Markdown that lowers or raises text, and any other tag. */
const scripts = /<(sub|sup)>([^<>\n]{1,40})<\/\1>/gi;
const tags = /<\/?(?:[a-z][a-z0-9]*)(?:\s[^<>\n]{0,300})?\/?>/gi;
/** Pandoc's own: `t~28~`, `10^−8^`. */
const pandocScripts = /(?<=[\p{L}\p{N}*²)])(?:~([^\s~]{1,20})~|\^([^\s^]{1,20})\^)/gu;

const fence = /^ {0,3}(?:```|~~~)/gm;
const fenceEnd = /^ {0,3}(?:```|~~~)[^\n]*$/gm;
/** A block of no language, or of output. */
const openingLine = /^ {0,3}(?:`{3,}|~{3,})[ \t]*(?:\{\.)?(?:text|txt|output|console|plain|stata|log)?\}?[ \t]*\n/i;
/** What R and Stata print of a test. */
const ofTest =
  /\bp-value [=<] ?[\d.]|\bF-statistic: |\bPr\(>|\bProb > (?:F|chi2) {1,3}= |\bPr?\(?(?:>|>=)? ?\|[tTzZ]\|/;

const struckOut = String.raw`~~(?=[^\s~])[^~\n]{0,2000}(?<=\S)~~|<(del|s|strike)>[^<\n]{0,2000}</\w+>`;
/**
 * What was struck out, as GitHub and Pandoc write it and as HTML does: no longer part of the text, nor is a space after
 * it where one stands before, or a bracket.
 */
const struck = new RegExp(`(?<=[\\s(])(?:${struckOut}) ?|${struckOut}`, 'gi');

/** A stretch that is left out, or replaced. */
interface Cut {
  readonly index: number;
  readonly length: number;
  readonly by: string;
  /** Whether the line goes on, where the stretch ends one. */
  readonly joins?: true;
}

/** Markdown as text, with the place of each character kept. */
export function readMarkdown(source: string): ReadText {
  const builder = new TextBuilder(source);
  let at = 0;
  for (const { index, length, by, joins } of cutsOf(source)) {
    if (index < at) continue;
    builder.keep(at, index);
    builder.add(by, index);
    // lines stay lines
    const end = index + length;
    for (let i = joins ? -1 : source.indexOf('\n', index); i !== -1 && i < end; i = source.indexOf('\n', i + 1))
      builder.keep(i, i + 1);
    at = end;
  }
  builder.keep(at, source.length);
  return builder.read();
}

function cutsOf(source: string): Cut[] {
  const whole = (match: RegExpExecArray, by = ''): Cut => ({ index: match.index, length: match[0].length, by });
  const dollars = [...source.matchAll(formula)].flatMap(({ 0: { length }, index }) =>
    [index, index + length - 1].map((index): Cut => ({ index, length: 1, by: '' })),
  );
  return [
    ...between(source, /^---[ \t]*$/gm, /^(?:---|\.\.\.)[ \t]*$/gm).filter(({ index }) => index === 0),
    ...between(source, /<!--/g, /-->/g),
    ...between(source, fence, fenceEnd).flatMap((cut) => (isOutput(source, cut) ? fencesAlone(source, cut) : [cut])),
    ...[...source.matchAll(struck)].map((match) => whole(match)),
    ...[...source.matchAll(scripts)].map((match) =>
      whole(match, (match[1] === 'sub' ? lowered : raised)(match[2] ?? '')),
    ),
    ...[...source.matchAll(pandocScripts)].map((match) =>
      whole(match, match[1] === undefined ? raised(match[2] ?? '') : lowered(match[1])),
    ),
    ...tableCuts(source),
    ...[...source.matchAll(tags)].map((match) => whole(match)),
    ...[...source.matchAll(marks)].map((match) => whole(match)),
    ...dollars,
  ].sort((a, b) => a.index - b.index || b.length - a.length);
}

/** What is no cell of numbers: such a table only puts pictures or paragraphs side by side. */
const layout = /<(?:img|p|ul|ol|h[1-6]|pre|table|figure|video|iframe)\b/i;
const inTable = /\s{0,80}<tr\b[^<>]{0,300}>\s{0,80}|\s{0,80}<\/t[dh]>\s{0,80}|\s{0,80}\n\s{0,80}/gi;

/** Tables of HTML inside Markdown, a line for each row, as Markdown writes them. */
function tableCuts(source: string): Cut[] {
  return between(source, /<table\b[^<>]*>/gi, /<\/table>/gi).flatMap(({ index, length }) => {
    const block = source.slice(index, index + length);
    if (layout.test(block.slice(1)) || block.search(/<tr\b/i) === -1) return [];
    return allMatches(inTable, block).map((match): Cut => {
      const by = /<tr/i.test(match[0]) ? '\n| ' : match[0].includes('<') ? ' | ' : ' ';
      return { index: index + match.index, length: match[0].length, by, joins: true };
    });
  });
}

/** Whether a fenced block is no program, but what R or Stata printed of a test: that is read as text. */
function isOutput(source: string, { index, length }: Cut): boolean {
  const block = source.slice(index, index + length);
  return openingLine.test(block) && ofTest.test(block);
}

/** The fences of a block without what is between them. */
function fencesAlone(source: string, { index, length }: Cut): Cut[] {
  const [first, last] = [source.indexOf('\n', index), source.lastIndexOf('\n', index + length - 1) + 1];
  return [
    { index, length: first - index, by: '' },
    { index: last, length: index + length - last, by: '' },
  ];
}

/** Every stretch from an opening to the next closing, in one pass; one that is never closed is left out. */
function between(source: string, opening: RegExp, closing: RegExp): Cut[] {
  const found: Cut[] = [];
  for (let open = opening.exec(source); open; open = opening.exec(source)) {
    closing.lastIndex = opening.lastIndex;
    const close = closing.exec(source);
    if (!close) break;
    found.push({ index: open.index, length: closing.lastIndex - open.index, by: '' });
    opening.lastIndex = closing.lastIndex;
  }
  return found;
}
