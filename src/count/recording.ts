import { z } from 'zod';
import { UserError } from '../error.js';
import { canonical, digestOf } from '../load/digest.js';
import { existsSync } from '../load/machine.js';
import type { Manifest } from '../load/manifest.js';
import { shown } from '../load/project.js';
import { remembering } from '../load/read.js';
import { versioned } from '../load/version.js';
import { readLexicon } from '../tag/lexicon.js';
import type { Beyond, Counted, PlainRow, Skipped } from './answer.js';
import { type EngineName, engineNames } from './engine.js';
import { byDays, foldDays } from './fold-days.js';
import { type FieldMapping, mappingSchema } from './map-query.js';
import { columnsOf, conceptsIn, describeQuery, fieldsIn, groupNames, type Query, queryKey } from './query.js';
import { querySchema } from './query-schema.js';

/** The stored answers of a corpus, as the file has them: what lets a notebook run where the rows cannot go. */
interface Stored {
  readonly corpus: string;
  /** The digest of the data set that answered; it must be the manifest's. */
  readonly digest: string;
  /** What of the postings could not be read when they were counted; omitted for counts that were published. */
  readonly skipped?: Skipped;
  readonly answers: readonly StoredAnswer[];
  /** In a rerun on other postings: the queries that cannot be asked there, by key, and why. */
  readonly refused?: Readonly<Record<string, string>>;
  /** In a rerun on other postings: whom to ask what is neither answered nor refused. */
  readonly there?: { readonly named: string; readonly engine?: EngineName; readonly mapping: FieldMapping };
}

interface StoredAnswer {
  readonly query: Query;
  /** The digest of the lexicon whose concepts were looked for; omitted where the query has no concepts. */
  readonly lexicon?: string;
  readonly rows: readonly PlainRow[];
  /** In a rerun on other postings. */
  readonly beyond?: Beyond<PlainRow>;
}

interface Recording extends Stored {
  /** The answers by the keys of their queries. */
  readonly byKey: ReadonlyMap<string, StoredAnswer>;
}

const rows = z.array(z.custom<PlainRow>(isRow, 'expected a row of names and counts'));
const stored: z.ZodType<Stored> = z.strictObject({
  corpus: z.string(),
  digest: z.string(),
  skipped: z
    .strictObject({
      postings: z.int().nonnegative(),
      fields: z.int().nonnegative(),
      repeats: z.int().nonnegative().exactOptional(),
    })
    .exactOptional(),
  answers: z.array(
    z.strictObject({
      query: querySchema,
      lexicon: z.string().exactOptional(),
      rows,
      beyond: z.union([rows, z.literal('unknown')]).exactOptional(),
    }),
  ),
  refused: z.record(z.string(), z.string()).exactOptional(),
  there: z
    .strictObject({ named: z.string(), engine: z.enum(engineNames).exactOptional(), mapping: mappingSchema })
    .exactOptional(),
});

const schema = versioned('recording', 1, stored);

/** Whether every value of a row is a name or a count, and postings is one of the counts. */
function isRow(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const counts = Object.values(value).filter((each) => typeof each !== 'string');
  return 'postings' in value && counts.every((each) => Number.isInteger(each) && each >= 0);
}

/**
 * Reads the recording of a corpus.
 *
 * @throws UserError when the file is missing or is not a recording, or when it is of other data than the
 * manifest's: another corpus or another digest.
 */
export function readRecording(manifest: Manifest): Recording {
  const file = shown(manifest.recording);
  if (manifest.files && !existsSync(manifest.recording)) {
    throw new UserError(
      `corpus "${manifest.id}" has no recording: there is no file ${file}; its rows answer too: --engine rows`,
    );
  }
  const recording = parse(manifest.recording);
  if (recording.corpus !== manifest.id || recording.digest !== manifest.digest) {
    throw new UserError(
      `${file} records corpus "${recording.corpus}" with ${recording.digest}, but the manifest of "${manifest.id}" ` +
        `says ${manifest.digest}; record it again, or take the manifest's data`,
    );
  }
  return recording;
}

const parse = remembering((text, path): Recording => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${shown(path)} is not valid JSON: ${(cause as SyntaxError).message}`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success)
    return { ...parsed.data, byKey: new Map(parsed.data.answers.map((answer) => [queryKey(answer.query), answer])) };
  const [issue] = parsed.error.issues;
  throw new UserError(`${shown(path)} is not a recording: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
});

/**
 * The recorded answer to a query.
 *
 * @throws UserError when none is recorded: it names the query, the corpus, and what would answer it.
 */
export function recordedAnswer(manifest: Manifest, asked: Query): Counted {
  const recording = readRecording(manifest);
  const key = queryKey(asked);
  const stored = storedAnswer(manifest, recording, asked);
  const refused = recording.refused?.[key];
  if (refused !== undefined) throw new UserError(refused);
  if (!stored) {
    throw new UserError(
      `corpus "${manifest.id}" has no recorded answer to "${describeQuery(asked)}"\n    ${key}\n` +
        `The rows themselves would answer it (${wayToRows(manifest)}), ` +
        `or one of these recorded queries:${nearest(recording, asked)}`,
    );
  }
  checkLexicon(stored, asked, manifest);
  checkRows(stored.rows, asked, shown(manifest.recording));
  return {
    rows: stored.rows.map((row) => inOrder(row, asked)),
    ...(stored.beyond === undefined ? {} : { beyond: stored.beyond }),
    ...(stored.lexicon === undefined ? {} : { lexicon: stored.lexicon }),
    ...(recording.skipped === undefined ? {} : { skipped: recording.skipped }),
  };
}

