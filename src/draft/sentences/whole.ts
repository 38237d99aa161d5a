import { decimal } from '../../claims/write-value.js';
import {
  holds,
  type Outcome,
  type Reading,
  type ReadSentence,
  type Rule,
  unclear,
  V,
  type ValueHere,
  valueAt,
  wrong,
} from './reading.js';
import { toSubject } from './subject.js';

/** A count that a sentence makes the whole of its shares. */
interface Whole {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  /** The value that was bound there; undefined for plain digits. */
  readonly value: ValueHere | undefined;
}

/** "Of 6,802 postings, 26.2% …": held against the n that the share is of. */
export const whole: Rule = (sentence) => [...ofCount(sentence), ...shareOf(sentence), ...ofThem(sentence)];

const article = '(?:the|all|our|these|those|a total of|den|allen|unseren|diesen)';

/** Counts in a sentence, bound or in digits. */
function countsIn({ values, numbers }: ReadSentence): Whole[] {
  return [
    ...values
      .filter(({ facts }) => facts.unit === 'count')
      .map((value) => ({ start: value.start, end: value.end, count: value.facts.estimate, value })),
    ...numbers.flatMap(({ start, end, kind, form, values: [number] }) =>
      kind === 'count' && form === 'digits' && number ? [{ start, end, count: number.value, value: undefined }] : [],
    ),
  ].sort((a, b) => a.start - b.start);
}

function ofCount(sentence: ReadSentence): Reading[] {
  const { masked, values } = sentence;
  return countsIn(sentence).flatMap((count): Reading[] => {
    const before = masked.slice(0, count.start);
    if (
      !new RegExp(
        `\\b(?:of|out of|among|from|in|across|von|unter|aus|bei)\\s(?:${article}\\s)?(?:[\\p{L}-]+[’']s?\\s)?$`,
        'iu',
      ).test(before)
    )
      return [];
    const share = values.find(
      ({ start, facts }) => start >= count.end && facts.unit === 'share' && facts.n !== undefined,
    );
    if (!share) return [];
    const gap = masked.slice(count.end, share.start);
    if (gap.length > 80 || /[.;!?]|\b(?:of (?:these|them|those|which)|davon|hiervon|von diesen)\b/i.test(gap))
      return [];
    const { start, end } = count;
    // "of the 1,114 AI Engineer postings": the count is of the share's own subject
    if (!countsOwn(count, share, sentence) && ownSubject(share, sentence))
      return [{ start, end, outcome: unclear('the share names what it is of itself') }];
    const outcome = sameWhole(count.count, share);
    // "from 6,802 postings we learn that …" only names the source
    const isSource = !/\b(?:of|among|von|unter)\s\D*$/i.test(before.slice(-30)) && gap.length > 30;
    return [
      {
        start,
        end,
        outcome: isSource && outcome.kind === 'wrong' ? unclear('the count may be another whole') : outcome,
      },
    ];
  });
}

/** "26.2% of the 6,802 postings" */
function shareOf(sentence: ReadSentence): Reading[] {
  const { masked } = sentence;
  return countsIn(sentence).flatMap((count): Reading[] => {
    const link = new RegExp(`(${V})\\)?\\s(?:\\(?(?:out\\s)?of|von|der|aller)\\s(?:${article}\\s)?$`, 'i');
    const mark = link.exec(masked.slice(0, count.start));
    const share = mark ? valueAt(sentence, mark.index) : undefined;
    if (share?.facts.unit !== 'share' || share.facts.n === undefined) return [];
    return [{ start: count.start, end: count.end, outcome: sameWhole(count.count, share) }];
  });
}

/** "26.2% of them": of the postings that the sentence before counted, or of those that its share counted. */
function ofThem({ masked, values, before }: ReadSentence): Reading[] {
  const pattern = new RegExp(
    `(${V})\\s(?:of (?:them|these|those)|von ihnen|davon)\\b(?!\\s(?:for|in|from|of|who|that|which|with|für|die|aus))`,
    'giu',
  );
  return [...masked.matchAll(pattern)].flatMap(({ index, 0: words }): Reading[] => {
    const share = values.find(({ start }) => start === index);
    const last = values.findLast(({ end }) => end <= index) ?? before.at(-1);
    if (!share || !last || share.facts.n === undefined) return [];
    const { n } = share.facts;
    const candidates = last.facts.unit === 'count' ? [last.facts.estimate] : [last.facts.n, last.facts.k];
    const known = candidates.filter((each) => each !== undefined);
    if (known.length === 0) return [];
    const stretch = { start: index, end: index + words.length };
    if (known.includes(n)) return [{ ...stretch, outcome: holds }];
    const said = known.map((each) => decimal(each, 0)).join(' or ');
    return [
      {
        ...stretch,
        outcome: wrong(`${share.facts.name} is of ${decimal(n, 0)}, and what was spoken of before are ${said}`),
      },
    ];
  });
}

function sameWhole(count: number, { facts: { name, n = 0, says } }: ValueHere): Outcome {
  return count === n ? holds : wrong(`${name} is of ${decimal(n, 0)} and not of ${decimal(count, 0)}: ${says}`);
}

const countsOwn = ({ end }: Whole, { facts }: ValueHere, { entities, masked }: ReadSentence): boolean =>
  entities.some(
    ({ start, entity }) =>
      entity.role === 'subject' &&
      start === end + (toSubject.exec(masked.slice(end))?.[0].length ?? 0) &&
      facts.entities.some(({ key }) => key === entity.key),
  );

/** Whether the sentence names the subject of a share, of which the count before only holds the frame. */
const ownSubject = ({ facts }: ValueHere, { entities }: ReadSentence): boolean =>
  entities.some(
    ({ entity }) =>
      entity.role === 'subject' && facts.entities.some(({ key, role }) => role === 'subject' && key === entity.key),
  ) && facts.entities.filter(({ role }) => role === 'subject').length === 1;
