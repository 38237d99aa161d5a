import { fill, hole } from './fill.js';
import type { Trace } from './trace.js';

/** The claims of the same article whose values a finding's sentence names: `{rag-share}`. */
export function namedIn(trace: Trace, traces: readonly Trace[]): Trace[] {
  const names = [...(trace.finding ?? '').matchAll(hole)].map(([, name]) => name);
  return traces.filter(({ id }) => names.includes(id.slice(id.indexOf('/') + 1)));
}

/**
 * The sentence of a claim's finding, with its values.
 *
 * @throws UserError for a name that no value has, or a value that no cell has computed
 */
export const filledFinding = (trace: Trace, traces: readonly Trace[]): string | undefined =>
  trace.finding === null ? undefined : fill(trace.finding, { trace, traces });
