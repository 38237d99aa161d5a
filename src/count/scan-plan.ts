import type { Field, Taken } from '../load/field.js';
import type { CorpusWithRows } from '../load/manifest.js';
import type { Lexicon } from '../tag/concepts.js';
import { fastLexicon } from '../tag/fast-lexicon.js';
import { maxFields } from '../tag/fast-scanner.js';
import { type ScannedKey, use } from '../tag/line-scanner.js';
import { keysOfPath } from './line-counter.js';
import { taggerOf, textFields } from './mentions.js';
import { neededFields, withSources } from './needed-fields.js';
import { conceptsIn, looksInText, type Query } from './query.js';

/** How JSON lines are counted by a scan that parses only the values that some queries ask for. */
export interface ScanPlan {
  /** The keys that the scan looks for: first those whose texts it searches, in the order of `search.fields`. */
  readonly keys: readonly ScannedKey[];
  /** The fields that are filled for each posting, from the values that the scan found. */
  readonly filled: CorpusWithRows['fields'];
  /** The fields that are filled where a line is left to the exact path: also those that the scan searches. */
  readonly exact: CorpusWithRows['fields'];
  /** The phrases that the scan itself looks for, and in which fields; undefined where it looks for none. */
  readonly search: ScanSearch | undefined;
  /**
   * What each query looks for of its lexicon, in its mode; undefined where it looks for no concept. Queries that look
   * in the same way share one object.
   */
  readonly lexicons: readonly (Lexicon | undefined)[];
  /** The fields that are searched where a query names none. */
  readonly text: readonly string[];
}

export interface ScanSearch {
  readonly lexicon: Lexicon;
  readonly fields: readonly string[];
}

/** A field made in no other way than these is known to need nothing but its own value. */
const knownOptions = new Set(['kind', 'from', 'split', 'lowercase', 'remove', 'join', 'with', 'lists', 'first']);
const isKnown = (field: Field): boolean => Object.keys(field).every((option) => knownOptions.has(option));

/** A field whose text stands in the line as it is. */
const isPlain = (field: Field | undefined): field is Taken & { readonly from: string } =>
  field !== undefined &&
  'from' in field &&
  Object.keys(field).every((option) => option === 'kind' || option === 'from');

/** The plan for some queries; undefined where the lines have to be parsed whole. */
export function scanPlan(manifest: CorpusWithRows, queries: readonly Query[]): ScanPlan | undefined {
  const { files, fields } = manifest;
  if (files.format !== 'jsonl' || files.encoding !== undefined) return undefined;
  const { values, searched } = neededFields(manifest, queries);
  const exact = withSources(fields, [...values, ...searched]);
  if (!Object.values(exact).every(isKnown)) return undefined;
  const lexicons = lexiconsOf(manifest, queries);
  const search = searchOf(fields, lexicons, searched);
  const filled = withSources(fields, search ? values : [...values, ...searched]);
  const text = queries.some(looksInText) ? textFields(manifest) : [];
  return { keys: keysOf(manifest, filled, search), filled, exact, search, lexicons, text };
}

/** The concepts that queries look for in the same way, and no others of their lexicon. */
function lexiconsOf({ lexicon: own }: CorpusWithRows, queries: readonly Query[]): (Lexicon | undefined)[] {
  const ways = queries.map((query) => {
    const { match, lexicon: named = own } = query;
    const concepts = conceptsIn(query);
    return concepts.length > 0 && match && named
      ? { key: JSON.stringify([match, named]), match, named, concepts }
      : undefined;
  });
  const shared = new Map<string, Lexicon>();
  return ways.map((way) => {
    if (!way) return undefined;
    const concepts = ways.flatMap((each) => (each?.key === way.key ? each.concepts : []));
    const lexicon = shared.get(way.key) ?? taggerOf(way.named, way.match, concepts).lexicon;
    shared.set(way.key, lexicon);
    return lexicon;
  });
}

/** What the scan itself can look for: the phrases of one lexicon, in texts that stand in the lines as they are. */
function searchOf(
  fields: CorpusWithRows['fields'],
  lexicons: readonly (Lexicon | undefined)[],
  searched: readonly string[],
): ScanSearch | undefined {
  const [lexicon, ...others] = new Set(lexicons.filter((each) => each !== undefined));
  if (!lexicon || others.length > 0 || searched.length > maxFields || !fastLexicon(lexicon)) return undefined;
  const keys = searched.map((name) => fields[name]).map((field) => (isPlain(field) ? field.from : '.'));
  if (keys.some((key) => /[.[]/.test(key)) || new Set(keys).size < keys.length) return undefined;
  return searched.every((name) => useOf(fields[name]) !== use.value) ? { lexicon, fields: searched } : undefined;
}

const useOf = (field: Field | undefined): number =>
  field?.kind === 'names' ? use.list : field?.kind === 'text' || field?.kind === 'name' ? use.text : use.value;

/**
 * The keys of the lines that matter: those of searched texts, of filled fields, of the id; and, only to see that each
 * is there at all, those of the other fields. A path such as `salary.low` may be a key as it stands, or begin with one.
 */
function keysOf(
  { fields, files }: CorpusWithRows,
  filled: CorpusWithRows['fields'],
  search: ScanSearch | undefined,
): ScannedKey[] {
  const keys = new Map<string, ScannedKey>();
  for (const name of search?.fields ?? []) {
    const field = fields[name] as Taken & { readonly from: string };
    keys.set(field.from, { key: field.from, use: useOf(field), isKept: true });
  }
  const keep = (path: string): void => {
    for (const key of keysOfPath(path)) if (!keys.has(key)) keys.set(key, { key, use: use.value, isKept: true });
  };
  for (const field of [...Object.values(filled), ...Object.values(fields)]) if ('from' in field) keep(field.from);
  if ('id' in files && files.id !== undefined) keep(files.id);
  return [...keys.values()];
}
