import { parseText, type ReadText } from '../text/audited-text.js';
import { effectSize } from './detectors/effect-size.js';
import { fewPoints } from './detectors/few-points.js';
import { impossiblePercentage } from './detectors/impossible-percentage.js';
import { interval } from './detectors/interval.js';
import { manyTests } from './detectors/many-tests.js';
import { noTest } from './detectors/no-test.js';
import { pValue } from './detectors/p-value.js';
import { pZero } from './detectors/p-zero.js';
import { printedTwice } from './detectors/printed-twice.js';
import { ratio } from './detectors/ratio.js';
import { share } from './detectors/share.js';
import { sum } from './detectors/sum.js';
import type { Detector, Finding, FindingKind } from './finding.js';
import { findingKinds } from './finding.js';

/** A detector for every kind of finding; a kind without one, or one without a kind, does not compile. */
const detectors: Readonly<Record<FindingKind, Detector>> = {
  'impossible-percentage': impossiblePercentage,
  share,
  sum,
  'printed-twice': printedTwice,
  ratio,
  'p-value': pValue,
  'p-zero': pZero,
  interval,
  'effect-size': effectSize,
  'no-test': noTest,
  'many-tests': manyTests,
  'few-points': fewPoints,
};

/** What an audit found, and what it looked at. */
export interface Audit {
  /** In the order in which they stand in the text. */
  readonly findings: readonly Finding[];
  readonly checked: readonly { readonly kind: FindingKind; readonly checks: string; readonly count: number }[];
}

/** Checks the numbers of a text against each other. */
export function audit({ text, placeOf }: ReadText): Audit {
  const parsed = parseText(text);
  const results = findingKinds.map((kind) => ({
    kind,
    checks: detectors[kind].checks,
    ...detectors[kind].detect(parsed),
  }));
  const findings = results.flatMap(({ kind, findings }) =>
    findings.map(({ start, end, severity, arithmetic }) => ({
      ...placeOf(start),
      kind,
      severity,
      text: excerpt(text.slice(start, end)),
      arithmetic,
    })),
  );
  return {
    findings: findings.sort((a, b) => a.line - b.line || a.column - b.column),
    checked: results.map(({ kind, checks, checked }) => ({ kind, checks, count: checked })),
  };
}

/** On one line, and no longer than a reader needs to find the place. */
function excerpt(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= 160 ? flat : `${flat.slice(0, 159)}…`;
}
