import { verdicts } from '../claims/verdict.js';
import { columns } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import type { Trace, TracedArticle } from '../trace/trace.js';

/** The claims whose verdict is not the one that their file expects. */
export const unexpectedIn = (articles: readonly TracedArticle[]): Trace[] =>
  articles.flatMap(({ traces }) => traces.filter(({ verdict, expected }) => verdict !== expected));

/** The board: how many claims of each article have which verdict, and of all of them. */
export function board(articles: readonly TracedArticle[]): string {
  const row = (name: string, traces: readonly Trace[]) => [
    name,
    String(traces.length),
    ...verdicts.map((verdict) => String(traces.filter((trace) => trace.verdict === verdict).length)),
  ];
  const all = articles.flatMap(({ traces }) => traces);
  const rows = articles.map(({ article, traces }) => row(article.id, traces));
  const [head = '', ...lines] = columns([['article', 'total', ...verdicts], ...rows, row('all', all)], {
    cut: { 0: 12 },
    gap: 1,
  });
  const total = lines.pop() ?? '';
  return [paint('bold', head), ...lines, ...(articles.length > 1 ? [paint('bold', total)] : [])].join('\n');
}
