import type { Detector } from '../diagnostic.js';
import { boundAndExact } from '../repeated/bound-and-exact.js';
import { roundedAgain } from '../repeated/rounded-again.js';
import { sameItem } from '../repeated/same-item.js';
import { sameWords } from '../repeated/same-words.js';
import { transposed } from '../repeated/transposed.js';

/**
 * The same quantity with two values: two sentences that say the same words of different numbers, a number that is a
 * bound in one place and exact in another, and one that was rounded again after it had been rounded in a table. What is
 * the same is told by words alone, so this looks only where they leave little doubt.
 */
export const printedTwice: Detector = {
  checks: 'quantities printed twice',
  *detect(reading) {
    yield* sameWords(reading);
    yield* boundAndExact(reading);
    yield* roundedAgain(reading);
    yield* sameItem(reading);
    yield* transposed(reading);
  },
};
