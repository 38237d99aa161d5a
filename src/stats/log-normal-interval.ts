import { exp } from './elementary.js';
import { criticalZ } from './normal.js';
import type { Estimate } from './types.js';

/** The interval of a ratio whose logarithm is nearly normal with this standard error: ratio · exp(±z·se). */
export function logNormalInterval(ratio: number, standardError: number, level: number): Estimate {
  const factor = exp(criticalZ(level) * standardError);
  return { estimate: ratio, low: ratio / factor, high: ratio * factor, level };
}
