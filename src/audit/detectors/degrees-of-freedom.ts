import { fTail } from '../../stats/f-tail.js';
import { cardinalValue } from '../../text/cardinals.js';
import { roundedFrom } from '../../text/printed-number.js';
import { latin } from '../../text/rule.js';
import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import type { ReadSentence } from '../reading.js';
import type { Reported } from '../reported/reported.js';
import { digits, pText } from '../words.js';

/**
 * Degrees of freedom against the number of people in the same sentence, and an F without them against the groups and n
 * that the sentence names.
 */
export const degreesOfFreedom: Detector = {
  checks: 'degrees of freedom beside the number of groups and people',
  *detect({ reporting }) {
    for (const sentence of reporting) {
      const outcome = ofGroups(sentence) ?? ofF(sentence);
      if (outcome) yield outcome;
    }
  },
};

const noun = '(?:participants|people|subjects|patients|students|respondents|adults|children|volunteers|firms|roles)';
const inGroups = latin(
  new RegExp(
    `\\b([\\p{L}-]{3,20}|\\d{1,5}) ${noun}` +
      `(?: \\p{L}+)? (?:in|across|from|over) ([\\p{L}]{2,6}|\\d{1,2}) (?:\\p{L}+ )?groups`,
    'iu',
  ),
);
const grouped = latin(
  /\b([\p{L}]{3,6}|\d{1,2}) (?:\p{L}+ )?(?:tiers|groups|conditions|levels|arms|categories|cells|regions|roles)\b/iu,
);

const numberOf = (words: string | undefined): number | undefined =>
  words === undefined ? undefined : cardinalValue(words.toLowerCase());

/** `With 40 participants in two groups, t(78) = 2.1`: 38 are left of 40 people, 78 of 40 in each group. */
function ofGroups({ text, reported }: ReadSentence): Outcome | undefined {
  const [test, ...more] = reported.filter(({ name, df }) => (name === 't' || name === 'F') && df.length > 0);
  const df = test?.df.at(-1);
  if (!test || more.length > 0 || df === undefined) return undefined;
  const [, people, groups] = inGroups.exec(text) ?? [];
  const [n, k] = [numberOf(people), numberOf(groups)];
  if (n === undefined || k === undefined || k < 2) return undefined;
  if (test.name === 't' && k !== 2) return undefined;
  if (!Number.isInteger(df) || df === n - k || df < n - k) return agrees;
  return note(
    test,
    `${n} people in ${k} groups leave at most ${n - k} degrees of freedom; printed is ${df}` +
      (df === k * n - k ? `, as of ${n} in each group` : ''),
  );
}

/** `A one-way ANOVA on three tiers of n = 12 roles gives F = 2.94, p = 0.30`: n in all, or in each. */
function ofF({ text, reported }: ReadSentence): Outcome | undefined {
  const f = reported.find(({ name, df, relation }) => name === 'F' && df.length === 0 && relation === '=');
  const p = reported.find(
    ({ name, start, relation }) => name === 'p' && f && start > f.end && start - f.end < 40 && relation === '=',
  );
  const [n, ...more] = reported.filter(({ name }) => name === 'n' || name === 'N');
  if (!f || !p || !n || more.length > 0 || !/\banova\b|analysis of variance/i.test(text)) return undefined;
  const k = numberOf(grouped.exec(text)?.[1]);
  if (k === undefined || k < 2) return undefined;
  const sizes = [n.value.value, n.value.value * k].filter((size) => size > k);
  const fits = (size: number): boolean => {
    const [low, high] = [roundedFrom(f.value).low, roundedFrom(f.value).high];
    const own = roundedFrom(p.value);
    return fTail(Math.max(0, low), k - 1, size - k).p >= own.low && fTail(high, k - 1, size - k).p <= own.high;
  };
  if (sizes.some(fits)) return agrees;
  const print = (size: number): string =>
    `F(${k - 1}, ${size - k}) = ${digits(f.value)} gives p = ${pText(fTail(f.value.value, k - 1, size - k))}`;
  return error(
    rangeOf(f, p),
    `with ${sizes.join(' or ')} in all, ${sizes.map(print).join('; ')}; printed is p = ${digits(p.value)}`,
  );
}

const rangeOf = (a: Reported, b: Reported): { start: number; end: number } => ({ start: a.start, end: b.end });
