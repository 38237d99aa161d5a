import { chiSquareTail } from '../stats/chi-square-tail.js';
import { fTail } from '../stats/f-tail.js';
import { normalTail } from '../stats/normal.js';
import { studentTTail } from '../stats/student-t-tail.js';
import type { PValue } from '../stats/types.js';
import { roundedFrom } from '../text/printed-number.js';
import type { Reported } from './reported/reported.js';

/** The two-sided p-values that a printed test can have. */
export interface PossibleP {
  readonly least: PValue;
  readonly most: PValue;
  /** At the statistic as printed; undefined where degrees of freedom are missing or the statistic is a bound. */
  readonly exact: PValue | undefined;
}

type Tail = (statistic: number) => PValue;

const one: PValue = { p: 1, log10P: 0 };
const zero: PValue = { p: 0, log10P: Number.NEGATIVE_INFINITY };

/** The largest correlation whose t is finite. */
const LARGEST_R = 1 - 1e-12;

/**
 * The p-values that a test can have, given how its statistic was rounded, or that it is printed as a bound. Without
 * degrees of freedom the range is that over all of them, for t and χ², which still excludes most slips.
 *
 * @returns undefined for what is no test, or lacks what its distribution needs
 */
export function possibleP(test: Reported): PossibleP | undefined {
  const { low, high } = roundedFrom({ ...test.value, value: Math.abs(test.value.value) });
  const [from, to] = [Math.max(0, low), high];
  const known = tailOf(test);
  if (known) {
    const atLeast = test.relation === '<' ? 0 : from;
    return {
      most: atLeast === 0 ? one : known(atLeast),
      least: test.relation === '>' ? zero : known(to),
      exact: test.relation === '=' ? known(Math.abs(test.value.value)) : undefined,
    };
  }
  if (test.relation !== '=' || test.df.length > 0) return undefined;
  if (test.name === 't') return { least: normalTail(to), most: studentTTail(from, 1), exact: undefined };
  if (test.name === 'χ²') return { least: chiSquareTail(to, 1), most: one, exact: undefined };
  return undefined;
}

/** The two-sided tail of a test's distribution, where its degrees of freedom are printed. */
function tailOf({ name, df: [a, b], value }: Reported): Tail | undefined {
  switch (name) {
    case 'z':
      return normalTail;
    case 't':
      return a === undefined ? undefined : (t) => studentTTail(t, a);
    case 'r':
    case 'ρ':
      return a === undefined || Math.abs(value.value) > 1 ? undefined : (r) => correlationTail(r, a);
    case 'F':
      return a === undefined || b === undefined ? undefined : (f) => fTail(f, a, b);
    case 'χ²':
    case 'Q':
    case 'H':
      return a === undefined || !Number.isInteger(a) ? undefined : (x) => chiSquareTail(x, a);
    default:
      return undefined;
  }
}

/** The two-sided p-value of a correlation with df = n − 2. */
export function correlationTail(r: number, df: number): PValue {
  const size = Math.min(Math.abs(r), LARGEST_R);
  return studentTTail(size * Math.sqrt(df / (1 - size * size)), df);
}
