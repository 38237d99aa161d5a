import type { NumberInText } from '../../text/number-in-text.js';
import { roundedFrom } from '../../text/printed-number.js';
import { latin } from '../../text/rule.js';
import { allowed, overlap, single, withUnit } from '../arithmetic.js';
import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import { labelledValues } from '../labelled-values.js';
import { sameLabel } from '../labels.js';
import { checkChange, checkDifference, checkDirection, checkRate, checkRatio } from '../prose/compare.js';
import {
  changeRules,
  differenceRules,
  directionRules,
  moreNowRules,
  moreThanRules,
  rateRules,
  ratioRules,
} from '../prose/comparison-rules.js';
import { looselyCompared } from '../prose/loosely-compared.js';
import { namedInLists } from '../prose/named-in-lists.js';
import { statedRelations } from '../prose/stated-relations.js';
import { matchesOf, templateOf } from '../prose/template.js';
import type { Reading, ReadSentence } from '../reading.js';
import { changesBeside } from '../tables/change-beside.js';
import { differenceRow } from '../tables/difference-row.js';
import { relationsOf } from '../tables/relations.js';
import { stepChanges } from '../tables/step-changes.js';
import { ofTable } from '../tables/unchecked-tables.js';

/** A share of the base of one clause says nothing of that of another: no comparison where these stand between. */
const other = /\b(?:last year|year before|previous|both|each|respectively|per|cost|price)\b/i;

/**
 * "Twice as common", "14 points more", "rose from 4% to 6%, an increase of 50%", "240 a week": recomputed from the two
 * values in the sentence, or from those that a list or table gives for the two names.
 */
export const ratio: Detector = {
  checks: 'ratios, differences and changes beside their two values',
  *detect(reading) {
    let previous: ReadSentence | undefined;
    for (const sentence of reading.quantified) {
      const template = templateOf(reading, sentence);
      if (template.numbers.length < 1) continue;
      const after = (end: number): string => reading.text.slice(end, Math.min(end + 40, sentence.end));
      const compared = [
        ...firstOfEach([...matchesOf(ratioRules, template)])
          .filter(() => !other.test(sentence.text))
          .map(({ a, b, r }) => checkRatio({ a, b }, r, after(r.end))),
        ...[...matchesOf(differenceRules, template)].map(({ a, b, d }) => checkDifference({ a, b }, d)),
        ...[...matchesOf(changeRules, template)].map(({ a, b, c }) => checkChange({ a, b }, c)),
        ...[...matchesOf(directionRules, template)].map(({ a, b }) =>
          checkDirection({ a, b }, reading.text.slice(a.end, b.start)),
        ),
        ...[...matchesOf(moreNowRules, template)].map(({ a, b }) => asNote(checkDirection({ a, b }, 'up from'))),
        ...[...matchesOf(moreThanRules, template)].map(({ a, b, c }) => checkChange({ a: b, b: a }, loose(c))),
        ...[...matchesOf(rateRules, template)].map(({ n, k, r }) => checkRate(n, k, r)),
      ].filter((outcome) => outcome !== undefined);
      yield* compared;
      const loosely = compared.length > 0 ? [] : looselyCompared(reading, sentence);
      yield* loosely;
      const found = [...compared, ...loosely];
      if (found.length === 0) yield* byLabels(reading, sentence);
      if (found.every(({ verdict }) => verdict === 'agrees')) yield* statedRelations(reading, sentence, previous);
      if (found.length === 0) yield* namedInLists(reading, sentence);
      previous = sentence;
    }
    for (const table of reading.tables) {
      for (const name of ['difference', 'ratio', 'change'] as const) yield* ofTable(table, relationsOf(table, name));
      yield* ofTable(table, stepChanges(table));
      yield* ofTable(table, changesBeside(table));
      yield* ofTable(table, differenceRow(table));
    }
  },
};

/** What was not judged on real texts accuses nobody. */
const asNote = (outcome: Outcome | undefined): Outcome | undefined =>
  outcome?.verdict === 'error' ? note(outcome, outcome.arithmetic) : outcome;

/** In words, whole tens of percent are rounded: "70% more" is 65% to 75%. */
const loose = (change: NumberInText): NumberInText => ({
  ...change,
  values: change.values.map((value) => (value.value % 10 === 0 && value.step === 1 ? { ...value, step: 10 } : value)),
});

/** Of several matches with one multiple, the first. */
const firstOfEach = <Match extends { readonly r: NumberInText }>(matches: readonly Match[]): Match[] =>
  matches.filter(({ r }, i) => matches.findIndex((other) => other.r === r) === i);

const than = latin(
  /^[\s-](?:as|more|higher|greater|larger)\b[^.;,]{0,40}?\b(?:than|as)\s(?:an?\s|the\s)?([\p{L}][^.;,()]{0,60})/u,
);
const beats = new RegExp(
  String.raw`^(.{1,80}?)\b(?:outnumbers?|beats?|outranks?|exceeds?)\s(?:the\s)?(.{1,60}?)` +
    String.raw`(?:\s(?:roughly|about|almost|nearly|by|some))?\s?$`,
);

/** What a colon or semicolon parts from the clause of the multiple: it may tell values of its own. */
const otherClause = latin(/^.*[:;](?=[^:;]*\p{L}{2})/su);

/** `PyTorch dominates - 2.6x more common than TensorFlow`, where lists or tables give both names a value. */
function* byLabels(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  const multiple = reading.within(sentence.start, sentence.end).find(({ kind }) => kind === 'ratio');
  if (!multiple || !single(multiple)) return;
  const after = reading.text.slice(multiple.end, Math.min(sentence.end, multiple.end + 120));
  const before = reading.text.slice(sentence.start, multiple.start).replace(otherClause, '');
  const [, second = ''] = than.exec(after) ?? [];
  const [, left = before, right = second] = beats.exec(before) ?? [];
  if (right === '') return;
  const ratios = labelledValues(reading).flatMap((group) => {
    const b = group.filter(({ label }) => sameLabel.startsWith(right, label));
    const a = group.filter(({ label }) => sameLabel.within(left, label) && !b.some((each) => each.label === label));
    const [first, other] = [a[0], b[0]];
    if (a.length !== 1 || b.length !== 1 || !first || !other || roundedFrom(other.value).low <= 0) return [];
    const text =
      `${first.label} ${withUnit(first.value, first.kind)} / ${other.label} ${withUnit(other.value, other.kind)} ` +
      `= ${(first.value.value / other.value.value).toFixed(2)}`;
    return [
      {
        low: roundedFrom(first.value).low / roundedFrom(other.value).high,
        high: roundedFrom(first.value).high / roundedFrom(other.value).low,
        text,
      },
    ];
  });
  const printed = single(multiple);
  if (ratios.length === 0 || !printed) return;
  const more = /^\s(?:more|higher|greater|larger)/.test(after);
  const part = multiple.form === 'words' || multiple.bound === 'about' ? 0.2 : 0;
  const wanted = [printed.value, ...(more ? [printed.value + 1] : [])].map((value) =>
    part > 0 ? { low: value * (1 - part), high: value * (1 + part) } : allowed(multiple, { ...printed, value }),
  );
  if (ratios.some((own) => wanted.some((each) => overlap(own, each)))) yield agrees;
  else
    yield error(multiple, `${[...new Set(ratios.map(({ text }) => text))].join('; ')}; printed is ${multiple.printed}`);
}
