import type { NumberInText } from '../../text/number-in-text.js';
import type { TextTable } from '../../text/tables.js';
import { single } from '../arithmetic.js';
import { agrees, note, type Outcome } from '../diagnostic.js';
import { itemsOf, type ListItem } from '../items.js';
import type { Reading, ReadSentence } from '../reading.js';
import { columnsOf } from './columns.js';
import { ofTable } from './unchecked-tables.js';

/** Fewer may be in order by chance. */
const FEWEST = 6;
/** Where they are numbered from the first to the last, that is said. */
const FEWEST_RANKED = 4;
/** By what part of itself the odd one must be out of its place: what is nearer was ordered by more digits. */
const BY = 0.1;
/** Rows that stand at an end, whatever their value, and columns that follow another. */
const atEnd = /\b(?:total|sum|all|overall|others?|rest|none|not|no|unknown|misc|n\/a|average|mean)\b|^\W*$/i;
/** Values in brackets of a sentence that says which end comes first. */
const highest = /\b(?:highest|largest|biggest|most|top)\b/i;
const lowest = /\b(?:lowest|smallest|fewest|least)\b/i;
const bracket = /^\(.{1,12}\)$/;
const nextName = /^\)[*_]*,\s(?:and\s)?[^;,()]{1,40}\($/;
const LONGEST = 500;
const notRanked = /\b(?:total|sum|overall|others?|rest|average|mean)\b/i;
const followsOther = /\b(?:CI|conf|low|high|min|max|lower|upper|year|rank|id|p|se|sd|std)\b|^#/i;
const kinds: readonly NumberInText['kind'][] = ['share', 'count', 'money', 'measure'];

interface Valued {
  readonly number: NumberInText;
  readonly value: number;
  readonly label: string;
}

/** Lists and columns whose values fall, or rise, from the first to the last, but for one that is out of its place. */
export function* outOfOrder(reading: Reading): Generator<Outcome> {
  const unordered = new Set(reading.tables.filter(isUnordered).map(headOf));
  for (const table of reading.tables.filter((each) => !unordered.has(headOf(each))))
    for (const { header, numbers } of columnsOf(table)) {
      if (followsOther.test(header)) continue;
      const rows = numbers.map((number, row) => ({ number, label: table.rows[row]?.[0]?.text ?? '' }));
      const outcome = odd(rows);
      if (outcome) yield* ofTable(table, [outcome]);
      // a count and its share are out of their place together
      if (outcome?.verdict === 'note') break;
    }
  for (const items of itemsOf(reading)) {
    const rows = items.map(({ start, numbers }) => {
      const number = numbers.find(({ kind }) => kinds.includes(kind));
      return { number, label: reading.text.slice(start, number?.start ?? start) };
    });
    const [kind] = rows.map(({ number }) => number?.kind);
    const isOneKind = rows.every(({ number }) => number?.kind === kind);
    const outcome = isOneKind ? (odd(rows) ?? (isRanked(reading, items) ? oddRank(rows) : undefined)) : undefined;
    if (outcome) yield outcome;
  }
  for (const sentence of reading.quantified) yield* inBrackets(reading, sentence);
}

/** By what tables are of one form: their heads, and for a table without heads its place. */
const headOf = ({ header, start }: TextTable): string =>
  header.length > 1 ? header.map(({ text }) => text).join('|') : String(start);

/** A table in another order than that of its values: others with its heads need not be in theirs. */
const isUnordered = (table: TextTable): boolean =>
  columnsOf(table).some(({ numbers }) => {
    const values = numbers.flatMap((number) => single(number)?.value ?? []);
    return values.length >= FEWEST - 1 && [1, -1].every((sign) => oneOut(values.map((x) => sign * x)) === undefined);
  });

/** `Highest in A (12%), B (9%), C (5%), D (7%)`: a value in brackets for each name, falling but for one. */
function* inBrackets({ text, within }: Reading, { text: own, start, end }: ReadSentence): Generator<Outcome> {
  const isHighest = highest.test(own);
  if (isHighest === lowest.test(own) || own.length > LONGEST) return;
  const numbers = within(start, end).filter(
    (number) => kinds.includes(number.kind) && bracket.test(text.slice(number.start - 1, number.end + 1)),
  );
  const values = numbers.map((number) => (isHighest ? 1 : -1) * (single(number)?.value ?? 0));
  const [first] = numbers;
  if (!first || numbers.length < FEWEST_RANKED || numbers.some(({ kind }) => kind !== first.kind)) return;
  const rise = values.findIndex((value, i) => i > 0 && value > (values[i - 1] ?? value));
  const [before, number] = [numbers[rise - 1], numbers[rise]];
  const isList = numbers.slice(1).every((number, i) => nextName.test(text.slice(numbers[i]?.end, number.start)));
  if (!isList) return;
  if (rise === -1) yield agrees;
  else if (oneOut(values) !== undefined && before && number) {
    const by = Math.abs((values[rise] ?? 0) - (values[rise - 1] ?? 0));
    if (by >= BY * Math.abs(values[rise - 1] ?? 0))
      yield note(
        { start: before.start, end: number.end },
        `${numbers.length} values stand in order but here: ${before.printed} before ${number.printed}`,
      );
  }
}

/** `1. Shops: 24,800`, `2. Banks: 9,300`: numbered, with one number each. */
const isRanked = ({ text }: Reading, items: readonly ListItem[]): boolean =>
  items.length >= FEWEST_RANKED &&
  items.every(
    ({ start, numbers: [number, ...more] }, i) =>
      number !== undefined &&
      more.length === 0 &&
      new RegExp(`(?:^|\\n)[ \\t]*${i + 1}[.)][ \\t]+$`).test(text.slice(Math.max(0, start - 12), start)) &&
      /[:(–—-]\s?\**~?\$?$/.test(text.slice(start, number.start)),
  );

/** The first value of ranks that fall but for one that is more than the one before it. */
function oddRank(
  rows: readonly { readonly number: NumberInText | undefined; readonly label: string }[],
): Outcome | undefined {
  const numbers = rows.flatMap(({ number }) => (number?.bound === 'exactly' && single(number) ? [number] : []));
  const values = numbers.map((number) => single(number)?.value ?? 0);
  if (values.length < rows.length || rows.some(({ label }) => notRanked.test(label))) return undefined;
  if (oneOut(values) === 'none') return agrees;
  const rise = values.findIndex((value, i) => i > 0 && value > (values[i - 1] ?? value));
  const [before, own] = [numbers[rise - 1], numbers[rise]];
  const [less, more] = [values[rise - 1] ?? 0, values[rise] ?? 0];
  if (oneOut(values) === undefined || !before || !own || more - less < BY * less) return undefined;
  return note(
    own,
    `the ${values.length} ranks fall in order but here: ${own.printed} is ranked below ${before.printed}`,
  );
}

function odd(
  rows: readonly { readonly number: NumberInText | undefined; readonly label: string }[],
): Outcome | undefined {
  const ranked = rows.filter(({ label }) => !atEnd.test(label));
  const all = ranked.flatMap(({ number, label }): Valued[] => {
    const value = number?.bound === 'exactly' ? single(number) : undefined;
    return number && value && kinds.includes(number.kind) ? [{ number, value: value.value, label }] : [];
  });
  if (all.length < FEWEST || all.length !== ranked.length || new Set(all.map(({ value }) => value)).size < FEWEST - 1)
    return undefined;
  for (const sign of [1, -1]) {
    const out = oneOut(all.map(({ value }) => sign * value));
    if (out === 'none') return agrees;
    const [own, before, behind] = [all[out ?? -1], all[(out ?? 0) - 1], all[(out ?? 0) + 1]];
    if (out === undefined || !own) continue;
    // a first or last one may be what all others are of, or a rest
    if (!before || !behind) return undefined;
    const near = [before, behind].map((one) => Math.abs(one.value - own.value));
    if (Math.min(...near) < BY * Math.abs(own.value)) return undefined;
    return note(
      own.number,
      `the ${all.length} values ${sign > 0 ? 'fall' : 'rise'} from the first to the last but here: ` +
        `${[before, own, behind].map(({ number }) => number.printed).join(', ')}`,
    );
  }
  return undefined;
}

/** The only value without which the others fall or stay: none where all do, undefined where more than one is out. */
function oneOut(values: readonly number[]): number | 'none' | undefined {
  const falls = (some: readonly number[]): boolean =>
    some.every((value, i) => i === 0 || value <= (some[i - 1] ?? value));
  const rise = values.findIndex((value, i) => i > 0 && value > (values[i - 1] ?? value));
  if (rise === -1) return 'none';
  return [rise, rise - 1].find((out) => falls(values.filter((_, i) => i !== out)));
}
