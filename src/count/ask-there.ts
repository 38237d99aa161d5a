import { UserError } from '../error.js';
import { locate } from '../load/locate.js';
import { existsSync } from '../load/machine.js';
import { type Manifest, readManifest } from '../load/manifest.js';
import { didYouMean } from '../load/nearest.js';
import type { Beyond, PlainRow } from './answer.js';
import { checkQuery } from './check-query.js';
import type { EngineName } from './engine.js';
import { type FieldMapping, mapQuery, unmapRows } from './map-query.js';
import { openEngine } from './open.js';
import { periods } from './period.js';
import { fieldsIn, type Query } from './query.js';
import { readRecording } from './recording.js';

/** In a rerun: the corpus that answers in place of another, what answers there, and how fields are found. */
export interface OtherCorpus {
  /** An id, or the path of a manifest. */
  readonly named: string;
  readonly engine?: EngineName;
  readonly mapping: FieldMapping;
}

/** The postings, where they are here; else what the corpus has. */
export const engineFor = (manifest: Manifest): EngineName | undefined =>
  manifest.files && locate(manifest) ? 'rows' : undefined;

/** The rows that another corpus has for a query of one's own, with the fields and names of one's own. */
export type AskThere = (query: Query) => Promise<readonly PlainRow[]>;

/** How queries of a corpus are asked of another. @throws UserError, when asked, for what cannot be asked there */
export function askerOf(own: Manifest, other: OtherCorpus): AskThere {
  const manifest = readManifest(other.named);
  const mapping = mappingOf(own, other);
  const queryOf = queryThere(own, other);
  return async (query) => {
    const mapped = queryOf(query);
    const engine = openEngine(manifest, { required: other.engine });
    checkQuery(manifest, engine, mapped);
    return unmapRows((await engine.count(mapped)).rows, query, mapping);
  };
}

/** Queries of a corpus as they are asked of another. @throws UserError, when asked, where fields are not there */
export function queryThere(own: Manifest, other: Pick<OtherCorpus, 'named' | 'mapping'>): (query: Query) => Query {
  const manifest = readManifest(other.named);
  const mapping = mappingOf(own, other);
  const known = { ...manifest.fields, ...manifest.opensearch?.fields };
  return (query) => {
    const mapped = mapQuery(query, mapping);
    const missing = fieldsIn(mapped).find((field) => !(field in known));
    if (missing === undefined) return mapped;
    if (fieldsIn(query).includes(missing)) throw new UserError(noField(missing, own, manifest));
    const hint = didYouMean(missing, Object.keys(known));
    throw new UserError(`the mapping names field "${missing}", which corpus "${manifest.id}" does not have.${hint}`);
  };
}

/** The mapping, with the lexicon of one's own concepts where it names none. */
function mappingOf(own: Manifest, { mapping }: Pick<OtherCorpus, 'mapping'>): FieldMapping {
  const ofIndex = own.lexicon === undefined && own.opensearch?.fields ? own.opensearch.lexicon : undefined;
  const lexicon = mapping.lexicon ?? ofIndex;
  return { ...mapping, ...(lexicon === undefined ? {} : { lexicon }) };
}

/** An answer of the other corpus: its rows, and the groups that did not reach the `top` of them. */
export async function answerThere(
  { top, ...whole }: Query,
  ask: AskThere,
): Promise<{ readonly rows: readonly PlainRow[]; readonly beyond: Beyond<PlainRow> }> {
  const asked = top === undefined ? whole : { ...whole, top };
  // what has left a printed top list is there all the same
  const [rows, all] = await Promise.all([ask(asked), top === undefined ? [] : unlessRefused(ask(whole))]);
  if (!all) return { rows, beyond: rows.length < (top ?? 0) ? [] : 'unknown' };
  const kept = new Set(rows.map((row) => JSON.stringify(row)));
  return { rows, beyond: all.filter((row) => !kept.has(JSON.stringify(row))) };
}

const unlessRefused = (answer: Promise<readonly PlainRow[]>): Promise<readonly PlainRow[] | undefined> =>
  answer.catch((error) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });

/** What says where a field stands that the other corpus does not have. */
function noField(field: string, own: Manifest, { id, fields }: Manifest): string {
  const [day] = Object.entries(fields).flatMap(([name, filled]) =>
    typeof filled === 'object' && 'kind' in filled && filled.kind === 'day' ? [name] : [],
  );
  const span = periods.find((period) => field.includes(period));
  const made = span && day !== undefined ? `{ day: ${day}, ${isDay(field, own) ? 'round' : 'per'}: ${span} }` : '…';
  return `corpus "${id}" has no field "${field}"; a file for --map says where it stands: fields: { ${field}: ${made} }`;
}

/** Whether the groups of a field are named as days are: a week by its Monday. */
function isDay(field: string, own: Manifest): boolean {
  if (!existsSync(own.recording)) return false;
  const groups = readRecording(own).answers.flatMap(({ rows }) => rows.flatMap((row) => row[field] ?? []));
  return groups.some((name) => /^\d{4}-\d{2}-\d{2}$/.test(String(name)));
}
