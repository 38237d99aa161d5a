import type { NumberInText } from '../../text/number-in-text.js';
import { latin } from '../../text/rule.js';
import { allowed, overlap, single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import type { Reading, ReadSentence } from '../reading.js';
import { type LabelledColumn, labelsIn } from './labelled-columns.js';

/** Another time, a change, a comparison or a part: then the number need not be the one of the table. */
const otherwise = new RegExp(
  '\\b(?:from|than|vs|versus|compared|between|respectively|each|per|year|years|last|previous|rose|fell|grew|' +
    'increase[ds]?|decrease[ds]?|difference|gap|points|average|median|total|combined|together|if|would|' +
    'could|expected|target|goal|forecast)\\b|\\b(?:19|20)\\d{2}\\b',
  'i',
);
/** So many times as large a count is of something else. */
const FAR = 20;
const word = latin(/\p{L}{3,}/gu);
const general = /^(?:the|and|with|for|per|pct|percent|percentage|share|number|count|value|values|total|of|in)$/;

/**
 * `SQL stands in 38% of postings`, where the table has a row SQL and a column of postings that prints 83%: the only
 * value of a sentence that names one row, and all words of one column's header or the only column of its kind.
 */
export function* quotedCell(
  sentence: ReadSentence,
  reading: Reading,
  columns: readonly LabelledColumn[],
): Generator<Outcome> {
  const numbers = reading
    .within(sentence.start, sentence.end)
    .filter(({ kind }) => !['date', 'name', 'ordinal'].includes(kind));
  const [number, ...more] = numbers;
  const said = single(number);
  if (!number || !said || more.length > 0 || number.form !== 'digits' || otherwise.test(sentence.text)) return;
  const kinds = number.kind;
  if (!['share', 'money', 'count'].includes(kinds) || said.value === 0) return;
  const ofKind = columns.filter(({ rows }) => rows.every((row) => row.number.kind === kinds));
  const lower = sentence.text.toLowerCase();
  const named = ofKind.filter((column) => namedIn(column, lower));
  // the only column of its kind needs no name, where that of the row leaves no doubt
  const isOnly = kinds !== 'count' && ofKind.length === 1 && named.length === 0;
  const cells = (isOnly ? ofKind : named)
    .flatMap((column) => labelsIn(sentence.text, column))
    .filter(({ label }) => !isOnly || /\p{L}+\s+\p{L}+/u.test(label));
  const [cell, ...others] = cells;
  if (!cell || others.length > 0 || cell.label.length < 2) return;
  // any cell of the row may be meant
  const ofRow = columns.flatMap(({ rows }) => rows.filter(({ label }) => label === cell.label));
  if (ofRow.some((each) => isSame(each.number, number))) return yield agrees;
  if (number.bound !== 'exactly') return;
  // a count of a part of what the table counts
  const value = single(cell.number)?.value ?? 0;
  if (kinds === 'count' && (said.value * FAR < value || value * FAR < said.value)) return;
  yield note(
    number,
    `the table prints ${cell.number.printed} for ${cell.label} in ` +
      `${isOnly ? 'its only such column' : 'the column that the sentence names'}; ` +
      `here it is ${number.printed}`,
  );
}

/** Whether a sentence in lower case has every word of a header that says something, and there is one. */
function namedIn(column: LabelledColumn, sentence: string): boolean {
  const words = tellingWords.get(column) ?? tellingWordsOf(column);
  tellingWords.set(column, words);
  return words.length > 0 && words.every((each) => sentence.includes(each));
}

const tellingWords = new WeakMap<LabelledColumn, readonly string[]>();
const tellingWordsOf = ({ header }: LabelledColumn): string[] =>
  (header.toLowerCase().match(word) ?? []).filter((each) => !general.test(each)).map((each) => each.replace(/s$/, ''));

function isSame(cell: NumberInText, number: NumberInText): boolean {
  const [own, said] = [single(cell), single(number)];
  return own !== undefined && said !== undefined && overlap(allowed(number, said), allowed(cell, own));
}
