import type { Evidence } from '../count/answer.js';
import { groupedBy } from '../load/grouped-by.js';
import { type Direction, excludes, liesOnSide, type Span, turnOf } from './direction.js';

/** Every verdict, in the order in which a board counts them. */
export const verdicts = [
  'reproduced',
  'differs',
  'consistent',
  'contradicted',
  'replicated',
  'not replicated',
  'undecided',
  'untested',
] as const;

/**
 * What Recount says of a claim. `reproduced` and `differs` rest on the article's own data; `consistent` and
 * `contradicted` test a printed number against other printed numbers; `replicated`, `not replicated` and `undecided`
 * are
 * of statements measured on other postings; `untested` has no cell that could decide it.
 */
export type Verdict = (typeof verdicts)[number];

/** The verdicts of a statement that is measured on other postings than the article's own. */
export const replicationVerdicts = ['replicated', 'not replicated', 'undecided'] as const;
export type ReplicationVerdict = (typeof replicationVerdicts)[number];

/** The verdicts that say a claim holds; it needs no explanation then. */
export const holding: readonly Verdict[] = ['reproduced', 'consistent', 'replicated'];

/** Whether a verdict says that a claim does not hold. */
export const fails = (verdict: Verdict): boolean =>
  verdict === 'differs' || verdict === 'contradicted' || verdict === 'not replicated';

/** The verdict that a comparison's outcome and its evidence amount to. */
export function verdictOf(agrees: boolean, evidence: Evidence): Verdict {
  if (evidence === 'print') return agrees ? 'consistent' : 'contradicted';
  return agrees ? 'reproduced' : 'differs';
}

/** A measurement of a statement: on which corpus, and the interval by which it is judged. */
export interface Judged {
  readonly corpus: string;
  readonly direction: Direction;
  readonly interval: Span;
}

/**
 * The verdict of a statement that was measured on other postings. A corpus speaks for it, or against it, where the
 * intervals of all ways of measuring it there leave out the value at which it turns, on the same side. One corpus that
 * speaks decides, unless another says the opposite.
 */
export function replicationVerdict(measured: readonly Judged[]): ReplicationVerdict {
  const said = [...groupedBy(measured, ({ corpus }) => corpus).values()].map((ways) => {
    const [first = 'undecided', ...others] = ways.map(measuredVerdict);
    return others.every((other) => other === first) ? first : 'undecided';
  });
  const [holds, fails] = [said.includes('replicated'), said.includes('not replicated')];
  return holds === fails ? 'undecided' : holds ? 'replicated' : 'not replicated';
}

function measuredVerdict({ direction, interval }: Judged): ReplicationVerdict {
  if (excludes(interval, turnOf(direction)) !== true) return 'undecided';
  return !('none' in direction) && liesOnSide(interval.estimate, direction) ? 'replicated' : 'not replicated';
}
