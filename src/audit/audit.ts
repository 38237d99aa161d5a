import type { ReadText } from '../text/audited-text.js';
import { bayesFactor } from './detectors/bayes-factor.js';
import { classification } from './detectors/classification.js';
import { degreesOfFreedom } from './detectors/degrees-of-freedom.js';
import { effectSize } from './detectors/effect-size.js';
import { fewPoints } from './detectors/few-points.js';
import { groupTest } from './detectors/group-test.js';
import { impossiblePercentage } from './detectors/impossible-percentage.js';
import { interval } from './detectors/interval.js';
import { itemCount } from './detectors/item-count.js';
import { manyTests } from './detectors/many-tests.js';
import { mean } from './detectors/mean.js';
import { noTest } from './detectors/no-test.js';
import { order } from './detectors/order.js';
import { pValue } from './detectors/p-value.js';
import { pZero } from './detectors/p-zero.js';
import { printedTwice } from './detectors/printed-twice.js';
import { quotedTable } from './detectors/quoted-table.js';
import { ratio } from './detectors/ratio.js';
import { impreciseP, marginalSignificance, noEffectSize, noPower } from './detectors/reporting.js';
import { share } from './detectors/share.js';
import { standardError } from './detectors/standard-error.js';
import { sum } from './detectors/sum.js';
import { type Detector, type Diagnostic, type DiagnosticKind, diagnosticKinds } from './diagnostic.js';
import { readingOf } from './reading.js';
import { uncheckedTables } from './tables/unchecked-tables.js';

/** A detector for every kind; a kind without one, or one without a kind, does not compile. */
const detectors: Readonly<Record<DiagnosticKind, Detector>> = {
  'impossible-percentage': impossiblePercentage,
  share,
  sum,
  'printed-twice': printedTwice,
  'quoted-table': quotedTable,
  'item-count': itemCount,
  order,
  ratio,
  'p-value': pValue,
  'p-zero': pZero,
  interval,
  'effect-size': effectSize,
  'standard-error': standardError,
  mean,
  'group-test': groupTest,
  'degrees-of-freedom': degreesOfFreedom,
  classification,
  'bayes-factor': bayesFactor,
  'imprecise-p': impreciseP,
  'marginal-significance': marginalSignificance,
  'no-effect-size': noEffectSize,
  'no-power': noPower,
  'no-test': noTest,
  'many-tests': manyTests,
  'few-points': fewPoints,
};

/** What could not be checked, and why. */
export interface Unchecked {
  readonly line: number;
  readonly column: number;
  readonly kind: DiagnosticKind;
  readonly text: string;
  readonly reason: string;
}

/** What an audit found, what it looked at, and what it could not check. */
export interface Audit {
  /** In the order in which they stand in the text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly checked: readonly { readonly kind: DiagnosticKind; readonly checks: string; readonly count: number }[];
  readonly unchecked: readonly Unchecked[];
}

/** Checks the numbers of a text against each other. */
export function audit({ text, placeOf }: ReadText): Audit {
  const reading = readingOf(text);
  const diagnostics: Diagnostic[] = [];
  const unchecked: Unchecked[] = [];
  const checked = diagnosticKinds.map((kind) => {
    let count = 0;
    for (const outcome of detectors[kind].detect(reading)) {
      if (outcome.verdict !== 'unchecked') count += 1;
      if (outcome.verdict === 'agrees') continue;
      const { start, end } = outcome;
      const place = { ...placeOf(start), kind, text: excerpt(text.slice(start, end)) };
      if (outcome.verdict === 'unchecked') unchecked.push({ ...place, reason: outcome.reason });
      else diagnostics.push({ ...place, severity: outcome.verdict, arithmetic: outcome.arithmetic, start, end });
    }
    return { kind, checks: detectors[kind].checks, count };
  });
  for (const { start, end } of uncheckedTables(reading.tables)) {
    const reason = 'no column of the table is known to follow from others';
    unchecked.push({ ...placeOf(start), kind: 'sum', text: excerpt(text.slice(start, end)), reason });
  }
  const inOrder = (a: { line: number; column: number }, b: { line: number; column: number }): number =>
    a.line - b.line || a.column - b.column;
  return { diagnostics: diagnostics.sort(inOrder), checked, unchecked: unchecked.sort(inOrder) };
}

/** On one line, and no longer than a reader needs to find the place. */
function excerpt(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= 160 ? flat : `${flat.slice(0, 159)}…`;
}