/** The answer to a query as it is stored, or as one by days tells it. */
function storedAnswer(manifest: Manifest, { byKey }: Recording, asked: Query): StoredAnswer | undefined {
  const stored = byKey.get(queryKey(asked));
  const days = stored === undefined ? byDays(asked, manifest) : undefined;
  const byDay = days && byKey.get(queryKey(days));
  return byDay ? { ...byDay, query: asked, rows: foldDays(byDay.rows, asked) } : stored;
}

/**
 * The digest of the stored answer to a query, by which a later run sees that it has changed.
 *
 * @throws UserError as {@link recordedAnswer} does
 */
export const recordedVersion = (manifest: Manifest, asked: Query): string =>
  answerDigest(recordedAnswer(manifest, asked).rows);

function checkLexicon(stored: StoredAnswer, asked: Query, { id, lexicon }: Manifest): void {
  const named = asked.lexicon ?? lexicon;
  if (named === undefined || conceptsIn(asked).length === 0) return;
  if (readLexicon(named).digest === stored.lexicon) return;
  throw new UserError(
    `the answer of corpus "${id}" to "${describeQuery(asked)}" was recorded with another lexicon than ` +
      `${named} is now; record it again: npx recount record ${id}`,
  );
}

function wayToRows({ id, files, source }: Manifest): string {
  if (!files) return source.repository;
  return 'address' in files ? `npx recount data pull ${id}, then --engine rows` : '--engine rows';
}

/** How many recorded queries a message shows: those that name most of what was asked for. */
const shownQueries = 4;

function nearest({ answers }: Recording, asked: Query): string {
  const names = (query: Query) => new Set([...fieldsIn(query), ...conceptsIn(query)]);
  const wanted = names(asked);
  const likeness = (query: Query): number => {
    const named = [...names(query)];
    const shared = named.filter((name) => wanted.has(name)).length;
    return shared - 0.1 * (named.length - shared);
  };
  const queries = answers
    .map(({ query }) => ({ query, likeness: likeness(query) }))
    .sort((a, b) => b.likeness - a.likeness);
  const lines = queries
    .slice(0, shownQueries)
    .map(({ query }) => `\n  ${cut(describeQuery(query))}\n    ${cut(queryKey(query))}`);
  return lines.join('') + (queries.length > shownQueries ? `\n  and ${queries.length - shownQueries} more` : '');
}

const cut = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);

/** In a rerun on other postings: whom to ask a query that was not asked before the notebook ran. */
export function notYetAsked(manifest: Manifest, asked: Query): Recording['there'] {
  const recording = readRecording(manifest);
  const isKnown =
    storedAnswer(manifest, recording, asked) !== undefined || queryKey(asked) in (recording.refused ?? {});
  return isKnown ? undefined : recording.there;
}

/** Whether the recording of a corpus has the answer to a query. @throws UserError as {@link readRecording} does */
export const isRecorded = (manifest: Manifest, asked: Query): boolean =>
  storedAnswer(manifest, readRecording(manifest), asked) !== undefined;

/**
 * A row with its columns in the order in which they were asked for, as the rows engine gives them: a recording has
 * those of whichever notebook asked first, and tables show them in their order.
 */
function inOrder(row: PlainRow, query: Query): PlainRow {
  const asked = [...groupNames(query), 'postings', 'mentions', ...columnsOf(query).map(([name]) => name)];
  const present = asked.filter((name) => name in row);
  return Object.fromEntries(
    [...present, ...Object.keys(row).filter((name) => !asked.includes(name))].map((name) => [name, row[name] ?? 0]),
  );
}

/** A stored row must hold what its query asks for: otherwise a count would be missing, or a text, unnoticed. */
function checkRows(rows: readonly PlainRow[], query: Query, file: string): void {
  const columns = columnsOf(query).map(([name]) => name);
  for (const row of rows) {
    const postings = row['postings'];
    const wrong =
      groupNames(query).find((name) => typeof row[name] !== 'string') ??
      columns.find((name) => typeof row[name] !== 'number' || row[name] > Number(postings));
    if (wrong === undefined && typeof postings === 'number') continue;
    throw new UserError(
      `${file}: a row of the answer to "${describeQuery(query)}" has ` +
        `${wrong ?? 'postings'}: ${JSON.stringify(row[wrong ?? 'postings'])}; ` +
        `a group is a text, a column a count of at most the row's postings: ${JSON.stringify(row)}`,
    );
  }
}

/** The digest of an answer's rows, by which a rerun sees that the recorded answer has changed. */
export const answerDigest = (rows: readonly object[]): string => digestOf(canonical(rows));
