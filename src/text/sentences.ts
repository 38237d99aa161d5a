import { sentenceBreaks } from './sentence-breaks.js';
import type { TextTable } from './tables.js';

/** A sentence, list item or heading: a stretch of the text. */
export interface Sentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The number of its paragraph, from 0, in which it may stand with others. */
  readonly paragraph: number;
  /** Whether it reads as prose: it ends as a sentence does, and is no list item or heading. */
  readonly prose: boolean;
}

/** Lines of this length that end in mid-sentence go on in the next line: the text was wrapped. */
const WRAPPED = 45;
const SURELY_WRAPPED = 60;
/** A line that ends within a result, and one that goes on with its p-value, as software prints it. */
const unfinished = /[=<>([]\s*$|\d\)?,\s*$/;
const continuation = /^\s*(?:p|P|p-value|Prob > \S{1,6})\s*[=<>]\s*[\d.]/;

/** The sentences of a text outside its tables, in order. */
export function proseOf(text: string, tables: readonly TextTable[]): Sentence[] {
  const sentences: Sentence[] = [];
  paragraphs(text, tables).forEach(({ start, end }, paragraph) => {
    const whole = text.slice(start, end);
    const item = /^\s*(?:[-*•#>]|\d+[.)]\s)/.test(whole);
    for (const [from, to] of sentencesOf(whole)) {
      const own = text.slice(start + from, start + to);
      sentences.push({
        text: own,
        start: start + from,
        end: start + to,
        paragraph,
        prose: !item && /[.!?]["”’)\]]*\s*$/.test(own),
      });
    }
  });
  return sentences;
}

/** Stretches of lines that belong together. A line that was wrapped goes on; every other one is a paragraph. */
function paragraphs(text: string, tables: readonly TextTable[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let open: { start: number; end: number } | undefined;
  let previous = '';
  let table = 0;
  let at = 0;
  while (at <= text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end);
    while ((tables[table]?.end ?? Infinity) <= at) table += 1;
    const inTable = (tables[table]?.start ?? Infinity) < Math.max(end, at + 1) && (tables[table]?.end ?? 0) > at;
    if (inTable || line.trim() === '') {
      open = undefined;
    } else {
      const goesOn =
        !/[.!?:;|]["”’)\]]*\s*$/.test(previous) &&
        !/^\s*(?:[-*•#>|]\s|\d+[.)]\s)/.test(line) &&
        ((previous.length >= WRAPPED && /^\s*[\p{Ll}\d($(]/u.test(line)) ||
          previous.length >= SURELY_WRAPPED ||
          unfinished.test(previous) ||
          continuation.test(line));
      if (open && goesOn) open.end = end;
      else found.push((open = { start: at, end }));
    }
    previous = line;
    at = end + 1;
    if (newline === -1) break;
  }
  return found;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const abbreviation = new RegExp(
  String.raw`(?:\b(?:vs|e\.g|i\.e|approx|ca|cf|resp|No|Nos|Fig|Figs|Tab|Eq|Eqs|Dr|Mr|Mrs|Ms|St|Prof|al|etc|pp?|df|` +
    String.raw`bzw|z\.B|d\.h|Nr|incl|est|max|min|avg|U\.S|Inc|Ltd|Co)\.)\s*$`,
);

/** A longer sentence, a table without line ends or a list of data, is cut, so that no detector takes long over it. */
const LONGEST = 1500;
const PIECE = 20_000;

/** Offsets of sentences in a paragraph, by Unicode's rules, and not after abbreviations. */
function sentencesOf(paragraph: string): [number, number][] {
  const found: [number, number][] = [];
  let joined = false;
  for (const { segment, index } of segments(paragraph.replace(/\n/g, ' '))) {
    const last = found.at(-1);
    if (joined && last && index + segment.length - last[0] <= LONGEST) last[1] = index + segment.length;
    else
      for (let at = 0; at < segment.length; at = cut(segment, at)) found.push([index + at, index + cut(segment, at)]);
    joined =
      abbreviation.test(segment.slice(-12)) ||
      (/[([]/.test(segment) && /[([][^)\]]{0,80}\.\s*$/.test(segment.slice(-90)));
  }
  return found;
}

/** The sentences by Unicode's rules, looked for in pieces, since a segmenter is slow on one very long line. */
function segments(paragraph: string): { segment: string; index: number }[] {
  const found: { segment: string; index: number }[] = [];
  for (let from = 0; from < paragraph.length; ) {
    const space = paragraph.length - from <= PIECE ? paragraph.length : paragraph.lastIndexOf(' ', from + PIECE);
    const to = space > from ? Math.min(space + 1, paragraph.length) : from + PIECE;
    const piece = paragraph.slice(from, to);
    const begins = sentenceBreaks(piece) ?? Array.from(segmenter.segment(piece), ({ index }) => index).slice(1);
    let at = 0;
    for (const next of [...begins, piece.length]) {
      found.push({ segment: piece.slice(at, next), index: from + at });
      at = next;
    }
    from = to;
  }
  return found;
}

/** Where a piece that begins at `at` ends: at the sentence's end, or at the last space that is near enough. */
function cut(segment: string, at: number): number {
  if (segment.length - at <= LONGEST) return segment.length;
  const space = segment.lastIndexOf(' ', at + LONGEST);
  return space > at ? space + 1 : at + LONGEST;
}
