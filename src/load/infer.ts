import { UserError } from '../error.js';
import type { Rows } from './files.js';
import { delimiterOf } from './formats/delimiter.js';
import { listsIn } from './formats/json.js';
import { seemsToBe } from './formats/other-format.js';
import type { SourceRecord } from './formats/record.js';
import { readRecords } from './formats/records.js';
import { sourcesOf, startOf } from './formats/source.js';
import { defaultMaxLost } from './losses.js';
import type { FieldKind } from './posting.js';
import { preview } from './preview.js';
import { shown } from './project.js';
import { type Shape, shapeOf } from './shapes.js';
import { readDay } from './values/day.js';
import { itemsOfText } from './values/list-text.js';
import { holdsMarkup } from './values/markup.js';
import { at } from './values/path.js';

/** A field that records have, as a manifest would fill it; `values` are the different ones among those looked at. */
export interface Inferred {
  readonly name: string;
  readonly kind: FieldKind;
  readonly from: string;
  readonly values: number;
  /** The mean length of its texts. */
  readonly length: number;
  /** Whether its values are addresses of pages, which say nothing to look through. */
  readonly areAddresses: boolean;
  /** What the manifest says of it besides. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a file of rows holds, by its first thousand records: a proposal, for a person to correct. */
export interface Outline {
  /** The files entry of the manifest, without the path: format, rows, delimiter, encoding, id. */
  readonly files: Rows;
  readonly fields: readonly Inferred[];
  /** The known export that it is, if it is one. */
  readonly shape: string | undefined;
  /** The name of the field with the description, where one is told by its name or its length. */
  readonly text: string | undefined;
  /** Columns that are proposed as no field, each with the reason. */
  readonly left: readonly string[];
  /** Of the whole file. */
  readonly records: number;
  readonly problems: number;
}

const looksAt = 1000;
/** A value of this length, or with a line break, is free text; what is shorter is a name. */
const longest = 80;

interface Seen {
  readonly kinds: Map<FieldKind, number>;
  readonly values: Set<string>;
  long: number;
  isMarkup: boolean;
  isListText: boolean;
  daysInWords: number;
  isMoment: boolean;
  addresses: number;
  times: number;
  length: number;
}

/**
 * Reads a file of rows and proposes how to fill the fields of a posting. A known export is told by its keys; the
 * format, the delimiter and the list in a JSON file are found out.
 *
 * @throws UserError for another kind of file, one without records, or one in another encoding that is not stated
 */
export async function outline(path: string, encoding?: string): Promise<Outline> {
  const files = await filesOf(path, encoding);
  const looked: SourceRecord[] = [];
  let records = 0;
  let problems = 0;
  let first: string | undefined;
  for await (const reading of readRecords(files, path)) {
    if ('problem' in reading) {
      problems += 1;
      first ??= reading.problem.reason;
      continue;
    }
    records += 1;
    if (records <= looksAt) looked.push(reading.record);
  }
  if (first?.startsWith('not valid UTF-8') && problems > defaultMaxLost * (records + problems))
    throw new UserError(
      `${shown(path)}: ${problems} of ${records + problems} rows are ` +
        `${first.replace('state the right one under files in the manifest', 'name the right one: --encoding')}`,
    );
  if (records === 0)
    throw new UserError(`${shown(path)} has no record that can be read${first === undefined ? '' : `: ${first}`}`);

  const shape = shapeOf(looked.slice(0, 20).map(({ values }) => values));
  const values = looked.map((record) => record.values);
  const seen = seenIn(looked);
  const isUnique = (from: string): boolean => {
    const found = values.map((each) => at(each, from));
    return (
      found.every((id) => id !== undefined && id !== null && id !== '') &&
      new Set(found.map(String)).size === found.length
    );
  };
  const id = [...(shape ? [shape.id] : []), 'id', '_id', 'job_id', 'url', 'link'].find(
    (from) => from !== '' && isUnique(from),
  );
  const isTable = looked[0]?.written === 'cells';
  const inferred = shape ? ofShape(shape, values, seen) : ofValues(seen, id, isTable);
  return {
    files: { ...files, ...(id === undefined ? {} : { id }) },
    ...inferred,
    shape: shape?.name,
    text: shape ? shape.text : described(inferred.fields),
    records,
    problems,
  };
}

/** The format of a file and what it needs besides, by its first bytes and its name. */
async function filesOf(path: string, encoding: string | undefined): Promise<Rows> {
  const bare = path.replace(/\.(?:gz|zst|xz|zip)$/i, '');
  const ending = /\.(jsonl|ndjson|json|csv|tsv|parquet|xlsx|html?|sqlite3?|db|duckdb)$/i.exec(bare)?.[1]?.toLowerCase();
  const named = { ndjson: 'jsonl', htm: 'html', sqlite3: 'sqlite', db: 'sqlite' }[ending ?? ''] ?? ending;
  const format = seemsToBe(path)?.format ?? named;
  if (format === undefined)
    throw new UserError(
      `${shown(path)} is no file of postings: expected JSON lines, JSON, CSV, TSV, Parquet, Excel, ` +
        'SQLite, DuckDB or HTML',
    );
  const stated = encoding === undefined ? {} : { encoding };
  const [source] = await firstSource(path);
  if (format === 'json' && source) {
    const lists = await listsIn(source);
    const rows = lists.some((list) => list.path === '') ? undefined : lists[0]?.path;
    return { format, ...(rows === undefined ? {} : { rows }), ...stated };
  }
  if (format === 'csv' && source) {
    const delimiter = delimiterOf((await startOf(source)).toString('latin1'));
    return { format, ...(delimiter === ',' ? {} : { delimiter }), ...stated };
  }
  const takesEncoding = ['jsonl', 'tsv', 'html'].includes(format);
  return { format, ...(takesEncoding ? stated : {}) } as Rows;
}

async function firstSource(path: string) {
  for await (const source of sourcesOf(path)) return [source];
  return [];
}

function seenIn(records: readonly SourceRecord[]): ReadonlyMap<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const { values, written } of records) {
    for (const [from, value] of leaves(values)) {
      const kind = kindOf(value, written);
      const field = seen.get(from) ?? {
        kinds: new Map(),
        values: new Set(),
        long: 0,
        isMarkup: false,
        isListText: false,
        daysInWords: 0,
        isMoment: true,
        addresses: 0,
        times: 0,
        length: 0,
      };
      seen.set(from, field);
      if (kind === undefined) continue;
      field.kinds.set(kind, (field.kinds.get(kind) ?? 0) + 1);
      field.values.add(typeof value === 'string' ? value : preview(value, 200));
      field.times += 1;
      field.isMoment &&= typeof value === 'number' && 'day' in readDay(value) && value > 1e9;
      if (typeof value !== 'string') continue;
      field.length += value.length;
      if (/^https?:\/\/\S+$/.test(value)) field.addresses += 1;
      else if (value.length > longest || value.includes('\n')) field.long += 1;
      field.isMarkup ||= holdsMarkup(value);
      field.isListText ||= itemsOfText(value) !== undefined;
      if (kind === 'name' && 'day' in readDay(value)) field.daysInWords += 1;
    }
  }
  return seen;
}

