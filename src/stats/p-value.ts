import { exp } from './elementary.js';
import type { PValue } from './types.js';

/** Below this a double begins to lose digits (at 2e-308) and then everything (at 5e-324). */
const SMALLEST = 1e-300;

/** The p-value where a double holds it well, otherwise the one whose natural logarithm `logP` computes. */
export function pValue(p: number, logP: () => number): PValue {
  return p >= SMALLEST ? { p, log10P: Math.log10(p) } : pValueOfLog(logP());
}

/** The p-value with this natural logarithm. */
export function pValueOfLog(logP: number): PValue {
  return { p: exp(logP), log10P: logP / Math.LN10 };
}
