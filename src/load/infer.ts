import { UserError } from '../error.js';
import type { Rows } from './files.js';
import { delimiterOf } from './formats/delimiter.js';
import { listsIn } from './formats/json.js';
import { formatOfText, seemsToBe } from './formats/other-format.js';
import type { SourceRecord } from './formats/record.js';
import { readRecords } from './formats/records.js';
import { type Source, sourcesOf, startOf } from './formats/source.js';
import { defaultMaxLost } from './losses.js';
import type { FieldKind } from './posting.js';
import { preview } from './preview.js';
import { shown } from './project.js';
import { type Shape, shapeOf } from './shapes.js';
import { type DayOrder, dayOrders, readDay } from './values/day.js';
import { itemsOfText } from './values/list-text.js';
import { holdsMarkup } from './values/markup.js';
import { at, mistakeInPath } from './values/path.js';

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
  /** The names of the fields with the description, where they are told by the shape, by name or by length. */
  readonly texts: readonly string[];
  /** Columns that are proposed as no field, each with the reason. */
  readonly left: readonly string[];
  /** What was found of days whose month and day may be taken for each other. */
  readonly orders: readonly string[];
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
  /** Of its values, the days such as 19/03/2026 that there are if the day comes first, and if the month does. */
  readonly ordered: Record<DayOrder, number>;
  writtenNumbers: number;
  isMoment: boolean;
  addresses: number;
  times: number;
  length: number;
}

/** What is said of a file of rows whose bytes do not tell it. */
export interface Stated {
  readonly encoding?: string | undefined;
  /** The table of a database. */
  readonly table?: string | undefined;
}

/**
 * Reads files of rows, all of a kind, and proposes how to fill the fields of a posting. A known export is told by its
 * keys; the format, the delimiter and the list in a JSON file are found out of the first file.
 *
 * @throws UserError for another kind of file, one without records, or one in another encoding that is not stated
 */
export async function outline(paths: readonly [string, ...string[]], stated: Stated = {}): Promise<Outline> {
  const [path] = paths;
  const files = await filesOf(path, stated);
  const columns =
    files.format === 'parquet' ? await (await import('./formats/parquet.js')).triedColumns(path) : undefined;
  const looked: SourceRecord[] = [];
  let records = 0;
  let problems = 0;
  let first: string | undefined;
  for (const each of paths) {
    for await (const reading of recordsOf(files, each, columns?.readable)) {
      if ('problem' in reading) {
        problems += 1;
        first ??= reading.problem.reason;
        continue;
      }
      records += 1;
      if (records <= looksAt) looked.push(reading.record);
    }
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
      found.every((id) => id !== undefined && id !== null && id !== '' && typeof id !== 'object') &&
      new Set(found.map(String)).size === found.length
    );
  };
  const id = [...(shape?.ids ?? []), 'id', '_id', 'job_id', 'url', 'link'].find(isUnique);
  const isTable = looked[0]?.written === 'cells';
  const { fields, left } = shape ? fieldsOf(shape, values, seen, id) : ofValues(seen, id, isTable, looked.length);
  const ofShape = fields.map(({ name }) => name).filter((name) => shape?.texts.includes(name));
  return {
    files: { ...files, ...(id === undefined ? {} : { id }) },
    fields,
    left: [...left, ...(columns?.others ?? [])],
    orders: saidOfOrders(fields, seen),
    shape: shape?.name,
    texts: ofShape.length > 0 ? ofShape : [(shape && fields[0]?.name) ?? described(fields) ?? []].flat(),
    records,
    problems,
  };
}

/** The records of a file; what its manifest would have to say, where there is none yet, an option says. */
async function* recordsOf(files: Rows, path: string, wanted: readonly string[] | undefined) {
  try {
    yield* readRecords(files, path, { wanted });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message.replace('name a table or a query under files', 'name a table: --table'));
  }
}

/** The format of a file and what it needs besides, by its first bytes and its name. */
async function filesOf(path: string, { encoding, table }: Stated): Promise<Rows> {
  for await (const source of sourcesOf(path)) return await formatOf(path, source, { encoding, table });
  throw new UserError(`${shown(path)} has no files in it`);
}

