import { groupedBy } from '../../load/grouped-by.js';
import { allowed, asPrinted, overlap } from '../arithmetic.js';
import { agrees, error, note, type Outcome } from '../diagnostic.js';
import type { Reading } from '../reading.js';
import { statementsOf } from './statements.js';

/** A text of several studies tells of each in the same words. */
export const severalStudies =
  /\b(?:study|experiment|wave|round|survey|sample|trial|cohort|site|group|case)s?\s(?:\d|one|two|I{1,3}|[AB])\b/i;
/** Words that move a sentence to another time or another part. */
const moving = new RegExp(
  '\\b(?:now|today|then|earlier|later|previous(?:ly)?|before|after|last|next|since|again|former|latter|second|first|' +
    'third|another|other|remaining|rest|new|old|ago)\\b',
  'i',
);

/**
 * Two sentences with the same words and different numbers. One that comes with three numbers is a form that is filled
 * in.
 */
export function* sameWords(reading: Reading): Generator<Outcome> {
  const byWords = groupedBy(
    statementsOf(reading).filter(({ words, sentence }) => words.size >= 2 && !moving.test(sentence.text)),
    ({ number, words }) => `${number.kind} ${[...words].sort().join(' ')}`,
  );
  for (const [first, ...others] of byWords.values()) {
    if (!first || others.length === 0) continue;
    if (new Set([first, ...others].map(({ value }) => value.value)).size > 2) continue;
    for (const { number, value } of others) {
      if (overlap(allowed(first.number, first.value), allowed(number, value))) yield agrees;
      else
        yield (severalStudies.test(reading.text) ? note : error)(
          number,
          `line ${reading.lineOf(first.number.start)} prints ${asPrinted(first.number)} in the same words; ` +
            `here it is ${asPrinted(number)}`,
        );
    }
  }
}
