import { type Verdict, verdicts } from '../claims/verdict.js';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { columns, wrap } from '../terminal/layout.js';
import { paint, paintVerdict } from '../terminal/paint.js';
import { jsonList } from '../terminal/visible.js';
import type { Trace, TracedArticle } from '../trace/trace.js';
import { plural } from './plural.js';

/** Which claims a reader wants; all by default. */
export interface ClaimFilter {
  /** Those of one article: its id, or its text's file name. */
  readonly article?: string;
  readonly verdict?: Verdict;
  /** Those whose verdict is not the one that their file expects. */
  readonly unexpected?: true;
}

/**
 * The articles that a reader names, by id or by text file; all when none is named.
 *
 * @throws UserError for an unknown one
 */
export function chosenArticles(
  articles: readonly TracedArticle[],
  named: string | undefined,
): readonly TracedArticle[] {
  const chosen = articles.filter(({ article: { id, text } }) => named === undefined || named === id || named === text);
  if (chosen.length > 0 || named === undefined) return chosen;
  const ids = articles.map(({ article: { id } }) => id);
  throw new UserError(`there is no article "${named}".${didYouMean(named, ids)} There are: ${ids.join(', ')}`);
}

/** The claims that a filter lets through, by article. @throws UserError for an article that is not there. */
export const selectClaims = (
  articles: readonly TracedArticle[],
  { article, verdict, unexpected }: ClaimFilter,
): TracedArticle[] =>
  chosenArticles(articles, article).map((chosen) => ({
    ...chosen,
    traces: chosen.traces.filter(
      (trace) =>
        (verdict === undefined || trace.verdict === verdict) && (!unexpected || trace.verdict !== trace.expected),
    ),
  }));

/** A table for each article, a line a claim: verdict, line, id, printed, recounted. */
export function claimsText(articles: readonly TracedArticle[]): string {
  const table = (traces: readonly Trace[]) => {
    const cells = traces.map((trace) => [
      `  ${trace.verdict.padEnd(verdictWidth)}`,
      String(trace.line),
      localId(trace),
      trace.printed,
      recountedText(trace),
    ]);
    const rows = columns(cells, { texts: [0, 2, 3, 4], cut: { 2: 30, 3: 12, 4: 10 } });
    const end = verdictWidth + 2;
    return rows.map(
      (row, i) => `${paintVerdict(traces[i]?.verdict ?? 'untested', row.slice(0, end))}${row.slice(end)}`,
    );
  };
  return perArticle(articles, table);
}

/** For each article its claims, with what they say and why they do not hold. */
export const claimsWithReasons = (articles: readonly TracedArticle[]): string =>
  perArticle(articles, (traces) =>
    traces.flatMap((trace) => [
      `  ${expectedText(trace, localId(trace))}`,
      wrap(statementText(trace), '      ', 80),
      ...(trace.explanation === null ? [] : [paint('dim', wrap(trace.explanation, '      ', 80))]),
    ]),
  );

function perArticle(articles: readonly TracedArticle[], list: (traces: readonly Trace[]) => string[]): string {
  const filled = articles.filter(({ traces }) => traces.length > 0);
  const total = filled.flatMap(({ traces }) => traces).length;
  return [
    ...filled.flatMap(({ article, traces }) => [paint('bold', article.id), ...list(traces), '']),
    plural(total, 'claim'),
  ].join('\n');
}

const verdictWidth = Math.max(...verdicts.map((verdict) => verdict.length));

/** A claim's id within its article. */
const localId = ({ id }: Trace): string => id.slice(id.indexOf('/') + 1);

const recountedText = (trace: Trace): string => trace.recounted ?? '';

/** A claim with its verdict, and the expected one where it is another. */
export function expectedText(trace: Trace, name = trace.id): string {
  const surprise = trace.verdict === trace.expected ? '' : paint('yellow', `, expected ${trace.expected}`);
  return `${name}  ${paintVerdict(trace.verdict)}${surprise}`;
}

/** What a claim says, as it was printed and as it was recounted. */
export function statementText(trace: Trace): string {
  const recounted = trace.recounted === null ? '' : `, recounted ${recountedText(trace)}`;
  return `${trace.statement}: printed ${trace.printed}${recounted}`;
}

/** The traces as JSON for machines. The query is the first of its sources, whose answer's digest stands beside it. */
export const claimsJson = (traces: readonly Trace[]): string =>
  jsonList(
    traces.map(({ expectation: _, places: __, sources, ...trace }) => ({
      ...trace,
      corpus: sources[0]?.corpus ?? null,
      answer: sources[0]?.answer ?? null,
    })),
  );
