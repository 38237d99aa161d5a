import type { NumberInText } from '../../text/number-in-text.js';
import type { PrintedNumber } from '../../text/printed-number.js';
import { single } from '../arithmetic.js';
import type { Reading, ReadSentence } from '../reading.js';

/** The percentages of a sentence that may be parts of one whole: each as it stands there, and its value. */
export interface PossibleParts {
  readonly shares: readonly NumberInText[];
  readonly parts: readonly PrintedNumber[];
  readonly first: NumberInText;
  readonly last: NumberInText;
}

/** Undefined where there are fewer than two, or one is a range, a bound, or no part: 0%, or 100% and more. */
export function possibleParts(reading: Reading, sentence: ReadSentence): PossibleParts | undefined {
  const shares = reading
    .within(sentence.start, sentence.end)
    .filter(({ kind, form }) => kind === 'share' && form === 'digits');
  const parts = shares.flatMap((number) => single(number) ?? []);
  const [first, last] = [shares[0], shares.at(-1)];
  if (!first || !last || parts.length !== shares.length || parts.length < 2) return undefined;
  if (shares.some(({ bound }) => bound !== 'exactly') || parts.some(({ value }) => value <= 0 || value >= 100))
    return undefined;
  return { shares, parts, first, last };
}
