import { lineStarts, type PlaceInText, placeAt } from './place.js';
import { inScale, numberStyle, type PrintedNumber, readNumber } from './printed-number.js';

/** What sort of quantity a number in a text is, as far as the words beside it tell. */
export const numberKinds = [
  /** `18.2%`, `18 percent` */ 'share',
  /** `2 percentage points`, `2 pp` */ 'points',
  /** `$80`, `€4.2 million` */ 'money',
  /** `1.4×`, `three times`, `twice`, `doubled`, `tenfold` */ 'ratio',
  /** `half`, `two thirds`, `one in five` */ 'fraction',
  /** the number after `p =` or `p <` */ 'p-value',
  /** a whole number of things, in digits or words */ 'count',
  /** any other number with decimals, or with a unit of measure */ 'measure',
  /** words that claim a quantity and name none: `most`, `a majority`, `hundreds of` */ 'vague',
  /** `3rd`, `95th` */ 'ordinal',
  /** years, days, months with a year, times of day */ 'date',
  /** digits inside a name, a version, an address, a list's marker or a label: `GPT-4`, `v3.2`, `Table 2` */ 'name',
] as const;
export type NumberKind = (typeof numberKinds)[number];

/** What the words or signs before a number (or a `+` after it) make of it. */
export type Bound = 'exactly' | 'about' | 'below' | 'at most' | 'above' | 'at least';

/** A number as a text prints it, and where. */
export interface NumberInText {
  /** With its sign, currency, unit and the other end of a range: `$170K–$300K`, `<5%`, `three times`. */
  readonly printed: string;
  /** Offsets into the text: of its first character, and of the one after its last. */
  readonly start: number;
  readonly end: number;
  /** From 1; columns count UTF-16 units, as editors do. */
  readonly line: number;
  readonly column: number;
  readonly form: 'digits' | 'words';
  readonly kind: NumberKind;
  readonly bound: Bound;
  /** None for vague words, two for a range; shares in percent. */
  readonly values: readonly PrintedNumber[];
}

/**
 * Which numbers does this text print, in digits and in words?
 *
 * Every run of digits is found, and of words: cardinals from two up, fractions, multiples, `most`, `a majority`.
 * Nothing is dropped: dates, names and ordinals come with their kind, so that the caller chooses. A range is one
 * number with two values. Decimal commas are understood in a text that writes them (see `numberStyle`).
 *
 * @param written any text; the offsets are into it
 * @param placeOf where an offset stands in the file, for text that was taken out of a page; in the text itself unless told
 * @returns the numbers in the order in which they stand
 * @example
 * numbersIn('Less than 5% of 425 postings').map(({ printed, kind, bound }) => [printed, kind, bound].join(' ')) // => ["5% share below", "425 count exactly"]
 * numbersIn('In 2019 pay doubled to $80K–$90K').map(({ printed, kind }) => printed + ' ' + kind) // => ["2019 date", "doubled ratio", "$80K–$90K money"]
 */