async function formatOf(path: string, source: Source, { encoding, table }: Stated): Promise<Rows> {
  const bare = path.replace(/\.(?:gz|zst|xz|zip)$/i, '');
  const ending = /\.(jsonl|ndjson|json|csv|tsv|parquet|xlsx|html?|sqlite3?|db|duckdb)$/i.exec(bare)?.[1]?.toLowerCase();
  const named = { ndjson: 'jsonl', htm: 'html', sqlite3: 'sqlite', db: 'sqlite' }[ending ?? ''] ?? ending;
  const format = seemsToBe(path)?.format ?? formatOfText(await startOf(source)) ?? named;
  if (format === undefined)
    throw new UserError(
      `${shown(path)} is no file of postings: expected JSON lines, JSON, CSV, TSV, Parquet, Excel, ` +
        'SQLite, DuckDB or HTML',
    );
  const isDatabase = format === 'sqlite' || format === 'duckdb';
  if (table !== undefined && !isDatabase)
    throw new UserError(`--table ${table} is of a database, and ${shown(path)} is ${format}; leave the option out`);
  const stated = encoding === undefined ? {} : { encoding };
  if (format === 'json') {
    const [list] = await listsIn(source);
    return { format, ...(list === undefined || list.path === '' ? {} : { rows: list.path }), ...stated };
  }
  if (format === 'csv') {
    const delimiter = delimiterOf((await startOf(source)).toString('latin1'));
    return { format, ...(delimiter === ',' ? {} : { delimiter }), ...stated };
  }
  if (table !== undefined && isDatabase) return { format, table };
  const takesEncoding = ['jsonl', 'tsv', 'html'].includes(format);
  return { format, ...(takesEncoding ? stated : {}) } as Rows;
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
        ordered: { dmy: 0, mdy: 0 },
        writtenNumbers: 0,
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
      field.isMoment &&= kind === 'number' && Number(value) > 1e9 && 'day' in readDay(value);
      if (typeof value !== 'string') continue;
      field.length += value.length;
      if (/^https?:\/\/\S+$/.test(value)) field.addresses += 1;
      else if (value.length > longest || value.includes('\n')) field.long += 1;
      field.isMarkup ||= holdsMarkup(value);
      field.isListText ||= itemsOfText(value) !== undefined;
      if (kind === 'name') noteDay(field, value);
      if (isWrittenNumber(value)) field.writtenNumbers += 1;
    }
  }
  return seen;
}

function noteDay(field: Seen, value: string): void {
  if ('day' in readDay(value)) field.daysInWords += 1;
  else for (const order of dayOrders) if ('day' in readDay(value, { order })) field.ordered[order] += 1;
}

/** The orders of day and month in which every value is a day. */
const ordersOf = ({ ordered, times }: Seen): DayOrder[] =>
  times === 0 ? [] : dayOrders.filter((order) => ordered[order] === times);

/** Of a field of days, the order that its values tell. */
function orderOf(kind: string, field: Seen | undefined): { readonly order?: DayOrder } {
  const [order, other] = kind === 'day' && field ? ordersOf(field) : [];
  return order === undefined || other !== undefined ? {} : { order };
}

/** What `recount new` says of each field of such days. */
function saidOfOrders(fields: readonly Inferred[], seen: ReadonlyMap<string, Seen>): string[] {
  return fields.flatMap(({ name, kind, from }) => {
    const field = seen.get(from);
    const values = [...(field?.values ?? [])];
    if (field && ordersOf(field).length === dayOrders.length)
      return (
        `"${name}" holds days such as ${values[0]}, and none tells the month: ` +
        'kind: day, with order: dmy or order: mdy'
      );
    const { order } = orderOf(kind, field);
    if (order === undefined) return [];
    const shows = values.find((value) => dayOrders.some((each) => !('day' in readDay(value, { order: each }))));
    return `"${name}" has the ${order === 'dmy' ? 'day' : 'month'} first, as ${shows} shows: order: ${order}`;
  });
}

interface Proposed {
  readonly fields: readonly Inferred[];
  readonly left: readonly string[];
}

