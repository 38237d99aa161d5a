import { allowed, overlap } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { isDuration } from '../duration.js';
import { type Likeness, Likenesses } from '../quantities/likeness.js';
import { type Quantity, quantitiesOf } from '../quantities/quantities.js';
import { summariesOf } from '../quantities/summaries.js';
import type { Reading } from '../reading.js';
import { severalStudies } from './same-words.js';

/** A text with more quantities is data. */
const MOST = 1200;
/** What is nearer goes on with the same matter. */
const FAR = 200;
/** How much two quantities must have in common to be taken for one. */
const least = [
  { evidence: 4, ofOne: 0.35, ofBoth: 0.12, shared: 2 },
  // few words, and hardly any others
  { evidence: 3, ofOne: 0.75, ofBoth: 0.4, shared: 2 },
] as const;
/** How near another candidate may come that prints the same number, or that is another's. */
const [SAME_NUMBER, OTHERS] = [0.6, 0.7];
/** How many may differ, beyond half of those that are the same. */
const SLACK = 2;
/** Further apart two numbers were never meant to be the same, unless their digits changed places. */
const FURTHEST = 1.8;

/**
 * A summary, an introduction or a conclusion tells again what the body of a text tells: of each of its quantities the
 * one elsewhere with most in common, by the rare words near both, which should be the same number. Where the number
 * is told elsewhere of what has nearly as much in common, nothing is said.
 *
 * @param found where a number stands that was found already: it is not told again
 */
export function* toldAgain(reading: Reading, found: ReadonlySet<number>): Generator<Outcome> {
  const summaries = summariesOf(reading.text);
  if (summaries.length === 0 || severalStudies.test(reading.text)) return;
  const partOf = ({ number }: Quantity): number =>
    summaries.findIndex(({ start, end }) => number.start >= start && number.start < end);
  const quantities = quantitiesOf(reading);
  const told = quantities.filter((quantity) => partOf(quantity) >= 0);
  if (told.length === 0 || quantities.length > MOST) return;
  const likenesses = new Likenesses(quantities);
  const ranked = new Map<Quantity, Ranked>();
  const rankedOf = (one: Quantity): Ranked => {
    const before = ranked.get(one) ?? ranking(one, likenesses.of(one));
    ranked.set(one, before);
    return before;
  };
  const seen = new Set<Quantity>();
  const notes: Outcome[] = [];
  let agreeing = 0;
  for (const one of told) {
    const { best, same } = rankedOf(one);
    if (!best || seen.has(best.other)) continue;
    const { other } = best;
    if (partOf(one) === partOf(other) || Math.abs(other.number.start - one.number.start) < FAR) continue;
    if (!isAlike(best)) continue;
    if (isSame(one, other)) {
      agreeing += 1;
      yield agrees;
      continue;
    }
    const its = rankedOf(other);
    const rank = rankOf(best);
    if (rank < OTHERS * rankOf(its.best)) continue;
    if (rankOf(same) > SAME_NUMBER * rank || rankOf(its.same) > SAME_NUMBER * rank) continue;
    if (!isExactly(one) || !isExactly(other) || (one.inTable && other.inTable) || !isNear(one, other)) continue;
    if (isTime(reading, one) || isTime(reading, other)) continue;
    seen.add(one);
    if (found.has(one.number.start) || found.has(other.number.start)) continue;
    notes.push(
      note(
        one.number,
        `line ${reading.lineOf(other.number.start)} prints ${other.number.printed} ` +
          `of what is called nearly the same; here it is ${one.number.printed}`,
      ),
    );
  }
  // a text of which most parts tell of several things in the same words tells nothing again
  if (2 * notes.length <= agreeing + SLACK) yield* notes;
}

/** What a quantity has most in common with, and with which of those that print the same number. */
interface Ranked {
  readonly best: Likeness | undefined;
  readonly same: Likeness | undefined;
}

const isAlike = ({ evidence, ofOne, ofBoth, shared }: Likeness): boolean =>
  least.some((one) => evidence >= one.evidence && ofOne >= one.ofOne && ofBoth >= one.ofBoth && shared >= one.shared);

const rankOf = (likeness: Likeness | undefined): number => (likeness ? likeness.evidence * likeness.ofOne : 0);

function ranking(one: Quantity, all: readonly Likeness[]): Ranked {
  let best: Likeness | undefined;
  let same: Likeness | undefined;
  for (const likeness of all) {
    if (!isOneKind(one, likeness.other)) continue;
    if (rankOf(likeness) > rankOf(best)) best = likeness;
    if (rankOf(likeness) > rankOf(same) && isSame(one, likeness.other)) same = likeness;
  }
  return { best, same };
}

/** Cells leave out the signs of money, and print decimals of what a sentence calls a count. */
const isOneKind = (a: Quantity, b: Quantity): boolean =>
  a.number.kind === b.number.kind ||
  ((a.inTable || b.inTable) && a.number.kind !== 'share' && b.number.kind !== 'share');

/** Whether both print one number: with as many digits the same, otherwise the one rounds to the other. */
const isSame = (a: Quantity, b: Quantity): boolean =>
  a.value.step === b.value.step && isExactly(a) && isExactly(b)
    ? a.value.value === b.value.value
    : overlap(allowed(a.number, a.value), allowed(b.number, b.value));

const isExactly = ({ number }: Quantity): boolean => number.bound === 'exactly';

/** Ages and durations are told of everything. */
const isTime = ({ text }: Reading, { number }: Quantity): boolean =>
  isDuration(text, number) || /(?:\d|\s)(?:ms|s|sec|min|hr?)$/.test(number.printed);

const digitsOf = ({ value }: Quantity): string =>
  [...value.value.toFixed(value.decimals).replace(/\D/g, '').replace(/^0+/, '')].sort().join('');

function isNear(a: Quantity, b: Quantity): boolean {
  const [x, y] = [a.value.value, b.value.value];
  if (x <= 0 || y <= 0) return false;
  return (x / y < FURTHEST && y / x < FURTHEST) || digitsOf(a) === digitsOf(b);
}
