import { allMatches } from '../../text/rule.js';
import type { TextTable } from '../../text/tables.js';
import { allowed, EPSILON, single } from '../arithmetic.js';
import { agrees, type Detector, error, note, type Outcome } from '../diagnostic.js';
import { amongItems } from '../prose/among-items.js';
import { lowRankRules, rankRules } from '../prose/rank-rules.js';
import { matchesOf, templateOf } from '../prose/template.js';
import type { Reading, ReadSentence } from '../reading.js';
import { columnsOf } from '../tables/columns.js';
import { outOfOrder } from '../tables/out-of-order.js';
import { ofTable } from '../tables/unchecked-tables.js';

/** Ranks beside the values that they rank, and counts that are said to be more than those that follow. */
export const order: Detector = {
  checks: 'ranks and comparisons beside their values',
  *detect(reading) {
    for (const sentence of reading.quantified) {
      yield* moreThanAll(reading, sentence);
      yield* ranked(reading, sentence);
    }
    yield* amongItems(reading);
    yield* outOfOrder(reading);
    for (const table of reading.tables) yield* ofTable(table, rankColumn(table));
  },
};

const moreThan = /⟦C(\d+)⟧[^.;⟦]{0,60}\b(more|fewer|less) than (?:any|every|all|each|both)\b([^.]{0,240})/gu;

/** `A has 16, more than any other: B has 23`. */
function* moreThanAll(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  if (!sentence.text.includes(' than ')) return;
  const { text, numbers } = templateOf(reading, sentence);
  for (const [, index, direction, rest = ''] of allMatches(moreThan, text)) {
    const own = numbers[Number(index)];
    const value = single(own)?.value;
    const others = [...rest.matchAll(/⟦C(\d+)⟧/g)].flatMap(([, i]) => numbers[Number(i)] ?? []);
    if (!own || value === undefined || others.length === 0) continue;
    const beyond = others.find((other) => {
      const count = single(other)?.value ?? value;
      return direction === 'more' ? count >= value : count <= value;
    });
    if (!beyond) yield agrees;
    else
      yield error({ start: own.start, end: beyond.end }, `${own.printed} is not ${direction} than ${beyond.printed}`);
  }
}

/** Another time, another whole, or a change: then two values of one sentence are not ranked by each other. */
const otherwise = new RegExp(
  '\\b(?:respectively|growth|grew|rose|fell|increase[ds]?|decrease[ds]?|change[ds]?|year|years|ago|previous|' +
    'rank(?:ed|ing)?|second|average|median|but not)\\b',
  'i',
);

/** `(13% vs. 6% elsewhere), and B leads (7%)`: the second of two that are compared is not the one that is ranked. */
const comparedWith = /\b(?:vs\.?|versus|against|compared (?:to|with))\s*$/i;

/** Of several values together. */
const plus = /^\)?,?\s(?:plus|combined|together)\b/;

/** `the highest share (31%), while the south has 33%`, `45%, followed by 48%`. */
function* ranked(reading: Reading, sentence: ReadSentence): Generator<Outcome> {
  const template = templateOf(reading, sentence);
  const pairs = [
    ...[...matchesOf(rankRules, template)].map(({ a, b }) => ({ a, b, larger: a, smaller: b })),
    ...[...matchesOf(lowRankRules, template)].map(({ a, b }) => ({ a, b, larger: b, smaller: a })),
  ];
  for (const { a, b, larger, smaller } of pairs) {
    const [high, low] = [single(larger), single(smaller)];
    if (a.kind !== b.kind || !high || !low || a.bound !== 'exactly' || b.bound !== 'exactly') continue;
    if (template.kinds.includes('D') || otherwise.test(sentence.text)) continue;
    if (comparedWith.test(reading.text.slice(Math.max(sentence.start, a.start - 12), a.start))) continue;
    if (plus.test(reading.text.slice(b.end, b.end + 16))) continue;
    if (allowed(larger, high).high >= allowed(smaller, low).low - EPSILON) yield agrees;
    else
      yield note(
        { start: a.start, end: b.end },
        `${larger.printed} is less than ${smaller.printed}, and is said to be more`,
      );
  }
}

const rankHeader = /^(?:rank|rang|#|no\.?|place|position)$/i;

/** A column of ranks 1, 2, 3, … and the column that it ranks in all rows but two. */
function* rankColumn(table: TextTable): Generator<Outcome> {
  const columns = columnsOf(table);
  const first = table.rows.map((row) => Number(/^\d{1,3}$/.exec(row[0]?.text.trim() ?? '')?.[0] ?? Number.NaN));
  const isFirst = rankHeader.test(table.header[0]?.text ?? '') && first.every((rank) => rank > 0);
  const ranked = columns.find(({ header }) => rankHeader.test(header.trim()));
  const ranks = isFirst ? first : ranked?.numbers.map((number) => single(number)?.value ?? Number.NaN);
  if (!ranks || ranks.length < 4 || ranks.some((rank) => Number.isNaN(rank))) return;
  const tries = columns
    .filter((column) => column !== ranked && column.numbers.every((number) => single(number)))
    .map(({ numbers, header }) => {
      const values = numbers.map((number) => single(number)?.value ?? 0);
      const rows = values.map((_, i) => i).sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
      const turns = rows.slice(1).filter((row, i) => (values[row] ?? 0) > (values[rows[i] ?? 0] ?? 0));
      return { header, numbers, turns };
    });
  const best = tries.sort((a, b) => a.turns.length - b.turns.length)[0];
  if (!best) return;
  const [turn] = best.turns;
  if (turn === undefined) yield agrees;
  else if (best.turns.length === 1 && tries.every(({ turns }) => turns.length > 0)) {
    const number = best.numbers[turn];
    if (number)
      yield note(
        number,
        `by ${best.header || 'this column'} the ranks fall in order but here: ` +
          `${number.printed} is more than the row ranked before it`,
      );
  }
}
