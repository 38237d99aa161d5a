import type { NumberInText } from '../../text/number-in-text.js';
import type { PrintedNumber } from '../../text/printed-number.js';
import { anyWord } from '../../text/rule.js';
import { addition, rounding, single, total } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { matchesOf, type ProseRule, prose, templateOf } from '../prose/template.js';
import type { Reading, ReadSentence } from '../reading.js';
import { possibleParts } from './possible-parts.js';

/** Percentages that are not of one whole, or not all of them. */
const otherwise = anyWord(`
  each | tick | all\\sthat\\sapply | any\\sof | multiple | several | more\\sthan\\sone | also | compared | versus |
  than | up\\sfrom | down\\sfrom | increase[ds]? | decrease[ds]? | rose | fell | grew | respectively | top |
  includ(?:es?|ing) | such\\sas | most\\scommon | popular | highest | lowest | followed\\sby | average | mean |
  least`);
/** Answers of which nobody gives two. */
const exclusive = anyWord(`
  never | no\\slonger | prefer(?:red)?\\snot | don[’']t\\s(?:know|feel) | do\\snot\\sknow | no | none |
  not\\s(?:sure|applicable) | undecided`);
/** One answer of a scale, or a group of its own, on either side. */
const ofScale = anyWord(`somewhat | very | strongly | slightly | moderately | extremely | meaning | namely | either`);
const bothAndOnly = /\bboth\b[^.;]*\bonly\b[^.;]*\bonly\b/i;

/** How far, of a whole that is named, the sum may be from it. */
const FAR = 0.35;
/** How far the sum may be from the whole: further off, a list was not meant to be all. */
const [NEAR, NEAR_OF_EXCLUSIVE] = [7, 15];

/**
 * `66.9% use it, 9.9% did and 23.2% never have`, and `93% are somewhat (30%) or very (63%) satisfied`: percentages that
 * look like all parts of a whole. What would have to be so: some gave no answer, or several.
 */
export function listedShares(reading: Reading, sentence: ReadSentence): Outcome | undefined {
  const eitherOr = ofEitherOr(reading, sentence);
  const found = eitherOr ? undefined : possibleParts(reading, sentence);
  if (!found) return eitherOr;
  const { shares, parts } = found;
  return ofNamedWhole(reading, sentence, shares, parts) ?? ofEverything(reading, sentence, shares, parts);
}

/** A share, and the shares of the one or the other of two ways to be in it, in brackets. */
export const eitherOrRules: readonly ProseRule<'w' | 'a' | 'b'>[] = [
  prose(
    '{w:S}[^⟦⟧.;]{0,140}?\\({a:S}\\),? or<gap>\\({b:S}\\)',
    'About 36% came by chance, after a prompt in the editor (25%) or the browser (11%).',
    'About 46% came by chance, after a prompt in the editor (25%) or the browser (11%).',
  ),
];

const compared = /\b(?:than|compared|versus|vs\.|against|while|whereas)\b/i;

function ofEitherOr(reading: Reading, sentence: ReadSentence): Outcome | undefined {
  const [match] = matchesOf(eitherOrRules, templateOf(reading, sentence));
  const [whole, ...parts] = match ? [match.w, match.a, match.b].flatMap((number) => single(number) ?? []) : [];
  if (!match || !whole || parts.length !== 2) return undefined;
  if (compared.test(reading.text.slice(match.w.end, match.b.start))) return undefined;
  // "a shop (43%), a bank (32%) or a school (25%)" are three of one list
  if (isBracketed(reading, match.w) && Math.abs(total([whole, ...parts]) - 100) <= rounding([whole, ...parts], 'share'))
    return agrees;
  const about = match.w.bound === 'about' ? whole.step : 0;
  const gap = Math.abs(total(parts) - whole.value);
  if (gap <= rounding([whole, ...parts], 'share') + about) return agrees;
  if (gap > FAR * whole.value) return undefined;
  return note({ start: match.w.start, end: match.b.end }, `${addition(parts, whole, '%')}, if these are its parts`);
}

/** Whether a number stands in brackets of its own. */
const isBracketed = ({ text }: Reading, { start, end }: NumberInText): boolean =>
  text[start - 1] === '(' && text[end] === ')';

/** The first share is that of the others together. */
function ofNamedWhole(
  { text }: Reading,
  sentence: ReadSentence,
  shares: readonly NumberInText[],
  [whole, ...parts]: readonly PrintedNumber[],
): Outcome | undefined {
  const [named, first, last] = [shares[0], shares[1], shares.at(-1)];
  if (!whole || !named || !first || !last || parts.length < 2) return undefined;
  const isScale = ofScale.test(text.slice(named.end, first.start)) && parts.length === 2;
  const isPartition = bothAndOnly.test(text.slice(named.end, sentence.end)) && parts.length === 3;
  if (!isScale && !isPartition) return undefined;
  const gap = Math.abs(total(parts) - whole.value);
  if (gap <= rounding([whole, ...parts], 'share')) return agrees;
  if (gap > FAR * whole.value) return undefined;
  return note({ start: named.start, end: last.end }, `${addition(parts, whole, '%')}, if these are its parts`);
}

function ofEverything(
  { text }: Reading,
  sentence: ReadSentence,
  shares: readonly NumberInText[],
  parts: readonly PrintedNumber[],
): Outcome | undefined {
  const [first, last] = [shares[0], shares.at(-1)];
  const isExclusive = exclusive.test(sentence.text);
  if (!first || !last || (parts.length === 2 && !isExclusive) || otherwise.test(sentence.text)) return undefined;
  const isList = shares.every((share, i) => {
    const gap = i === 0 ? ', ' : text.slice(shares[i - 1]?.end, share.start);
    return gap.length <= 90 && /[,;]|\band\b/.test(gap);
  });
  if (!isList) return undefined;
  const off = Math.abs(total(parts) - 100);
  if (off <= rounding(parts, 'share')) return agrees;
  if (off > (isExclusive && parts.length > 2 ? NEAR_OF_EXCLUSIVE : NEAR)) return undefined;
  const finest = Math.min(...parts.map(({ step }) => step));
  const everything = { value: 100, step: finest, decimals: 0 };
  return note(
    { start: first.start, end: last.end },
    `${addition(parts, everything, '%')}, if everybody gave one of these answers`,
  );
}
