import { roundedFrom } from '../../text/printed-number.js';
import type { TextTable } from '../../text/tables.js';
import type { Reported } from '../reported/reported.js';
import { digits, grouped } from '../words.js';
import { type Check, printsBetween } from './check.js';

/** How far behind a table a V may stand to be read as its V, in characters. */
const REACH = 800;
/** 2ᵏ corners of what rounding leaves open. */
const MOST_GROUPS = 8;

/** V of the counts and shares in the table before it: groups by having a property or not. */
export function tableV(tables: readonly TextTable[], effect: Reported): Check | undefined {
  const table = tables.findLast(({ end }) => end <= effect.start && effect.start - end < REACH);
  const groups = groupsOf(table);
  if (groups.length < 2 || groups.length > MOST_GROUPS || groups.length !== table?.rows.length) return undefined;
  if (groups.some(({ low, high }) => low < 0 || high > 100)) return undefined;
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  const v = (shares: readonly number[]): number => {
    const pooled = groups.reduce((sum, { n }, i) => sum + n * (shares[i] ?? 0), 0) / total;
    const chi =
      groups.reduce((sum, { n }, i) => sum + n * ((shares[i] ?? 0) - pooled) ** 2, 0) / (pooled * (100 - pooled));
    return Math.sqrt(chi / total);
  };
  const corners = Array.from({ length: 2 ** groups.length }, (_, corner) =>
    v(groups.map(({ low, high }, i) => ((corner >> i) & 1 ? high : low))),
  );
  const own = v(groups.map(({ middle }) => middle));
  if (printsBetween(effect.value, Math.min(own, ...corners), Math.max(own, ...corners))) return { agrees: true };
  return {
    agrees: false,
    arithmetic:
      `the ${groups.length} groups of the table before it, ${grouped(total)} in all, have ` +
      `V = ${own.toFixed(effect.value.decimals + 1)}; printed is ${digits(effect.value)}`,
  };
}

interface Group {
  readonly n: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** The rows that print one count and a share. */
const groupsOf = (table: TextTable | undefined): Group[] =>
  (table?.rows ?? []).flatMap((row): Group[] => {
    const numbers = row
      .slice(1)
      .flatMap((cell) => cell.numbers)
      .filter(({ values }) => values.length === 1);
    const counts = numbers.filter(({ kind }) => kind === 'count').flatMap(({ values }) => values);
    const [share] = numbers.filter(({ kind }) => kind === 'share').flatMap(({ values }) => values);
    const [n] = counts;
    return counts.length === 1 && n && share ? [{ n: n.value, ...roundedFrom(share), middle: share.value }] : [];
  });
