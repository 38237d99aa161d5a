import type { ReportedName } from './names.js';
import type { Reported } from './reported.js';

/** What may stand between two values of one group: `M = 5.1, SD = 1.0`. */
const NEAR = 16;

/**
 * The value of one of these names in the same group as another: next to it, or with nothing but values of passed names
 * between, in the direction that is asked for.
 */
export function besides(
  { text, start, reported }: { readonly text: string; readonly start: number; readonly reported: readonly Reported[] },
  from: Reported,
  direction: 'before' | 'after',
  names: readonly ReportedName[],
  passed: readonly ReportedName[],
): Reported | undefined {
  const at = reported.indexOf(from);
  const others = direction === 'after' ? reported.slice(at + 1) : reported.slice(0, Math.max(0, at)).reverse();
  let last = from;
  for (const other of others) {
    const [a, b] = direction === 'after' ? [last, other] : [other, last];
    const gap = text.slice(a.end - start, b.start - start);
    if (gap.length > NEAR || /[.?!]\s|\d/.test(gap.replace(/\[[^\]]*\]|95% CI/g, ''))) return undefined;
    if (names.includes(other.name)) return other;
    if (!passed.includes(other.name)) return undefined;
    last = other;
  }
  return undefined;
}
