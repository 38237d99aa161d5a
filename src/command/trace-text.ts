import { readFileSync } from 'node:fs';
import { formatSpan } from '../claims/format.js';
import { describeQuery } from '../count/query.js';
import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';
import { inProject } from '../load/project.js';
import { parseNotebook } from '../notebook/parse-notebook.js';
import { field } from '../terminal/layout.js';
import { paint, paintVerdict } from '../terminal/paint.js';
import { printsNumber } from '../text/same-number.js';
import type { Trace } from '../trace/trace.js';

/**
 * The traces that a reader asks for: by a claim's id, whole or without its article, or by a number as
 * it is printed, with or without its unit, in any form that reads the same.
 *
 * @throws UserError when nothing has this id or prints this number.
 */
export function findTraces(traces: readonly Trace[], wanted: string): Trace[] {
  const byId = traces.filter((trace) => trace.id === wanted || trace.id.endsWith(`/${wanted}`));
  if (byId.length > 0) return byId;
  const byPrint = traces.filter(
    ({ printed }) => printed.toLowerCase() === wanted.toLowerCase() || printsNumber(printed, wanted),
  );
  if (byPrint.length > 0) return byPrint;
  throw new UserError(
    `no claim has the id "${wanted}" or prints it.${didYouMean(wanted, traces.flatMap(names))} ` +
      'All ids: npx recount claims',
  );
}

const names = (trace: Trace): string[] => [trace.id, trace.id.split('/')[1] ?? ''];

/** A trace for people: what is printed where, what was recounted from what, and how to run it again. */
export function traceText(trace: Trace): string {
  const surprise = trace.verdict === trace.expected ? '' : paint('yellow', ` (expected ${trace.expected})`);
  const lines = [
    `${paint('bold', trace.id)}  ${paintVerdict(trace.verdict)}${surprise}`,
    field('printed', `${trace.printed}  (${trace.article}, line ${trace.line}, ${trace.section})`),
    field('says', trace.statement),
  ];
  if (trace.computed !== null) {
    const exact = typeof trace.computed === 'number' ? String(trace.computed) : JSON.stringify(trace.computed);
    lines.push(field('recounted', `${trace.recounted ?? ''}  (${exact})`));
  }
  for (const { corpus, verdict, corrected, measure, replication } of trace.replications) {
    if (verdict === null || corrected === null) continue;
    const interval = formatSpan({ ...replication, ...corrected }, measure);
    lines.push(field('tested on', `${corpus}: ${verdict}; ${interval} when corrected for ${corrected.tests} tests`));
  }
  if (trace.explanation !== null) lines.push(field('why', trace.explanation));
  if (trace.notebook === null || trace.cell === null) return lines.join('\n');

  lines.push(field('cell', `${trace.notebook}#${trace.cell}`));
  const set = Object.entries(trace.parameters).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  if (set.length > 0) lines.push(field('parameters', set.join(', ')));
  lines.push(...cellSource(trace.notebook, trace.cell).map((line) => `    ${paint('dim', '│')} ${line}`));
  for (const [i, { corpus, digest, query, answer, evidence }] of trace.sources.entries()) {
    lines.push(field('query', describeQuery(query)));
    lines.push(field('answer', `${answer} (${evidence})`));
    lines.push(field('corpus', `${corpus}, ${digest}`));
    lines.push(field('data', trace.places[i] ?? ''));
  }
  lines.push(field('run again', `npx recount run --force ${trace.notebook}`));
  return lines.join('\n');
}

function cellSource(notebook: string, id: string): string[] {
  const { cells } = parseNotebook(readFileSync(inProject(notebook), 'utf8'), notebook);
  return (cells.find((cell) => cell.id === id)?.source ?? '').replaceAll('\t', '  ').split('\n');
}
