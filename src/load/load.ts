import { UserError } from '../error.js';
import { AlikeTexts, alikeFields } from './alike.js';
import { answersElsewhere } from './elsewhere.js';
import { pathsIn } from './field.js';
import { fill } from './fill.js';
import { identifier, type RecordOrProblem } from './formats/record.js';
import { readRecords } from './formats/records.js';
import type { OnBytes } from './formats/source.js';
import { Ids } from './ids.js';
import { locate, recountDigest } from './locate.js';
import { noLosses, refuseLosses, withProblem } from './losses.js';
import { statSync } from './machine.js';
import { type CorpusWithRows, type Manifest, originsOf } from './manifest.js';
import { didYouMean } from './nearest.js';
import { note } from './note.js';
import type { Posting } from './posting.js';
import { describePlace, describeProblem, type Problem } from './problem.js';
import { shown } from './project.js';
import { remark } from './remarks.js';
import { type Reading, withoutReposts } from './reposts.js';
import { isFolder } from './tree.js';
import { at } from './values/path.js';

/** The postings of a corpus, what could not be read of it, and the digest of the data that were read. */
export interface Loaded {
  readonly postings: readonly Posting[];
  /** How many there are, kept or not. */
  readonly read: number;
  readonly problems: readonly Problem[];
  readonly digest: string;
}

/** So many postings stay in memory while their texts are compared. */
const mostKept = 20_000;

/** What {@link readPostings} yields. */
export type PostingOrProblem = { readonly posting: Posting } | { readonly problem: Problem };

/**
 * Loads the postings of a corpus whose rows are here.
 *
 * What cannot be read is listed with file and line, and the rest is loaded.
 *
 * @param manifest of {@link readManifest}
 * @param options.strict whether the first thing that cannot be read is an error instead; false by default
 * @param options.keep the postings to keep in memory; all by default
 * @param options.maxLost the share of postings that may be lost, from 0 to 1; by default that of the manifest,
 *   else 0.01
 * @returns the postings, how many were read, the problems, and the digest of the data
 * @throws UserError when the rows are not here, when they are other data than the manifest pins, when a field's path is
 * in no record at all, when more postings are lost than `maxLost`, or when strict
 * @example
 * const { postings, problems } = await loadCorpus(readManifest('test/examples/jobs.yaml'))
 * postings[0] // => { id: '1', fields: { role: 'AI Engineer', skills: ['RAG', 'Python'] } }
 * problems.length // => 0
 */
export async function loadCorpus(
  manifest: Manifest,
  {
    strict = false,
    maxLost,
    keep = () => true,
  }: { readonly strict?: boolean; readonly maxLost?: number; readonly keep?: (posting: Posting) => boolean } = {},
): Promise<Loaded> {
  if (answersElsewhere(manifest) !== undefined)
    throw new UserError(
      `it reads the postings of "${manifest.id}" themselves, and in a rerun only counts are asked there`,
    );
  const digest = await verifyRows(manifest);
  noteRows(manifest);
  const postings: Posting[] = [];
  const problems: Problem[] = [];
  let losses = noLosses;
  let read = 0;
  for await (const each of readPostings(manifest)) {
    if ('posting' in each) {
      read += 1;
      if (keep(each.posting)) postings.push(each.posting);
    } else if (strict) throw new UserError(`${describeProblem(each.problem)} (strict: the first problem is an error)`);
    else {
      problems.push(each.problem);
      losses = withProblem(losses, each.problem);
    }
  }
  refuseLosses(manifest, { ...losses, read }, maxLost);
  return { postings, read, problems, digest };
}

/** Notes the files with a corpus's rows as read, also where they were read before and are in memory. */
export function noteRows(manifest: Manifest): void {
  for (const path of locate(manifest) ?? []) note(isFolder(path) ? { tree: path } : { read: path });
}

