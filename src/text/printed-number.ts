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

/**
 * How does this text write decimals?
 *
 * With a comma when more of its numbers can only be read so (`2,20`, `1.234,5`) than can only be read with a point
 * (`2.20`, `1,234.5`); otherwise with a point, which is also the answer for a text that shows neither.
 *
 * @example
 * numberStyle('t(28) = 2,20, p = 0,036') // => "comma"
 * numberStyle('F(1,60) = 8.8, p = .004') // => "point"
 */
export function numberStyle(text: string): NumberStyle {
  const sample = text.length > 400_000 ? text.slice(0, 400_000) : text;
  const count = (pattern: RegExp): number => [...sample.matchAll(pattern)].length;
  const commas =
    count(/(?<![\d.,(])(?:\d+,(?:\d{1,2}|\d{4,})|0,\d{3})(?!\d|[,.]\d)(?=\s?%|\s|[,;.)]|$)/g) + count(/\d\.\d{3},\d/g);
  const points =
    count(/(?<![\d.,])\d*\.(?:\d{1,2}|\d{4,})(?!\.?\d)/g) + count(/(?<![\d,])\d{1,3}(?:,\d{3})+(?!\d|,\d)/g);
  return commas > points ? 'comma' : 'point';
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const scales: readonly (readonly [RegExp, number])[] = [
  [/^(?:thousand|k|K)$/, 1e3],
  [/^(?:million|M|mn|Millionen|Mio\.?)$/, 1e6],
  [/^(?:billion|B|bn|Milliarden|Mrd\.?)$/, 1e9],
  [/^(?:trillion|tn)$/, 1e12],
];

/**
 * Reads one printed number: grouped digits, a bare `.05`, `1e-7`, `2.1 × 10⁻⁸`, with any of the signs for minus.
 *
 * @example
 * readNumber('2,893', 'point') // => { value: 2893, step: 1, decimals: 0 }
 * readNumber('2,20', 'comma') // => { value: 2.2, step: 0.01, decimals: 2 }
 * readNumber('2.1 × 10⁻⁸', 'point').value // => 2.1e-8
 */
export function readNumber(printed: string, style: NumberStyle): PrintedNumber {
  const compact = printed
    .replace(/[\s\u00A0\u202F\u2009’']/g, '')
    .replace(/[−–]/g, '-')
    .replace('\\times', '×');
  const [, mantissa = '', e, ten] =
    /^(-?[\d.,]+)(?:[eE]([-+]?\d+)|[×x·]10\^?\{?([-⁻⁺+]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)\}?)?$/.exec(compact) ?? [];
  const plain = style === 'comma' ? mantissa.replaceAll('.', '').replace(',', '.') : mantissa.replaceAll(',', '');
  const decimals = plain.includes('.') ? plain.length - plain.indexOf('.') - 1 : 0;
  const power = Number(
    (e ?? ten ?? '0')
      .replace('⁻', '-')
      .replace('⁺', '')
      .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(superscripts.indexOf(digit))),
  );
  return { value: Number(`${plain || '0'}e${power}`), step: Number(`1e${power - decimals}`), decimals };
}

/** The same digits in thousands, millions, …, as a word or letter behind the number says: `12.4`, `million`. */
export function inScale(number: PrintedNumber, scale: string): PrintedNumber {
  const factor = scales.find(([pattern]) => pattern.test(scale))?.[1] ?? 1;
  return { ...number, value: number.value * factor, step: number.step * factor };
}

/** The values that print as this number: half a unit of its last digit to either side. */
export const roundedFrom = ({ value, step }: PrintedNumber): { low: number; high: number } => ({
  low: value - step / 2,
  high: value + step / 2,
});
