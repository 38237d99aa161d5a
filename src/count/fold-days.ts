import type { Manifest } from '../load/manifest.js';
import type { PlainRow } from './answer.js';
import { periodOf } from './period.js';
import { columnsOf, groupNames, type Query } from './query.js';
import { GroupCounts, ordered } from './rows.js';

/**
 * The query by days whose answer tells that by weeks, months, quarters or years: each posting has one day, so that
 * counts add up. Undefined where the query groups by none of these; where they do not add up (different values); and
 * where the field is not known to hold days: the Mondays of weeks do not tell months.
 */
export function byDays(query: Query, { files, fields }: Manifest): Query | undefined {
  const spans = query.by.filter((each) => typeof each !== 'string' && 'day' in each);
  if (spans.length !== 1 || query.distinct !== undefined) return undefined;
  const isDay = (name: string): boolean => {
    const field = fields[name];
    return files !== undefined && typeof field === 'object' && 'kind' in field && field.kind === 'day';
  };
  if (!spans.every((each) => typeof each !== 'string' && 'day' in each && isDay(each.day))) return undefined;
  const { top: _, ...whole } = query;
  return { ...whole, by: query.by.map((each) => (typeof each !== 'string' && 'day' in each ? each.day : each)) };
}

/** The rows of an answer by days, folded into the weeks, months, quarters or years that a query asks for. */
export function foldDays(rows: readonly PlainRow[], query: Query): PlainRow[] {
  const columns = columnsOf(query).map(([name]) => name);
  const names = groupNames(query);
  const groups = new GroupCounts(query);
  for (const row of rows) {
    const keys = names.map((name, i) => {
      const grouping = query.by[i];
      const isSpan = grouping !== undefined && typeof grouping !== 'string' && 'day' in grouping;
      return isSpan ? periodOf(String(row[grouping.day]), grouping.per) : String(row[name]);
    });
    const group = groups.at(keys);
    group.postings += Number(row['postings']);
    group.mentions += Number(row['mentions'] ?? 0);
    for (const [i, name] of columns.entries()) group.columns[i] = (group.columns[i] ?? 0) + Number(row[name]);
  }
  return ordered(query, groups.all());
}
