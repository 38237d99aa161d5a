import type { LabelledItem } from '../../text/lists.js';
import { EPSILON } from '../arithmetic.js';
import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import { baseText, commonBase } from '../shares/common-base.js';
import { sharesInWords } from '../shares/in-words.js';
import { inlineList } from '../shares/inline-list.js';
import { ofListedTotal } from '../shares/of-listed-total.js';
import { partsInWords } from '../shares/parts-in-words.js';
import { type PrintedShare, printedShares } from '../shares/printed-shares.js';
import { toldBase } from '../shares/told-base.js';
import { twoParts } from '../shares/two-parts.js';
import { bracketedShares, relationsOf } from '../tables/relations.js';
import { shareOfTotal } from '../tables/share-of-total.js';
import { ofTable } from '../tables/unchecked-tables.js';
import { grouped } from '../words.js';

/**
 * A count, what it is of, and the percentage beside them: `14 of 52 clinics (26.9%)`. In a list of counts with
 * percentages one n must explain them all, whether it is printed or not.
 */
export const share: Detector = {
  checks: 'percentages beside their count',
  *detect(reading) {
    for (const printed of printedShares(reading)) yield ofPrinted(printed);
    for (const { items } of reading.lists) yield* ofList(items);
    for (const sentence of reading.quantified) {
      yield* ofList(inlineList(reading, sentence));
      yield* twoParts(reading, sentence);
      const parts = [...partsInWords(reading, sentence)];
      yield* parts.length > 0 ? parts : sharesInWords(reading, sentence);
    }
    yield* toldBase(reading);
    yield* ofListedTotal(reading);
    for (const table of reading.tables) {
      yield* ofTable(table, relationsOf(table, 'share'));
      yield* ofTable(table, bracketedShares(table));
      yield* ofTable(table, shareOfTotal(table));
    }
  },
};

function ofPrinted({ k, n, share, bound, start, end }: PrintedShare): Outcome {
  if (k > n) return agrees;
  const exact = (100 * k) / n;
  const { value, step, decimals } = share;
  // "about" gives one unit more
  const slack = bound === 'about' ? step * 1.5 : step / 2;
  const isBound = bound === 'below' || bound === 'at most' ? exact <= value : bound !== 'exactly' && exact >= value;
  if (isBound || Math.abs(exact - value) <= slack * (1 + EPSILON)) return agrees;
  const printed = value.toFixed(decimals);
  const arithmetic = `${grouped(k)} of ${grouped(n)} is ${exact.toFixed(decimals + 2)}%, printed as ${printed}%`;
  // "9 failures of 343 tests = 97.4%"
  if (Math.abs(100 - exact - value) <= slack * (1 + EPSILON))
    return note({ start, end }, `${arithmetic}, which is the share of the others`);
  return exact > value && exact < value + step
    ? note({ start, end }, `${arithmetic}, cut off and not rounded`)
    : error({ start, end }, arithmetic);
}

function* ofList(items: readonly LabelledItem[]): Generator<Outcome> {
  const base = commonBase(items);
  if (!base) return;
  for (let i = 0; i < base.fitting; i += 1) yield agrees;
  for (const item of base.outliers) {
    const { count, share } = item;
    if (!count || !share) continue;
    const ends = [(100 * count.value) / base.high, (100 * count.value) / base.low].map((one) =>
      one.toFixed(share.decimals),
    );
    yield error(
      item,
      `the other ${base.fitting} percentages of this list are of ${baseText(base)}; ` +
        `${grouped(count.value)} of that is ` +
        `${[...new Set(ends)].join(' to ')}%, printed as ${share.value.toFixed(share.decimals)}%`,
    );
  }
}
