import { formatComputed } from '../claims/format.js';
import { verdicts } from '../claims/verdict.js';
import { columns, wrap } from '../terminal/layout.js';
import { paint, paintVerdict } from '../terminal/paint.js';
import type { Trace, TracedArticle } from '../trace/trace.js';

/** Whether every claim of the articles has the verdict that its file expects. */
export const allAsExpected = (articles: readonly TracedArticle[]): boolean =>
  articles.every(({ traces }) => traces.every((trace) => trace.verdict === trace.expected));

/**
 * The board: how many claims of each article have which verdict, on what evidence, and for each claim
 * that does not hold, or has another verdict than its file expects, what was recounted and why.
 */
export function board(articles: readonly TracedArticle[]): string {
  const counted = (traces: readonly Trace[]) =>
    verdicts.map((verdict) => String(traces.filter((trace) => trace.verdict === verdict).length));
  const [head = '', ...lines] = columns([
    ['article', 'claims', ...verdicts],
    ...articles.map(({ article, traces }) => [article.id, String(traces.length), ...counted(traces)]),
  ]);
  return [paint('bold', head), ...lines, ...articles.flatMap(section), '', conclusion(articles)].join('\n');
}

function section({ article, traces }: TracedArticle): string[] {
  const untested = traces.filter((trace) => trace.verdict === 'untested');
  const notable = traces.filter(
    ({ verdict, expected }) =>
      verdict === 'differs' || verdict === 'contradicted' || (verdict !== expected && verdict !== 'untested'),
  );
  const list = (title: string, listed: readonly Trace[]) =>
    listed.length === 0 ? [] : ['', paint('bold', `${article.id}: ${title}`), ...listed.map(entry)];
  return [...list('what does not hold, and why', notable), ...list('what could not be tested', untested)];
}

function entry(trace: Trace): string {
  const recounted = trace.computed === null ? '' : `, recounted ${formatComputed(trace.computed, trace.expectation)}`;
  const surprise = trace.verdict === trace.expected ? '' : paint('yellow', `  expected ${trace.expected}`);
  const lines = [
    `  ${paintVerdict(trace.verdict, trace.verdict.padEnd(12))} line ${String(trace.line).padEnd(4)}${trace.id}${surprise}`,
    wrap(`${trace.statement}: printed ${trace.printed}${recounted}`, '      '),
  ];
  if (trace.explanation !== null) lines.push(paint('dim', wrap(trace.explanation, '      ')));
  return lines.join('\n');
}

function conclusion(articles: readonly TracedArticle[]): string {
  const traces = articles.flatMap((article) => article.traces);
  const unexpected = traces.filter((trace) => trace.verdict !== trace.expected).length;
  const total = `${traces.length} claims`;
  return unexpected === 0
    ? `${total}, each with the verdict that its file expects. Trace any of them: npx recount trace <claim id or printed number>`
    : paint('red', `${total}, ${unexpected} with another verdict than expected.`);
}
