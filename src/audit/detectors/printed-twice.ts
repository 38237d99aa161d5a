import type { Detector, Outcome } from '../diagnostic.js';
import type { Reading } from '../reading.js';
import { boundAndExact } from '../repeated/bound-and-exact.js';
import { companions } from '../repeated/companions.js';
import { mistyped } from '../repeated/mistyped.js';
import { roundedAgain } from '../repeated/rounded-again.js';
import { sameItem } from '../repeated/same-item.js';
import { sameWords } from '../repeated/same-words.js';
import { toldAgain } from '../repeated/told-again.js';

/**
 * The same quantity with two values: two sentences that say the same words of different numbers, a number that is a
 * bound in one place and exact in another, one that was rounded again after it had been rounded in a table, one that
 * a summary tells again, and one that is mistyped. What is the same is told by words, so this looks only where they
 * leave little doubt.
 */
export const printedTwice: Detector = {
  checks: 'quantities printed twice',
  *detect(reading) {
    const found = new Set<number>();
    for (const outcome of byWords(reading)) {
      if (outcome.verdict !== 'agrees') found.add(outcome.start);
      yield outcome;
    }
    for (const outcome of companions(reading, found)) {
      if (outcome.verdict !== 'agrees') found.add(outcome.start);
      yield outcome;
    }
    for (const outcome of toldAgain(reading, found)) {
      if (outcome.verdict !== 'agrees') found.add(outcome.start);
      yield outcome;
    }
    yield* mistyped(reading, found);
  },
};

function* byWords(reading: Reading): Generator<Outcome> {
  yield* sameWords(reading);
  yield* boundAndExact(reading);
  yield* roundedAgain(reading);
  yield* sameItem(reading);
}
