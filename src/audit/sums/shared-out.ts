import type { NumberInText } from '../../text/number-in-text.js';
import type { PrintedNumber } from '../../text/printed-number.js';
import type { TextTable } from '../../text/tables.js';
import { addition, rounding, single, total } from '../arithmetic.js';
import { agrees, note, type Outcome, type Range } from '../diagnostic.js';
import { itemsOf } from '../items.js';
import type { Reading } from '../reading.js';
import { stemsOf } from '../repeated/statements.js';
import { columnsOf } from '../tables/columns.js';

/** Shares that stand together: the items of a list, the cells of a row or of a column. */
interface Group extends Range {
  readonly parts: readonly PrintedNumber[];
  readonly labels: ReadonlySet<string>;
  /** Whether it has the answers of nobody: `No answer: 1.5%`. */
  readonly isQuestion: boolean;
}

interface Shares extends Range {
  readonly shares: readonly NumberInText[];
}

const ofNobody = /\b(?:no answer|not (?:answered|completed|sure|applicable)|prefer not|don[’']t know|undecided)\b/i;

const HUNDRED = { value: 100, decimals: 0 };
/** Further from everything the shares of a group were not meant to be all. */
const FAR = 45;
/** The same for lists that have nothing but their form in common. */
const NEAR = 16;
/** In how many more groups of its kind the shares must add, for each group in which they do not. */
const [FEWEST_LISTS, FEWEST_ROWS] = [2, 3];
/** How much of their words two lists have in common that ask the same of several groups. */
const ALIKE = 0.4;

/** Whether the shares add to everything, as far as their rounding leaves it open. */
const isAll = ({ parts }: Group): boolean => Math.abs(total(parts) - HUNDRED.value) <= rounding(parts, 'share');

const contradiction = (group: Group, others: string): Outcome => {
  const step = Math.min(...group.parts.map((part) => part.step));
  return note(group, `${addition(group.parts, { ...HUNDRED, step }, '%')}; ${others}`);
};

const gapOf = ({ parts }: Group): number => Math.abs(total(parts) - HUNDRED.value);

const isNear = ({ parts }: Group): boolean => Math.abs(total(parts) - HUNDRED.value) <= FAR;

/**
 * `Of the employed: 41% STEM, 59% others`, and the same of the unemployed: lists of one shape each of which shares out
 * everything, and one that does not.
 */
export function* sharedOutLists(reading: Reading): Generator<Outcome> {
  const inItems = itemsOf(reading).map((items): Shares[] =>
    items.map(({ start, end, numbers }) => ({ start, end, shares: numbers.filter(({ kind }) => kind === 'share') })),
  );
  const inLines = reading.lists.map(({ items }): Shares[] =>
    items.map(({ start, end }) => ({
      start,
      end,
      shares: reading.within(start, end).filter(({ kind }) => kind === 'share'),
    })),
  );
  // a list with signs is in both
  const known = new Set(inItems.flatMap((items) => items[0]?.shares[0]?.start ?? []));
  const others = inLines.filter((items) => !known.has(items[0]?.shares[0]?.start ?? -1));
  const groups = [...inItems, ...others].flatMap((items) => groupOfItems(reading, items));
  const all = groups.filter(isAll);
  for (const group of groups) {
    if (isAll(group)) yield agrees;
    else if (isNear(group)) {
      const others = all.filter(
        ({ parts, labels }) => parts.length === group.parts.length && likeness(labels, group.labels) >= ALIKE,
      );
      const ofQuestions = all.filter(({ isQuestion }) => isQuestion && group.isQuestion);
      if (others.length >= FEWEST_LISTS || (ofQuestions.length >= FEWEST_ROWS && gapOf(group) < NEAR))
        yield contradiction(group, `${Math.max(others.length, ofQuestions.length)} other lists like this add to 100%`);
    }
  }
}

function groupOfItems(reading: Reading, items: readonly Shares[]): Group[] {
  const only = items.flatMap(({ shares: [share, ...more] }) => (share && more.length === 0 ? share : []));
  const [first, last] = [items[0], items.at(-1)];
  const parts = only.length === items.length && items.length <= 12 ? exact(only) : undefined;
  if (!first || !last || !parts) return [];
  const text = items.map(({ start, end }) => reading.text.slice(start, end)).join(' ');
  const labels = new Set([...stemsOf(text)].filter((one) => !/^\d/.test(one)));
  return [{ start: first.start, end: last.end, parts, labels, isQuestion: ofNobody.test(text) }];
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length;
  return shared / Math.max(1, a.size + b.size - shared);
}

/** The shares as parts; undefined where one is a bound or a range. */
function exact(numbers: readonly (NumberInText | undefined)[]): PrintedNumber[] | undefined {
  const parts = numbers.flatMap((number) => (number?.bound === 'exactly' ? (single(number) ?? []) : []));
  const isParts = parts.every(({ value }) => value >= 0 && value <= 100);
  return parts.length === numbers.length && parts.length >= 2 && isParts ? parts : undefined;
}

/** Shares that add to everything in most rows, or down most columns: the rows and columns in which they do not. */
export function* sharedOutTable(table: TextTable): Generator<Outcome> {
  const columns = columnsOf(table).filter(({ kind }) => kind === 'share');
  if (columns.length < 2) return;
  const pairs = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => [a, b]));
  for (const some of columns.length === 2 ? pairs : [columns, ...pairs]) {
    const outcomes = [...oddOnes(table.rows.flatMap((_, row) => groupOf(some.map(({ numbers }) => numbers[row]))))];
    yield* outcomes;
    if (outcomes.length > 0) return;
  }
  yield* oddOnes(columns.flatMap(({ numbers }) => groupOf(numbers)));
}

function groupOf(numbers: readonly (NumberInText | undefined)[]): Group[] {
  const parts = exact(numbers);
  const [first, last] = [numbers[0], numbers.at(-1)];
  return parts && first && last
    ? [{ start: first.start, end: last.end, parts, labels: new Set(), isQuestion: false }]
    : [];
}

function* oddOnes(groups: readonly Group[]): Generator<Outcome> {
  const all = groups.filter(isAll);
  const odd = groups.filter((group) => !isAll(group));
  if (all.length < FEWEST_ROWS * Math.max(1, odd.length) || !odd.every(isNear)) return;
  for (const _ of all) yield agrees;
  for (const group of odd) yield contradiction(group, `${all.length} others of this table add to 100%`);
}
