import type { Detector } from '../diagnostic.js';
import { quotedTables } from '../tables/quoted.js';

/** Sentences against the tables that they quote: ranges, superlatives, counted rows. */
export const quotedTable: Detector = {
  checks: 'sentences that quote a table',
  *detect(reading) {
    for (const sentence of reading.quantified) yield* quotedTables(reading, sentence);
  },
};
