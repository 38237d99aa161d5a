import type { NumberInText } from '../../text/number-in-text.js';
import { roundedFrom } from '../../text/printed-number.js';
import { allowed, EPSILON, overlap, single, withUnit } from '../arithmetic.js';
import { agrees, error, note, type Outcome } from '../diagnostic.js';
import { sameLabel } from '../labels.js';
import { matchesOf, type ProseRule, prose, templateOf } from '../prose/template.js';
import type { Reading, ReadSentence } from '../reading.js';
import { type LabelledColumn, labelledColumns, labelsIn } from './labelled-columns.js';
import { quotedCell } from './quoted-cell.js';

/** Sentences that quote a table: a range for several rows, a row that is said to lead, rows that are counted. */
export function* quotedTables(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  if (labelledColumns(reading).length === 0) return;
  yield* ranges(reading, sentence);
  yield* superlatives(reading, sentence);
  yield* countedRows(reading, sentence);
  yield* quotedValues(reading, sentence);
  yield* quotedCell(sentence, reading, labelledColumns(reading));
}

/** `Data Scientist and Backend postings are remote at 57–62%`. */
function* ranges(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  for (const range of reading.within(sentence.start, sentence.end)) {
    const [low, high] = range.values;
    if (!low || !high || !['share', 'money', 'points'].includes(range.kind)) continue;
    const quoted = labelledColumns(reading).map(({ rows }) =>
      rows
        .filter(({ label, number }) => number.kind === range.kind && sameLabel.within(sentence.text, label))
        .map((row) => {
          const value = single(row.number)?.value ?? Number.NaN;
          return { ...row, isIn: value >= roundedFrom(low).low - EPSILON && value <= roundedFrom(high).high + EPSILON };
        }),
    );
    const full = quoted.filter((rows) => rows.length >= 2);
    if (full.length === 0) continue;
    if (full.some((rows) => rows.every(({ isIn }) => isIn))) {
      yield agrees;
      continue;
    }
    const near = full.find((rows) => rows.filter(({ isIn }) => isIn).length * 2 >= rows.length && rows.length > 2);
    const outside = near?.filter(({ isIn }) => !isIn) ?? [];
    if (outside.length > 0)
      yield error(
        range,
        `the table prints ${outside.map(({ label, number }) => `${number.printed} for ${label}`).join(', ')}; ` +
          `here all are at ${range.printed}`,
      );
  }
}

const highest = /\b(?:highest|largest|biggest|leads?|top|most|first)\b/i;
const lowest = /\b(?:lowest|smallest|fewest|least|last)\b/i;

/** Of some, or of something else than the number. */
const ofSome = /\bone of the\b|\b(?:although|though|despite|only)\b/i;

/** `Remote leads with 45.6%`: the value that is quoted is the largest of its column, or the smallest. */
function* superlatives(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  if (ofSome.test(sentence.text)) return;
  const isHighest = highest.test(sentence.text);
  if (isHighest === lowest.test(sentence.text)) return;
  const numbers = reading
    .within(sentence.start, sentence.end)
    .filter(({ kind, values }) => kind === 'share' && values.length === 1);
  const [number] = numbers;
  const value = single(number);
  if (!number || !value || numbers.length !== 1) return;
  for (const { header, rows } of labelledColumns(reading)) {
    const own = rows.filter(
      ({ label, number: cell }) =>
        sameLabel.within(sentence.text, label) && single(cell)?.value === value.value && cell.kind === 'share',
    );
    if (own.length !== 1 || rows.length < 3) continue;
    const others = rows.filter((row) => !own.includes(row) && row.number.kind === 'share');
    const beyond = others.find(({ number: cell }) => {
      const other = single(cell)?.value ?? value.value;
      return isHighest ? other > value.value : other < value.value;
    });
    if (!beyond) yield agrees;
    else
      yield note(
        number,
        `in the column ${header || 'of the table'} ${beyond.label} has ${beyond.number.printed}, ` +
          `${isHighest ? 'more' : 'less'} than ${number.printed}`,
      );
    return;
  }
}

