import type { RunResult } from '../notebook/run.js';
import { wrap } from '../terminal/layout.js';
import { paint } from '../terminal/paint.js';
import type { TracedArticle } from '../trace/trace.js';
import { board, unexpectedIn } from './board.js';
import { expectedText, statementText } from './claims-table.js';
import { plural } from './plural.js';
import type { Ending } from './reply.js';

/** How many unexpected claims the end of a run lists; the others are counted. */
const listed = 5;

/** A failed notebook weighs more than an unexpected verdict. */
export function endingOf(results: readonly RunResult[], articles: readonly TracedArticle[]): Ending {
  if (results.some((result) => result.kind === 'failed')) return 'notebookFailed';
  return unexpectedIn(articles).length === 0 ? 'asExpected' : 'unexpected';
}

/**
 * What the last lines of a run say: the board; below it what ran and what failed, which verdicts are not the expected
 * ones, and how to see more.
 */
export function runSummary(results: readonly RunResult[], articles: readonly TracedArticle[]): string {
  const claims = articles.flatMap(({ traces }) => traces).length;
  return [
    ...(claims > 0 ? ['', board(articles)] : []),
    '',
    ranText(results),
    ...results.flatMap((result) => (result.kind === 'failed' ? [failureText(result)] : [])),
    ...(claims > 0 ? verdictLines(articles, results) : ['No claim is checked there.']),
  ].join('\n');
}

const ranText = (results: readonly RunResult[]): string => {
  const times = (kind: RunResult['kind'], words: string): string[] => {
    const count = results.filter((result) => result.kind === kind).length;
    return count === 0 ? [] : [`${count} ${words}`];
  };
  const parts = [
    ...times('executed', 'ran'),
    ...times('unchanged', 'unchanged'),
    ...times('edited', 'saved by someone else while running: run again'),
    ...times('failed', 'failed').map((text) => paint('red', text)),
  ];
  return `${plural(results.length, 'notebook')}: ${parts.join(', ')}`;
};

/** A failure in two lines; its whole error stands where the notebook ended. */
function failureText({ notebook, cell, error, kept }: RunResult & { kind: 'failed' }): string {
  const line = cell?.line === undefined ? '' : `, line ${cell.line}`;
  const place = cell ? `${notebook}, cell [${cell.number}] ${cell.id}${line}` : notebook;
  const [first = ''] = `${error.name}: ${error.message}`.split('\n');
  return [
    `  ${paint('red', '✗')} ${place}${kept === undefined ? '' : `; kept in ${kept}`}`,
    paint('red', wrap(first, '    ', 80)),
  ].join('\n');
}

function verdictLines(articles: readonly TracedArticle[], results: readonly RunResult[]): string[] {
  const claims = articles.flatMap(({ traces }) => traces).length;
  const unexpected = unexpectedIn(articles);
  const failed = results.some(({ kind }) => kind === 'failed');
  const old = failed ? '; those of what failed are of its last good run' : '';
  const only = articles.length === 1 ? ` --article ${articles[0]?.article.id}` : '';
  if (unexpected.length === 0)
    return [
      `${claims} claims, each with the verdict that its file expects${old}.`,
      `What does not hold, and why: npx recount claims${only} --verdict differs --why`,
      'What stands behind a number: npx recount trace <claim id or printed number>',
    ];
  const more = unexpected.length > listed ? [`  and ${unexpected.length - listed} more`] : [];
  return [
    paint('red', `${claims} claims, ${unexpected.length} with another verdict than expected${old}:`),
    ...unexpected
      .slice(0, listed)
      .flatMap((trace) => [`  ${expectedText(trace)}`, wrap(statementText(trace), '    ', 80)]),
    ...more,
    wrap(`See more: npx recount claims${only} --unexpected --why, npx recount trace ${unexpected[0]?.id}`, '', 80),
  ];
}