/** The digest of a corpus's rows. @throws UserError when they are not here, or are other data than the manifest pins */
export async function verifyRows(manifest: Manifest): Promise<string> {
  const { paths } = rowsOf(manifest);
  const digest = await recountDigest(withRows(manifest), paths);
  if (digest !== manifest.digest) {
    throw new UserError(
      `${paths.map(shown).join(', ')} has ${digest}, but the manifest of "${manifest.id}" pins ${manifest.digest}; ` +
        `take the data that it pins${'address' in (manifest.files ?? {}) ? pullHint(manifest) : ', or pin these'}`,
    );
  }
  return digest;
}

/**
 * Reads the postings of a corpus one at a time, with the problems between them, so that a corpus need not fit into
 * memory. Where texts are compared with each other, few postings are kept meanwhile; the rows of many are read twice.
 *
 * @param onBytes receives how many more bytes of a file were read
 * @throws UserError when the rows are not here, or when a field's path is in no record at all.
 */
export async function* readPostings(manifest: Manifest, onBytes?: OnBytes): AsyncGenerator<PostingOrProblem> {
  const corpus = withRows(manifest);
  // reposts that are known by texts alike are known once all texts are compared; others are not compared at all
  const byAlike = alikeFields(corpus.fields).some(([name]) => corpus.unique?.includes(name));
  const reads = byAlike
    ? withoutReposts(
        corpus,
        compared(corpus, (more) => readOnce(corpus, more), onBytes),
      )
    : compared(corpus, (more) => withoutReposts(corpus, readOnce(corpus, more)), onBytes);
  for await (const each of reads) {
    if ('problem' in each) yield each;
    else {
      for (const problem of each.mistakes) yield { problem };
      yield { posting: each.posting };
    }
  }
}

/** Fills the fields that say which texts are alike. */
async function* compared(
  { fields }: CorpusWithRows,
  read: (onBytes: OnBytes | undefined) => AsyncGenerator<Reading>,
  onBytes: OnBytes | undefined,
): AsyncGenerator<Reading> {
  const alike = alikeFields(fields);
  if (alike.length === 0) return yield* read(onBytes);
  const texts = new AlikeTexts(alike);
  let kept: Reading[] | undefined = [];
  for await (const each of read(onBytes)) {
    if ('posting' in each) texts.add(each.posting);
    if (kept && kept.length < mostKept) kept.push(each);
    else kept = undefined;
  }
  const valuesOf = texts.values();
  for await (const each of kept ?? read(undefined))
    yield 'posting' in each
      ? { ...each, posting: { ...each.posting, fields: { ...each.posting.fields, ...valuesOf(each.posting.id) } } }
      : each;
}

async function* readOnce(manifest: CorpusWithRows, onBytes: OnBytes | undefined): AsyncGenerator<Reading> {
  const { fields, files } = manifest;
  const { paths } = rowsOf(manifest);
  const idPath = files.format === 'yaml-tarball' ? undefined : files.id;
  // numbers of rows differ by themselves
  const ids = idPath === undefined && paths.length === 1 ? undefined : new Ids();
  const wanted = [...(idPath === undefined ? [] : [idPath]), ...Object.values(fields).flatMap(pathsIn)];
  const unseen = new Set(
    Object.entries(fields).flatMap(([name, field]) => pathsIn(field).map((path) => ({ name, path }))),
  );
  let records = 0;
  let first: object | undefined;
  const markup = new Map<string, number>(); // postings by field

  for await (const reading of recordsOf(files, paths, onBytes, wanted)) {
    if ('problem' in reading) {
      yield reading;
      continue;
    }
    const { record } = reading;
    records += 1;
    first ??= record.values;
    for (const each of unseen) if (at(record.values, each.path) !== undefined) unseen.delete(each);

    const problem = (reason: string, lost: Problem['lost']): Reading => ({
      problem: { ...record.place, reason, lost },
    });
    const id =
      idPath === undefined ? rowId(record.id, paths, record.place.file) : identifier(at(record.values, idPath));
    if (id === undefined) {
      yield problem(`it has no id at "${idPath}"`, 'posting');
      continue;
    }
    const before = ids?.add(id, record.place);
    if (before) {
      yield problem(`its id "${id}" is already that of ${describePlace(before)}; the first is kept`, 'repeat');
      continue;
    }
    const filled = fill(fields, record);
    const { place } = record;
    for (const field of filled.markup) markup.set(field, (markup.get(field) ?? 0) + 1);
    const mistakes = filled.mistakes.map(({ field, reason }): Problem => ({ ...place, reason, field, lost: 'fields' }));
    yield { posting: { id, fields: filled.fields }, place, mistakes };
  }

  const [absent] = unseen;
  if (first && absent) throw absentEverywhere(manifest.id, absent, records, first);
  remarkMarkup(manifest.id, markup, records);
}

