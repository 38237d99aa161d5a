import { formatComputed } from '../claims/format.js';
import type { Verdict } from '../claims/verdict.js';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { paint, paintVerdict } from '../terminal/paint.js';
import { jsonList } from '../terminal/visible.js';
import type { Trace, TracedArticle } from '../trace/trace.js';

/** Which claims a reader wants: those of one article (its id, or its text's file name), of one verdict, or all. */
export interface ClaimFilter {
  readonly article?: string;
  readonly verdict?: Verdict;
}

/** The articles that a reader names, by id or by text file; all when none is named. @throws UserError for an unknown one */
export function chosenArticles(
  articles: readonly TracedArticle[],
  named: string | undefined,
): readonly TracedArticle[] {
  const chosen = articles.filter(({ article: { id, text } }) => named === undefined || named === id || named === text);
  if (chosen.length > 0 || named === undefined) return chosen;
  const ids = articles.map(({ article: { id } }) => id);
  throw new UserError(`there is no article "${named}".${didYouMean(named, ids)} There are: ${ids.join(', ')}`);
}

/** The claims that a filter lets through, in printed order. @throws UserError for an article that is not there. */
export const selectClaims = (articles: readonly TracedArticle[], { article, verdict }: ClaimFilter): Trace[] =>
  chosenArticles(articles, article)
    .flatMap(({ traces }) => traces)
    .filter((trace) => verdict === undefined || trace.verdict === verdict);

/** A line a claim: verdict, line, printed, recounted, id. */
export function claimsText(traces: readonly Trace[]): string {
  const rows = traces.map((trace) => ({
    trace,
    recounted: trace.computed === null ? '' : formatComputed(trace.computed, trace.expectation),
  }));
  const width = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length), 0);
  const printed = width(traces.map((trace) => trace.printed));
  const recounted = width(rows.map((row) => row.recounted));
  const lines = rows.map(
    (row) =>
      `${paintVerdict(row.trace.verdict, row.trace.verdict.padEnd(12))} ${String(row.trace.line).padStart(4)}  ` +
      `${row.trace.printed.padEnd(printed)}  ${row.recounted.padEnd(recounted)}  ${paint('dim', row.trace.id)}`,
  );
  return [...lines, `${traces.length} claims`].join('\n');
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
