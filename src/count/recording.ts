import { z } from 'zod';
import { UserError } from '../error.js';
import type { Manifest } from '../load/manifest.js';
import { shown } from '../load/project.js';
import { canonical, digestOf, readText } from '../load/read.js';
import { Answer, type Row } from './answer.js';
import { describeQuery, queryKey, type Query } from './query.js';

/** A row as it is stored: names and counts, before the query that asked says which is which. */
type StoredRow = Readonly<Record<string, string | number>>;

/** The stored answers of a corpus: what lets a notebook run where the rows cannot go. */
interface Recording {
  readonly corpus: string;
  /** The digest of the data set that answered; it must be the manifest's. */
  readonly digest: string;
  readonly answers: readonly { readonly query: Query; readonly rows: readonly StoredRow[] }[];
}

const query: z.ZodType<Query> = z.strictObject({
  within: z.string().exactOptional(),
  by: z.array(z.string()),
  concepts: z.array(z.string()),
  match: z.literal('phrase'),
});

const schema: z.ZodType<Recording> = z.strictObject({
  corpus: z.string(),
  digest: z.string(),
  answers: z.array(z.strictObject({ query, rows: z.array(z.custom<StoredRow>(isRow, 'expected a row of names and counts')) })),
});

/** Every value of a row is a name or a count, and it has its postings. */
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
  let json: unknown;
  try {
    json = JSON.parse(readText(manifest.recording));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new UserError(`${file} is not valid JSON: ${cause.message}`, { cause });
    throw cause;
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(`${file} is not a recording: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
  }
  const recording = parsed.data;
  if (recording.corpus !== manifest.id || recording.digest !== manifest.digest) {
    throw new UserError(
      `${file} records corpus "${recording.corpus}" with ${recording.digest}, but the manifest of "${manifest.id}" ` +
        `says ${manifest.digest}; record it again, or take the manifest's data`,
    );
  }
  return recording;
}

/**
 * The recorded answer to a query.
 *
 * @throws UserError when none is recorded: it names the query, the corpus, and what would answer it.
 */
export function answerFrom<Field extends string, Concept extends string>(
  recording: Recording,
  manifest: Manifest,
  asked: Query<Field, Concept>,
): Answer<Field, Concept> {
  const key = queryKey(asked);
  const stored = recording.answers.find((each) => queryKey(each.query) === key);
  if (!stored) {
    const recorded = recording.answers.map((each) => `\n  ${describeQuery(each.query)}\n    ${queryKey(each.query)}`);
    throw new UserError(
      `corpus "${manifest.id}" has no recorded answer to "${describeQuery(asked)}"\n    ${key}\n` +
        `The rows themselves would answer it (${manifest.source.repository}), or one of these recorded queries:${recorded.join('')}`,
    );
  }
  return new Answer(
    { corpus: manifest.id, digest: manifest.digest, query: asked, evidence: 'counts' },
    // the key is equal, so the stored rows have the fields and concepts that were asked for
    stored.rows as unknown as readonly Row<Field, Concept>[],
  );
}

/** The digest of an answer's rows, by which a rerun sees that the recorded answer has changed. */
export const answerDigest = (rows: readonly object[]): string => digestOf(canonical(rows));
