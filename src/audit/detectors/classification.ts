import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import { type Bounds, overlap } from '../arithmetic.js';
import { agrees, type Detector, error, type Outcome } from '../diagnostic.js';
import { matchesOf, type ProseRule, prose, templateOf } from '../prose/template.js';
import type { Reading, ReadSentence } from '../reading.js';
import type { Reported } from '../reported/reported.js';
import { f1Columns } from '../tables/f1-columns.js';
import { ofTable } from '../tables/unchecked-tables.js';
import { digits, reportedText } from '../words.js';

/** Raters who agreed on k of n. */
export const agreementRules: readonly ProseRule<'k' | 'n'>[] = [
  prose(
    'agree[d]?(?:ment)?<w3> (?:on|in|was|for) {k:C}<w2> (?:of|out of) <the>{n:C}',
    'They agreed on 60 of 100 items, κ = 0.20.',
    'They agreed on 60 of 100 items, κ = 0.80.',
  ),
];

/**
 * F1 from precision and recall, 2PR / (P + R), and Cohen's κ against the agreement that it corrects: chance can only
 * lower it, so κ is never above the share of agreement.
 */
export const classification: Detector = {
  checks: 'F1 and κ beside what they come from',
  *detect(reading) {
    for (const sentence of reading.reporting) {
      yield* ofF1(sentence);
      yield* ofKappa(reading, sentence);
    }
    for (const table of reading.tables) yield* ofTable(table, f1Columns(table));
  },
};

const asShare = ({ value, percent }: Reported): PrintedNumber =>
  percent ? { value: value.value / 100, step: value.step / 100, decimals: value.decimals + 2 } : value;

function* ofF1({ reported }: ReadSentence): Generator<Outcome> {
  const only = (name: Reported['name']): Reported | undefined => {
    const [one, ...more] = reported.filter((each) => each.name === name);
    return more.length === 0 ? one : undefined;
  };
  const [precision, recall, f1] = [only('precision'), only('recall'), only('F1')];
  if (!precision || !recall || !f1) return;
  const [p, r] = [roundedFrom(asShare(precision)), roundedFrom(asShare(recall))];
  const harmonic = (a: number, b: number): number => (2 * a * b) / (a + b);
  const own: Bounds = { low: harmonic(Math.max(1e-9, p.low), Math.max(1e-9, r.low)), high: harmonic(p.high, r.high) };
  const range = {
    start: Math.min(precision.start, recall.start, f1.start),
    end: Math.max(precision.end, recall.end, f1.end),
  };
  if (overlap(own, roundedFrom(asShare(f1)))) yield agrees;
  else {
    const exact = harmonic(asShare(precision).value, asShare(recall).value);
    yield error(
      range,
      `2 · ${digits(precision.value)} · ${digits(recall.value)} / (${digits(precision.value)} + ` +
        `${digits(recall.value)}) = ${exact.toFixed(3)}; printed is ${reportedText(f1)}`,
    );
  }
}

function* ofKappa(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  const [kappa, ...more] = sentence.reported.filter(({ name }) => name === 'κ');
  if (!kappa || more.length > 0) return;
  for (const { k, n } of matchesOf(agreementRules, templateOf(reading, sentence))) {
    const [agreed, all] = [k.values[0]?.value, n.values[0]?.value];
    if (agreed === undefined || all === undefined || all <= 0 || agreed > all) continue;
    if (roundedFrom(kappa.value).low <= agreed / all) yield agrees;
    else
      yield error(
        { start: Math.min(k.start, kappa.start), end: Math.max(n.end, kappa.end) },
        `agreement on ${agreed} of ${all} is ${(agreed / all).toFixed(2)}, ` +
          `and κ takes away what chance explains; printed is ${reportedText(kappa)}`,
      );
  }
}