interface Proposed {
  readonly fields: readonly Inferred[];
  readonly left: readonly string[];
}

function ofShape(shape: Shape, records: readonly object[], seen: ReadonlyMap<string, Seen>): Proposed {
  const fields = Object.entries(shape.fields).flatMap(([name, { kind, from, ...options }]): Inferred[] => {
    if (!records.some((record) => at(record, from) !== undefined)) return [];
    const values = seen.get(from)?.values.size ?? 1;
    return [{ name, kind: kind as FieldKind, from, values, ...writtenIn(seen.get(from)), options }];
  });
  return { fields, left: [] };
}

/** A field for each path; values of several kinds are a name where they are written out, else nothing fits them. */
function ofValues(seen: ReadonlyMap<string, Seen>, id: string | undefined, isTable: boolean): Proposed {
  const left: string[] = [];
  const taken = new Set<string>();
  const fields = [...seen].flatMap(([from, field]): Inferred[] => {
    if (from === id) return [];
    const kind = kindOfAll(from, field, isTable);
    if (kind === undefined) {
      left.push(field.times === 0 ? `${from} (empty)` : `${from} (values of several kinds)`);
      return [];
    }
    const options = kind === 'text' && field.isMarkup ? { html: true } : {};
    return [{ name: nameOf(from, taken), kind, from, values: field.values.size, ...writtenIn(field), options }];
  });
  return { fields, left };
}

