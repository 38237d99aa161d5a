import type { NumberInText } from '../../text/number-in-text.js';
import type { PrintedNumber } from '../../text/printed-number.js';
import { latin } from '../../text/rule.js';
import { single } from '../arithmetic.js';
import type { Reading } from '../reading.js';
import { stemsOf } from '../repeated/statements.js';

/** A number of a text with what the text says that it is of, whatever form its author gives to it. */
export interface Quantity {
  readonly number: NumberInText;
  readonly value: PrintedNumber;
  /** The sentence or the table in which it stands, by its start: others of the same place are other things. */
  readonly place: number;
  readonly inTable: boolean;
  /**
   * The stems of the words around it, the heads of its row and column, the years and the other numbers beside it
   * (`#156000`), each with its weight: the nearer and the rarer in reports, the more.
   */
  readonly words: ReadonlyMap<string, number>;
  /** The years among the words: quantities of two years are two. */
  readonly years: readonly string[];
}

const kinds: readonly NumberInText['kind'][] = ['share', 'count', 'money', 'measure'];
/** Words that reports are full of: that two quantities have them in common says little. */
export const reportWords: ReadonlySet<string> = stemsOf(`
  average averages respondents respondent year last this said us see show very also majority most work compared new
  one survey users people report results percent share number total overall about which using used use more least rate
  figure years top highest lowest median mean million billion data jobs job roles role companies salary salaries`);
const OF_REPORTS = 0.3;
const OF_NUMBERS = 1.2;
const OF_YEARS = 0.8;
/** How many words to either side are looked at, and by how much each is less than the one nearer to the number. */
const [REACH, FALL] = [9, 0.2];

const wordIn = latin(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu);
const year = /^(?:19|20)\d\d$/;
/** The notes of sources in square brackets. */
const sources = /\[[^\]\n]{0,80}\]/g;

const known = new WeakMap<Reading, readonly Quantity[]>();

/** The quantities of a text in its sentences and tables, in order. */
export function quantitiesOf(reading: Reading): readonly Quantity[] {
  const before = known.get(reading);
  if (before) return before;
  const found = [...inSentences(reading), ...inTables(reading)].sort((a, b) => a.number.start - b.number.start);
  known.set(reading, found);
  return found;
}

function inSentences(reading: Reading): Quantity[] {
  const stems = new Map<string, readonly string[]>();
  return reading.quantified.flatMap((sentence) => {
    const numbers = reading.within(sentence.start, sentence.end);
    return numbers.flatMap((number, i) => {
      if (!isQuantity(number)) return [];
      const words = new Map<string, number>();
      const ofKind = (other: NumberInText): boolean => other.kind === number.kind;
      const from = numbers.slice(0, i).findLast(ofKind)?.end ?? sentence.start;
      const to = numbers.slice(i + 1).find(ofKind)?.start ?? sentence.end;
      const before = reading.text.slice(from, number.start).replace(sources, ' ').match(wordIn) ?? [];
      const behind = reading.text.slice(number.end, to).replace(sources, ' ').match(wordIn) ?? [];
      addWords(words, before.reverse(), stems);
      addWords(words, behind, stems);
      for (const other of [numbers[i - 2], numbers[i - 1], numbers[i + 1], numbers[i + 2]]) addNumber(words, other);
      return quantity(number, sentence.start, false, words);
    });
  });
}

const inTables = ({ tables }: Reading): Quantity[] =>
  tables.flatMap(({ start, header, rows }) =>
    rows.flatMap((row) =>
      row.slice(1).flatMap(({ numbers }, i) => {
        const [number, ...more] = numbers;
        if (!number || more.length > 0) return [];
        const words = new Map<string, number>();
        for (const stem of stemsOf(header[i + 1]?.text ?? '')) words.set(stem, 0.6);
        for (const stem of stemsOf(row[0]?.text ?? '')) words.set(stem, 1);
        return quantity(number, start, true, words);
      }),
    ),
  );

const isQuantity = (number: NumberInText): boolean =>
  number.form === 'digits' && number.values.length === 1 && kinds.includes(number.kind);

function quantity(
  number: NumberInText,
  place: number,
  inTable: boolean,
  words: ReadonlyMap<string, number>,
): Quantity[] {
  const value = single(number);
  if (!value || !isQuantity(number)) return [];
  return [{ number, value, place, inTable, words, years: [...words.keys()].filter((word) => year.test(word)) }];
}

/** The stems of a word, which a text has many times. */
function knownStems(word: string, stems: Map<string, readonly string[]>): readonly string[] {
  const before = stems.get(word) ?? [...stemsOf(word)];
  stems.set(word, before);
  return before;
}

function addWords(
  words: Map<string, number>,
  nearestFirst: readonly string[],
  stems: Map<string, readonly string[]>,
): void {
  let distance = 0;
  for (const word of nearestFirst) {
    if (distance >= REACH) return;
    for (const stem of knownStems(word, stems)) {
      if (/^\d/.test(stem) && !year.test(stem)) continue;
      const weight = (reportWords.has(stem) ? OF_REPORTS : 1) / (1 + FALL * distance);
      words.set(stem, Math.max(words.get(stem) ?? 0, weight));
      distance += 1;
    }
  }
}

function addNumber(words: Map<string, number>, other: NumberInText | undefined): void {
  const value = single(other)?.value;
  if (!other || value === undefined) return;
  if (other.kind === 'date') words.set(String(value), OF_YEARS);
  else if (String(value).replace(/[.0]/g, '').length >= 2) words.set(`#${other.kind} ${value}`, OF_NUMBERS);
}
