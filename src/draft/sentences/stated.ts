import { type ReadSentence, type Stretch, valueAt } from './reading.js';
import { words } from './words.js';

/** How words before a quantity bound it. */
type Limit = 'exactly' | 'about' | 'nearly' | 'above' | 'below' | 'at least' | 'at most' | 'between';

/** A quantity that a sentence states in its own words or digits. */
export interface Stated extends Stretch {
  readonly kind: 'share' | 'ratio' | 'points' | 'percent';
  /** Shares as fractions of 1; percent and points as printed. */
  readonly value: number;
  /** The upper end of "between a quarter and a third". */
  readonly upper?: number | undefined;
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
  [
    'above',
    /(?<!\p{L})(?:(?:more|greater|higher|larger) than|just over|well over|over|above|mehr als|über|gut|reichlich)\s$/iu,
  ],
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

/** "Drei Fünftel", "ein knappes Drittel" */
const parts: Readonly<Record<string, number>> = {
  drittel: 3,
  viertel: 4,
  fünftel: 5,
  sechstel: 6,
  siebtel: 7,
  achtel: 8,
  neuntel: 9,
  zehntel: 10,
};
const germanParts = words(
  '(?:(ein(?:em|es)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun) )?(Drittel|Viertel|Fünftel|Sechstel|Siebtel|' +
    'Achtel|Neuntel|Zehntel)n?',
);

/** Parts with a noun inside, "one posting in twenty", and such as the reader of numbers takes for words. */
const split = /\b(?:one|eine[rs]?)\s(?:[\p{L}-]+\s){1,4}(?:in|von)\s(?:every\s)?([\p{L}]+|\d+)\b/giu;
/** "Nine of ten cases": the reader of numbers takes it for two counts. */
const cardinal =
  'one|two|three|four|five|six|seven|eight|nine|ten|eine[rnsm]?|zwei|drei|vier|fünf|sechs|sieben|acht|' +
  'neun|zehn|\\d{1,2}';
const outOf = words(
  String.raw`(${cardinal})\s(?:times\s|mal\s)?(?:out\sof|in|(?:of|von)(?=\s(?:every\s)?\p{L}+` +
    String.raw`(?:\s?[(,.;:\uE000-\uE0FF]|\s(?:[\p{L}-]+\s){0,3}(?:[\p{L}-]*(?:postings?|jobs?|ads?|cases|times|` +
    String.raw`stellen|anzeigen|Fällen|Titeln|titles)))))\s(?:every\s)?` +
    `(${cardinal}|hundert|hundred|100)`,
);
/** "Between a quarter and a third": the one before is the lower end. */
const rangeLink = /^\s?(?:and|to|or|und|bis|oder|–|-)\s(?:an?\s|einem?\s)?$/i;
const denominators: Readonly<Record<string, number>> = {
  ...{
    one: 1,
    ein: 1,
    eine: 1,
    einem: 1,
    eines: 1,
    einer: 1,
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
const cardinalOf = (word: string): number => denominators[word.toLowerCase()] ?? Number(word);
const quarter = /\b(?:a|one) (?:quarter|fourth)\b|\bthree(?: |-)(?:quarters|fourths)\b/gi;
const half =
  /\bhalf\b(?=\s?[(,\uE000-\uE0FF]|\s(?:of|the|a|all|our|these|do|does|did|ask|asks|mention|name|need|want)\b)/gi;
const ofAnother = new RegExp(
  '^\\s(?:of|von)\\s(?:(?:the|den|die)\\s)?[\\uE000-\\uE0FF]|^\\s(?:of|von)\\s(?:that|those|what|dem|denen)\\s|' +
    "^\\s(?:of|von)\\s[\\p{L}-]+(?: [\\p{L}-]+)?['’]s\\s(?:share|reach|rate|level|figure)|" +
    '^\\s(?:of the|des|der)\\s(?:share|rate|level|figure|Anteils|Werts|Wertes|Quote)(?!\\p{L})',
  'iu',
);
const toOne = /\b(two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:to|zu) (?:one|1|eins)\b/gi;
const halving = /\b(?:half(?= as\b)|half(?= the (?:share|rate|level))|halv(?:ed|es?))\b/gi;

const germanPoints = /\b(\p{Ll}+)\s(?:Prozentp|P)unkten?\b/giu;
const germanNumbers: readonly string[] = [
  ...['null', 'einen', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'],
  ...['dreizehn', 'vierzehn', 'fünfzehn', 'sechzehn', 'siebzehn', 'achtzehn', 'neunzehn', 'zwanzig'],
];

/** "For every TensorFlow ad there are two that list PyTorch." */
const forEvery = words(
  String.raw`(?:for (?:every|each|one)|auf (?:jede[nrs]?|eine[ns]?))\s[^.;:]{1,60}?` +
    String.raw`(?:there (?:are|were)|come|kommen|stehen|gibt es)\s` +
    String.raw`(?:\p{L}+\s){0,2}?(${cardinal})(?=\s(?:that|which|with|for|ads?|postings?|jobs?|die|mit|für|Stellen|` +
    'Anzeigen))',
);

/** Whether a part is one of another value, and so a multiple: of a count it is a share. */
function isOfAnother(end: number, sentence: Pick<ReadSentence, 'masked' | 'values'>): boolean {
  const found = ofAnother.exec(sentence.masked.slice(end));
  if (!found) return false;
  const other = valueAt(sentence, end + found[0].length - 1)?.facts;
  return other?.unit !== 'count' && !(other?.unit === 'number' && Number.isInteger(other.estimate));
}

const factorBefore =
  /\b(?:ratio|factor|Verhältnis|Faktor)\s(?:of|von)\s(?:about|around|almost|nearly|roughly|rund|etwa|fast)?\s?$/i;
/** "For every ten postings, about two", "of ten postings two": a share. */
const outOfEvery = words(
  `(?:(?:for|out of|of|in|von|auf|aus) (?:every |each |je )?)(${cardinal}) [^.;:,\\uE000-\\uE0FF]{1,50}?,? ` +
    `(?:(?:about|roughly|nearly|almost|some|only|etwa|rund|fast|nur) )?(${cardinal})(?= (?:do|mention|name|ask|` +
    `list|need|` +
    'require|are|nennen|verlangen|sind))',
);

/** The quantities that a sentence states itself, in the order in which they stand. */
export function statedIn(sentence: Pick<ReadSentence, 'masked' | 'numbers' | 'values'>): Stated[] {
  const { masked, numbers } = sentence;
  const found: Stated[] = [];
  const add = (start: number, end: number, said: Stated['kind'], value: number, step?: number): void => {
    // "a fifth of the 26.2%" and "half of that for PyTorch" are multiples of another value
    const kind = said === 'share' && isOfAnother(end, sentence) ? 'ratio' : said;
    if (found.some((other) => other.start < end && start < other.end)) return;
    const { limit, length } = limitBefore(masked, start);
    const orMore = /^\s(?:or|oder)\s(more|mehr|less|fewer|weniger)\b/i.exec(masked.slice(end))?.[1];
    const open = orMore === undefined ? limit : /^m/i.test(orMore) ? 'at least' : 'at most';
    found.push({ start: start - length, end, kind, value, step, limit: open });
  };
  const addRange = (start: number, end: number, value: number, upper: number): void => {
    found.push({ start, end, kind: 'share', value, upper, step: undefined, limit: 'between' });
  };
  for (const { index, 0: words } of masked.matchAll(halving))
    add(index, index + words.length, 'ratio', /^halv/i.test(words) ? 2 : 0.5);
  for (const { index, 0: words, 1: of = '' } of masked.matchAll(split)) {
    const n = /^\d+$/.test(of) ? Number(of) : denominators[of.toLowerCase()];
    if (n !== undefined && n > 1) add(index, index + words.length, 'share', 1 / n);
  }
  for (const { index, 0: words, 1: n = '', 2: k = '' } of masked.matchAll(outOfEvery)) {
    const [part, limit] = [cardinalOf(k) / cardinalOf(n), limitBefore(masked, index + words.length - k.length).limit];
    if (part < 1 && cardinalOf(n) >= 3)
      found.push({ start: index, end: index + words.length, kind: 'share', value: part, step: undefined, limit });
  }
  for (const { index, 0: words, 1: n = '' } of masked.matchAll(forEvery)) {
    const at = index + words.length - n.length;
    add(at, at + n.length, 'ratio', cardinalOf(n));
  }
  for (const { index, 0: words, 1: n = '' } of masked.matchAll(toOne))
    add(index, index + words.length, 'ratio', denominators[n.toLowerCase()] ?? Number(n));
  for (const { index, 0: words, 1: k = '', 2: n = '' } of masked.matchAll(outOf)) {
    const part = cardinalOf(k) / cardinalOf(n);
    if (part > 0 && part < 1) add(index, index + words.length, 'share', part);
  }
  for (const { start, end, kind, form, values } of numbers) {
    const [number, upper] = values;
    if (!number || (upper && kind !== 'share')) continue;
    const step = form === 'digits' ? number.step : undefined;
    if (kind === 'ratio') add(start, end, 'ratio', number.value, step);
    else if (kind === 'fraction') add(start, end, 'share', number.value);
    else if (kind === 'points') add(start, end, 'points', number.value, step);
    else if (kind === 'share') {
      const isChange = /^\s(?:more|less|fewer|higher|lower|above|below|mehr|weniger|höher|niedriger)\b/i;
      if (isChange.test(masked.slice(end))) add(start, end, 'percent', number.value, step);
      else if (upper) addRange(start, end, number.value / 100, upper.value / 100);
      else add(start, end, 'share', number.value / 100, step === undefined ? undefined : step / 100);
    } else if (kind === 'count' || kind === 'measure') {
      // "8 points" and "um 8 Punkte" without "percentage"
      const unit = /^[\s-](?:points?|Punkte?n?|Prozentpunkte?n?)\b/i.exec(masked.slice(end));
      if (unit) add(start, end + unit[0].length, 'points', number.value, step);
      else if (factorBefore.test(masked.slice(0, start))) add(start, end, 'ratio', number.value, step);
    }
  }
  for (const { index, 0: words } of masked.matchAll(half)) add(index, index + words.length, 'share', 0.5);
  for (const { index, 0: words } of masked.matchAll(quarter))
    add(index, index + words.length, 'share', /^three/i.test(words) ? 0.75 : 0.25);
  for (const { index, 0: words, 1: number = '' } of masked.matchAll(germanPoints)) {
    const value = germanNumbers.indexOf(number.toLowerCase());
    if (value > 0) add(index, index + words.length, 'points', value);
  }
  for (const { index, 0: said, 1: k = 'ein', 2: part = '' } of masked.matchAll(germanParts))
    add(index, index + said.length, 'share', cardinalOf(k) / (parts[part.toLowerCase()] ?? 1));
  for (const [pattern, kind, value] of german)
    for (const { index, 0: words } of masked.matchAll(pattern)) add(index, index + words.length, kind, value);
  return ranges(
    found.sort((a, b) => a.start - b.start),
    masked,
  );
}

/** "Between a quarter and a third", "a quarter to a third" are one quantity. */
function ranges(found: readonly Stated[], masked: string): Stated[] {
  const joined: Stated[] = [];
  for (const each of found) {
    const last = joined.at(-1);
    const isRange =
      last?.kind === 'share' &&
      each.kind === 'share' &&
      last.limit === 'exactly' &&
      last.value < each.value &&
      rangeLink.test(masked.slice(last.end, each.start));
    if (last && isRange) joined[joined.length - 1] = { ...last, end: each.end, upper: each.value, limit: 'between' };
    else joined.push(each);
  }
  return joined;
}

/** How far a round word may be from its value, relative to it: "a quarter" of 26%, and "a third" of 30%. */
const near = 0.125;
const far = 0.16;

/** Whether a computed quantity is what the words say of it. Digits hold as they round, words as people use them. */
export function agreement(computed: readonly number[], stated: Stated): Agreement {
  const results = computed.map((each) => agreementOf(each, stated));
  return (['holds', 'loose'] as const).find((result) => results.includes(result)) ?? 'wrong';
}

function agreementOf(computed: number, { kind, value, upper = value, step, limit }: Stated): Agreement {
  const slack = step === undefined ? 0 : step / 2 + 1e-9;
  // near one, a share's points count: nobody calls 69% four in five
  const points = kind === 'share' ? Math.abs(computed - value) / 0.4 : 0;
  const off = Math.max(Math.abs(computed - value) / Math.abs(value || 1), points);
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
    case 'between':
      return computed >= value * 0.97 && computed <= upper * 1.03 ? 'holds' : 'wrong';
    case 'exactly':
      if (step !== undefined) return Math.abs(computed - value) <= slack ? 'holds' : 'wrong';
      return off <= near ? 'holds' : off <= far ? 'loose' : 'wrong';
  }
}
