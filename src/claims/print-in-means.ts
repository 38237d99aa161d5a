import { numbersIn } from '../text/numbers.js';
import type { Expectation } from './expectation.js';

/**
 * The numbers of a print that its `means` does not ask for. A bound is the printed number; a range has the printed
 * ends,
 * or the printed number in its middle. Names in order ask for no number at all.
 */
export function numbersLeftOut(printed: string, expectation: Expectation): number[] {
  const numbers = numbersIn(printed).flatMap(({ kind, values }) =>
    values.map(({ value }) => ({ kind, number: kind === 'share' ? value / 100 : value })),
  );
  const asked = numbersAskedFor(expectation, numbers.length > 1);
  // "+37pp" may be asked for in points, or as the difference of two shares: 0.37
  const isAsked = ({ kind, number }: (typeof numbers)[number]): boolean =>
    asked.some((each) => isSame(each, number) || (kind === 'points' && isSame(each, number / 100)));
  return numbers.filter((each) => !isAsked(each)).map(({ number }) => number);
}

function numbersAskedFor(expectation: Expectation, isRange: boolean): readonly number[] {
  switch (expectation.kind) {
    case 'rounds':
      return [expectation.to / (expectation.percent ? 100 : 1)];
    case 'compares':
      return [expectation.bound];
    case 'within':
      return isRange ? [expectation.low, expectation.high] : [(expectation.low + expectation.high) / 2];
    case 'ordered':
      return [];
  }
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-12);