export function numbersIn(
  written: string,
  placeOf: (offset: number) => PlaceInText = placesIn(written),
): NumberInText[] {
  // digits as wide as a Chinese or Japanese letter are digits
  const text = written.replaceAll(/[０-９％．]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  const style = numberStyle(text);
  const taken: { start: number; end: number }[] = [];
  const found: NumberInText[] = [];

  const add = (
    start: number,
    end: number,
    form: 'digits' | 'words',
    kind: NumberKind,
    bound: Bound,
    values: readonly PrintedNumber[],
  ): void => {
    found.push({ printed: written.slice(start, end), start, end, ...placeOf(start), form, kind, bound, values });
    taken.push({ start, end });
  };

  for (const match of text.matchAll(calendar))
    add(match.index, match.index + match[0].length, 'digits', 'date', 'exactly', []);
  for (const match of text.matchAll(addresses))
    if (/\d/.test(match[0])) add(match.index, match.index + match[0].length, 'digits', 'name', 'exactly', []);
  for (const match of text.matchAll(fractionSigns)) {
    const [sign, whole] = match;
    const value = (whole === undefined ? 0 : Number(whole)) + (signValue[sign.at(-1) ?? ''] ?? 0);
    add(
      match.index,
      match.index + sign.length,
      'digits',
      whole === undefined ? 'fraction' : 'measure',
      boundBefore(text, match.index).bound,
      [readNumber(String(value), 'point')],
    );
  }
  taken.sort((a, b) => a.start - b.start);
  const undated = freeOf([...taken]);
  for (const match of text.matchAll(
    /(?<![\d.,])(\d{1,3}) in (?:every )?(2|3|4|5|6|8|10|12|20|25|50|100|1,?000)\b(?![.,]\d|\s?%|\s(?:years?|days?|weeks?|months?|hours?|minutes?))/g,
  )) {
    const [whole, k, n] = match;
    const [part, of] = [Number(k), Number(n?.replace(',', ''))];
    if (part < of && undated(match.index, match.index + whole.length))
      add(match.index, match.index + whole.length, 'digits', 'fraction', boundBefore(text, match.index).bound, [
        readNumber(String(part / of), 'point'),
      ]);
  }
  taken.sort((a, b) => a.start - b.start);

  const free = freeOf([...taken]);
  const numeral = style === 'comma' ? numeralWithComma : numeralWithPoint;
  let past = 0;
  for (const match of text.matchAll(numeral)) {
    if (match.index < past || !free(match.index, match.index + match[0].length)) continue;
    const one = readDigits(text, match, style);
    past = one.end;
    add(one.start, one.end, 'digits', one.kind, one.bound, one.values);
  }

  const beforeWords = freeOf([...found].sort((a, b) => a.start - b.start));
  for (const match of text.matchAll(words)) {
    const start = match.index;
    // "four quarters" is no fraction, but four of something
    for (const printed of [match[0], leadingCardinal.exec(match[0])?.[0]]) {
      if (printed === undefined || !beforeWords(start, start + printed.length)) continue;
      const end = start + printed.length;
      const meant = readWords(printed, text.slice(end, end + 24), text.slice(Math.max(0, start - 24), start));
      if (!meant) continue;
      add(start, end, 'words', meant.kind, boundBefore(text, start).bound, meant.values);
      break;
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const signValue: Readonly<Record<string, number>> = {
  '½': 1 / 2,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
  '¼': 1 / 4,
  '¾': 3 / 4,
  '⅕': 1 / 5,
  '⅖': 2 / 5,
  '⅗': 3 / 5,
  '⅘': 4 / 5,
  '⅙': 1 / 6,
  '⅚': 5 / 6,
  '⅛': 1 / 8,
  '⅜': 3 / 8,
  '⅝': 5 / 8,
  '⅞': 7 / 8,
};
const fractionSigns = new RegExp(`(?:(?<![\\d.,])(\\d{1,3})\\s?)?[${Object.keys(signValue).join('')}]`, 'g');

function placesIn(text: string): (offset: number) => PlaceInText {
  const starts = lineStarts(text);
  return (offset) => placeAt(starts, offset);
}

const months =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)';
const year = '(?:1[5-9]|20)\\d{2}';

/** Days, months with a year, times of day, decades; bare years are told from counts by the words beside them. */
const calendar = new RegExp(
  [
    `\\b${year}-\\d{2}(?:-\\d{2})?(?:T\\d{2}:\\d{2}(?::\\d{2})?Z?)?\\b`,
    `\\b\\d{1,2}[./]\\d{1,2}[./](?:${year}|\\d{2})\\b`,
    `\\b\\d{1,2}(?:st|nd|rd|th|\\.)?\\s(?:of\\s)?${months}\\b\\.?(?:,?\\s${year}\\b)?`,
    `\\b${months}\\b\\.?\\s\\d{1,2}(?:st|nd|rd|th)?\\b(?!\\s?%)(?:\\s?[–-]\\s?\\d{1,2}\\b)?(?:,?\\s${year}\\b)?`,
    `\\b${months}\\b\\.?\\s${year}\\b`,
    `\\b(?:1[5-9]|20)\\d0s\\b|[’'][0-9]0s\\b`,
    `(?<=\\b(?:the|early|mid|late)[\\s-])[2-9]0s\\b`,
    `\\b\\d{1,2}:\\d{2}(?::\\d{2})?\\b(?:\\s?[ap]\\.?m\\b)?`,
    `\\b\\d{1,2}\\s?[ap]\\.?m\\b`,
  ].join('|'),
  'g',
);

/** Web and mail addresses, file names with digits, telephone numbers and versions of three parts. */
const addresses =
  /\b24\/7\b|\b(?:https?:\/\/|www\.)\S{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}|\b\d{3,4}-\d{3,4}(?:-\d{4})?\b(?!\s?%)|\b\d+\.\d+\.\d+(?:\.\d+)*\b|\[\d{1,3}\](?=\W|$)|\barXiv:\S{1,40}|\b10\.\d{4,9}\/\S{1,200}/g;

const exponent = '(?:[eE][-−+]?\\d+|\\s?[×x·]\\s?10(?:\\^\\{?[-−]?\\d+\\}?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?';
const numeralWithPoint = new RegExp(
  `(?:\\d{1,3}(?:[,’'\\u00A0\\u202F\\u2009]\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|(?<![\\d.])\\.\\d+)${exponent}`,
  'g',
);
const numeralWithComma = new RegExp(
  `(?:\\d{1,3}(?:[.’'\\u00A0\\u202F\\u2009]\\d{3})+(?!\\d)(?:,\\d+)?|\\d+(?:,\\d+)?)${exponent}`,
  'g',
);

const otherEnd = (numeral: RegExp): RegExp =>
  new RegExp(`^(?:\\s?[–—‑-]\\s?|\\s(?:to|bis)\\s)(?:US\\$|[$€£])?(${numeral.source})`);
const otherEndWithPoint = otherEnd(numeralWithPoint);
const otherEndWithComma = otherEnd(numeralWithComma);

const percentAfter = /^\s?(?:%|percent\b|per cent\b|pct\b|Prozent\b)/;
const pointsAfter = /^[\s-]?(?:percentage[\s-]points?|%-points?|pp\b|ppts?\b|Prozentpunkte?n?\b)/;
const timesAfter = /^(?:\s?[×x](?![\w])|[\s-]times?\b(?!\s(?:zones?|series|points?|periods?))|[\s-]?fold\b)/;
const scaleAfter =
  /^(?:\s?(?:million|billion|trillion|thousand|mn|bn|tn|Millionen|Milliarden|Mio\.?|Mrd\.?)\b|[KkMB](?![\w]))/;
const currencyBefore = /(?:US\$|[$€£¥₹]|\b(?:USD|EUR|GBP|CHF)\s)\s?$/;
const currencyAfter = /^\s?(?:€|£|USD\b|EUR\b|GBP\b|CHF\b|dollars?\b|euros?\b|pounds?\b|cents?\b)/;
const unitAfter =
  /^(?:\s?(?:[kKMGT]i?B|[kM]?bps|km|cm|mm|kg|mg|µg|ml|ms|GHz|MHz|kW|kWh|°C|°F)\b|(?:h|m|s|g|min|hr|hrs|sec|px|pt|em)\b|°)/;
const ordinalAfter = /^(?:st|nd|rd|th)\b/;
const labelBefore =
  /(?:\b(?:[Tt]ables?|[Ff]igures?|Figs?\.?|[Ss]ections?|[Cc]hapters?|[Pp]ages?|[Pp]arts?|[Ss]teps?|[Aa]ppendix|Equations?|Eq\.|Study|Studies|Experiments?|Models?|Questions?|Signal|[Pp]hase|[Ll]evel|[Gg]rade|[Tt]ype|[Vv]ersions?|[Rr]eleases?|Note|[Rr]ule|HTTP|Fortune|Web|pp?\.|[Nn]o\.|Nr\.|Vol\.|Issue|ISO|RFC|Route|Room|Apollo|Season|Episode|Day|Week|Wave|Round|Tier|Article|Art\.|Act|Item)\s|[§#]\s?|\bv\.?\s?|\bC\+\+)$/;
/** Products whose versions are small; "In Python 758 of them" has a count. */
const productBefore = /\b(?:Python|Java|Node|Windows|iOS|Android|Llama|GPT|Claude|Gemini)\s$/;

interface Digits {
  readonly start: number;
  readonly end: number;
  readonly kind: NumberKind;
  readonly bound: Bound;
  readonly values: readonly PrintedNumber[];
}

/** Reads the number at a run of digits, with sign, currency, unit, scale and the other end of a range. */
function readDigits(text: string, match: RegExpExecArray, style: 'point' | 'comma'): Digits {
  const before = text.slice(Math.max(0, match.index - 32), match.index);
  let start = match.index;
  let end = start + match[0].length;
  const after = (): string => text.slice(end, end + 32);

  // a letter on the left, alone or before a hyphen, or letters on the right that are no unit, make a name of it
  const glued =
    /(?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}])[\p{L}]|[_@#\\])$|(?<!\d)\/$/u.test(before) ||
    (/[\p{L}\d][-‑]$/u.test(before) && !/\d\s?%?[-‑]$/.test(before));
  const p = /\b[pP](?:[-\s]?[Vv]alues?)?\s{0,2}(?:[=<>≤≥]|of|was|is)\s{0,2}$/.test(before);
  const valueOf = (numeral: string): PrintedNumber => readNumber(numeral, style);
  if (glued && !p) {
    start -= /[\p{L}\p{N}_@#\\/][\p{L}\p{N}_.\\/‑-]*$/u.exec(before)?.[0].length ?? 0;
    end += /^[\w.-]*\w/.exec(after())?.[0].length ?? 0;
    return { start, end, kind: 'name', bound: 'exactly', values: [] };
  }

  const currency = currencyBefore.exec(before);
  if (currency) start -= currency[0].length;
  const sign = /(?:^|[\s([=<>≤≥,;:|])([-−–])$/.exec(text.slice(Math.max(0, start - 2), start));
  const scaled = (number: PrintedNumber, scale: string | undefined): PrintedNumber =>
    scale === undefined ? number : inScale(number, scale.trim());

  let first = valueOf(match[0]);
  if (sign?.[1] && !/[\d%]\s?$/.test(text.slice(Math.max(0, start - 4), start - 1))) {
    start -= 1;
    first = { ...first, value: -first.value };
  }
  const unit = (): { kind: NumberKind; length: number } | undefined => {
    const rest = after();
    const points = pointsAfter.exec(rest);
    if (points) return { kind: 'points', length: points[0].length };
    const percent = percentAfter.exec(rest);
    if (percent) return { kind: /^\s?%-?points?/.test(rest) ? 'points' : 'share', length: percent[0].length };
    const times = timesAfter.exec(rest);
    if (times) return { kind: 'ratio', length: times[0].length };
    const money = currencyAfter.exec(rest);
    if (money) return { kind: 'money', length: money[0].length };
    const measure = unitAfter.exec(rest);
    if (measure) return { kind: 'measure', length: measure[0].length };
    return undefined;
  };

  const scale = scaleAfter.exec(after());
  if (scale) end += scale[0].length;
  let own = unit();
  if (own) end += own.length;
  const values = [scaled(first, scale?.[0])];

  // the other end of a range: 10–15%, $170K–$300K, 4.1% – 5.8%, 10% to 15%
  const range = (style === 'comma' ? otherEndWithComma : otherEndWithPoint).exec(text.slice(end, end + 48));
  const wordy = range !== null && /^\s(?:to|bis)\s/.test(range[0]);
  if (
    range?.[1] !== undefined &&
    !/^\d+\s?[-‑]\s?$/.test(before) &&
    !(range[0].startsWith('-') && own === undefined && /\d{4}$/.test(match[0]))
  ) {
    const startOfRange = end;
    end += range[0].length;
    const otherScale = scaleAfter.exec(after());
    if (otherScale) end += otherScale[0].length;
    const other = unit();
    const agrees = own === undefined || other === undefined || own.kind === other.kind;
    const glue = /^[\p{L}\d]/u.test(text.slice(end + (other?.length ?? 0)));
    if (
      agrees &&
      !glue &&
      (!wordy ||
        (valueOf(range[1]).value > first.value &&
          own?.kind === 'share' &&
          other?.kind === 'share' &&
          !/\b(?:from|von)\s$/i.test(before)))
    ) {
      if (other) {
        end += other.length;
        own ??= other;
      }
      if (!scale && otherScale) values[0] = scaled(first, otherScale[0]);
      values.push(scaled(valueOf(range[1]), otherScale?.[0]));
    } else {
      end = startOfRange;
    }
  }
  const plus = /^\+(?!\w)/.exec(after());
  if (plus) end += 1;

  const { bound, sign: boundSign } = boundBefore(text, start);
  const rest = after();
  const ordinal = ordinalAfter.exec(rest);
  if (ordinal) end += ordinal[0].length;
  const kind = ((): NumberKind => {
    if (p) return 'p-value';
    if (own && !(own.kind === 'measure' && currency)) return own.kind;
    if (currency) return 'money';
    if (ordinal) return 'ordinal';
    if (
      /^(?:[-‑]?(?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}])\p{L}|_)|\.[\p{L}])/u.test(rest) &&
      !/^[-‑](?:to|point|year|month|week|day|hour|minute|page|item|person|step|fold|times?|star|part|way|question|word|member)\b/.test(
        rest,
      ) &&
      !scale
    )
      return 'name';
    if (
      labelBefore.test(before) ||
      (productBefore.test(before) && first.value < 100 && !/^\s(?:of|out of|postings|jobs)\b/.test(rest)) ||
      (/(?:^|\n)[ \t]*$/.test(before) && /^[.)]\s/.test(rest) && match[0].length <= 3)
    )
      return 'name';
    const whole = values.every(({ decimals }) => decimals === 0);
    if (/^(?:1[89]|20)\d{2}$/.test(match[0]) && !scale && isYear(before, rest)) return 'date';
    return whole || scale ? 'count' : 'measure';
  })();
  if (kind === 'name' && /^[-‑]?[\p{L}]/u.test(rest)) end += /^[-‑]?[\p{L}\d]+/u.exec(rest)?.[0].length ?? 0;
  return {
    start: start - boundSign,
    end,
    kind,
    bound: plus ? 'at least' : bound,
    values: kind === 'name' || kind === 'date' ? [] : values,
  };
}

/** Whether four digits are a year: by a word before, or since no plural follows that they could count. */
function isYear(before: string, after: string): boolean {
  if (/\bof\s$/i.test(before) && /^\s(?:\p{Ll}+s|people|men|women)\b/u.test(after)) return false;
  if (
    /\b(?:in|since|of|by|from|until|till|to|and|between|during|early|late|mid|spring|summer|autumn|fall|winter|before|after|around|circa|through|year|the|this|im|seit|Jahr|for)[\s-]$/i.test(
      before,
    )
  )
    return true;
  if (/[(©–—/,|]\s?$/.test(before)) return true;
  return (
    !/^\s\p{L}+s\b/u.test(after) && !/^\s(?:people|adults|men|women|of)\b/.test(after) && !/\b[nN]\s?=\s?$/.test(before)
  );
}

/** The words or the sign before a number that bound it; `sign` is how many characters a sign takes. */
function boundBefore(text: string, start: number): { bound: Bound; sign: number } {
  const before = text.slice(Math.max(0, start - 40), start);
  const sign = /([<>≤≥~≈±]=?)\s?$/.exec(before);
  if (sign?.[1]) {
    const bounds: Readonly<Record<string, Bound>> = {
      '<': 'below',
      '>': 'above',
      '≤': 'at most',
      '≥': 'at least',
      '<=': 'at most',
      '>=': 'at least',
      '~': 'about',
      '≈': 'about',
    };
    const bound = bounds[sign[1]];
    if (bound) return { bound, sign: sign[0].length };
  }
  for (const [bound, pattern] of boundWords) if (pattern.test(before)) return { bound, sign: 0 };
  return { bound: 'exactly', sign: 0 };
}

const boundWords: readonly (readonly [Bound, RegExp])[] = [
  ['at most', /\b(?:at most|up to|no more than|not more than|a maximum of|höchstens)\s(?:the\s)?$/i],
  ['at least', /\b(?:at least|no (?:less|fewer) than|not less than|a minimum of|mindestens)\s(?:the\s)?$/i],
  ['below', /\b(?:(?:less|fewer|lower|smaller) than|under|below|weniger als|unter)\s(?:a\s|an\s)?$/i],
  [
    'above',
    /\b(?:(?:more|greater|higher|larger|better) than|over|above|exceed(?:s|ed|ing)?|upwards? of|mehr als|über)\s(?:a\s|an\s)?$/i,
  ],
  [
    'about',
    /\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|ca\.|c\.|close to|an estimated|estimated|just (?:over|under)|well (?:over|under)|or so|etwa|rund|knapp|fast)\s(?:a\s|an\s|the\s)?$/i,
  ],
];

const small = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const large: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, dozen: 12 };
const cardinal = `(?:${[...small, ...tens.slice(2), ...Object.keys(large)].join('|')})`;
const cardinals = `(?:a\\s(?:hundred|thousand|million|billion|dozen)|${cardinal})(?:(?:-|\\s(?:and\\s)?)${cardinal})*`;
const parts = '(?:thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)';

/** Everything in words that may be a number; what it is, or that it is none, is read from the words around it. */
const words = new RegExp(
  [
    `\\b(?:a|one|${cardinals})[\\s-]${parts}\\b`,
    `\\b(?:one|${cardinals}|\\d+)\\s(?:in|out\\sof)\\s(?:every\\s)?(?:${cardinals}|\\d+)\\b`,
    `\\b${cardinals}(?:\\sand\\sa\\s(?:half|quarter))?\\s(?:times|percent|per\\scent)\\b`,
    `\\b(?:two|three|four|five|ten|hundred|thousand|many)-?fold\\b`,
    `\\b(?:twice|thrice|double[sd]?|doubling|triple[sd]?|tripling|treble[sd]?|quadrupl(?:e|es|ed|ing)|halve[sd]?|halving)\\b`,
    `\\bhalf\\b`,
    `\\b(?:a|the|large|small|vast|clear|overwhelming|slim)\\s(?:majority|minority)\\b|\\bmost\\b|\\b(?:tens\\sof|(?:dozens|hundreds|thousands|millions|billions)(?:\\sof)?)\\b|\\b(?:an\\sorder|(?:two\\s|three\\s)?orders)\\sof\\smagnitude\\b|\\bevery\\s(?:second|third|fourth|fifth|sixth|eighth|tenth)\\b|\\ba handful\\b`,
    `\\b${cardinals}\\b`,
  ].join('|'),
  'gi',
);

const leadingCardinal = new RegExp(`^${cardinals}\\b`, 'i');

const multiples: readonly (readonly [RegExp, number])[] = [
  [/^(?:twice|doubl)/, 2],
  [/^(?:thrice|tripl|trebl)/, 3],
  [/^quadrupl/, 4],
  [/^halv/, 0.5],
];
const fractionOf: Readonly<Record<string, number>> = {
  third: 3,
  quarter: 4,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  eighth: 8,
  tenth: 10,
};

function readWords(
  printed: string,
  after: string,
  before: string,
): { kind: NumberKind; values: readonly PrintedNumber[] } | undefined {
  const text = printed.toLowerCase().replace(/\s+/g, ' ');
  const exact = (value: number): readonly PrintedNumber[] => [readNumber(String(value), 'point')];
  const nth = /^every (\w+)$/.exec(text)?.[1];
  if (nth !== undefined) {
    const n = nth === 'second' ? 2 : fractionOf[nth];
    const ofThings =
      /^\s(?!(?:day|week|month|year|hour|minute|morning|night|time|line|word|of|that|counts?|matters|and|or|in|on|spent|is|was)\b)\p{L}/u.test(
        after,
      );
    return n !== undefined && ofThings ? { kind: 'fraction', values: exact(1 / n) } : undefined;
  }
  if (/majority|minority|handful|\bof$|magnitude$|^(?:dozens|hundreds|thousands|millions|billions)$/.test(text))
    return { kind: 'vague', values: [] };
  if (text === 'most') {
    const superlative = /\b(?:the|at|second|third|its|their|our|is|are|was|were|far|matters?)\s$/i.test(before);
    const ofMany =
      /^\s(?:of\b|[\p{L}-]+s\b|(?:[\p{L}/-]+\s)(?:[\p{L}/-]+s|work|people|data)\b|people\b|women\b|men\b|need\b|expect\b)/u.test(
        after,
      ) && !/^\s(?:\p{L}+(?:ous|less)\b|common|popular|important)/u.test(after);
    return !superlative && ofMany ? { kind: 'vague', values: [] } : undefined;
  }
  if (text === 'half') {
    // a part of time or of a match, and no share
    if (
      /\b(?:first|second|latter|last)\s$/i.test(before) ||
      /^\san?\s(?:hour|day|year|minute|second|century|decade|mile|dozen)\b/.test(after)
    )
      return undefined;
    const partOf =
      /^\s(?:of|the|that|as|a|an|all|its|their|our)\b/.test(after) ||
      /\b(?:by|nearly|almost|about|than|over|under|roughly|exactly|around|other)\s(?:a\s)?$/i.test(before);
    return partOf && !/\band\sa\s$/i.test(before) ? { kind: 'fraction', values: exact(0.5) } : undefined;
  }
  const multiple = multiples.find(([pattern]) => pattern.test(text));
  if (multiple) {
    if (
      /^[\s-](?:check|click|digit|blind|bind|decker|standard|negative|edged|quotes?|down|room)/.test(after) ||
      (/\b(?:a|the)\s$/i.test(before) && /^double$/.test(text))
    )
      return undefined;
    return { kind: 'ratio', values: exact(multiple[1]) };
  }
  const inOf = /^(.+?) (?:in|out of) (?:every )?(.+)$/.exec(text);
  if (inOf?.[1] !== undefined && inOf[2] !== undefined) {
    const [k, n] = [cardinalValue(inOf[1]), cardinalValue(inOf[2])];
    return k !== undefined && n !== undefined && k <= n && n > 1 && n <= 1000
      ? { kind: 'fraction', values: exact(k / n) }
      : undefined;
  }
  const part = /^(.+?)[ -]((?:third|quarter|fourth|fifth|sixth|eighth|tenth)s?)$/.exec(text);
  if (part?.[1] !== undefined && part[2] !== undefined) {
    const k = part[1] === 'a' ? 1 : cardinalValue(part[1]);
    const n = fractionOf[part[2].replace(/s$/, '')];
    // "a third reason", "four quarters" and "a quarter later" are no fractions
    const fraction =
      n !== undefined &&
      k !== undefined &&
      k < n &&
      (/^\s(?:of|the|as|more|less|fewer)\b|^\s*(?:[.,;:!?)]|$)/.test(after) ||
        (k > 1 && n !== 4) ||
        (/-/.test(printed) && !/^-/.test(after)) ||
        /\b(?:by|nearly|almost|about|than|over|under|roughly|around)\s$/i.test(before));
    return fraction && !(n === 4 && k === 1 && !/-/.test(printed) && !/^\sof\b/.test(after))
      ? { kind: 'fraction', values: exact(k / n) }
      : undefined;
  }
  const times = /^(.+?)(?: and a (half|quarter))? (times|percent|per cent)$/.exec(text);
  if (times?.[1] !== undefined) {
    const value = cardinalValue(times[1]);
    if (value === undefined) return undefined;
    const more = times[2] === 'half' ? 0.5 : times[2] === 'quarter' ? 0.25 : 0;
    return { kind: times[3] === 'times' ? 'ratio' : 'share', values: exact(value + more) };
  }
  const fold = /^(\w+?)-?fold$/.exec(text);
  if (fold?.[1] !== undefined) {
    const value = cardinalValue(fold[1]);
    return value === undefined ? { kind: 'vague', values: [] } : { kind: 'ratio', values: exact(value) };
  }
  if (/^-(?:sided|tailed|way|factor|dimensional|sample|stage|step|pronged|faced|edged|piece|letter|wheel)/.test(after))
    return undefined;
  // "one" and "zero" alone are seldom meant as numbers
  if (text === 'one' || text === 'zero') return undefined;
  const value = cardinalValue(text);
  return value === undefined ? undefined : { kind: 'count', values: exact(value) };
}

/** `two hundred and five` → 205; undefined for words that are no cardinal in this order. */
export function cardinalValue(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  let total = 0;
  let group = 0;
  for (const word of text.toLowerCase().split(/[\s-]+/)) {
    if (word === 'and' || word === '') continue;
    const scale = large[word];
    const unit = word === 'a' ? 1 : small.indexOf(word);
    if (scale !== undefined) {
      group = (group === 0 ? 1 : group) * scale;
      if (scale >= 1000) {
        total += group;
        group = 0;
      }
    } else if (unit >= 0) group += unit;
    else if (tens.includes(word)) group += tens.indexOf(word) * 10;
    else return undefined;
  }
  return total + group;
}

/** Whether a stretch touches none of these, which are in order and do not overlap. */
function freeOf(spans: readonly { start: number; end: number }[]): (start: number, end: number) => boolean {
  let i = 0;
  return (start, end) => {
    while (i < spans.length && (spans[i]?.end ?? 0) <= start) i += 1;
    const next = spans[i];
    return next === undefined || next.start >= end;
  };
}
