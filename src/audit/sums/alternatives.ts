import type { NumberInText } from '../../text/number-in-text.js';
import { addition, rounding, single, total } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { itemsOf } from '../items.js';
import type { Reading } from '../reading.js';

/** Answers of which a posting, or a person, has one: by the words that name each. */
const alternatives: readonly (readonly RegExp[])[] = [
  [/\bremote\b/gi, /\bhybrid\b/gi, /\b(?:on-?\s?site|in-?\s?office|in-?\s?person)\b/gi],
  [/\bfull[\s-]?time\b/gi, /\bpart[\s-]?time\b/gi, /\b(?:contract|freelanc\w+|temporary|intern\w*)\b/gi],
];
/** Of another whole, or a change. */
const otherwise = /\b(?:from|up|down|grew|rose|fell|increase|decrease|points?|among|than in|vs|each|respectively)\b/i;
/** Further from everything they were not meant to be all. */
const FAR = 25;
const LONGEST = 400;

/** `Hybrid at 45.7%, remote 29.7%, on site 24.6%`: the three ways of work, each with its share, are everything. */
export function* alternativesOf(reading: Reading): Generator<Outcome> {
  for (const sentence of reading.quantified)
    yield* shareOut(reading.within(sentence.start, sentence.end), sentence.text);
  for (const items of itemsOf(reading)) {
    const [first, last] = [items[0], items.at(-1)];
    if (items.length === 3 && first && last)
      yield* shareOut(
        items.flatMap(({ numbers }) => numbers),
        reading.text.slice(first.start, last.end),
      );
  }
}

function* shareOut(numbers: readonly NumberInText[], text: string): Generator<Outcome> {
  const shares = numbers.filter(({ kind }) => kind === 'share').slice(0, 3);
  const parts = shares.flatMap((share) => (share.bound === 'exactly' ? (single(share) ?? []) : []));
  const [first, , last] = shares;
  if (parts.length !== 3 || !first || !last) return;
  const start = numbers[0] ? text.indexOf(first.printed) : -1;
  const end = text.indexOf(last.printed, start + 1);
  if (start === -1 || end === -1 || end - start > LONGEST) return;
  const around = text.slice(Math.max(0, start - 60), end + last.printed.length + 24);
  const isAll = alternatives.some((words) => words.every((word) => (around.match(word) ?? []).length > 0));
  if (!isAll || otherwise.test(around)) return;
  const over = total(parts) - 100;
  if (Math.abs(over) <= rounding(parts, 'share')) return yield agrees;
  const step = Math.min(...parts.map((part) => part.step));
  // what is less may leave out those who do not say
  if (over > 0 && over <= FAR)
    yield note(
      { start: first.start, end: last.end },
      `${addition(parts, { value: 100, step, decimals: 0 }, '%')}, if each is in one of the three`,
    );
}
