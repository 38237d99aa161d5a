import type { ReadSentence, Stretch } from './reading.js';

/** How words before a quantity bound it. */
type Limit = 'exactly' | 'about' | 'nearly' | 'above' | 'below' | 'at least' | 'at most';

/** A quantity that a sentence states in its own words or digits. */
export interface Stated extends Stretch {
  readonly kind: 'share' | 'ratio' | 'points' | 'percent';
  /** Shares as fractions of 1; percent and points as printed. */
  readonly value: number;
  /** One unit of the last printed digit; undefined for words, which are rounder. */
  readonly step: number | undefined;
  readonly limit: Limit;
}

/** How a stated quantity agrees with a computed one. */
export type Agreement = 'holds' | 'loose' | 'wrong';

const limits: readonly (readonly [Limit, RegExp])[] = [
  ['at most', /\b(?:at most|up to|no more than|not more than|höchstens|maximal|bis zu)\s$/i],
  ['at least', /\b(?:at least|no (?:less|fewer) than|not less than|mindestens|wenigstens)\s$/i],
  ['nearly', /\b(?:nearly|almost|just (?:under|below|short of)|not quite|close to|knapp|fast|nahezu|beinahe)\s$/i],
  ['below', /\b(?:(?:less|fewer|lower|smaller) than|under|below|(?:weniger|kleiner|geringer) als|unter)\s$/i],
  ['above', /\b(?:(?:more|greater|higher|larger) than|just over|well over|over|above|mehr als|über|gut|reichlich)\s$/i],
  ['about', /\b(?:about|around|roughly|approximately|some|circa|ca\.|or so|etwa|rund|ungefähr|zirka)\s$/i],
];

/** The words before a quantity, which bound it. */
export function limitBefore(text: string, start: number): { readonly limit: Limit; readonly length: number } {
  const before = text
    .slice(Math.max(0, start - 32), start)
    .replace(/\b(?:an?|the|one|einem?|einer|die|das|der)\s$/i, '');
  for (const [limit, pattern] of limits) {
    const found = pattern.exec(before);
    if (found) return { limit, length: found[0].length };
  }
  return { limit: 'exactly', length: 0 };
}

/** German words for parts and multiples, which the reader of printed numbers does not know. */
const german: readonly (readonly [RegExp, Stated['kind'], number])[] = [
  [/\b(?:die |der )?Hälfte\b/gi, 'share', 1 / 2],
  [/\bzwei Dritteln?\b/gi, 'share', 2 / 3],
  [/\b(?:ein(?:em|es)? )?Drittel\b/gi, 'share', 1 / 3],
  [/\bdrei Vierteln?\b/gi, 'share', 3 / 4],
  [/\b(?:ein(?:em|es)? )?Viertel\b/gi, 'share', 1 / 4],
  [/\b(?:ein(?:em|es)? )?Fünftel\b/gi, 'share', 1 / 5],
  [/\b(?:ein(?:em|es)? )?Zehntel\b/gi, 'share', 1 / 10],
  [/\bjede[rsn]? zweite[rsn]?\b/gi, 'share', 1 / 2],
  [/\bjede[rsn]? dritte[rsn]?\b/gi, 'share', 1 / 3],
  [/\bjede[rsn]? vierte[rsn]?\b/gi, 'share', 1 / 4],
  [/\bjede[rsn]? fünfte[rsn]?\b/gi, 'share', 1 / 5],
  [/\bjede[rsn]? zehnte[rsn]?\b/gi, 'share', 1 / 10],
  [/\bjede[rsn]? zwanzigste[rsn]?\b/gi, 'share', 1 / 20],
  [/\bhalb(?= so\b)/gi, 'ratio', 1 / 2],
  [/\b(?:doppelt(?= so\b)|zweimal|das Doppelte|verdoppel\p{L}*)/giu, 'ratio', 2],
  [/\b(?:dreimal|verdreifach\p{L}*|das Dreifache)/giu, 'ratio', 3],
  [/\b(?:viermal|vervierfach\p{L}*|das Vierfache)/giu, 'ratio', 4],
  [/\b(?:fünfmal|verfünffach\p{L}*|das Fünffache)/giu, 'ratio', 5],
  [/\bhalbier(?:t|te|ten)\b/gi, 'ratio', 2],
  [/\bzehnmal\b|\bdas Zehnfache\b/gi, 'ratio', 10],
];

