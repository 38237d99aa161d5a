import { UserError } from '../../error.js';
import { isUtf8 } from '../machine.js';
import { asUtf8 } from './encoding.js';
import { type JsonItem, JsonItems, stepsOf } from './json-items.js';
import { objectOf } from './jsonl.js';
import { brokenOff, type Reading } from './lines.js';
import { parseJson } from './parse-json.js';
import type { RecordOrProblem } from './record.js';
import type { Source } from './source.js';

/**
 * Reads the objects of a list in a JSON file: the outermost list, or the one at the path `rows`. An item that is not an
 * object is a problem, and reading goes on with the next.
 *
 * @param rows such as `jobs`, `data.results`, `pages[].jobs` for the jobs of every page, `postings.*` for an object
 * whose values are the postings
 * @throws UserError when there is no list at the path, with the lists that there are
 */
export async function* readJson(
  source: Source,
  { rows, encoding, onBytes }: Reading & { readonly rows?: string | undefined } = {},
): AsyncGenerator<RecordOrProblem> {
  const items = new JsonItems(stepsOf(rows));
  let last = 0;
  let row = 0;
  try {
    for await (const piece of asUtf8(source.open(onBytes), encoding)) {
      for (const item of items.push(piece)) {
        row += 1;
        last = item.line;
        yield read(source.name, item, row);
      }
    }
  } catch (error) {
    yield { problem: brokenOff(source.name, last, error) };
    return;
  }
  const problem = (reason: string, atMost?: number): RecordOrProblem => ({
    problem: { file: source.name, line: last + 1, reason, lost: 'posting', ...(atMost !== undefined && { atMost }) },
  });
  const whole = row === 1 ? '1 whole item' : `${row.toLocaleString('en')} whole items`;
  if (!items.isWhole) yield problem(`the JSON ends early, after ${whole}: was it cut off?`, Number.POSITIVE_INFINITY);
  else if (items.found === 0) throw new UserError(await withoutList(source, rows));
  else if (row === 0) yield problem('the list has no items');
}

function read(file: string, { bytes, line }: JsonItem, row: number): RecordOrProblem {
  const place = { file, line };
  const read = isUtf8(bytes) ? objectOf(bytes.toString()) : { reason: 'not valid UTF-8' };
  return 'values' in read
    ? { record: { id: String(row), values: read.values, written: 'typed', place } }
    : { problem: { ...place, reason: read.reason, lost: 'posting' } };
}

/** Files up to this size are parsed whole to say which lists they have. */
const wholeBytes = 1 << 28;

async function withoutList(source: Source, rows: string | undefined): Promise<string> {
  const where = rows === undefined ? 'it is a JSON object, not a list' : `it has no list at "${rows}"`;
  const lists = await listsIn(source);
  const named = lists.map(({ path, items }) => `rows: ${path} (${items.toLocaleString('en')} items)`);
  const next =
    named.length > 0
      ? `name the list of postings under files in the manifest: ${named.join(', or ')}`
      : 'no list of objects was found in it';
  return `${source.name}: ${where}; ${next}`;
}

/** A list of objects in a JSON file: its path, how many items it has, and how much its items hold. */
export interface ListInJson {
  readonly path: string;
  readonly items: number;
  /** The characters of the texts in its items; of a list in the items of another, a tenth of them. */
  readonly weight: number;
}

/**
 * The lists of objects in a JSON file, those that hold most first. What is listed in a posting may hold more than the
 * rest of it, while pages of postings hold far less than these: so a list in a list has to hold ten times as much.
 */
export async function listsIn(source: Source): Promise<ListInJson[]> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of asUtf8(source.open(), undefined)) {
    pieces.push(piece);
    length += piece.length;
    if (length > wholeBytes) return [];
  }
  let parsed: unknown;
  try {
    parsed = parseJson(
      Buffer.concat(pieces)
        .toString()
        .replace(/^\ufeff/, ''),
    );
  } catch {
    return [];
  }
  return listsBelow(parsed, '', 0)
    .sort((a, b) => b.weight - a.weight || b.items - a.items)
    .slice(0, 4);
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listsBelow(value: unknown, path: string, depth: number): ListInJson[] {
  if (depth > 4) return [];
  if (Array.isArray(value)) {
    const objects = value.filter(isObject);
    const inner = listsBelow(merged(objects), `${path}[]`, depth + 1).map((each) => ({
      ...each,
      weight: each.weight / 10,
    }));
    const list = { path, items: objects.length, weight: charactersIn(objects) };
    return [...(objects.length > 0 ? [list] : []), ...inner];
  }
  if (!isObject(value)) return [];
  const entries = Object.entries(value);
  const areRecords = entries.length > 20 && entries.every(([, each]) => isObject(each));
  if (areRecords)
    return [
      { path: path === '' ? '*' : `${path}.*`, items: entries.length, weight: charactersIn(Object.values(value)) },
    ];
  return entries.flatMap(([key, each]) => listsBelow(each, path === '' ? key : `${path}.${key}`, depth + 1));
}

/** How many characters the texts of some objects have, and those of objects in them; lists of objects aside. */
const charactersIn = (objects: readonly unknown[]): number =>
  objects.reduce<number>((sum, each) => sum + charactersOf(each, 0), 0);

function charactersOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || depth > 8) return 0;
  if (Array.isArray(value) && value.some(isObject)) return 0;
  return Object.values(value).reduce<number>((sum, each) => sum + charactersOf(each, depth + 1), 0);
}

/** The lists of several objects, key by key, as if they were one: those of all pages. */
function merged(objects: readonly object[]): object {
  const lists = new Map<string, unknown[]>();
  for (const [key, value] of objects.flatMap((each) => Object.entries(each)))
    if (Array.isArray(value)) lists.set(key, lists.get(key)?.concat(value) ?? value);
  return Object.fromEntries(lists);
}
