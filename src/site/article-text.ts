import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../error.js';
import { unreadable } from '../load/problem.js';
import { shown } from '../load/project.js';
import { numbersIn } from '../text/numbers.js';
import type { Trace, TracedArticle } from '../trace/trace.js';

/** A reader's own copy of an article, with the places of its claims. It goes nowhere but into the site's folder. */
export interface ArticleText {
  readonly lines: readonly TextLine[];
  /** Claims whose words do not stand on their line in this copy. */
  readonly missing: readonly Trace[];
}

export interface TextLine {
  /** From 1, as claims count them. */
  readonly number: number;
  readonly parts: readonly TextPart[];
}

/**
 * A piece of a line: what a claim prints, a number that is no claim (with the reason, where one is given), or words.
 */
export type TextPart =
  | { readonly kind: 'claim'; readonly text: string; readonly trace: Trace }
  | { readonly kind: 'number'; readonly text: string; readonly reason: string | undefined }
  | { readonly kind: 'words'; readonly text: string };

/**
 * Reads copies of articles and finds which they are of: by the file's name, else by the claims that stand on their
 * lines.
 *
 * @throws UserError when a file cannot be read, or is a copy of no article here.
 */
export function readArticleTexts(
  files: readonly string[],
  articles: readonly TracedArticle[],
): Map<string, ArticleText> {
  return new Map(
    files.map((file) => {
      const lines = readLines(file);
      const article = articleOf(file, lines, articles);
      return [article.article.id, overlay(lines, article)];
    }),
  );
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/);
  } catch (cause) {
    throw unreadable(shown(file), cause);
  }
}

function articleOf(file: string, lines: readonly string[], articles: readonly TracedArticle[]): TracedArticle {
  const named = articles.find(({ article: { text, id } }) => [text, id].includes(basename(file).replace(/\.\w+$/, '')));
  if (named) return named;
  const fits = articles
    .map((article) => ({ article, part: fit(lines, article.traces) }))
    .sort((a, b) => b.part - a.part);
  const [best] = fits;
  if (best && best.part >= 0.5) return best.article;
  const percent = Math.round((best?.part ?? 0) * 100);
  throw new UserError(
    `${shown(file)} is a copy of no article here: of the claims of ${best?.article.article.id ?? 'any'} ` +
      `only ${percent}% stand on their lines. ` +
      `Name it as its article's text is named: ${articles.map(({ article }) => `${article.text}.txt`).join(', ')}`,
  );
}

const fit = (lines: readonly string[], traces: readonly Trace[]): number =>
  traces.length === 0
    ? 0
    : traces.filter(({ line, printed }) => lines[line - 1]?.includes(printed)).length / traces.length;

interface NumberRange {
  readonly start: number;
  readonly end: number;
  readonly trace: Trace | undefined;
  readonly reason: string | undefined;
}

/**
 * Places each claim on its line: the first place that no other has, else, as words may hold another claim's number, the
 * first.
 */
function overlay(lines: readonly string[], { article, traces }: TracedArticle): ArticleText {
  const spans = lines.map((): NumberRange[] => []);
  const missing: Trace[] = [];
  const place = (at: number, printed: string, what: Pick<NumberRange, 'trace' | 'reason'>): boolean => {
    const ofLine = spans[at - 1];
    const line = lines[at - 1] ?? '';
    const start = ofLine && (firstFree(line, printed, ofLine) ?? firstFree(line, printed, []));
    if (start === undefined) return false;
    ofLine?.push({ start, end: start + printed.length, ...what });
    return true;
  };
  for (const trace of traces) if (!place(trace.line, trace.printed, { trace, reason: undefined })) missing.push(trace);
  for (const { line, printed, reason } of article.notClaims) place(line, printed, { trace: undefined, reason });
  const numbers = numbersByLine(lines);
  const parts = (line: string, i: number): TextPart[] => partsOf(line, spans[i] ?? [], numbers[i] ?? []);
  return { lines: lines.map((line, i) => ({ number: i + 1, parts: parts(line, i) })), missing };
}

/** Where numbers in digits stand on each line; the style of their decimals is that of the whole text. */
function numbersByLine(lines: readonly string[]): NumberRange[][] {
  const byLine = lines.map((): NumberRange[] => []);
  for (const { line, column, printed, form } of numbersIn(lines.join('\n'))) {
    const span = { start: column - 1, end: column - 1 + printed.length, trace: undefined, reason: undefined };
    if (form === 'digits') byLine[line - 1]?.push(span);
  }
  return byLine;
}

function firstFree(line: string, text: string, taken: readonly NumberRange[]): number | undefined {
  for (let start = line.indexOf(text); start !== -1; start = line.indexOf(text, start + 1)) {
    const end = start + text.length;
    if (taken.every((span) => end <= span.start || start >= span.end)) return start;
  }
  return undefined;
}

/** A line cut where spans begin and end; of spans that hold each other the shortest counts. */
function partsOf(line: string, spans: readonly NumberRange[], numbers: readonly NumberRange[]): TextPart[] {
  const free = numbers.filter(({ start, end }) => spans.every((span) => end <= span.start || start >= span.end));
  const all = [...spans, ...free];
  const cuts = [...new Set([0, line.length, ...all.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1] ?? line.length;
    const text = line.slice(start, end);
    const [span] = all
      .filter((each) => each.start <= start && each.end >= end)
      .sort((a, b) => a.end - a.start - (b.end - b.start));
    if (!span) return { kind: 'words', text };
    return span.trace ? { kind: 'claim', text, trace: span.trace } : { kind: 'number', text, reason: span.reason };
  });
}
