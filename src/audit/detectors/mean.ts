import { type Impossible, impossibleSample } from '../../stats/possible-sample.js';
import { cardinalValue } from '../../text/cardinals.js';
import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import { anyWord, latin } from '../../text/rule.js';
import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import type { Reading, ReadSentence } from '../reading.js';
import { besides } from '../reported/besides.js';
import type { Reported } from '../reported/reported.js';
import { digits, grouped, reportedText } from '../words.js';

/**
 * Means and standard deviations of whole numbers and on scales: GRIM, GRIMMER and DEBIT, the bounds of a scale, and on
 * a scale all samples that there are (SPRITE). Only where the sentence says that the numbers are whole.
 */
export const mean: Detector = {
  checks: 'means of whole numbers or on a scale',
  *detect(reading) {
    for (const [i, sentence] of reading.sentences.entries())
      for (const one of sentence.reported)
        if (one.name === 'M' && one.relation === '=' && !one.percent)
          yield* judge(sentence, one, scaleOf(clauseOf(sentence, one)) ?? scaleBefore(reading, i));
  },
};

/** Words that say of the values, and not only of the answers, that they are whole. */
const wholeNumbers = anyWord('whole[-\\s]numbers? | integers? | single[-\\s]item | one[-\\s]item | ganze\\sZahlen');
/** Means of these are no means of single answers. */
const composed = anyWord(
  'averag(?:ed|ing) | composite | index | items | subscales? | reaction\\stimes? | difference | change | ' +
    'centred | centered | standardi[sz]ed | z[-\\s]scores?',
);

interface Scale {
  readonly low: number;
  readonly high: number;
}

const scales: readonly RegExp[] = [
  latin(/\bscale\s(?:\p{L}+\s){0,3}?(?:from\s)?(-?\d{1,2})\s?(?:\([^)]{1,40}\)\s)?(?:to|[–-])\s?(\d{1,3})\b/u),
  latin(/\b(?:from|between)\s(\d{1,2})\s(?:to|and)\s(\d{1,3})\s?(?:\p{L}+\s){0,2}scale\b/u),
  /\((\d)\s?=\s?[^();]{2,60}[;,]\s?(\d{1,2})\s?=\s?[^()]{2,60}\)/,
  /\bscale\b[^.;]{0,40}\b(\d)\s?=\s?[^.;]{2,50}(?:to|[,;–-])\s?(\d{1,2})\s?=/,
];

/** The ends of the scale that a sentence names: `a scale from 1 to 5`, `1 = never, 5 = always`. */
function scaleOf(text: string): Scale | undefined {
  for (const pattern of scales) {
    const [, low, high] = pattern.exec(text) ?? [];
    if (low !== undefined && high !== undefined && Number(low) < Number(high))
      return { low: Number(low), high: Number(high) };
  }
  return undefined;
}

/** What a sentence says around a mean: to the next semicolon, and no more than a few words away. */
function clauseOf({ text, start }: ReadSentence, { start: from, end: to }: Reported): string {
  const before = text.slice(Math.max(0, from - start - 110), from - start);
  const after = text.slice(to - start, to - start + 90);
  // a unit of measure is of no scale
  if (/^\s?(?:cm|kg|mm|ms|s|years?|months?|minutes?|seconds?|°|\$|€)(?!\p{L})/u.test(after)) return '';
  return (
    before.slice(before.lastIndexOf(';') + 1) +
    text.slice(from - start, to - start) +
    (after.split(/(?<=\d\)?);/)[0] ?? '')
  );
}

/** A scale that the sentence before names, in the same paragraph, when this one speaks of it as "this scale". */
function scaleBefore({ sentences }: Reading, i: number): Scale | undefined {
  const [before, own] = [sentences[i - 1], sentences[i]];
  return before && own && before.paragraph === own.paragraph && /\b(?:this|the|that) (?:same )?scale\b/.test(own.text)
    ? scaleOf(before.text)
    : undefined;
}