/** `three of the five roles are above 50%`. */
export const countedRules: readonly ProseRule<'k' | 'n' | 's'>[] = [
  prose(
    '{k:C} of the {n:C}<w4> (?:are|have|lie|stand|reach|stay|come|is)<w3> ' +
      '(?:above|over|more than|at least|exceed(?:ing)?)? ?{s:S}',
    '',
    '',
  ),
  prose('{k:C} of the {n:C}<w4> (?:exceed|top|pass|reach) {s:S}', '', ''),
];

function* countedRows(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  for (const { k, n, s } of matchesOf(countedRules, templateOf(reading, sentence))) {
    const [count, of, level] = [single(k)?.value, single(n)?.value, single(s)?.value];
    if (count === undefined || of === undefined || level === undefined || s.bound === 'exactly' || s.bound === 'about')
      continue;
    const columns = labelledColumns(reading).filter(
      ({ rows }) => rows.length === of && rows.every(({ number }) => number.kind === 'share'),
    );
    const counts = columns.map(
      ({ rows }) =>
        rows.filter(({ number }) => {
          const value = single(number)?.value ?? Number.NaN;
          return s.bound === 'above'
            ? value > level
            : s.bound === 'at least'
              ? value >= level
              : s.bound === 'below'
                ? value < level
                : value <= level;
        }).length,
    );
    if (counts.includes(count)) yield agrees;
    else if (counts.length === 1)
      yield error(
        k,
        `in the table ${counts[0]} of ${of} are ${s.bound} ` +
          `${withUnit({ value: level, step: 1, decimals: 0 }, 'share')}; here ${k.printed}`,
      );
  }
}

/**
 * `Python is asked for in 77% of roles, with SQL and R at 55% and 35%`: as many values as rows that are named, in their
 * order; all but one stand in a column of the table, and so should that one.
 */
function* quotedValues(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  const numbers = reading
    .within(sentence.start, sentence.end)
    .filter(
      (number) => ['share', 'count', 'money'].includes(number.kind) && single(number) && number.form === 'digits',
    );
  if (numbers.length < 2 || numbers.length > 8) return;
  for (const column of quotableColumns(reading)) {
    const isShare = column.rows[0]?.number.kind === 'share';
    const quoted = numbers.filter(({ kind }) => (kind === 'share') === isShare);
    if (quoted.length < 2) continue;
    const named = labelsIn(sentence.text, column);
    if (named.length !== quoted.length) continue;
    const wrong = named.filter(({ number }, i) => !isQuoted(number, quoted[i]));
    if (wrong.length === 0) return yield agrees;
    const [odd, ...more] = wrong;
    const number = odd && quoted[named.indexOf(odd)];
    if (!odd || !number || more.length > 0) continue;
    yield note(
      number,
      `the table prints ${odd.number.printed} for ${odd.label}, and ${named.length - 1} other values of this ` +
        `sentence as they stand here; here it is ${number.printed}`,
    );
    return;
  }
}

/** Columns whose values are told apart, of labels that are words. */
function quotableColumns(reading: Reading): readonly LabelledColumn[] {
  const before = quotable.get(reading);
  if (before) return before;
  const found = labelledColumns(reading).filter(
    ({ rows }) => rows.length >= 3 && rows.length <= 60 && rows.every(({ label }) => /\p{L}/u.test(label)),
  );
  quotable.set(reading, found);
  return found;
}

const quotable = new WeakMap<Reading, readonly LabelledColumn[]>();

function isQuoted(cell: NumberInText, number: NumberInText | undefined): boolean {
  const [own, said] = [single(cell), single(number)];
  if (!own || !said || !number) return false;
  return overlap(allowed(number, said), { low: own.value - own.step / 2, high: own.value + own.step / 2 });
}
