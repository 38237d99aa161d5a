import type { LabelledItem } from '../../text/lists.js';
import type { NumberInText } from '../../text/number-in-text.js';
import { single } from '../arithmetic.js';
import type { Reading, ReadSentence } from '../reading.js';

/** The counts of a sentence beside their percentages, one of both in brackets: `A 790 (46%), B 382 (22%)`. */
export function inlineList(reading: Reading, sentence: ReadSentence): LabelledItem[] {
  const numbers = reading.within(sentence.start, sentence.end);
  return numbers.flatMap((number, i): LabelledItem[] => {
    const next = numbers[i + 1];
    const pair = next && isBracketed(reading.text.slice(number.end, next.start)) ? pairOf(number, next) : undefined;
    if (!next || !pair) return [];
    return [{ label: '', start: number.start, end: next.end, unit: '', ...pair }];
  });
}

const isBracketed = (gap: string): boolean => /^[ *]{0,3}\((?:n\s?=\s?)?$/.test(gap);

function pairOf(a: NumberInText, b: NumberInText): Pick<LabelledItem, 'count' | 'share'> | undefined {
  const [count, share] = a.kind === 'count' ? [a, b] : [b, a];
  if (count.kind !== 'count' || share.kind !== 'share') return undefined;
  if (count.bound !== 'exactly' || share.bound !== 'exactly' || !single(count) || !single(share)) return undefined;
  return { count: single(count), share: single(share) };
}
