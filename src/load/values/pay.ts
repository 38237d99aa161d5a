import { currencyOf, currencyPattern } from './currencies.js';

/** What a text says of pay; null where it does not say. */
export interface Pay {
  readonly low: number | null;
  readonly high: number | null;
  /** The ISO code, or the sign as it is written where it stands for several currencies: `$`, `¥`, `kr`. */
  readonly currency: string | null;
  readonly period: Period | null;
}

export const periods = ['hour', 'day', 'week', 'month', 'year'] as const;
export type Period = (typeof periods)[number];

export const noPay: Pay = { low: null, high: null, currency: null, period: null };

/** What follows a round amount: `100’000.–`, `1.200,-`. */
const round = String.raw`(?:[.,](?:–|—|-{1,2})(?!\s*\d))?`;

const number = String.raw`\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)*`;
const scale = String.raw`(?:k|mil|m|million|thousand|lakhs?|lacs?|lpa|cr|crores?|万|千)(?![\p{L}\d])`;
const amount = (name: string): string =>
  `(?:(?<before${name}>${currencyPattern})\\s*)?(?<number${name}>${number})${round}\\s*(?<scale${name}>${scale})?\\s*` +
  `(?:(?<after${name}>${currencyPattern})(?![\\p{L}]))?`;
const between = String.raw`\s*(?:per|\/|p\.)?\s*(?:-|–|—|~|～|to|a|à|bis|do|до|and|und|y|e|et|至)\s*`;
const range = new RegExp(`${amount('1')}(?:${between}${amount('2')})?(?<open>\\s*\\+)?`, 'giu');

const periodWords: readonly (readonly [Period, RegExp])[] = [
  [
    'hour',
    new RegExp(
      [
        String.raw`\b(?:per|an|\/|a|par|pro|por|la|the)\s*(?:hour|hr|heure|stunde|hora)\b`,
        String.raw`\/\s*(?:h|hr|hour)\b|\bhourly\b|\bstündlich\b`,
      ].join('|'),
      'i',
    ),
  ],
  ['day', /\b(?:per|a|par|pro|por|al)\s*(?:day|jour|tag|día|dia)\b|\/\s*(?:day|d|jour|tag)\b|\bdaily\b/i],
  ['week', /\b(?:per|a|par|pro|por)\s*(?:week|semaine|woche|semana)\b|\/\s*(?:week|wk)\b|\bweekly\b/i],
  [
    'month',
    new RegExp(
      [
        String.raw`\b(?:per|a|par|pro|por|al|ao)\s*(?:month|mois|monat|mes|mês)(?!\p{L})`,
        String.raw`\/\s*(?:month|mo|mois|monat|mes|mês)(?!\p{L})`,
        String.raw`\bmonthly\b|\bmonatlich\b|\bmensuel|\bmensual|\bmensal|\bpcm\b|月`,
      ].join('|'),
      'iu',
    ),
  ],
  [
    'year',
    new RegExp(
      [
        String.raw`\b(?:per|a|par|pro|por|al|ao)\s*(?:year|annum|an|année|jahr|año|ano)(?!\p{L})`,
        String.raw`\/\s*(?:year|yr|y|an|jahr|año|ano)(?!\p{L})`,
        String.raw`\b(?:yearly|annual(?:ly)?|annuel|jährlich|anual)(?!\p{L})`,
        String.raw`\bp\.?\s?a\.?(?!\p{L})|\blpa\b|年`,
      ].join('|'),
      'iu',
    ),
  ],
];

