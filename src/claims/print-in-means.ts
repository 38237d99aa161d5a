import { numbersIn } from '../text/numbers.js';
import type { Expectation } from './expectation.js';
import { boundsOfWords } from './vague-words.js';

/** A printed number, and half the unit of its last digit; percentages and points are fractions of 1. */
interface PrintedNumber {
  readonly value: number;
  readonly half: number;
  readonly isPoints: boolean;
}

/**
 * The numbers of a print that its `means` does not ask for. A bound is the printed number, or the last value that
 * rounds to it; a range has the printed ends, or the printed number in its middle. Names in order ask for no number at
 * all. Dates and names (2026, GPT-4) are no numbers to ask for.
 */
export function numbersLeftOut(printed: string, expectation: Expectation): number[] {
  const numbers = numbersIn(printed).flatMap(({ kind, values }): PrintedNumber[] => {
    if (kind === 'date' || kind === 'name') return [];
    const scale = kind === 'share' || kind === 'points' ? 100 : 1;
    return values.map(({ value, step }) => ({
      value: value / scale,
      half: step / scale / 2,
      isPoints: kind === 'points',
    }));
  });
  const isRange = numbers.length > 1;
  // "+37pp" may be asked for as the difference of two shares, 0.37, or in points
  const isAsked = ({ value, half, isPoints }: PrintedNumber): boolean =>
    isAskedFor(value, half, expectation, isRange) ||
    (isPoints && isAskedFor(100 * value, 100 * half, expectation, isRange));
  return numbers.filter((number) => !isAsked(number)).map(({ value }) => value);
}

/**
 * The numbers of a `means` at which none of the vague words of its print turns. A print with a number of its own is
 * read by that, and one without a vague word by nothing.
 */
export function numbersNotOfWords(printed: string, expectation: Expectation): number[] {
  const ofWords = boundsOfWords(printed);
  const isPlain = numbersIn(printed).some(({ kind, values }) => kind !== 'fraction' && values.length > 0);
  if (ofWords.length === 0 || isPlain) return [];
  const asked =
    expectation.kind === 'compares'
      ? [expectation.bound]
      : expectation.kind === 'within'
        ? [expectation.low, expectation.high]
        : [];
  return asked.filter((number) => !ofWords.some((each) => isSame(each, number)));
}

function isAskedFor(value: number, half: number, expectation: Expectation, isRange: boolean): boolean {
  switch (expectation.kind) {
    case 'rounds':
      return isSame(value, expectation.to / (expectation.percent ? 100 : 1));
    case 'compares': {
      const widest = expectation.operator.startsWith('<') ? value + half : value - half;
      return isSame(value, expectation.bound) || (expectation.operator !== '=' && isSame(widest, expectation.bound));
    }
    case 'within':
      if (!isRange) return isSame(value, (expectation.low + expectation.high) / 2);
      return (
        [value, value - half].some((low) => isSame(low, expectation.low)) ||
        [value, value + half].some((high) => isSame(high, expectation.high))
      );
    case 'ordered':
      return false;
  }
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-12);
