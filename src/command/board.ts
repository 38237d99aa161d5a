import { type Verdict, verdicts } from '../claims/verdict.js';
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
  const signsRow = ['article', 'total', ...verdicts.map((verdict) => signs[verdict])];
  const [head = '', ...lines] = columns([signsRow, ...rows, row('all', all)], { cut: { 0: 12 } });
  const total = lines.pop() ?? '';
  const groups = `${' '.repeat(head.indexOf('✓') - 3)}own data    own print   other postings`;
  return [
    paint('bold', groups),
    paint('bold', head),
    ...lines,
    ...(articles.length > 1 ? [paint('bold', total)] : []),
    paint('dim', '✓ reproduced, consistent, replicated  ✗ differs, contradicted, not replicated'),
    paint('dim', '? undecided: measured on other postings, and the interval holds both'),
  ].join('\n');
}

/** At the head of each verdict's column, four wide, below the evidence that the verdicts rest on. */
const signs: Readonly<Record<Verdict, string>> = {
  reproduced: '   ✓',
  differs: '   ✗',
  consistent: '   ✓',
  contradicted: '   ✗',
  replicated: '   ✓',
  'not replicated': '   ✗',
  undecided: '   ?',
  untested: 'untested',
};