const upTo = /(?<!\p{L})(?:up to|bis zu|jusqu['’]à|até|hasta|до|do|max\.?|maximum)\s*$/iu;

/** How many salaries make a year, beside a monthly one: `15-25K·14薪`. */
const salaries = /[·•*×xX]\s*\d{1,2}\s*薪/;
const from = /(?<!\p{L})(?:from|ab|от|od|starting at|[àa] partir de|desde|min\.?|minimum|at least)\s*$/iu;

/**
 * How the numbers of pay are written, where they do not tell: by default, a separator before three digits parts
 * thousands.
 */
export type Decimal = 'comma' | 'point';

/**
 * Reads what a text says of pay: `De R$ 9.001,00 a R$ 10.000,00`, `40 000 – 45 000 EUR par an`, `$80/hour`, `120k`.
 *
 * Nothing is guessed: a sign of several currencies stays as it is written, and a text without a period has none. One
 * amount is both low and high; `up to` and `from` leave the other open. A text without a number says nothing.
 *
 * @returns what is wrong where it names more than two amounts
 *
 * @example
 * readPay('De R$ 9.001,00 a R$ 10.000,00') // => { low: 9001, high: 10000, currency: 'BRL', period: null }
 * readPay('40 000 – 45 000 EUR par an') // => { low: 40000, high: 45000, currency: 'EUR', period: 'year' }
 * readPay('$80/hour') // => { low: 80, high: 80, currency: '$', period: 'hour' }
 * readPay('Up to £60k') // => { low: null, high: 60000, currency: 'GBP', period: null }
 */
export function readPay(text: string, decimal?: Decimal): Pay | { readonly mistake: string } {
  if (!/\d/.test(text)) return noPay;
  const all = [...text.replace(salaries, '').matchAll(range)].map((match) => ({
    ...rangeOf(match, decimal),
    index: match.index,
  }));
  const named = all.filter(({ currency }) => currency !== null);
  const [found, ...others] = named.length > 0 ? named : all;
  if (!found) return noPay;
  // what has no currency beside what has one is no pay, as of hours or a bonus, unless it is of the same size
  const isAlike = all.some(({ currency, low }) => currency === null && named.length > 0 && isNear(low, found.low));
  if (others.length > 0 || isAlike) return { mistake: `it names several amounts: "${text.slice(0, 80)}"` };
  const before = text.slice(0, found.index);
  const isSingle = found.low === found.high;
  return {
    low: isSingle && upTo.test(before) ? null : found.low,
    high: found.isOpen || (isSingle && from.test(before)) ? null : found.high,
    currency: found.currency,
    period: periodWords.find(([, words]) => words.test(text))?.[0] ?? null,
  };
}

const isNear = (one: number, other: number): boolean => one > other / 4 && one < other * 4;

function rangeOf({ groups = {} }: RegExpMatchArray, decimal: Decimal | undefined) {
  const { before1, after1, before2, after2, number1 = '', number2, scale1, scale2 } = groups;
  const high = number2 === undefined ? undefined : value(number2, decimal) * factorOf(scale2);
  const plain = value(number1, decimal);
  // "15-20k": the scale of the second is meant of both
  const first = scale1 === undefined && scale2 !== undefined && plain < value(number2 ?? '', decimal) ? scale2 : scale1;
  const low = plain * factorOf(first);
  const sign = before1 ?? after1 ?? before2 ?? after2;
  const currency = sign === undefined ? (/^(?:l|lpa)/i.test(scale2 ?? scale1 ?? '') ? 'INR' : null) : currencyOf(sign);
  return { low, high: high ?? low, currency, isOpen: groups['open'] !== undefined && number2 === undefined };
}

/** The number that digits with separators stand for. */
function value(digits: string, decimal: Decimal | undefined): number {
  const bare = digits.replace(/[ \u00a0\u202f'’]/g, '');
  const last = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'));
  if (last === -1) return Number(bare);
  const mark = bare[last];
  const isOnly = bare.indexOf(mark ?? '') === last && !bare.slice(0, last).match(/[.,]/);
  const isDecimal =
    decimal === undefined
      ? bare.indexOf(mark ?? '') === last && !(isOnly && /^[1-9]\d{0,2}.\d{3}$/.test(bare))
      : mark === (decimal === 'comma' ? ',' : '.');
  const whole = isDecimal ? bare.slice(0, last) : bare;
  return Number(`${whole.replace(/[.,]/g, '')}${isDecimal ? `.${bare.slice(last + 1)}` : ''}`);
}

const factors: Readonly<Record<string, number>> = {
  k: 1e3, mil: 1e3, thousand: 1e3, 千: 1e3, 万: 1e4, m: 1e6, million: 1e6, lpa: 1e5, lakh: 1e5, lakhs: 1e5, lac: 1e5,
  lacs: 1e5, cr: 1e7, crore: 1e7, crores: 1e7,
}; // biome-ignore format: a table

const factorOf = (scale: string | undefined): number => factors[scale?.toLowerCase() ?? ''] ?? 1;
