import type { Diagnostic, DiagnosticKind } from './diagnostic.js';

/**
 * The kinds whose errors were judged on real texts, with at least nine of ten right: test/audit/judgements.yaml. Any
 * other kind is worth a look and no accusation, however sure its arithmetic is.
 */
export const provenKinds: readonly DiagnosticKind[] = [
  ...(['p-value', 'interval', 'effect-size', 'standard-error', 'share', 'ratio'] as const),
];

/** The finding as what its kind may say: an error of a kind that is not proven is a note. */
export const asProven = (diagnostic: Diagnostic): Diagnostic =>
  diagnostic.severity === 'error' && !provenKinds.includes(diagnostic.kind)
    ? { ...diagnostic, severity: 'note' }
    : diagnostic;
