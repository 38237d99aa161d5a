import type { NumberInText } from '../../text/number-in-text.js';
import type { PrintedNumber } from '../../text/printed-number.js';
import { latin } from '../../text/rule.js';
import { allowed, overlap, quotient, single, withUnit } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { itemsOf } from '../items.js';
import type { Reading, ReadSentence } from '../reading.js';

/** A value of a list, and the words that tell its item from the others. */
interface Named {
  readonly name: string;
  readonly number: NumberInText;
  readonly value: PrintedNumber;
}

const kinds: readonly NumberInText['kind'][] = ['share', 'count', 'money', 'measure'];
/** So far behind a list a sentence still comments on it. */
const COMMENT = 1200;
const FEWEST = 3;
const isChange = latin(
  /\b(?:jump|increase|rise|raise|growth|step|gain|premium|difference|change|from|grows?|rises?)/iu,
);
const ofEnds = latin(/\b(?:difference|gap|spread|range)\b/iu);
const highest = latin(/\b(?:highest|largest|top|best|most)\b/iu);
const lowest = latin(/\b(?:lowest|smallest|bottom|worst|least)\b/iu);
const selection = latin(/\b(?:top|most|best|highest|selected|examples?)\b/iu);
const INTRO = 160;

const known = new WeakMap<Reading, readonly (readonly Named[])[]>();

/** The lists that print one value for each name. */
function namedValues(reading: Reading): readonly (readonly Named[])[] {
  const before = known.get(reading);
  if (before) return before;
  const found = itemsOf(reading).flatMap((items) => {
    const all = items.flatMap(({ start, numbers: [number, ...more] }) => {
      const value = single(number);
      if (!number || !value || more.length > 0 || number.bound !== 'exactly' || !kinds.includes(number.kind)) return [];
      return [{ label: reading.text.slice(start, number.start), number, value }];
    });
    const [first] = all;
    if (all.length < items.length || all.some(({ number }) => number.kind !== first?.number.kind)) return [];
    const words = all.map(({ label }): readonly string[] => label.match(/[\p{L}\p{N}+#]+/gu) ?? []);
    const common = (word: string): boolean => words.every((own) => own.includes(word));
    return [
      all.map(({ number, value }, i) => ({
        name: (words[i] ?? []).filter((word) => !common(word)).join(' '),
        number,
        value,
      })),
    ];
  });
  known.set(reading, found);
  return found;
}

/**
 * `The jump from entry to mid is about 29%`, `the difference between highest and lowest is $453`, where a list above
 * prints a value for each: what the sentence says of two values that it names and does not print.
 */
export function* namedInLists(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  const isOfEnds = ofEnds.test(sentence.text) && highest.test(sentence.text) && lowest.test(sentence.text);
  if (!isOfEnds && !isChange.test(sentence.text)) return;
  const numbers = reading.within(sentence.start, sentence.end);
  const lists = namedValues(reading).filter(([first]) => {
    const far = sentence.start - (first?.number.start ?? Infinity);
    return far > 0 && far < COMMENT;
  });
  if (lists.length === 0) return;
  for (const [i, number] of numbers.entries()) {
    const value = single(number);
    if (!value || number.form !== 'digits' || (number.bound !== 'exactly' && number.bound !== 'about')) continue;
    const before = reading.text.slice(numbers[i - 1]?.end ?? sentence.start, number.start);
    if (number.kind === 'share') yield* changeOf(lists, before, number, value);
    if (isOfEnds && numbers.length === 1) yield* endsOf(reading, lists.at(-1) ?? [], number, value);
  }
}

function* changeOf(
  lists: readonly (readonly Named[])[],
  before: string,
  number: NumberInText,
  value: PrintedNumber,
): Generator<Outcome> {
  const words = before.toLowerCase();
  for (const list of lists)
    for (const from of list)
      for (const to of list) {
        if (from === to || !words.includes(`${from.name} to ${to.name} `.toLowerCase()) || from.name === '') continue;
        const ratio = quotient(allowed(to.number, to.value), allowed(from.number, from.value));
        if (!ratio || from.number.kind === 'share') continue;
        const bounds = allowed({ ...number, bound: 'exactly' }, value);
        const wide = { low: 100 + bounds.low - value.step / 2, high: 100 + bounds.high + value.step / 2 };
        const exact = 100 * (to.value.value / from.value.value - 1);
        if (overlap({ low: 100 * ratio.low, high: 100 * ratio.high }, wide) || exact < 0) yield agrees;
        else
          yield note(
            number,
            `the list above prints ${withUnit(from.value, from.number.kind)} for ${from.name} and ` +
              `${withUnit(to.value, to.number.kind)} for ${to.name}, a change of ${exact.toFixed(1)}%; ` +
              `printed is ${number.printed}`,
          );
        return;
      }
}

function* endsOf(
  { text }: Reading,
  list: readonly Named[],
  number: NumberInText,
  value: PrintedNumber,
): Generator<Outcome> {
  const [first] = list;
  if (!first || list.length < FEWEST || first.number.kind !== number.kind) return;
  if (selection.test(text.slice(Math.max(0, first.number.start - INTRO), first.number.start))) return;
  const values = list.map((one) => one.value.value);
  const [high, low] = [Math.max(...values), Math.min(...values)];
  const step = Math.max(...list.map((one) => one.value.step));
  const own = { low: high - low - step, high: high - low + step };
  if (overlap(own, allowed(number, value))) yield agrees;
  else
    yield note(
      number,
      `the list above goes from ${withUnit({ ...first.value, value: low }, number.kind)} to ` +
        `${withUnit({ ...first.value, value: high }, number.kind)}, ` +
        `${withUnit({ ...first.value, value: high - low }, number.kind)} apart; printed is ${number.printed}`,
    );
}
