import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { parse } from 'csv-parse/sync';
import { UserError } from '../error.js';
import type { CountsTable } from '../load/counts-tables.js';
import { shown } from '../load/project.js';
import type { PlainRow } from './answer.js';
import type { Query } from './query.js';

/** A table of counts as the answer to a query: how many postings each combination of groups has. */
export interface PublishedAnswer {
  readonly query: Query;
  readonly rows: readonly PlainRow[];
}

/**
 * Reads published tables of counts as answers to count queries: of each table the answer by all its fields, and by
 * its first field alone where the table has that count.
 *
 * @param tables what a manifest says of the tables
 * @param files the published files, as paths; a table takes the one of its name
 * @returns the answers, in the order of the tables
 * @throws UserError when a file or a column is missing, or when a cell is no count, with the place
 */
export function publishedAnswers(tables: readonly CountsTable[], files: readonly string[]): PublishedAnswer[] {
  return tables.flatMap((table) => {
    const path = files.find((each) => basename(each) === basename(table.file));
    if (path === undefined)
      throw new UserError(`the published file ${table.file} is not among those given; name its path with --from`);
    return table.buckets ? ofBuckets(path, table.buckets) : ofRows(path, table);
  });
}

type Row = Readonly<Record<string, unknown>>;

function ofRows(path: string, { by = {}, postings, columns = {}, percent = {} }: CountsTable): PublishedAnswer[] {
  const rows = rowsOf(path);
  const groups = Object.keys(by);
  const groupsOf = (row: Row, at: number): Record<string, string> =>
    Object.fromEntries(Object.entries(by).map(([field, column]) => [field, String(cell(path, row, column, at))]));
  const [[field, parts] = ['', {}]] = Object.entries(columns);
  if (postings === undefined) {
    const long = rows.flatMap((row, at) =>
      Object.entries(parts).map(([group, column]) => ({
        ...groupsOf(row, at),
        [field]: group,
        postings: count(path, row, column, at),
      })),
    );
    return [{ query: { by: [...groups, field] }, rows: long }, summed(long, groups)];
  }
  const plain = rows.map((row, at) => ({ ...groupsOf(row, at), postings: count(path, row, postings, at) }));
  const shares = Object.entries(percent).map(([name, { column, is, rest }]) => ({
    query: { by: [...groups, name] },
    rows: plain.flatMap((row, at) => {
      const part = shareOf(path, rows[at] ?? {}, column, row.postings, at);
      return [
        { ...row, [name]: is, postings: part },
        { ...row, [name]: rest, postings: row.postings - part },
      ];
    }),
  }));
  return [{ query: { by: groups }, rows: plain }, ...shares];
}

/** The same postings by fewer fields. */
function summed(rows: readonly PlainRow[], groups: readonly string[]): PublishedAnswer {
  const sums = new Map<string, PlainRow>();
  for (const row of rows) {
    const kept = Object.fromEntries(groups.map((name) => [name, row[name] ?? '']));
    const key = JSON.stringify(kept);
    sums.set(key, { ...kept, postings: Number(sums.get(key)?.['postings'] ?? 0) + Number(row['postings']) });
  }
  return { query: { by: [...groups] }, rows: [...sums.values()] };
}

interface Bucket {
  readonly key: string;
  readonly doc_count: number;
  readonly [name: string]: unknown;
}

/** Nested terms aggregations; documents in no bucket of the inner one count by the outer field alone. */
function ofBuckets(path: string, buckets: Readonly<Record<string, string>>): PublishedAnswer[] {
  const answer = parseJson(path);
  const levels = Object.entries(buckets);
  return levels.map((_, depth) => {
    const used = levels.slice(0, depth + 1);
    return { query: { by: used.map(([field]) => field) }, rows: walk(path, answer, used, {}) };
  });
}

function walk(
  path: string,
  within: unknown,
  levels: readonly (readonly [string, string])[],
  groups: Readonly<Record<string, string>>,
): PlainRow[] {
  const [level, ...inner] = levels;
  if (level === undefined) return [];
  const [field, name] = level;
  const found = (within as Record<string, { buckets?: unknown } | undefined> | null)?.[name]?.buckets;
  if (!Array.isArray(found))
    throw new UserError(`${shown(path)} has no aggregation "${name}" with buckets${inner.length > 0 ? '' : ' there'}`);
  return (found as readonly Bucket[]).flatMap((bucket) => {
    if (typeof bucket.key !== 'string' || !Number.isSafeInteger(bucket.doc_count))
      throw new UserError(
        `${shown(path)}: a bucket of "${name}" is no group with its count: ${JSON.stringify(bucket)}`,
      );
    const here = { ...groups, [field]: bucket.key };
    return inner.length === 0 ? [{ ...here, postings: bucket.doc_count }] : walk(path, bucket, inner, here);
  });
}

function rowsOf(path: string): readonly Row[] {
  if (extname(path) === '.json') {
    const rows = parseJson(path);
    if (Array.isArray(rows)) return rows as readonly Row[];
    throw new UserError(`${shown(path)} is not a list of rows; for an answer of OpenSearch, say buckets instead of by`);
  }
  try {
    return parse(readFileSync(path, 'utf8'), {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      delimiter: extname(path) === '.tsv' ? '\t' : ',',
    }) as Row[];
  } catch (cause) {
    throw new UserError(`${shown(path)} cannot be read as a table: ${(cause as Error).message}`, { cause });
  }
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new UserError(`${shown(path)} cannot be read as JSON: ${(cause as Error).message}`, { cause });
  }
}

function cell(path: string, row: Row, column: string, at: number): unknown {
  if (Object.hasOwn(row, column)) return row[column];
  throw new UserError(
    `${shown(path)}: row ${at + 1} has no column "${column}"; there are: ${Object.keys(row).join(', ')}`,
  );
}

function count(path: string, row: Row, column: string, at: number): number {
  const value = cell(path, row, column, at);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  throw new UserError(`${shown(path)}: row ${at + 1}, column "${column}": ${JSON.stringify(value)} is no count`);
}

/** The count behind an unrounded percentage; one that is no whole number of postings was rounded, and is refused. */
function shareOf(path: string, row: Row, column: string, postings: number, at: number): number {
  const percent = Number(cell(path, row, column, at));
  const part = Math.round((percent * postings) / 100);
  if (Math.abs((percent * postings) / 100 - part) < 1e-6 * postings) return part;
  throw new UserError(
    `${shown(path)}: row ${at + 1}, column "${column}": ${percent} % of ${postings} is no whole number of postings; ` +
      'a rounded percentage does not say which count it was',
  );
}
