import { basename } from 'node:path';
import type { RunEvent, RunResult } from '../notebook/run.js';
import { paint } from './paint.js';
import { printAside } from './print.js';
import { lastLine } from './progress-line.js';

const short = (notebook: string): string => basename(notebook, '.ipynb');
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/**
 * Writes a run's progress to stderr: a line a notebook as it starts (with the reason) and ends, and on a
 * terminal one more line, rewritten in place, with the cells that are running now.
 */
export function runProgress(): (event: RunEvent) => void {
  const running = new Map<string, string>();
  return (event) => {
    if (event.kind === 'started') running.set(event.notebook, `0/${event.cells}`);
    else if (event.kind === 'cell') running.set(event.notebook, `${event.number}/${event.of} ${event.id}`);
    else running.delete(event.notebook);

    lastLine.clear();
    const line = lineOf(event);
    if (line !== undefined) printAside(line);
    if (running.size > 0)
      lastLine.show([...running].map(([notebook, cell]) => `${short(notebook)} ${cell}`).join('   '));
  };
}
function lineOf(event: RunEvent): string | undefined {
  switch (event.kind) {
    case 'cell':
      return undefined;
    case 'started':
      return `  ${paint('cyan', '▸')} ${short(event.notebook)}  ${event.cells} cells  ${paint('dim', reasonsText(event.reasons))}`;
    case 'unchanged':
      return `  ${paint('dim', '=')} ${short(event.notebook)}  ${paint('dim', 'unchanged')}`;
    case 'executed':
      return `  ${paint('green', '✓')} ${short(event.notebook)}  ${seconds(event.ms)}`;
    case 'edited':
      return `  ${paint('yellow', '!')} ${short(event.notebook)}  saved by someone else while it ran; left as saved, run it again`;
    case 'failed':
      return failureText(event);
  }
}

/** The first reasons, and how many more there are. */
function reasonsText(reasons: readonly string[]): string {
  const named = reasons.slice(0, 3).join('; ');
  return reasons.length > 3 ? `(${named}; and ${reasons.length - 3} more)` : `(${named})`;
}

function failureText({ notebook, ms, cell, error, kept }: RunResult & { kind: 'failed' }): string {
  const place = cell.line === undefined ? '' : `, line ${cell.line}: ${cell.source ?? ''}`;
  const lines = [
    `  ${paint('red', '✗')} ${short(notebook)}  ${seconds(ms)}`,
    `      ${notebook}, cell [${cell.number}] ${cell.id}${place}`,
    ...`${error.name}: ${error.message}`.split('\n').map((line) => paint('red', `      ${line}`)),
    paint('dim', `      the failed run is kept in ${kept}`),
  ];
  return lines.join('\n');
}
