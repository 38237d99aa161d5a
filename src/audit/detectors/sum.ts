import type { Detector } from '../diagnostic.js';
import { alternativesOf } from '../sums/alternatives.js';
import { listedShares } from '../sums/listed-shares.js';
import { partsOfList } from '../sums/parts-in-lists.js';
import { sumOf } from '../sums/parts-in-prose.js';
import { rowTotals } from '../sums/row-totals.js';
import { sharedOutLists, sharedOutTable } from '../sums/shared-out.js';
import { toldTotal } from '../sums/told-total.js';
import { totalsOf } from '../sums/totals.js';
import { ofTable } from '../tables/unchecked-tables.js';

/**
 * Parts that do not add to their whole: counts and amounts that a sentence, a table's row of totals or an equation puts
 * together, percentages that are said to share out everything. Rounding is allowed for; percentages of several answers
 * each, and lists that are said to be a selection, are let be.
 */
export const sum: Detector = {
  checks: 'sums of parts',
  *detect(reading) {
    for (const sentence of reading.quantified) {
      const outcome = sumOf(reading, sentence) ?? listedShares(reading, sentence);
      if (outcome) yield outcome;
    }
    for (const table of reading.tables) {
      yield* ofTable(table, totalsOf(table));
      yield* ofTable(table, rowTotals(table));
      yield* ofTable(table, sharedOutTable(table));
    }
    for (const list of reading.lists) yield* partsOfList(reading, list);
    yield* sharedOutLists(reading);
    yield* toldTotal(reading);
    yield* alternativesOf(reading);
  },
};
