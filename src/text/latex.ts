import type { ReadText } from './audited-text.js';
import { lowered, raised } from './scripts.js';
import { TextBuilder } from './text-builder.js';

/** Commands that stand for a character. */
const characters: Readonly<Record<string, string>> = {
  ...{ chi: 'χ', eta: 'η', omega: 'ω', beta: 'β', alpha: 'α', kappa: 'κ', rho: 'ρ', phi: 'φ', varphi: 'φ', Delta: 'Δ' },
  ...{
    times: '×',
    cdot: '·',
    pm: '±',
    le: '≤',
    leq: '≤',
    ge: '≥',
    geq: '≥',
    approx: '≈',
    sim: '~',
    ldots: '…',
    dots: '…',
  },
  ...{ textendash: '–', textemdash: '—', textless: '<', textgreater: '>', quad: ' ', qquad: ' ', mu: 'μ', tau: 'τ' },
};
/** Commands whose argument nobody reads as text. */
const unread = new RegExp(
  '^(?:cite[a-z]*|ref|eqref|autoref|cref|label|usepackage|documentclass|bibliography|bibliographystyle|' +
    'includegraphics|input|include|vspace|hspace|begin|end|pagestyle|setlength|cmidrule|cline|multirow|' +
    'newcommand|renewcommand|definecolor|color|href|url)$',
);
const sections: Readonly<Record<string, number>> = {
  chapter: 1,
  section: 1,
  subsection: 2,
  subsubsection: 3,
  paragraph: 4,
};

/** The pieces of a source: comments, commands with what follows, math, cells and rows, dashes. */
const token = new RegExp(
  [
    String.raw`(?<comment>(?<!\\)%[^\n]*)`,
    String.raw`\\begin\{(?<opens>[a-zA-Z]+\*?)\}(?:\[[^\]\n]{0,80}\]|\{[^{}\n]{0,200}\}){0,3}`,
    String.raw`\\end\{(?<closes>[a-zA-Z]+\*?)\}`,
    String.raw`\\(?<escaped>[%$&_#{}])`,
    String.raw`(?<row>\\\\(?:\[[^\]\n]{0,20}\])?)`,
    String.raw`\\(?<command>[a-zA-Z]+)\*?`,
    String.raw`\\(?<space>[,;:! ])`,
    String.raw`(?<scripts>[\^_](?:\{[^{}\n]{0,60}\}|[^\s{}\\]))`,
    '(?<tie>~)',
    '(?<dash>---?)',
    '(?<brace>[{}])',
    String.raw`(?<math>\$\$?)`,
    '(?<cell>&)',
  ].join('|'),
  'g',
);

const tables = /^(?:tabular[x*]?|longtable|array|tabulary)$/;
const hidden = /^(?:thebibliography|lstlisting|verbatim|tikzpicture|minted|comment|filecontents)\*?$/;

/**
 * LaTeX as Markdown would write it: sections with `#`, items with `-`, rows of tables with `|`. Places are the
 * file's.
 */
export function readLatex(source: string): ReadText {
  const from = /\\begin\{document\}/.exec(source);
  const builder = new TextBuilder(source);
  let at = from ? from.index + from[0].length : 0;
  let tableDepth = 0;
  let hiddenIn: string | undefined;
  token.lastIndex = at;
  for (let match = token.exec(source); match; match = token.exec(source)) {
    if (hiddenIn === undefined) keep(builder, source, at, match.index, tableDepth > 0);
    at = match.index + match[0].length;
    const { opens, closes, row, command, cell } = match.groups ?? {};
    if (hiddenIn !== undefined) {
      if (closes === hiddenIn) hiddenIn = undefined;
      continue;
    }
    if (opens !== undefined && hidden.test(opens)) hiddenIn = opens;
    else if (opens !== undefined && tables.test(opens)) {
      tableDepth += 1;
      builder.add('\n\n| ', match.index);
    } else if (closes !== undefined && tables.test(closes)) {
      tableDepth = Math.max(0, tableDepth - 1);
      builder.add('\n\n', match.index);
    } else if (row !== undefined) builder.add(tableDepth > 0 ? ' |\n| ' : '\n', match.index);
    else if (cell !== undefined) builder.add(tableDepth > 0 ? ' | ' : '', match.index);
    else if (command !== undefined) at = readCommand(builder, source, match.index, command, at, tableDepth > 0);
    else builder.add(replacement(match.groups ?? {}), match.index);
    token.lastIndex = at;
  }
  if (hiddenIn === undefined) keep(builder, source, at, source.length, false);
  return builder.read();
}

/** Text between tokens; in a row of a table a line end is a space. */
function keep(builder: TextBuilder, source: string, from: number, to: number, inTable: boolean): void {
  let at = from;
  for (let i = source.indexOf('\n', from); inTable && i !== -1 && i < to; i = source.indexOf('\n', i + 1)) {
    builder.keep(at, i);
    builder.add(' ', i);
    at = i + 1;
  }
  builder.keep(at, to);
}

/** What a command prints, and where the reading goes on. */
function readCommand(
  builder: TextBuilder,
  source: string,
  start: number,
  command: string,
  end: number,
  inTable: boolean,
): number {
  const character = characters[command];
  const level = sections[command];
  const script = /^text(sub|super)script$/.exec(command);
  if (script) {
    const [whole = '', inside = ''] = /^\{([^{}\n]{0,60})\}/.exec(source.slice(end, end + 64)) ?? [];
    builder.add((script[1] === 'sub' ? lowered : raised)(inside), start);
    return end + whole.length;
  }
  if (character !== undefined) builder.add(character, start);
  else if (level !== undefined) builder.add(`\n\n${'#'.repeat(level)} `, start);
  else if (command === 'item') builder.add(inTable ? ' ' : '\n- ', start);
  else if (unread.test(command)) return skipArguments(source, end);
  else if (command === 'caption' || command === 'title') builder.add('\n', start);
  return end;
}

/** Past the arguments behind a command: `[…]` and `{…}`. */
function skipArguments(source: string, from: number): number {
  const argument = /\s?(?:\[[^\]\n]{0,300}\]|\{[^{}]{0,600}\})/y;
  let at = from;
  for (let i = 0; i < 4; i += 1) {
    argument.lastIndex = at;
    const match = argument.exec(source);
    if (!match) break;
    at += match[0].length;
  }
  return at;
}

function replacement({ escaped, scripts, dash, tie, space }: Record<string, string | undefined>): string {
  if (escaped !== undefined) return escaped;
  // the formula's own signs say what is raised and lowered
  if (scripts !== undefined) return scripts.replace(/\\(?:text|mathrm|textit)\b/, '').replace(/^\^\{?2\}?$/, '²');
  if (dash !== undefined) return dash === '---' ? '—' : '–';
  return tie !== undefined || space !== undefined ? ' ' : '';
}
