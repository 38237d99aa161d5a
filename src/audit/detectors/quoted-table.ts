import type { Detector, Outcome } from '../diagnostic.js';
import type { Reading } from '../reading.js';
import { countedLabels } from '../tables/counted-label.js';
import { quotedTables } from '../tables/quoted.js';
import { quotedBeside } from '../tables/quoted-beside.js';

/** Sentences against the tables that they quote: ranges, superlatives, counted rows, values beside their labels. */
export const quotedTable: Detector = {
  checks: 'sentences that quote a table',
  *detect(reading) {
    const found = new Set<number>();
    for (const outcome of outcomes(reading)) {
      if (outcome.verdict !== 'agrees') {
        if (found.has(outcome.start)) continue; // what two of these ways find is one finding
        found.add(outcome.start);
      }
      yield outcome;
    }
  },
};

function* outcomes(reading: Reading): Generator<Outcome> {
  for (const sentence of reading.quantified) yield* quotedTables(reading, sentence);
  yield* quotedBeside(reading);
  yield* countedLabels(reading);
}
