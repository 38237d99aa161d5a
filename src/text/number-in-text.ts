import type { PrintedNumber } from './printed-number.js';

/** What sort of quantity a number in a text is, as far as the words beside it tell. */
export const numberKinds = [
  /** `18.2%`, `18 percent` */ 'share',
  /** `2 percentage points`, `2 pp` */ 'points',
  /** `$80`, `€4.2 million` */ 'money',
  /** `1.4×`, `three times`, `twice`, `doubled`, `tenfold` */ 'ratio',
  /** `half`, `two thirds`, `one in five` */ 'fraction',
  /** the number after `p =` or `p <` */ 'p-value',
  /** a whole number of things, in digits or words */ 'count',
  /** any other number with decimals, or with a unit of measure */ 'measure',
  /** words that claim a quantity without a number: `most`, `a majority`, `hundreds of` */ 'vague',
  /** `3rd`, `95th` */ 'ordinal',
  /** years, days, months with a year, times of day */ 'date',
  /** digits inside a name, a version, an address, a list's marker or a label: `GPT-4`, `v3.2`, `Table 2` */ 'name',
] as const;
export type NumberKind = (typeof numberKinds)[number];

/** What the words or signs before a number (or a `+` after it) make of it. */
export type Bound = 'exactly' | 'about' | 'below' | 'at most' | 'above' | 'at least';

/** A number as a text prints it, and where. */
export interface NumberInText {
  /** With its sign, currency, unit and the other end of a range: `$170K–$300K`, `<5%`, `three times`. */
  readonly printed: string;
  /** Offsets into the text: of its first character, and of the one after its last. */
  readonly start: number;
  readonly end: number;
  /** From 1; columns count UTF-16 units, as editors do. */
  readonly line: number;
  readonly column: number;
  readonly form: 'digits' | 'words';
  readonly kind: NumberKind;
  readonly bound: Bound;
  /** One, two for a range, none for vague words, names and dates other than a bare year; shares in percent. */
  readonly values: readonly PrintedNumber[];
}

/** What a reader of digits or words makes of a stretch of text, before it has a place in the file. */
export interface ReadStretch {
  readonly start: number;
  readonly end: number;
  readonly form: 'digits' | 'words';
  readonly kind: NumberKind;
  readonly bound: Bound;
  readonly values: readonly PrintedNumber[];
}
