import type { NumberInText } from '../../text/number-in-text.js';
import { anyWord } from '../../text/rule.js';
import { EPSILON, single, unrounded } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { itemsOf } from '../items.js';
import type { Reading } from '../reading.js';

const most = anyWord('highest | largest | biggest | most | leads | leading');
const least = anyWord('lowest | smallest | fewest | least');
/** Of some, at another time, or of something else than the number. */
const otherwise = anyWord(`
  one\\sof | among | second | third | growth | grew | increase[ds]? | decrease[ds]? | change[ds]? | demand | gap |
  followed | recent | almost | at\\s(?:least|most) | more | less | than | after | behind`);
const kinds: readonly NumberInText['kind'][] = ['money', 'share', 'count'];
/** How far before its number the word may stand. */
const NEAR = 60;
const FEWEST = 3;

/** `- Hybrid: the lowest average pay, $81,816` in a list of which another item has less. */
export function* amongItems(reading: Reading): Generator<Outcome> {
  for (const items of itemsOf(reading)) {
    const firsts = items.flatMap(({ start, end, numbers }) => {
      const number = numbers.find(({ kind, bound }) => kinds.includes(kind) && bound === 'exactly');
      const value = single(number);
      // an item that tells of several values tells more than the list compares
      if (numbers.some((other) => other !== number && other.kind === number?.kind)) return [];
      return number && value && number.form === 'digits' ? [{ start, end, number, value }] : [];
    });
    const [kind] = firsts.map(({ number }) => number.kind);
    if (firsts.length < FEWEST || firsts.some(({ number }) => number.kind !== kind)) continue;
    for (const one of firsts) {
      const own = reading.text.slice(one.start, one.end);
      const before = reading.text.slice(Math.max(one.start, one.number.start - NEAR), one.number.start);
      const isMost = most.test(before);
      if (isMost === least.test(before) || otherwise.test(own)) continue;
      const { low, high } = unrounded(one.value, one.number.kind);
      const beyond = firsts.find(({ start, value, number }) => {
        // two that are the most are the most of two things
        if ((isMost ? most : least).test(reading.text.slice(start, number.start))) return false;
        if (number.kind === 'share' && value.value === 100) return false; // "do not add up to 100%"
        const other = unrounded(value, number.kind);
        return isMost ? other.low > high + EPSILON : other.high < low - EPSILON;
      });
      if (!beyond) yield agrees;
      else
        yield note(
          one.number,
          `line ${reading.lineOf(beyond.number.start)} of the same list prints ${beyond.number.printed}, ` +
            `${isMost ? 'more' : 'less'} than ${one.number.printed}, ` +
            `which is said to be the ${isMost ? 'most' : 'least'}`,
        );
    }
  }
}
