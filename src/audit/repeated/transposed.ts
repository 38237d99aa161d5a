import type { NumberInText } from '../../text/number-in-text.js';
import { latin } from '../../text/rule.js';
import { single } from '../arithmetic.js';
import { note, type Outcome } from '../diagnostic.js';
import type { Reading } from '../reading.js';

const counted = latin(/^(?:[\s-]|\*\*\s)(\p{L}{4,30})/u);
/** Of a word that more numbers stand before, two with the same digits are no wonder. */
const MOST_VALUES = 4;

/**
 * `10,945 unique postings` twice, and `10,495 unique postings` once: two neighbouring digits have changed places, which
 * is how numbers are mistyped. Only before the same word, and where the one stands in the text more often.
 */
export function* transposed(reading: Reading): Generator<Outcome> {
  const counts = reading.numbers.filter(
    (number) => number.kind === 'count' && number.form === 'digits' && (single(number)?.value ?? 0) >= 100,
  );
  const often = new Map<number, number>();
  const byWord = new Map<string, NumberInText[]>();
  for (const number of counts) {
    const value = single(number)?.value ?? 0;
    often.set(value, (often.get(value) ?? 0) + 1);
    const word = counted
      .exec(reading.text.slice(number.end, number.end + 40))?.[1]
      ?.toLowerCase()
      .replace(/s$/, '');
    if (word !== undefined) byWord.set(word, [...(byWord.get(word) ?? []), number]);
  }
  const times = (number: NumberInText): number => often.get(single(number)?.value ?? 0) ?? 0;
  for (const [word, numbers] of byWord) {
    if (new Set(numbers.map((number) => single(number)?.value)).size > MOST_VALUES) continue;
    for (const odd of numbers.filter((number) => times(number) === 1)) {
      const other = numbers.find((number) => times(number) > 1 && areTransposed(digitsOf(odd), digitsOf(number)));
      if (other)
        yield note(
          odd,
          `the text prints ${digitsOf(other)} ${times(other)} times, also before "${word}" in line ` +
            `${reading.lineOf(other.start)}; here it is ${digitsOf(odd)}, with two digits the other way round`,
        );
    }
  }
}

const digitsOf = (number: NumberInText): string => String(single(number)?.value ?? '');

/** Whether two neighbouring digits of a number, exchanged, give the other. */
function areTransposed(a: string, b: string): boolean {
  const at = [...a].findIndex((digit, i) => digit !== b[i]);
  return (
    a.length === b.length &&
    at !== -1 &&
    a[at] === b[at + 1] &&
    a[at + 1] === b[at] &&
    a.slice(at + 2) === b.slice(at + 2)
  );
}