/** Says in which fields mark-up was found out. */
export function remarkMarkup(corpus: string, byField: ReadonlyMap<string, number>, records: number): void {
  for (const [field, n] of byField)
    remark(
      `${corpus}: ${n.toLocaleString('en')} of ${records.toLocaleString('en')} postings hold mark-up in "${field}", ` +
        'which is taken out (html: true in the manifest says so, html: false keeps it)',
    );
}

/** A path that no record has fills nothing, in every posting: the manifest is wrong. */
function absentEverywhere(
  corpus: string,
  { name, path }: { readonly name: string; readonly path: string },
  records: number,
  first: object,
): UserError {
  const keys = Object.keys(first);
  const where = records === 1 ? 'the only record does not have' : `none of the ${records} records has`;
  const list = listOn(first, path);
  const hint =
    list === undefined ? didYouMean(path, keys) : ` "${list}" is a list: ${list}[]${path.slice(list.length)}`;
  return new UserError(
    `corpus "${corpus}": field "${name}" is filled from "${path}", which ${where}.${hint} ` +
      `The first has: ${keys.slice(0, 30).join(', ').slice(0, 300)}; ` +
      'correct the path, or leave the field out, in its manifest',
  );
}

/** The beginning of a path that leads to a list, where the path goes on as if it were an object. */
function listOn(record: object, path: string): string | undefined {
  const dots = [...path.matchAll(/\./g)].map(({ index }) => path.slice(0, index));
  return dots.find((start) => Array.isArray(at(record, start)));
}

/** How many bytes the files with a corpus's rows have, packed as they are. @throws UserError when they are not here */
export const rowsBytes = (manifest: Manifest): number =>
  rowsOf(manifest).paths.reduce((sum, path) => sum + statSync(path).size, 0);

async function* recordsOf(
  files: CorpusWithRows['files'],
  paths: readonly string[],
  onBytes: OnBytes | undefined,
  wanted: readonly string[],
): AsyncGenerator<RecordOrProblem> {
  for (const path of paths) yield* readRecords(files, path, { onBytes, wanted });
}

/** A row's number is its id in a corpus of one file; with several, the file's name goes before it. */
const rowId = (id: string | undefined, paths: readonly string[], file: string): string | undefined =>
  id === undefined || paths.length === 1 ? id : `${file}:${id}`;

const pullHint = ({ named }: Manifest): string => `: npx recount data pull ${named}`;

function withRows(manifest: Manifest): CorpusWithRows {
  if (manifest.files) return manifest;
  throw new UserError(
    `corpus "${manifest.id}" is known by its recorded counts alone; its manifest names no files with postings`,
  );
}

function rowsOf(manifest: Manifest): { readonly paths: readonly string[] } {
  const { files } = withRows(manifest);
  const paths = locate(manifest);
  if (paths) return { paths };
  throw new UserError(
    'address' in files || originsOf(manifest.named)
      ? `the postings of corpus "${manifest.id}" are not here; get them${pullHint(manifest)}`
      : `the postings of corpus "${manifest.id}" are not here: there is no file ` +
          `${[files.path].flat().map(shown).join(', ')}; paths in a manifest start from its folder`,
  );
}
