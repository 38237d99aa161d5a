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
  const [known, ...others] = tailsOf(test);
  if (known) {
    const atLeast = test.relation === '<' ? 0 : from;
    const tails = [known, ...others];
    return {
      most: atLeast === 0 ? one : tails.map((tail) => tail(atLeast)).reduce((a, b) => (b.log10P > a.log10P ? b : a)),
      least:
        test.relation === '>' ? zero : tails.map((tail) => tail(to)).reduce((a, b) => (b.log10P < a.log10P ? b : a)),
      exact: test.relation === '=' ? known(Math.abs(test.value.value)) : undefined,
    };
  }
  if (test.relation !== '=' || test.df.length > 0) return undefined;
  if (test.name === 't') return { least: normalTail(to), most: studentTTail(from, 1), exact: undefined };
  if (test.name === 'χ²') return { least: chiSquareTail(to, 1), most: one, exact: undefined };
  return undefined;
}

/** The tail at the printed degrees of freedom, and at those that fractions of them are rounded from. */
function tailsOf(test: Reported): Tail[] {
  const tail = tailOf(test);
  if (!tail) return [];
  if (test.df.every((df) => Number.isInteger(df))) return [tail];
  const corners = [-1, 1].flatMap((side) => {
    const df = test.df.map((one) => {
      const decimals = String(one).split('.')[1]?.length ?? 0;
      return decimals === 0 ? one : Math.max(0.01, one + (side / 2) * 10 ** -decimals);
    });
    return tailOf({ ...test, df }) ?? [];
  });
  return [tail, ...corners];
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
