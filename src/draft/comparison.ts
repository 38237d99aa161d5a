import type { NamedValue } from '../claims/named-value.js';
import { decimal } from '../claims/write-value.js';
import { UserError } from '../error.js';

/** The ways to write how two values compare. */
export const comparisonFormats = [
  'times',
  'points-more',
  'points-fewer',
  'points-higher',
  'points-lower',
  'percent-more',
  'percent-fewer',
  'percent-higher',
  'percent-lower',
  'count-more',
  'count-fewer',
] as const;
export type ComparisonFormat = (typeof comparisonFormats)[number];

/** A comparison in words, and whether its direction holds. */
export interface Comparison {
  readonly text: string;
  readonly holds: boolean;
  /** The sum behind it: `26.2% / 18.2% = 1.44`. */
  readonly arithmetic: string;
}

/**
 * Writes how the first value compares with the second: `1.4 times`, `8.0 points more`, `44% more`, `120 fewer`.
 * The words claim a direction; where the values go the other way it does not hold.
 *
 * @throws UserError for values of different units, points of what is no share, a count of what is none, or a ratio to 0
 */
export function compare(
  a: NamedValue,
  b: NamedValue,
  format: ComparisonFormat,
  digits: number | undefined,
): Comparison {
  if (a.unit !== b.unit)
    throw new UserError(`"${a.name}" is a ${a.unit} and "${b.name}" a ${b.unit}; only values of one unit compare`);
  const [measure = '', word = ''] = format.split('-');
  const [x, y] = [a.estimate, b.estimate];
  if ((measure === 'times' || measure === 'percent') && y === 0)
    throw new UserError(`"${b.name}" is 0, and nothing is a multiple of it`);
  if (measure === 'points' && a.unit !== 'share')
    throw new UserError(`points are the difference of two shares; "${a.name}" is a ${a.unit}`);
  if (measure === 'count' && a.unit !== 'count')
    throw new UserError(
      `"${a.name}" is a ${a.unit}, and as=${format} is for counts${
        a.unit === 'share' ? `; write as=points-${word}` : ''
      }`,
    );
  const scale = a.unit === 'share' ? 100 : 1;
  const shown = (value: NamedValue): string =>
    decimal(value.estimate * scale, value.digits + (a.unit === 'share' ? 1 : 0));
  const more = word !== 'fewer' && word !== 'lower';
  switch (measure) {
    case 'times':
      return {
        text: `${decimal(x / y, digits ?? 1)} times`,
        holds: x > y,
        arithmetic: `${shown(a)} / ${shown(b)} = ${decimal(x / y, 3)}`,
      };
    case 'percent': {
      const size = (x / y - 1) * 100;
      return {
        text: `${decimal(Math.abs(size), digits ?? 0)}% ${word}`,
        holds: more ? x > y : x < y,
        arithmetic: `${shown(a)} / ${shown(b)} - 1 = ${decimal(size, 2)}%`,
      };
    }
    default: {
      const size = (x - y) * scale;
      const unit = measure === 'points' ? 'points ' : '';
      const places = digits ?? (measure === 'points' ? a.digits : 0);
      return {
        text: `${decimal(Math.abs(size), places)} ${unit}${word}`,
        holds: more ? x > y : x < y,
        arithmetic: `${shown(a)} - ${shown(b)} = ${decimal(size, places + 1)}`,
      };
    }
  }
}
