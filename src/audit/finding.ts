import type { AuditedText } from '../text/audited-text.js';

/** What a finding is about, in the order in which they are explained. */
export const findingKinds = [
  'impossible-percentage',
  'share',
  'sum',
  'printed-twice',
  'ratio',
  'p-value',
  'p-zero',
  'interval',
  'effect-size',
  'no-test',
  'many-tests',
  'few-points',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** `error`: the printed numbers contradict each other. `note`: worth a look, and it may be right. */
export type Severity = 'error' | 'note';

/** One thing that a reader should look at, with the arithmetic that shows it. */
export interface Finding {
  /** Where it stands in the file, from 1. */
  readonly line: number;
  readonly column: number;
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** The words that it is about, as they stand in the text. */
  readonly text: string;
  /** What was computed from which printed numbers, so that the reader can do it again. */
  readonly arithmetic: string;
}

/** A finding as a detector reports it: a stretch of the text in place of line, column and words. */
export interface Detected {
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
  readonly arithmetic: string;
}

/** Looks for one kind of finding in a text. */
export interface Detector {
  /** What it checks, in the plural: `percentages with their n`. */
  readonly checks: string;
  /** The findings, and how many things were checked at all: nothing found means little where nothing was checked. */
  detect(text: AuditedText): { readonly findings: readonly Detected[]; readonly checked: number };
}