/** The mean length of a field's texts, and whether they are addresses. */
const writtenIn = (field: Seen | undefined): Pick<Inferred, 'length' | 'areAddresses'> => {
  const { length, times, addresses } = field ?? { length: 0, times: 0, addresses: 0 };
  return { length: times > 0 ? length / times : 0, areAddresses: times > 0 && addresses === times };
};

/** A value of this share of a field is long where the field is free text. */
const longShare = 0.1;

function kindOfAll(from: string, field: Seen, isTable: boolean): FieldKind | undefined {
  const { kinds, long, isListText, daysInWords, isMoment, times } = field;
  if (times === 0) return undefined;
  const all = [...kinds.keys()];
  // in a table everything is written out: a title "2024" among titles is one of them
  const areTexts = all.every((kind) => kind === 'name' || kind === 'day' || (isTable && kind === 'number'));
  const [only] = all.length === 1 ? all : areTexts ? (['name'] as const) : [];
  if (only === 'number' && isMoment && /date|time|posted|created|updated|_at$/i.test(from)) return 'day';
  if (only !== 'name') return only;
  if (isListText) return 'names';
  if (daysInWords === times) return 'day';
  return long > longShare * times ? 'text' : 'name';
}

/** Letters and digits of any alphabet; what stands between them is one underscore. */
function nameOf(from: string, taken: Set<string>): string {
  const plain = from.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '_').replaceAll(/^_+|_+$/g, '') || 'field';
  let name = plain;
  for (let i = 2; taken.has(name); i += 1) name = `${plain}_${i}`;
  taken.add(name);
  return name;
}

/** What descriptions are called. */
const descriptions = new RegExp(
  '^(?:job_?|full_?)?' +
    '(?:description|descriptif|beschreibung|descripci[oó]n|descri[cç][aã]o|body|content|text|details)$',
  'i',
);

/** The field with the description: by its name, else the longest texts on average. */
function described(fields: readonly Inferred[]): string | undefined {
  const texts = fields.filter(({ kind }) => kind === 'text');
  const written = fields.filter(({ kind }) => kind === 'text' || kind === 'name');
  const byName = written.find(({ name }) => descriptions.test(name)) ?? texts.find(({ name }) => /descri/i.test(name));
  const [longestText] = texts.toSorted((a, b) => b.length - a.length);
  return (byName ?? longestText)?.name;
}

/** Objects are looked into so many levels deep. */
const deepest = 8;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The values of a record that are not objects, with their paths; those of objects in a list, together. */
function* leaves(values: object, above = '', depth = 1): Generator<[string, unknown]> {
  for (const [key, value] of Object.entries(values)) {
    const path = `${above}${key}`;
    if (depth < deepest && isObject(value)) yield* leaves(value, `${path}.`, depth + 1);
    else if (depth < deepest && Array.isArray(value) && value.length > 0 && value.every(isObject))
      yield* leavesOfList(value, path);
    else yield [path, value];
  }
}

/** The texts and numbers of the objects in a list, each path as one list. */
function* leavesOfList(items: readonly object[], path: string): Generator<[string, unknown]> {
  const lists = new Map<string, unknown[]>();
  for (const item of items.slice(0, 100))
    for (const [key, value] of leaves(item, '', deepest - 1))
      if (typeof value === 'string') lists.set(key, (lists.get(key) ?? []).concat(value));
  for (const [key, list] of lists) yield [`${path}[].${key}`, list];
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
      if (value.trim() === '') return undefined;
      if (written === 'cells' && /^(true|false)$/i.test(value)) return 'flag';
      // a postcode or a key, 07030, is no quantity
      if (written === 'cells' && Number.isFinite(Number(value)) && !/^\s*[-+]?0\d/.test(value)) return 'number';
      return /^\d{4}-\d{2}-\d{2}($|[T ]\d{2}:)/.test(value) ? 'day' : 'name';
    default:
      return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
        ? 'names'
        : undefined;
  }
}