const reasons: Readonly<Record<Impossible, string>> = {
  'beyond the scale': 'the mean lies outside the scale',
  'no whole sum': 'no whole sum prints as this mean',
  'too small a deviation': 'whole numbers with this mean vary more',
  'too large a deviation': 'numbers on this scale with this mean vary less',
  'no such squares': 'no whole numbers with this mean have this standard deviation',
};

function* judge(sentence: ReadSentence, mean: Reported, scale: Scale | undefined): Generator<Outcome> {
  const isWhole = wholeNumbers.test(sentence.text);
  if (!scale && !isWhole) return;
  const sd = besides(sentence, mean, 'after', ['SD'], ['n', 'N']);
  const n =
    besides(sentence, mean, 'after', ['n', 'N'], ['SD', 'SE']) ?? besides(sentence, mean, 'before', ['n', 'N'], ['SD']);
  const count = n?.value.value ?? countedPeople(sentence.text);
  const size = count !== undefined && Number.isInteger(count) && count >= 1 && count <= 5000 ? count : undefined;
  const range = { start: mean.start, end: Math.max(mean.end, sd?.end ?? 0, n?.end ?? 0) };
  if (mean.value.decimals > 4 || (sd?.value.decimals ?? 0) > 4) return;
  const sdValue = sd?.relation === '=' ? sd.value : undefined;
  const verdict =
    isWhole && size !== undefined
      ? impossibleSample({
          n: size,
          mean: mean.value.value,
          meanDecimals: mean.value.decimals,
          ...(sdValue ? { sd: sdValue.value, sdDecimals: sdValue.decimals } : {}),
          ...scale,
        })
      : scale && beyondScale(mean.value, sdValue, scale);
  if (!verdict) return yield agrees;
  const figures = [reportedText(mean), ...(sd ? [reportedText(sd)] : [])].join(' and ');
  const of = size === undefined || !isWhole ? '' : ` of ${grouped(size)} whole numbers`;
  const on = scale ? ` on the scale from ${scale.low} to ${scale.high}` : '';
  const arithmetic = `${figures}${of}${on}: ${reasons[verdict]}${bestSums(verdict, mean, size)}`;
  yield composed.test(sentence.text) ? note(range, arithmetic) : error(range, arithmetic);
}

/** More spread than this part of the largest is left to small samples, whose deviation is by n − 1. */
const SPREAD = 1.2;

/** What the ends of a scale rule out of averages, whatever their n. */
function beyondScale(mean: PrintedNumber, sd: PrintedNumber | undefined, { low, high }: Scale): Impossible | undefined {
  const { low: from, high: to } = roundedFrom(mean);
  if (to < low || from > high) return 'beyond the scale';
  const middle = Math.min(high, Math.max(low, mean.value));
  const most = Math.sqrt((middle - low) * (high - middle)) + 0.5 * mean.step;
  return sd && roundedFrom(sd).low > SPREAD * most ? 'too large a deviation' : undefined;
}

/** The means next to a printed one that whole sums have. */
function bestSums(verdict: Impossible, { value }: Reported, n: number | undefined): string {
  if (verdict !== 'no whole sum' || n === undefined) return '';
  const below = Math.floor(value.value * n);
  const print = (sum: number): string => `${grouped(sum)} / ${grouped(n)} = ${(sum / n).toFixed(value.decimals + 2)}`;
  return `: ${print(below)}, ${print(below + 1)}; printed is ${digits(value)}`;
}

const people = 'people|participants|patients|students|adults|children|subjects|respondents|raters|volunteers';
const counted = latin(new RegExp(`(?:^|\\s)([\\p{L}-]{3,20}|\\d{1,4}) (?:${people})\\b`, 'iu'));

/** The n that a sentence says in words: `Ten people rated it`. */
function countedPeople(text: string): number | undefined {
  const [, words] = counted.exec(text) ?? [];
  return words === undefined ? undefined : cardinalValue(words);
}
