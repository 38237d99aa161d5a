import { UserError } from '../error.js';
import { numbersIn } from '../text/numbers.js';
import { roundsTo } from './rounds-to.js';

/**
 * What a printed number or comparison asks of the recounted value, as parsed from the claim file:
 *
 * | printed | written in the claim | asks |
 * | --- | --- | --- |
 * | `26.2%`, `1.4×`, `6,802` | nothing more | the value rounds to the printed digits |
 * | more than five times | `means: "> 5"` | the comparison holds |
 * | 2–4× | `means: all in 2..4` | it holds for each of several values |
 * | A above B above C | `means: A > B > C` | the named values stand in that order |
 */
export type Expectation =
  | { readonly kind: 'rounds'; readonly to: number; readonly decimals: number; readonly percent: boolean }
  | { readonly kind: 'compares'; readonly all: boolean; readonly operator: Operator; readonly bound: number }
  | { readonly kind: 'within'; readonly all: boolean; readonly low: number; readonly high: number }
  | { readonly kind: 'ordered'; readonly names: readonly string[] };

const operators = ['<=', '>=', '<', '>', '='] as const;
type Operator = (typeof operators)[number];

/** What a cell hands over: one value, or named values where several are compared. Shares are fractions of 1. */
export type Computed = number | Readonly<Record<string, number>>;

/**
 * Reads a printed number: `26.2%` asks for a fraction that rounds to 0.262, `6,802` for that count, `12.4 million` for
 * a count that rounds to it. The printed digits are the precision, so `0.10` asks for more than `0.1`.
 *
 * @throws UserError when the text is more than one number in digits: a bound, a range, words
 */
export function parsePrinted(printed: string): Expectation {
  const text = printed.trim();
  const [number, ...others] = numbersIn(text);
  const [value] = number?.values ?? [];
  const isWhole = number?.start === 0 && number.end === text.length && others.length === 0;
  if (!isWhole || !value || number.values.length > 1 || number.form === 'words' || number.bound !== 'exactly') {
    throw new UserError(
      `printed "${printed}" is not a plain number; say what it asks for with means: (for example means: "> 5")`,
    );
  }
  const decimals = Math.round(-Math.log10(value.step));
  return { kind: 'rounds', to: value.value, decimals, percent: number.kind === 'share' };
}

/**
 * Reads the `means` of a claim: `> 5`, `= 8`, `in 2..4`, `all < 1e-7`, `A > B > C`.
 *
 * @throws UserError that quotes the text and lists the forms.
 */
export function parseMeans(means: string): Expectation {
  const all = /^all\s+/.test(means);
  const rest = means.replace(/^all\s+/, '').trim();

  const within = /^in\s+(\S+?)\s*\.\.\s*(\S+)$/.exec(rest);
  if (within) {
    const [low, high] = [numeral(within[1]), numeral(within[2])];
    if (low !== undefined && high !== undefined && low <= high) return { kind: 'within', all, low, high };
  }
  const operator = operators.find((each) => rest.startsWith(each));
  if (operator) {
    const bound = numeral(rest.slice(operator.length));
    if (bound !== undefined) return { kind: 'compares', all, operator, bound };
  }
  const names = rest.split('>').map((name) => name.trim());
  if (!all && !operator && names.length > 1 && names.every((name) => name !== '')) return { kind: 'ordered', names };

  throw new UserError(
    `means "${means}" is none of the forms "> 5", ">= 5", "< 5", "<= 5", "= 5", "in 2..4", ` +
      'the same with "all" in front, or an order of names "A > B > C"',
  );
}

const numeral = (text = ''): number | undefined =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;

/**
 * Whether a recounted value meets what the print asks for.
 *
 * A value meets printed digits when it rounds to them, half up or half to even: 29.45 meets both 29.5 and 29.4.
 *
 * @throws UserError when the value is not of the kind that the claim compares, or is not a finite number.
 */
export function meets(computed: Computed, expectation: Expectation): boolean {
  const values = typeof computed === 'number' ? { value: computed } : computed;
  if (typeof values !== 'object' || values === null) {
    throw new UserError(
      `the value is ${JSON.stringify(computed)}; a claim is checked against a number, or a record of names and numbers`,
    );
  }
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isFinite(value)) throw new UserError(`${name} is ${value}; a claim is checked against a finite number`);
  }
  switch (expectation.kind) {
    case 'rounds':
      return roundsTo(single(computed), expectation);
    case 'compares':
      return each(computed, expectation.all).every((value) => compare(value, expectation.operator, expectation.bound));
    case 'within':
      return each(computed, expectation.all).every((value) => value >= expectation.low && value <= expectation.high);
    case 'ordered': {
      const ordered = expectation.names.map((name) => named(computed, name));
      return ordered.slice(1).every((value, i) => (ordered[i] ?? NaN) > value);
    }
  }
}

function single(computed: Computed): number {
  if (typeof computed === 'number') return computed;
  throw new UserError(`the claim asks for one number, the cell gave several (${Object.keys(computed).join(', ')})`);
}

function each(computed: Computed, all: boolean): readonly number[] {
  if (!all) return [single(computed)];
  const values = typeof computed === 'number' ? [] : Object.values(computed);
  if (values.length > 0) return values;
  throw new UserError(
    `the claim speaks of several values ("all …"), the cell gave ${JSON.stringify(computed)}; ` +
      'give a record of names and numbers',
  );
}

function named(computed: Computed, name: string): number {
  const value = typeof computed === 'number' ? undefined : computed[name];
  if (value !== undefined) return value;
  const given = typeof computed === 'number' ? String(computed) : Object.keys(computed).join(', ');
  throw new UserError(`the claim orders "${name}" among others, the cell gave ${given}`);
}

function compare(value: number, operator: Operator, bound: number): boolean {
  switch (operator) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '=':
      return value === bound;
  }
}
