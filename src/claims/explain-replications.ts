import { liesOnSide, turnOf } from './direction.js';
import { formatMeasure, formatSpread } from './format.js';
import type { Replication } from './replication.js';

/**
 * Why a statement that was measured on other postings has its verdict, a sentence a measurement: the estimate, the
 * interval that decides, and where the value lies at which the statement turns. Empty where no interval decides.
 *
 * @example
 * const judged = { corrected: { low: 0.31, high: 0.47, level: 0.99, tests: 9 }, direction: { above: 0.45 } }
 * const row = { corpus: 'mine', measure: 'share', replication: { estimate: 0.4 }, ...judged }
 * explainReplications([row]) // => 'On mine 40.0%; corrected for 9 tests the interval, 31.0% to 47.0%, holds 45.0%.'
 */
export const explainReplications = (
  rows: readonly Pick<Replication, 'corpus' | 'measure' | 'direction' | 'corrected' | 'replication'>[],
): string =>
  rows
    .flatMap(({ corpus, measure, direction, corrected, replication: { estimate } }) => {
      if (!corrected || !direction) return [];
      const write = (value: number): string => formatMeasure(value, measure);
      const turn = turnOf(direction);
      const turnWords = turn === 0 ? 'zero' : measure === 'difference' ? formatSpread(turn, measure) : write(turn);
      const { low, high, tests } = corrected;
      const interval = `${write(low)} to ${write(high)}`;
      const where =
        low <= turn && turn <= high
          ? 'holds'
          : `lies on the ${!('none' in direction) && liesOnSide(estimate, direction) ? 'claimed' : 'other'} side of`;
      return [
        `On ${corpus} ${write(estimate)}; corrected for ${tests} tests the interval, ${interval}, ` +
          `${where} ${turnWords}.`,
      ];
    })
    .join(' ');
