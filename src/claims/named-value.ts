import type { Provenance } from '../count/answer.js';
import { UserError } from '../error.js';
import { type Basis, sourcesOf } from './check.js';

/** What a number counts, which decides how a draft writes it: a `share` is a fraction of 1, written in percent. */
export const units = ['share', 'count', 'ratio', 'p', 'number'] as const;
export type Unit = (typeof units)[number];

/**
 * A value as a cell gives it to writers. An interval function's result may be spread into it:
 * `{ says: 'ML Engineer postings with fine-tuning', unit: 'share', k, n, ...wilson({ k, n }), method: 'Wilson' }`.
 */
export interface GivenValue {
  /** What the number is, in a few words that stand in the method line of a draft. */
  readonly says: string;
  readonly unit: Unit;
  readonly estimate: number;
  /** Decimals of the written number: of the percentage for a share. */
  readonly digits?: number;
  /** Numerator and denominator of a share. */
  readonly k?: number;
  readonly n?: number;
  readonly low?: number;
  readonly high?: number;
  readonly level?: number;
  /** How the interval or the p-value was made: `Wilson`, `chi-square with 2 df`. */
  readonly method?: string;
  /**
   * Whose postings were counted, where the first words of `says` do not name them: `AI Engineer`. A draft's sentences
   * are held against it.
   */
  readonly subject?: string;
  /** What was counted in them, where `says` does not name it behind "that", "with" or "whose": `fine-tuning`. */
  readonly property?: string;
  /** The first and the last day of the postings, where it is another period than the corpus's own. */
  readonly period?: { readonly from: string; readonly to: string };
}

/** A value that a writer may use by its name, as it stands in an executed notebook. */
export interface NamedValue extends GivenValue {
  readonly name: string;
  readonly digits: number;
}

/** The values of one call, and the answers that they were computed from. */
export interface NamedValues {
  readonly values: readonly NamedValue[];
  readonly sources: readonly Provenance[];
}

const defaultDigits: Readonly<Record<Unit, number>> = { share: 1, count: 0, ratio: 1, p: 3, number: 2 };

/**
 * Names computed values for writers, each with what a reader would ask of it.
 *
 * @param given name (lower-case words joined by hyphens) → value
 * @param basis the answers behind the values, from which their trace follows, or `'print'`
 * @throws UserError for a name that no draft could write, a value that is not finite, a share outside 0 to 1
 * or other than its k of n, or an interval that is none.
 */
export function nameValues(given: Readonly<Record<string, GivenValue>>, basis: Basis): NamedValues {
  const values = Object.entries(given).map(([name, value]) => {
    const wrong = problemOf(name, value);
    if (wrong !== undefined) throw new UserError(`value "${name}": ${wrong}`);
    return { name, digits: defaultDigits[value.unit], ...value };
  });
  return { values, sources: sourcesOf(basis) };
}

function problemOf(name: string, value: GivenValue): string | undefined {
  const { says, unit, estimate, digits, k, n, low, high, period } = value;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return 'a name is lower-case letters and digits, with hyphens between words, such as mle-share';
  if (!units.includes(unit)) return `its unit is "${String(unit)}"; the units are ${units.join(', ')}`;
  if (typeof says !== 'string' || says.trim() === '') return 'it does not say what it is; give says: "…"';
  if (!Number.isFinite(estimate)) return `its estimate is ${estimate}; give a finite number`;
  if (unit === 'share' && (estimate < 0 || estimate > 1))
    return `a share is a fraction from 0 to 1, and this is ${estimate}`;
  if (unit === 'count' && !Number.isInteger(estimate)) return `a count is a whole number, and this is ${estimate}`;
  if (digits !== undefined && !(Number.isInteger(digits) && digits >= 0 && digits <= 12))
    return `digits is ${digits}; give a whole number from 0 to 12`;
  if ((k === undefined) !== (n === undefined)) return 'k and n belong together: give both, or neither';
  if (unit === 'share' && k !== undefined && n !== undefined && Math.abs(k / n - estimate) > 1e-9) {
    return `its estimate is ${estimate}, but ${k} of ${n} is ${k / n}`;
  }
  if ((low === undefined) !== (high === undefined)) return 'low and high belong together: give both, or neither';
  if (low !== undefined && high !== undefined && !(low <= high)) return `its interval runs from ${low} to ${high}`;
  if (period !== undefined && !(isDay(period.from) && isDay(period.to) && period.from <= period.to))
    return `its period runs from ${period.from} to ${period.to}; give two days as 2026-03-10, the earlier one first`;
  return undefined;
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
