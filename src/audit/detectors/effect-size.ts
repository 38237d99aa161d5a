import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import { crossTabulated } from '../effects/cross-tabulated.js';
import { ofVariance } from '../effects/of-variance.js';
import { outOfRange } from '../effects/out-of-range.js';
import { tableV } from '../effects/table-v.js';
import type { Reading, ReadSentence } from '../reading.js';
import type { ReportedName } from '../reported/names.js';
import type { Reported } from '../reported/reported.js';
import { correlationMatrix } from '../tables/correlation-matrix.js';
import { ofTable } from '../tables/unchecked-tables.js';

/**
 * Effect sizes beside the test that they belong to: Cramér's V and φ from χ² and n, partial η² from F, R² from F;
 * without χ², the p-value that V, n and df imply, which can prove an n impossible. None of them can leave its range.
 */
export const effectSize: Detector = {
  checks: 'effect sizes beside their statistic',
  *detect(reading) {
    for (const sentence of reading.reporting)
      for (const effect of sentence.reported)
        if (effects.includes(effect.name)) yield* judge(reading, sentence, effect);
    for (const table of reading.tables) yield* ofTable(table, correlationMatrix(table));
  },
};

const effects: readonly ReportedName[] = ['V', 'φ', 'partial η²', 'η²', 'generalized η²', 'ω²', 'R²', 'r', 'ρ'];

function* judge(reading: Reading, sentence: ReadSentence, effect: Reported): Generator<Outcome> {
  const beyond = outOfRange(reading, sentence, effect);
  if (beyond === 'not an effect') return;
  if (beyond) return yield error(effect, beyond);
  const check = ofVariance(sentence, effect) ?? crossTabulated(sentence, effect);
  if (check) yield check.agrees ? agrees : (check.slight ? note : error)(effect, check.arithmetic);
  else if (effect.name === 'V') {
    const ofTable = tableV(reading.tables, effect);
    if (ofTable) yield ofTable.agrees ? agrees : note(effect, ofTable.arithmetic);
  }
}
