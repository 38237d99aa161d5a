import { type AuditedText, parseText } from '../text/audited-text.js';
import type { NumberKind } from '../text/number-in-text.js';
import type { Sentence } from '../text/sentences.js';
import { intervalsIn, type ReportedInterval } from './reported/intervals.js';
import { type Reported, reportedIn } from './reported/reported.js';

/** A sentence with the statistics that it reports. */
export interface ReadSentence extends Sentence {
  readonly reported: readonly Reported[];
  readonly intervals: readonly ReportedInterval[];
}

/** A text as detectors look at it: parsed once, with the statistics of each sentence. */
export interface Reading extends Omit<AuditedText, 'sentences'> {
  readonly sentences: readonly ReadSentence[];
  /** Those that print a number that counts or measures: under a third of a paper's. */
  readonly quantified: readonly ReadSentence[];
  /** Those that report a value under a name. */
  readonly reporting: readonly ReadSentence[];
}

const none: readonly never[] = [];
const unquantified = new Set<NumberKind>(['date', 'name', 'ordinal', 'vague']);

/** Parses a text for the detectors. */
export function readingOf(text: string): Reading {
  const parsed = parseText(text);
  const sentences = parsed.sentences.map(({ text, start, end, paragraph, prose }): ReadSentence => {
    const hasDigits = /\d/.test(text);
    const reported = hasDigits ? reportedIn({ text, start }, parsed.style) : none;
    const intervals = hasDigits ? intervalsIn({ text, start }, reported, parsed.style) : none;
    return { text, start, end, paragraph, prose, reported, intervals };
  });
  return {
    ...parsed,
    sentences,
    quantified: sentences.filter(({ start, end }) =>
      parsed.within(start, end).some(({ kind }) => !unquantified.has(kind)),
    ),
    reporting: sentences.filter(({ reported }) => reported.length > 0),
  };
}
