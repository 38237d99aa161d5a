import type { Evidence } from '../count/answer.js';

/** Every verdict, in the order in which a board counts them. */
export const verdicts = ['reproduced', 'differs', 'consistent', 'contradicted', 'untested'] as const;

/**
 * What Recount says of a claim. `reproduced` and `differs` rest on data; `consistent` and `contradicted`
 * test a printed number against other printed numbers; `untested` has no cell that could decide it.
 */
export type Verdict = (typeof verdicts)[number];

/** The verdict that a comparison's outcome and its evidence amount to. */
export function verdictOf(agrees: boolean, evidence: Evidence): Verdict {
  if (evidence === 'print') return agrees ? 'consistent' : 'contradicted';
  return agrees ? 'reproduced' : 'differs';
}
