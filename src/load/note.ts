import { appendFileSync } from './machine.js';

/**
 * A dependency of a notebook: a file that it read, a folder that it read with all that is in it, or a count query that
 * it asked with the answer's digest.
 */
export type Reach = { read: string } | { tree: string } | { asked: { corpus: string; query: string; answer: string } };

/**
 * Appends a line to the file that the runner names in RECOUNT_READS, if it is set. From these lines the runner knows
 * which changes of data make a notebook run again.
 */
export function note(reach: Reach): void {
  const log = process.env['RECOUNT_READS'];
  if (log) appendFileSync(log, `${JSON.stringify(reach)}\n`);
}
