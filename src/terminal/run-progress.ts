import { basename } from 'node:path';
import type { RunEvent, RunResult } from '../notebook/run.js';
import { paint } from './paint.js';
import { printAside } from './print.js';
import { lastLine } from './progress-line.js';

const short = (notebook: string): string => basename(notebook, '.ipynb');
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** How many notebooks get a line of their own when they have run; the end of the run counts them all. */
const mostLines = 16;

/**
 * Writes a run's progress to stderr: a line for each notebook that ran, with the reason, and more for one that failed;
 * none for those unchanged. On a terminal one more line, rewritten in place, has the cells that are running now.
 */
export function runProgress(): (event: RunEvent) => void {
  const running = new Map<string, string>();
  const reasons = new Map<string, string>();
  let ran = 0;
  return (event) => {
    if (event.kind === 'started') {
      running.set(event.notebook, `0/${event.cells}`);
      reasons.set(event.notebook, `${event.cells} cells  ${paint('dim', reasonsText(event.reasons))}`);
    } else if (event.kind === 'cell') running.set(event.notebook, `${event.number}/${event.of} ${event.id}`);
    else running.delete(event.notebook);

    lastLine.clear();
    if (event.kind === 'executed') ran += 1;
    if (event.kind === 'executed' && ran > mostLines) {
      if (ran === mostLines + 1) printAside('    more run without a line of their own');
    } else {
      const line = lineOf(event, reasons.get(event.notebook) ?? '');
      if (line !== undefined) printAside(line);
    }
    if (running.size > 0)
      lastLine.show([...running].map(([notebook, cell]) => `${short(notebook)} ${cell}`).join('   '));
  };
}

function lineOf(event: RunEvent, reason: string): string | undefined {
  switch (event.kind) {
    case 'started':
    case 'cell':
    case 'unchanged':
      return undefined;
    case 'executed':
      return `  ${paint('green', '✓')} ${short(event.notebook)}  ${seconds(event.ms)}  ${reason}`;
    case 'edited':
      return `  ${paint('yellow', '!')} ${short(event.notebook)}  was saved by someone else while it ran; run it again`;
    case 'failed':
      return failureText(event);
  }
}

/** The first reason, and how many more there are. */
function reasonsText([first = '', ...others]: readonly string[]): string {
  return others.length > 0 ? `(${first}; and ${others.length} more)` : `(${first})`;
}

function failureText({ notebook, ms, cell, error, kept }: RunResult & { kind: 'failed' }): string {
  const line = cell?.line === undefined ? '' : `, line ${cell.line}: ${cell.source ?? ''}`;
  const place = cell ? `${notebook}, cell [${cell.number}] ${cell.id}${line}` : `${notebook}, no cell is to blame`;
  const lines = [
    `  ${paint('red', '✗')} ${short(notebook)}  ${seconds(ms)}`,
    `      ${place}`,
    ...`${error.name}: ${error.message}`.split('\n').map((each) => paint('red', `      ${each}`)),
    ...(kept === undefined ? [] : [paint('dim', `      the failed run is kept in ${kept}`)]),
  ];
  return lines.join('\n');
}
