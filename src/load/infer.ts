import { UserError } from '../error.js';
import type { Rows } from './files.js';
import type { SourceRecord } from './formats/record.js';
import { readRecords } from './formats/records.js';
import type { FieldKind } from './posting.js';
import { preview } from './preview.js';
import { shown } from './project.js';

/** A field that records have, as a manifest would fill it; `values` are the different ones among those looked at. */
export interface Inferred {
  readonly name: string;
  readonly kind: FieldKind;
  readonly from: string;
  readonly values: number;
}

/** What a file of rows holds, by its first thousand records: a proposal, for a person to correct. */
export interface Outline {
  readonly format: Rows['format'];
  /** The path to the id, where there is one that no two records share. */
  readonly id: string | undefined;
  readonly fields: readonly Inferred[];
  /** Of the whole file. */
  readonly records: number;
  readonly problems: number;
}

const looksAt = 1000;
/** A value of this length, or with a line break, is free text; what is shorter is a name. */
const longest = 80;

/**
 * Reads a file of rows and proposes how to fill the fields of a posting.
 *
 * @throws UserError for another kind of file, or one without records
 */
export async function outline(path: string): Promise<Outline> {
  const [, format] = /\.(jsonl|csv|parquet)(?:\.gz)?$/.exec(path) ?? [];
  if (format === undefined)
    throw new UserError(
      `${shown(path)} is no file of postings: expected one that ends in .jsonl, .csv (also with .gz) or .parquet`,
    );
  const seen = new Map<string, { kinds: Set<FieldKind>; values: Set<string>; isLong: boolean; times: number }>();
  let records = 0;
  let problems = 0;
  for await (const reading of readRecords({ format } as Rows, path)) {
    if ('problem' in reading) {
      problems += 1;
      continue;
    }
    records += 1;
    if (records > looksAt) continue;
    for (const [from, value] of leaves(reading.record.values)) {
      const kind = kindOf(value, reading.record.written);
      if (kind === undefined) continue;
      const field = seen.get(from) ?? { kinds: new Set(), values: new Set(), isLong: false, times: 0 };
      seen.set(from, field);
      field.kinds.add(kind);
      field.values.add(typeof value === 'string' ? value : preview(value, 200));
      field.isLong ||= typeof value === 'string' && (value.length > longest || value.includes('\n'));
      field.times += 1;
    }
  }
  if (records === 0) throw new UserError(`${shown(path)} has no record that can be read`);

  const looked = Math.min(records, looksAt);
  const isId = (from: string): boolean => {
    const field = seen.get(from);
    return field?.times === looked && field.values.size === looked;
  };
  const id = ['id', '_id', 'job_id', 'url'].find(isId);
  const fields = [...seen].flatMap(([from, { kinds, values, isLong }]): Inferred[] => {
    const kind =
      kinds.size === 1
        ? [...kinds][0]
        : [...kinds].every((each) => each === 'name' || each === 'day')
          ? 'name'
          : undefined;
    if (kind === undefined || from === id) return []; // values of several kinds would be mistakes, whichever is named
    return [
      {
        name: from.replaceAll(/\W+/g, '_'),
        kind: kind === 'name' && isLong ? 'text' : kind,
        from,
        values: values.size,
      },
    ];
  });
  return { format: format as Rows['format'], id, fields, records, problems };
}

/** Objects are looked into so many levels deep. */
const deepest = 8;

/** The values of a record that are not objects, with their paths. */
function* leaves(values: object, above = '', depth = 1): Generator<[string, unknown]> {
  for (const [key, value] of Object.entries(values)) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
    if (isObject && depth < deepest) yield* leaves(value as object, `${above}${key}.`, depth + 1);
    else yield [above + key, value];
  }
}

/** The kind that a value is of; undefined where it is missing, or of none. */
function kindOf(value: unknown, written: SourceRecord['written']): FieldKind | undefined {
  if (value instanceof Date) return 'day';
  switch (typeof value) {
    case 'boolean':
      return 'flag';
    case 'number':
    case 'bigint':
      return 'number';
    case 'string':
      if (written === 'cells' && value === '') return undefined;
      if (written === 'cells' && /^(true|false)$/i.test(value)) return 'flag';
      if (written === 'cells' && value.trim() !== '' && Number.isFinite(Number(value))) return 'number';
      return /^\d{4}-\d{2}-\d{2}($|[T ]\d{2}:)/.test(value) ? 'day' : 'name';
    default:
      return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
        ? 'names'
        : undefined;
  }
}
