import type { NumberInText } from '../../text/number-in-text.js';
import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import type { Sentence } from '../../text/sentences.js';
import { asPrinted } from '../arithmetic.js';
import { note, type Outcome, type Range } from '../diagnostic.js';
import type { Reading } from '../reading.js';
import { statementsOf, tellingWords, wordsOf } from './statements.js';

/** A text of more bounds is no article. */
const MOST_BOUNDS = 500;

interface BoundedShare {
  readonly number: NumberInText;
  readonly value: PrintedNumber;
  readonly words: ReadonlySet<string>;
}

/**
 * `Less than 5% disclose pay`, and elsewhere `The disclosure rate is 5%`: the same digits, bounded here and exact
 * there, where the exact sentence has no word, besides those for a rate, that the other lacks.
 */
export function* boundAndExact(reading: Reading): Generator<Outcome> {
  const bounded = boundedShares(reading);
  if (bounded.length === 0 || bounded.length > MOST_BOUNDS) return;
  for (const statement of statementsOf(reading)) {
    const { number, value } = statement;
    const telling = tellingWords(statement);
    if (number.kind !== 'share' || number.bound !== 'exactly' || telling.length === 0 || telling.length > 6) continue;
    const same = bounded.find(
      (other) => other.value.value === value.value && telling.every((word) => other.words.has(word)),
    );
    if (!same) continue;
    const { low, high } = roundedFrom(value);
    const span =
      same.number.bound === 'below' ? `from ${low} up to ${value.value}` : `from ${value.value} up to ${high}`;
    yield note(
      number,
      `line ${reading.lineOf(same.number.start)} prints ${asPrinted(same.number)}, here it is ${number.printed}: ` +
        `both hold only ${span}%`,
    );
  }
}

const boundedShares = (reading: Reading): BoundedShare[] =>
  reading.quantified.flatMap((sentence) =>
    reading.within(sentence.start, sentence.end).flatMap((number): BoundedShare[] => {
      const [value] = number.values;
      const isBound = number.bound === 'below' || number.bound === 'above';
      if (number.kind !== 'share' || number.form !== 'digits' || number.values.length !== 1 || !value || !isBound)
        return [];
      return [{ number, value, words: wordsOf(reading, clauseAround(reading, sentence, number), number) }];
    }),
  );

/** The part of a sentence around a number, between brackets, colons, semicolons and dashes. */
function clauseAround({ text }: Reading, { start, end }: Sentence, number: NumberInText): Range {
  const before = text.slice(start, number.start);
  const ends = ['(', ')', ';', ':', ' — ', ' – ', '. '].map((mark) => {
    const at = before.lastIndexOf(mark);
    return at === -1 ? 0 : at + mark.length;
  });
  const to = text.slice(number.end, end).search(/[();:]|\s[—–]\s|[.,]\s/);
  return { start: start + Math.max(...ends), end: to === -1 ? end : number.end + to };
}
