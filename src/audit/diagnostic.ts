import type { Reading } from './reading.js';

/** Notes on how a text reports, which contradict nothing. */
export const reportingKinds = [
  'imprecise-p',
  'marginal-significance',
  'no-effect-size',
  'no-power',
  'no-test',
  'many-tests',
  'few-points',
] as const;

/** What a diagnostic is about, in the order in which they are explained. */
export const diagnosticKinds = [
  'impossible-percentage',
  'share',
  'sum',
  'printed-twice',
  'quoted-table',
  'item-count',
  'order',
  'ratio',
  'p-value',
  'p-zero',
  'interval',
  'effect-size',
  'standard-error',
  'mean',
  'group-test',
  'degrees-of-freedom',
  'classification',
  'bayes-factor',
  ...reportingKinds,
] as const;
export type DiagnosticKind = (typeof diagnosticKinds)[number];

/** `error`: no reading of the printed numbers lets them all be right. `note`: worth a look, and it may be right. */
export type Severity = 'error' | 'note';

/** One thing that a reader should look at, with the arithmetic that shows it. */
export interface Diagnostic {
  /** Where it stands in the file, from 1. */
  readonly line: number;
  readonly column: number;
  readonly kind: DiagnosticKind;
  readonly severity: Severity;
  /** The words that it is about, as they stand in the text. */
  readonly text: string;
  /** What was computed from which printed numbers, so that the reader can do it again. */
  readonly arithmetic: string;
  /** Offsets of these words in the text that was read from the file. */
  readonly start: number;
  readonly end: number;
}

/** A stretch of the text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What a check of some printed numbers came to. */
export type Outcome =
  | { readonly verdict: 'agrees' }
  | ({ readonly verdict: Severity; readonly arithmetic: string } & Range)
  | ({ readonly verdict: 'unchecked'; readonly reason: string } & Range);

/** The printed numbers agree. */
export const agrees: Outcome = { verdict: 'agrees' };
/** No reading lets the printed numbers all be right; `arithmetic` shows why. */
export const error = ({ start, end }: Range, arithmetic: string): Outcome => ({
  verdict: 'error',
  start,
  end,
  arithmetic,
});
/** The printed numbers disagree in the plain reading; `arithmetic` says what would have to be so. */
export const note = ({ start, end }: Range, arithmetic: string): Outcome => ({
  verdict: 'note',
  start,
  end,
  arithmetic,
});
/** Something that a reader may take for checked was not; `reason` says what was missing. */
export const unchecked = ({ start, end }: Range, reason: string): Outcome => ({
  verdict: 'unchecked',
  start,
  end,
  reason,
});

/** Looks for one kind of contradiction in a text. */
export interface Detector {
  /** What it checks, in the plural: `percentages with their n`. */
  readonly checks: string;
  detect(reading: Reading): Iterable<Outcome>;
}
