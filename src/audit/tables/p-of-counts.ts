import { chiSquare } from '../../stats/chi-square.js';
import { fisherExact } from '../../stats/fisher-exact.js';
import { gTest } from '../../stats/g-test.js';
import { type PrintedNumber, roundedFrom } from '../../text/printed-number.js';
import type { TextTable } from '../../text/tables.js';
import { single } from '../arithmetic.js';
import { agrees, error, type Outcome } from '../diagnostic.js';
import { short } from '../words.js';
import { type Column, columnsOf } from './columns.js';

/** A printed p may differ from every test in use by this factor, as simulated and weighted ones do. */
const LOOSE = 1.3;
const pHeader = /^(?:p|p[-\s]?values?|sig\.?|p\s?\(.*\))$/i;

/** A p-value in a table of groups with their n and their count: that of some test in use on these counts. */
export function* pOfCounts(table: TextTable): Generator<Outcome> {
  const columns = columnsOf(table);
  const ps = columns.find(({ header }) => pHeader.test(header.trim()));
  const printed = ps?.numbers.flatMap((number) => number ?? []) ?? [];
  const [first] = printed;
  const p = single(first);
  if (!first || !p || new Set(printed.map(({ printed }) => printed)).size > 1 || p.value <= 0 || p.value > 1) return;
  const counts = columns.filter(({ kind, header }) => kind === 'count' && !/^df$/i.test(header.trim()));
  const groups = groupsOf(counts);
  if (!groups) return;
  const tests = testsOf(groups.map(({ k, n }) => [k, n - k]));
  if (tests.length === 0) return;
  const { low, high } = roundedFrom(p);
  const [least, most] = [Math.min(...tests.map(({ p }) => p)) / LOOSE, Math.max(...tests.map(({ p }) => p)) * LOOSE];
  const isBelow = first.bound === 'below' || first.bound === 'at most';
  if (isBelow ? p.value >= least : high >= least && low <= most) return yield agrees;
  const print = tests
    .map(({ name, p }) => `${name} p = ${short(p, 4) === '0' ? p.toExponential(1) : short(p, 4)}`)
    .join(', ');
  yield error(
    first,
    `${groups.map(({ k, n }) => `${k} of ${n}`).join(' against ')}: ${print}; printed is ${printedP(first.printed, p)}`,
  );
}

const printedP = (printed: string, { value }: PrintedNumber): string =>
  /[<>=]/.test(printed) ? `p ${printed}` : `p = ${value}`;

interface Group {
  readonly k: number;
  readonly n: number;
}

/** The groups of a table with two columns of counts, the larger of which is n in every row. */
function groupsOf([a, b, ...more]: readonly Column[]): Group[] | undefined {
  if (!a || !b || more.length > 0) return undefined;
  const pairs = a.numbers.map((number, row) => [single(number)?.value, single(b.numbers[row])?.value] as const);
  const complete = pairs.flatMap(([x, y]) => (x === undefined || y === undefined ? [] : [{ x, y }]));
  if (complete.length < 2 || complete.length !== pairs.length || complete.length > 12) return undefined;
  if (complete.every(({ x, y }) => x >= y && x > 0)) return complete.map(({ x, y }) => ({ k: y, n: x }));
  if (complete.every(({ x, y }) => y >= x && y > 0)) return complete.map(({ x, y }) => ({ k: x, n: y }));
  return undefined;
}

/** The p-values of the tests in use on a table of counts. */
function testsOf(table: readonly (readonly number[])[]): { name: string; p: number }[] {
  const columns = [0, 1].map((i) => table.reduce((sum, row) => sum + (row[i] ?? 0), 0));
  if (columns.some((sum) => sum === 0)) return [];
  const rows = table.map((row) => [...row]);
  const tests = [
    { name: 'χ²', p: chiSquare(rows).p },
    { name: 'G', p: gTest(rows).p },
  ];
  if (rows.length !== 2) return tests;
  const small = columns.reduce((a, b) => a + b, 0) < 1e5;
  return [
    ...tests,
    { name: 'χ² with Yates’ correction', p: chiSquare(rows, { correction: 'yates' }).p },
    ...(small ? [{ name: 'Fisher', p: fisherExact(rows).p }] : []),
  ];
}