/** Parts with a noun inside, "one posting in twenty", and such as the reader of numbers takes for words. */
const split = /\b(?:one|eine[rs]?)\s(?:[\p{L}-]+\s){1,4}(?:in|von)\s(?:every\s)?([\p{L}]+|\d+)\b/giu;
/** "Nine of ten cases": the reader of numbers takes it for two counts. */
const outOf = new RegExp(
  String.raw`\b(one|two|three|four|five|six|seven|eight|nine|drei|vier|sieben|neun|acht)\s(?:of|` +
    String.raw`von)\s(?:every\s)?(three|four|five|ten|zehn|vier|fünf|drei)\b`,
  'gi',
);
const denominators: Readonly<Record<string, number>> = {
  ...{
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    fifteen: 15,
  },
  ...{ twenty: 20, thirty: 30, fifty: 50, hundred: 100 },
  ...{ zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, zwanzig: 20, hundert: 100 },
};
const quarter = /\b(?:a|one) (?:quarter|fourth)\b|\bthree(?: |-)(?:quarters|fourths)\b/gi;
const half =
  /\bhalf\b(?=\s?[(,\uE000-\uE0FF]|\s(?:of|the|a|all|our|these|do|does|did|ask|asks|mention|name|need|want)\b)/gi;
const ofAnother =
  /^\s(?:of|von)\s(?:(?:the|den|die)\s)?[\uE000-\uE0FF]|^\s(?:of|von)\s(?:that|those|what|dem|denen)\s/i;
const toOne = /\b(two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:to|zu) (?:one|1|eins)\b/gi;
const halving = /\b(?:half(?= as\b)|half(?= the (?:share|rate|level))|halv(?:ed|es?))\b/gi;

const germanPoints = /\b(\p{Ll}+)\s(?:Prozentp|P)unkten?\b/giu;
const germanNumbers: readonly string[] = [
  ...['null', 'einen', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'],
  ...['dreizehn', 'vierzehn', 'fünfzehn', 'sechzehn', 'siebzehn', 'achtzehn', 'neunzehn', 'zwanzig'],
];

/** The quantities that a sentence states itself, in the order in which they stand. */
export function statedIn({ masked, numbers }: Pick<ReadSentence, 'masked' | 'numbers'>): Stated[] {
  const found: Stated[] = [];
  const add = (start: number, end: number, said: Stated['kind'], value: number, step?: number): void => {
    // "a fifth of the 26.2%" and "half of that for PyTorch" are multiples of another value
    const kind = said === 'share' && ofAnother.test(masked.slice(end)) ? 'ratio' : said;
    if (found.some((other) => other.start < end && start < other.end)) return;
    const { limit, length } = limitBefore(masked, start);
    const orMore = /^\s(?:or|oder)\s(more|mehr|less|fewer|weniger)\b/i.exec(masked.slice(end))?.[1];
    const open = orMore === undefined ? limit : /^m/i.test(orMore) ? 'at least' : 'at most';
    found.push({ start: start - length, end, kind, value, step, limit: open });
  };
  for (const { index, 0: words } of masked.matchAll(halving))
    add(index, index + words.length, 'ratio', /^halv/i.test(words) ? 2 : 0.5);
  for (const { index, 0: words, 1: of = '' } of masked.matchAll(split)) {
    const n = /^\d+$/.test(of) ? Number(of) : denominators[of.toLowerCase()];
    if (n !== undefined && n > 1) add(index, index + words.length, 'share', 1 / n);
  }
  for (const { index, 0: words, 1: n = '' } of masked.matchAll(toOne))
    add(index, index + words.length, 'ratio', denominators[n.toLowerCase()] ?? Number(n));
  for (const { index, 0: words, 1: k = '', 2: n = '' } of masked.matchAll(outOf)) {
    const part = (denominators[k.toLowerCase()] ?? 0) / (denominators[n.toLowerCase()] ?? 1);
    if (part > 0 && part < 1) add(index, index + words.length, 'share', part);
  }
  for (const { start, end, kind, form, values } of numbers) {
    const [number] = values;
    if (!number || values.length > 1) continue;
    const step = form === 'digits' ? number.step : undefined;
    if (kind === 'ratio') add(start, end, 'ratio', number.value, step);
    else if (kind === 'fraction') add(start, end, 'share', number.value);
    else if (kind === 'points') add(start, end, 'points', number.value, step);
    else if (kind === 'share') {
      const isChange = /^\s(?:more|less|fewer|higher|lower|above|below|mehr|weniger|höher|niedriger)\b/i;
      if (isChange.test(masked.slice(end))) add(start, end, 'percent', number.value, step);
      else add(start, end, 'share', number.value / 100, step === undefined ? undefined : step / 100);
    } else if (kind === 'count' || kind === 'measure') {
      // "8 points" and "um 8 Punkte" without "percentage"
      const unit = /^[\s-](?:points?|Punkte?n?|Prozentpunkte?n?)\b/i.exec(masked.slice(end));
      if (unit) add(start, end + unit[0].length, 'points', number.value, step);
      else if (/\b(?:ratio|factor|Verhältnis|Faktor)\s(?:of|von)\s(?:about |rund )?$/i.test(masked.slice(0, start)))
        add(start, end, 'ratio', number.value, step);
    }
  }
  for (const { index, 0: words } of masked.matchAll(half)) add(index, index + words.length, 'share', 0.5);
  for (const { index, 0: words } of masked.matchAll(quarter))
    add(index, index + words.length, 'share', /^three/i.test(words) ? 0.75 : 0.25);
  for (const { index, 0: words, 1: number = '' } of masked.matchAll(germanPoints)) {
    const value = germanNumbers.indexOf(number.toLowerCase());
    if (value > 0) add(index, index + words.length, 'points', value);
  }
  for (const [pattern, kind, value] of german)
    for (const { index, 0: words } of masked.matchAll(pattern)) add(index, index + words.length, kind, value);
  return found.sort((a, b) => a.start - b.start);
}

/** How far a round word may be from its value, relative to it: "a quarter" of 26%, and "a third" of 30%. */
const near = 0.125;
const far = 0.16;

/** Whether a computed quantity is what the words say of it. Digits hold as they round, words as people use them. */
export function agreement(computed: readonly number[], { value, step, limit }: Stated): Agreement {
  const results = computed.map((each) => agreementOf(each, value, step, limit));
  return (['holds', 'loose'] as const).find((result) => results.includes(result)) ?? 'wrong';
}

function agreementOf(computed: number, value: number, step: number | undefined, limit: Limit): Agreement {
  const slack = step === undefined ? 0 : step / 2 + 1e-9;
  const off = Math.abs(computed - value) / Math.abs(value || 1);
  switch (limit) {
    case 'above':
      return computed > value ? 'holds' : 'wrong';
    case 'below':
      return computed < value ? 'holds' : 'wrong';
    case 'at least':
      return computed >= value - slack ? 'holds' : 'wrong';
    case 'at most':
      return computed <= value + slack ? 'holds' : 'wrong';
    case 'nearly':
      if (computed > value * 1.02 + slack) return 'wrong';
      return computed >= value * 0.85 ? 'holds' : computed >= value * 0.8 ? 'loose' : 'wrong';
    case 'about':
      return off <= near || Math.abs(computed - value) <= slack ? 'holds' : off <= far ? 'loose' : 'wrong';
    case 'exactly':
      if (step !== undefined) return Math.abs(computed - value) <= slack ? 'holds' : 'wrong';
      return off <= near ? 'holds' : off <= far ? 'loose' : 'wrong';
  }
}
