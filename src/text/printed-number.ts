/** Whether a text writes 1,234.5 (`point`) or 1.234,5 (`comma`). */
export type NumberStyle = 'point' | 'comma';

/** A number with the precision in which it was printed. */
export interface PrintedNumber {
  readonly value: number;
  /** One unit of its last printed digit: 0.1 for 18.2, 1 for 425, 100,000 for 12.4 million. */
  readonly step: number;
  /** Digits after the decimal mark, as printed. */
  readonly decimals: number;
}

/** More of a text than this is not looked at to find its style. */
const SAMPLE = 400_000;

/**
 * How does this text write decimals?
 *
 * With a comma when more of its numbers can only be read so (`2,20`, `1.234,5`, `1.234.567`) than can only be read with
 * a point (`2.20`, `1,234.5`); otherwise with a point, which is also the answer for a text that shows neither.
 *
 * @example
 * numberStyle('t(28) = 2,20, p = 0,036') // => "comma"
 * numberStyle('F(1,60) = 8.8, p = .004') // => "point"
 */
export function numberStyle(text: string): NumberStyle {
  const sample = text.length > SAMPLE ? text.slice(0, SAMPLE) : text;
  const count = (patterns: readonly RegExp[], most = Infinity): number => {
    let found = 0;
    for (const pattern of patterns) {
      pattern.lastIndex = 0;
      while (found < most && pattern.test(sample)) found += 1;
    }
    return found;
  };
  // most texts have no comma of decimals, and then their points need not be counted
  const commas = count(onlyComma);
  return commas > count(onlyPoint, commas) ? 'comma' : 'point';
}

const onlyComma: readonly RegExp[] = [
  /(?<![\d.,(])(?:\d+,(?:\d{1,2}|\d{4,})|0,\d{3})(?!\d|[,.]\d)(?=\s?%|\s|[,;.)]|-[a-z]|$)/g,
  /\d\.\d{3},\d/g,
  /(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![.,]?\d)/g,
];
const onlyPoint: readonly RegExp[] = [
  /(?<![\d.,])\d*\.(?:\d{1,2}|\d{4,})(?!\.?\d)/g,
  /(?<![\d,])\d{1,3}(?:,\d{3})+(?!\d|,\d)/g,
];

const groupMarks = "’'\\u00A0\\u202F\\u2009";
/** A power of ten; of the flat forms, in which a PDF has lost the raised digits, only a negative one is sure. */
const exponent =
  '(?:[eE][-−+]?\\d{1,4}' +
  '|\\s?(?:[×x·]|\\\\times)\\s?10(?:\\^\\{?[-−+]?\\d{1,4}\\}?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}|\\s?−\\s?\\d{1,3}(?![\\d.])))';
const flatExponent = '(?:(?<=[.,]\\d{1,6})\\s?[×x]\\s?10\\s?[-–]\\s?\\d{1,3}(?![\\d.]))';
const powerOfTen = '10(?:\\^\\{?[-−]\\d{1,4}\\}?|⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})';

/**
 * The source of a pattern for one unsigned number in a style. What can only be read in the other style is read in that
 * one: `18,2 %` among points, `0.05` among commas.
 */
export const numeralSource: Readonly<Record<NumberStyle, string>> = {
  point:
    `(?:${powerOfTen}|(?:\\d{1,3}(?:[,${groupMarks}]\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d{1,3},\\d{1,2}(?=\\s?%)` +
    `|\\d+(?:\\.\\d+)?|(?<![\\d.])\\.\\d+)(?:${exponent}|${flatExponent})?)`,
  comma:
    `(?:${powerOfTen}|(?:\\d{1,3}(?:[.${groupMarks}]\\d{3})+(?!\\d)(?:,\\d+)?|\\d*\\.(?:\\d{1,2}|\\d{4,})(?![\\d.])` +
    `|0\\.\\d{3}(?!\\d)|\\d+(?:,\\d+)?|(?<=[=<>≤≥]\\s?),\\d+)(?:${exponent}|${flatExponent})?)`,
};

const numeralHere: Readonly<Record<NumberStyle, RegExp>> = {
  point: new RegExp(numeralSource.point, 'y'),
  comma: new RegExp(numeralSource.comma, 'y'),
};