/** The fields of a known export, and what none of them leads to: the outermost keys of it. */
function fieldsOf(
  shape: Shape,
  records: readonly object[],
  seen: ReadonlyMap<string, Seen>,
  id: string | undefined,
): Proposed {
  const fields = Object.entries(shape.fields).flatMap(([name, { kind, from, ...options }]): Inferred[] => {
    if (!records.some((record) => at(record, from) !== undefined)) return [];
    const values = seen.get(from)?.values.size ?? 1;
    const order = orderOf(kind, seen.get(from));
    return [
      { name, kind: kind as FieldKind, from, values, ...writtenIn(seen.get(from)), options: { ...order, ...options } },
    ];
  });
  const bare = (path: string): string => path.replaceAll(/\[[^\]]*\]/g, '');
  const taken = [id ?? '', ...fields.map(({ from }) => from)].map(bare);
  const leads = (path: string): boolean => taken.some((one) => one === path || one.startsWith(`${path}.`));
  const isTaken = (path: string): boolean => taken.some((one) => path === one || path.startsWith(`${one}.`));
  const left = [...seen].flatMap(([path, { times }]) => {
    const keys = bare(path).split('.');
    if (isTaken(bare(path)) || /^(?:@.*|__CLASS__)$/.test(keys.at(-1) ?? '')) return [];
    if (times === 0) return records.length < looksAt ? [] : `${path} ${emptyIn(records.length)}`;
    const ways = keys.map((_, i) => keys.slice(0, i + 1).join('.'));
    return ways.find((way) => !leads(way)) ?? [];
  });
  return { fields, left: [...new Set(left)] };
}

/** What lies behind the postings that were looked at, nobody has seen. */
const emptyIn = (looked: number): string => (looked < looksAt ? '(empty)' : '(empty in the first 1,000 postings)');

/** A field for each path; values of several kinds are a name where they are written out, else nothing fits them. */
function ofValues(seen: ReadonlyMap<string, Seen>, id: string | undefined, isTable: boolean, ofAll: number): Proposed {
  const left: string[] = [];
  const taken = new Set<string>();
  const fields = [...seen].flatMap(([from, field]): Inferred[] => {
    if (from === id) return [];
    const kind = kindOfAll(from, field, isTable);
    if (kind === undefined) {
      const isOfList = [...seen.keys()].some((path) => path.startsWith(`${from}[]`));
      if (field.times > 0) left.push(`${from} (values of several kinds)`);
      else if (!isOfList) left.push(`${from} ${emptyIn(ofAll)}`);
      return [];
    }
    if (mistakeInPath(from) !== undefined) {
      left.push(`${from} (its name reads as a path)`);
      return [];
    }
    const options = kind === 'text' && field.isMarkup ? { html: true } : orderOf(kind, field);
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
  const { kinds, long, isListText, daysInWords, writtenNumbers, isMoment, times } = field;
  if (times === 0) return undefined;
  const all = [...kinds.keys()];
  // in a table everything is written out: a title "2024" among titles is one of them
  const areTexts = all.every((kind) => kind === 'name' || kind === 'day' || (isTable && kind === 'number'));
  const [only] = all.length === 1 ? all : areTexts ? (['name'] as const) : [];
  if (only === 'number' && isMoment && /date|time|posted|created|updated|_at$/i.test(from)) return 'day';
  if (only !== 'name') return only;
  if (isListText) return 'names';
  // in JSON a number in quotes may be a key or a code; of an amount it is the amount
  if (writtenNumbers === times && /salar|pay|wage|income|amount|compensation|rating/i.test(from)) return 'number';
  if (daysInWords === times || ordersOf(field).length === 1) return 'day';
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
    '(?:description|descriptif|beschreibung|descripci[oó]n|descri[cç][aã]o|body|content|text|details|' +
    '(?:职位|岗位|工作|職位|工作)?(?:描述|详情|內容|内容))$',
  'i',
);

/** The field with the description: by its name, else the longest texts on average, else the longest names. */
function described(fields: readonly Inferred[]): string | undefined {
  const longestOf = (kind: FieldKind): Inferred | undefined =>
    fields.filter((field) => field.kind === kind && !field.areAddresses).toSorted((a, b) => b.length - a.length)[0];
  const written = fields.filter(({ kind }) => kind === 'text' || kind === 'name');
  const byName =
    written.find(({ name }) => descriptions.test(name)) ??
    written.find(({ kind, name }) => kind === 'text' && /descri/i.test(name));
  return (byName ?? longestOf('text') ?? longestOf('name'))?.name;
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

/** A postcode or a key, 07030, is no quantity. */
const isWrittenNumber = (text: string): boolean => Number.isFinite(Number(text)) && !/^\s*[-+]?0\d/.test(text);

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
      if (written === 'cells' && isWrittenNumber(value)) return 'number';
      return /^\d{4}-\d{2}-\d{2}($|[T ]\d{2}:)/.test(value) ? 'day' : 'name';
    default:
      return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
        ? 'names'
        : undefined;
  }
}