/** The unsigned numbers of a text in a style, from left to right. */
export function numeralsIn(text: string, style: NumberStyle): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  const numeral = numeralHere[style];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // each begins with a digit, or with the mark of its decimals
    if (!isDigit(code) && !((code === 46 || code === 44) && isDigit(text.charCodeAt(at + 1)))) continue;
    numeral.lastIndex = at;
    const match = numeral.exec(text);
    if (!match) continue;
    found.push(match);
    at += match[0].length - 1;
  }
  return found;
}

/** Whether a character's code is that of a digit. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Digits that mean the same in both styles, as most numbers are printed. */
const plainDigits = /^(?:\d+|\d*\.\d{1,2}|0?\.\d+)$/;
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * Reads one printed number: grouped digits, a bare `.05`, `1e-7`, `2.1 × 10⁻⁸`, with any of the signs for minus.
 * A mark that cannot part thousands parts decimals, whatever the style.
 *
 * @example
 * readNumber('2,893', 'point') // => { value: 2893, step: 1, decimals: 0 }
 * readNumber('2,20', 'comma') // => { value: 2.2, step: 0.01, decimals: 2 }
 * readNumber('2.1 × 10⁻⁸', 'point').value // => 2.1e-8
 * readNumber('18,2', 'point').value // => 18.2
 */
export function readNumber(printed: string, style: NumberStyle): PrintedNumber {
  if (plainDigits.test(printed)) {
    const point = printed.indexOf('.');
    const decimals = point === -1 ? 0 : printed.length - point - 1;
    return { value: Number(printed), step: Number(`1e-${decimals}`), decimals };
  }
  const compact = printed
    .replace(/[\s\u00A0\u202F\u2009’']/g, '')
    .replace(/[−–]/g, '-')
    .replace('\\times', '×');
  const [, power] = /^(?:1[×x·])?10(?:\^\{?(-\d+)\}?|(⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+))$/.exec(compact)?.filter(Boolean) ?? [];
  const [, mantissa = power === undefined ? '' : '1', e, ten] =
    /^(-?[\d.,]+)(?:[eE]([-+]?\d+)|[×x·]10\^?\{?([-⁻⁺+]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)\}?)?$/.exec(compact) ?? [];
  const plain = decimalPoint(mantissa, style);
  const decimals = plain.includes('.') ? plain.length - plain.indexOf('.') - 1 : 0;
  const exponent = exponentOf(e ?? ten ?? power ?? '0');
  return { value: Number(`${plain || '0'}e${exponent}`), step: Number(`1e${exponent - decimals}`), decimals };
}

const exponentOf = (digits: string): number =>
  Number(
    digits
      .replace('⁻', '-')
      .replace('⁺', '')
      .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(superscripts.indexOf(digit))),
  );

/** Digits without marks for thousands, with a point for decimals. */
function decimalPoint(digits: string, style: NumberStyle): string {
  const otherMark = /^-?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+)$/.test(digits)
    ? 'comma'
    : /^-?(?:\d*\.(?:\d{1,2}|\d{4,})|0?\.\d+)$/.test(digits)
      ? 'point'
      : style;
  return otherMark === 'comma' ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
}

/** The same digits in thousands, millions, …, as a word or letter behind the number says. */
export const inScale = (number: PrintedNumber, factor: number): PrintedNumber => ({
  ...number,
  // the exponent keeps 12.4 million at 12,400,000, where a multiplication may add digits
  value: Number(`${number.value}e${Math.log10(factor)}`),
  step: number.step * factor,
});

/** The values that print as this number: half a unit of its last digit to either side. */
export const roundedFrom = ({ value, step }: PrintedNumber): { low: number; high: number } => ({
  low: value - step / 2,
  high: value + step / 2,
});

/**
 * A number as "about" means it: to its last digit that is not a filling zero, so that "about 5,000" has a step of 1,000
 * and "about 150" one of 10.
 *
 * @example
 * roughly(readNumber('5,000', 'point')).step // => 1000
 * roughly(readNumber('150', 'point')).step // => 10
 * roughly(readNumber('18.2', 'point')).step // => 0.1
 */
export function roughly(number: PrintedNumber): PrintedNumber {
  let { step } = number;
  const isFilled = (unit: number): boolean => Number.isInteger(Number((number.value / unit).toPrecision(12)));
  while (step >= 1 && number.value !== 0 && isFilled(step * 10)) step *= 10;
  return { ...number, step };
}
